"""Files, documents, what proves what, and the numbers an agency gives."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.documents.rules.numbers import PERIODS
from thuocdo.documents.rules.references import Reference


class File(models.Model):
    """The bytes of one upload, kept once per agency under their hash in the home folder.

    `name` is what its first uploader called it; where it is used again, the use has its own name.
    """

    agency = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")
    sha256 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField(_("Dung lượng"))
    kind = models.CharField(_("Loại tệp"), max_length=8)
    name = models.CharField(_("Tên tệp"), max_length=200)
    stored_at = models.DateTimeField(_("Tải lên lúc"))

    class Meta:
        verbose_name = _("Tệp")
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agency", "sha256"], name="one_file_of_a_content"),
            models.UniqueConstraint(
                fields=["sha256"], condition=Q(agency=None), name="one_file_above_agencies"
            ),
        ]

    def __str__(self) -> str:
        return f"file:{self.pk}"


class Document(models.Model):
    """An official document known by its number and symbol, with or without its file. Never a secret one.

    `key` is the canonical number and symbol (`rules.references.Reference.key`); `folded` what search reads.
    """

    agency = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")
    kind = models.CharField(_("Loại văn bản"), max_length=40)
    number = models.CharField(_("Số"), max_length=20)
    symbol = models.CharField(_("Ký hiệu"), max_length=60)
    key = models.CharField(max_length=90, db_index=True)
    date = models.DateField(_("Ngày ban hành"), null=True, blank=True)
    issuer = models.CharField(_("Cơ quan ban hành"), max_length=160, blank=True)
    abstract = models.TextField(_("Trích yếu"), blank=True)
    link = models.URLField(_("Đường dẫn"), max_length=500, blank=True)
    folded = models.TextField()
    recorded_at = models.DateTimeField(_("Ghi nhận lúc"))

    class Meta:
        verbose_name = _("Văn bản")
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["agency", "-id"], name="document_of_agency"),
        ]

    def __str__(self) -> str:
        return str(self.reference)

    @property
    def reference(self) -> Reference:
        return Reference(self.number, self.symbol, self.kind, self.date, self.issuer)


class DocumentFile(models.Model):
    """A file of a document: the signed scan, an annex."""

    document = models.ForeignKey(Document, models.PROTECT, related_name="files")
    file = models.ForeignKey(File, models.PROTECT, related_name="+")
    name = models.CharField(_("Tên tệp"), max_length=200)

    class Meta:
        verbose_name = _("Tệp của văn bản")
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["document", "file"], name="a_file_once_per_document")
        ]

    def __str__(self) -> str:
        return f"documentfile:{self.pk}"


class Evidence(models.Model):
    """What proves a thing of any room: a document (reference alone is enough) or a file, not both.

    `thing` is the thing's name as the log writes it ("assignment:7"); `about` and `place` are what its
    room calls it and the address where it stands. Withdrawn evidence stays, with the reason.
    """

    thing = models.CharField(max_length=80, db_index=True)
    about = models.CharField(_("Kiểm chứng cho"), max_length=250, blank=True)
    place = models.CharField(max_length=200, blank=True)
    agency = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey(
        Document, models.PROTECT, null=True, blank=True, related_name="proofs"
    )
    file = models.ForeignKey(File, models.PROTECT, null=True, blank=True, related_name="proofs")
    name = models.CharField(_("Tên"), max_length=250)
    person = models.ForeignKey("accounts.Person", models.PROTECT, null=True, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")
    attached_at = models.DateTimeField(_("Gắn lúc"))
    withdrawn_at = models.DateTimeField(_("Rút lúc"), null=True, blank=True)
    reason = models.TextField(_("Lý do"), blank=True)

    class Meta:
        verbose_name = _("Tài liệu kiểm chứng")
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="evidence_is_a_document_or_a_file",
                condition=Q(document__isnull=False, file__isnull=True)
                | Q(document__isnull=True, file__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["thing", "document"],
                condition=Q(withdrawn_at=None, document__isnull=False),
                name="a_document_once_per_thing",
            ),
            models.UniqueConstraint(
                fields=["thing", "file"],
                condition=Q(withdrawn_at=None, file__isnull=False),
                name="a_file_once_per_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"evidence:{self.pk}"


class NumberSeries(models.Model):
    """A run of document numbers of one agency: "KH-SGDĐT", anew each year (Decree 30/2020, article 15).

    `external`: another system gives the numbers, the registry clerk types them here.
    """

    agency = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    symbol = models.CharField(_("Ký hiệu"), max_length=60)
    name = models.CharField(_("Tên sổ"), max_length=120)
    period = models.CharField(_("Đánh số lại"), max_length=6, choices=list(PERIODS.items()))
    external = models.BooleanField(_("Số do hệ thống khác cấp"), default=False)

    class Meta:
        verbose_name = _("Sổ văn bản")
        verbose_name_plural = _("Sổ văn bản")
        ordering: ClassVar[list[str]] = ["agency", "symbol"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["agency", "symbol"], name="one_series_of_a_symbol")
        ]

    def __str__(self) -> str:
        return self.symbol


class Counter(models.Model):
    """The last number given in one period of a series. Locked by whoever takes the next."""

    UNRECORDED: ClassVar = ("last",)  # each taken number is itself in the log

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="counters")
    period = models.CharField(max_length=4)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("Bộ đếm số")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["series", "period"], name="one_counter_of_a_period")
        ]

    def __str__(self) -> str:
        return f"counter:{self.pk}"


class TakenNumber(models.Model):
    """A number given to a thing ("report:3"). Cancelled, it is never given again and keeps its reason."""

    series = models.ForeignKey(NumberSeries, models.PROTECT, related_name="taken")
    period = models.CharField(max_length=4)
    number = models.PositiveIntegerField(_("Số"))
    date = models.DateField(_("Ngày"))
    thing = models.CharField(max_length=80, blank=True, db_index=True)
    taken_at = models.DateTimeField(_("Lấy lúc"))
    cancelled_at = models.DateTimeField(_("Hủy lúc"), null=True, blank=True)
    reason = models.TextField(_("Lý do"), blank=True)

    class Meta:
        verbose_name = _("Số văn bản")
        ordering: ClassVar[list[str]] = ["series", "period", "number"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["series", "period", "number"], name="a_number_once_per_period"
            )
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """As printed: numbers below ten with a leading zero (Decree 30/2020, annex I)."""
        return f"{self.number:02d}/{self.series.symbol}"
