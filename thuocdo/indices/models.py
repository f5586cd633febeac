"""Results of an index: one round per year, one row per unit; annexes of decisions on their way to an edition."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from thuocdo.lawbook.missing import Missing


class IndexRound(models.Model):
    """Results of one index for one year. `edition` and `checksum` say which words of the law gave the points,
    `engine` which way of computing; all three stay when the edition is followed by another."""

    class State(models.TextChoices):
        OPEN = "open", _("Đang nhập")
        CLOSED = "closed", _("Đã khóa")

    agency = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    index = models.CharField(_("Chỉ số"), max_length=60)
    year = models.PositiveSmallIntegerField(_("Năm"))
    kind = models.CharField(_("Loại đơn vị"), max_length=30, default="")
    edition = models.CharField(_("Bộ chỉ số"), max_length=200)
    checksum = models.CharField(_("Mã kiểm tra"), max_length=64)
    engine = models.CharField(_("Phiên bản cách tính"), max_length=20)
    settings = models.JSONField(_("Lựa chọn"), default=dict)
    source = models.TextField(_("Nguồn"))
    state = models.CharField(
        _("Tình trạng"), max_length=6, choices=State.choices, default=State.OPEN
    )
    version = models.PositiveIntegerField(default=0)
    recorded_at = models.DateTimeField(_("Nhập lúc"))
    closed_at = models.DateTimeField(_("Khóa lúc"), null=True)

    class Meta:
        verbose_name = _("Kết quả chỉ số")
        ordering: ClassVar[list[str]] = ["index", "-year", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "index", "year", "kind"], name="one_round_of_a_year"
            ),
            models.CheckConstraint(
                name="round_closed_has_time",
                condition=Q(state="open") | Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.index} {self.year}"


class IndexResult(models.Model):
    """One unit's result. `figures` are what was given, `points` what the edition makes of them, by criterion;
    `score` is what counts: as published, else as computed. No score: `reason` says why, it is never zero."""

    round = models.ForeignKey(IndexRound, models.PROTECT, related_name="results")
    code = models.CharField(_("Mã đơn vị"), max_length=60, db_index=True)
    name = models.CharField(_("Đơn vị"), max_length=250)
    folded = models.CharField(_("Chữ để tìm"), max_length=250, db_index=True)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")
    figures = models.JSONField(_("Số liệu"), default=dict)
    points = models.JSONField(_("Điểm"), default=dict)
    computed = models.DecimalField(_("Điểm tính"), max_digits=16, decimal_places=6, null=True)
    published = models.DecimalField(_("Điểm công bố"), max_digits=16, decimal_places=6, null=True)
    score = models.DecimalField(_("Điểm"), max_digits=16, decimal_places=6, null=True)
    reason = models.CharField(_("Vì sao không có điểm"), max_length=20, blank=True)
    place = models.PositiveIntegerField(_("Xếp hạng"), null=True)
    of = models.PositiveIntegerField(_("Trên số đơn vị"), null=True)
    tied = models.PositiveIntegerField(_("Số đơn vị đồng hạng"), null=True)
    published_place = models.PositiveIntegerField(_("Hạng công bố"), null=True)
    band = models.CharField(_("Xếp loại"), max_length=60, blank=True)
    published_band = models.CharField(_("Xếp loại công bố"), max_length=60, blank=True)
    doubts = models.JSONField(_("Điểm cần xem lại"), default=list)

    class Meta:
        verbose_name = _("Kết quả của đơn vị")
        ordering: ClassVar[list[str]] = ["round", "place", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["round", "place"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "code"], name="one_result_of_a_unit"),
            models.CheckConstraint(
                name="no_score_has_reason", condition=Q(score__isnull=False) | ~Q(reason="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.round_id}"

    @property
    def reason_words(self) -> str:
        return Missing(self.reason).label if self.reason else ""


class IndexTie(models.Model):
    """A plan's target that is a published figure: which index, which of its measures, whose. `measure` is as
    `queries.measures` writes it: "" the score, "p.1" a criterion's points, "s.ci03_05" a figure."""

    target = models.OneToOneField("plans.Target", models.CASCADE, related_name="+")
    index = models.CharField(_("Chỉ số"), max_length=60, db_index=True)
    measure = models.CharField(_("Số liệu"), max_length=80, blank=True)
    code = models.CharField(_("Mã đơn vị"), max_length=60)

    class Meta:
        verbose_name = _("Chỉ tiêu gắn với chỉ số")
        ordering: ClassVar[list[str]] = ["target"]

    def __str__(self) -> str:
        return f"{self.target_id} {self.index} {self.measure}"


class Annex(models.Model):
    """The annex of a decision that sets criteria, from the uploaded file to the agency's own edition.

    `reading` (`rules.annex.paper.Reading`) and `blocks` are what was printed, written once; what people decide
    on top are `answers`. `edition` is the name of the local edition made of it, "" before there is one.
    """

    class State(models.TextChoices):
        REVIEW = "review", _("Đang rà soát")
        IN_FORCE = "in_force", _("Đang áp dụng")

    agency = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    file = models.ForeignKey("documents.File", models.PROTECT, related_name="+")
    file_name = models.CharField(_("Tên tệp"), max_length=255)
    index = models.CharField(_("Chỉ số"), max_length=60)
    kind = models.CharField(_("Chấm cho"), max_length=30)
    title = models.TextField(_("Tên bộ chỉ số"))
    edition = models.CharField(_("Bộ chỉ số"), max_length=80, blank=True)
    reading = models.JSONField()
    blocks = models.JSONField()
    state = models.CharField(max_length=8, choices=State.choices, default=State.REVIEW)
    created_at = models.DateTimeField()
    in_force_at = models.DateTimeField(null=True)

    UNRECORDED = ("blocks",)  # the text of a file that is itself kept under its hash

    class Meta:
        verbose_name = _("Phụ lục tiêu chí")
        ordering: ClassVar[list[str]] = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title

    @property
    def path(self) -> str:
        """The rule this is an edition of."""
        return f"indices/{self.index}"


class AnnexAnswer(models.Model):
    """The last word on one point of an annex under review, and whose. `version` as in a plan's review: a form
    posts back the one it showed, so two people never overwrite each other unseen."""

    annex = models.ForeignKey(Annex, models.CASCADE, related_name="answers")
    key = models.CharField(max_length=80)
    value = models.JSONField()
    version = models.PositiveIntegerField(default=0)
    by_person = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    PERSONAL = ("by_name",)

    class Meta:
        verbose_name = _("Trả lời khi rà soát phụ lục")
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["annex", "key"], name="one_answer_of_a_key"),
        ]

    def __str__(self) -> str:
        return self.key

    def subject(self) -> str:
        return f"person:{self.by_person}"
