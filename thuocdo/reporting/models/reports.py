"""A duty to report, one of its periods, and the reports of units and of the agency itself."""

from typing import ClassVar, Literal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Duty(models.Model):
    """*Chế độ báo cáo*: which form an agency keeps, who reports, on which days.

    `form` is a path of the rulebook without its edition ("report_forms/pci"); `due` its days as the agency's own
    paper names them (`lawbook.editions.reports.DueLine`), empty where those of the form hold.
    """

    agency = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    form = models.CharField(max_length=80)
    title = models.CharField(_("Tên báo cáo"), max_length=250)
    units = models.JSONField(_("Đơn vị gửi báo cáo"), default=list)
    groups = models.JSONField(_("Nhóm đơn vị gửi báo cáo"), default=list)
    due = models.JSONField(_("Thời hạn riêng"), default=list)
    source = models.CharField(_("Căn cứ"), max_length=300, blank=True)
    named_day_counts = models.BooleanField(_("“Trước ngày” tính cả ngày đó"), default=True)
    on_day_off = models.CharField(_("Trùng ngày nghỉ"), max_length=8, default="keep")
    since = models.DateField(_("Từ ngày"))
    until = models.DateField(_("Đến ngày"), null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("Chế độ báo cáo")
        ordering: ClassVar[list[str]] = ["id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["agency", "form"], condition=Q(until=None), name="one_duty_of_a_form"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Round(models.Model):
    """*Kỳ báo cáo*: one period of a duty. `form`, `edition`, `checksum` say which form it follows to its end;
    `start`–`end` are the days whose figures it holds; `due` the last valid day of units, `send_by` the agency's.
    """

    class State(models.TextChoices):
        OPEN = "open", _("Đang thu báo cáo")
        CLOSED = "closed", _("Đã khóa số liệu")

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="rounds")
    agency = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    form = models.CharField(max_length=80)
    edition = models.CharField(max_length=40)
    checksum = models.CharField(max_length=64)
    period = models.CharField(_("Kỳ báo cáo"), max_length=12)
    start = models.DateField()
    end = models.DateField(_("Ngày chốt số liệu"))
    due = models.DateField(_("Thời hạn gửi"), null=True)
    send_by = models.DateField(_("Thời hạn gửi cấp trên"), null=True)
    state = models.CharField(
        _("Tình trạng"), max_length=6, choices=State.choices, default=State.OPEN
    )
    excepted = models.JSONField(_("Đơn vị được gửi sau khi khóa"), default=list)
    opened_at = models.DateTimeField(_("Mở lúc"))
    closed_at = models.DateTimeField(_("Khóa lúc"), null=True)

    class Meta:
        verbose_name = _("Kỳ báo cáo")
        ordering: ClassVar[list[str]] = ["-end", "-id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["duty", "period"], name="a_period_once")
        ]

    def __str__(self) -> str:
        return f"round:{self.pk}"

    def own_report(self) -> "Report":
        """The agency's report that stands: not one that was withdrawn."""
        return self.reports.exclude(state__in=Report.GONE).get(whole=True)


class Report(models.Model):
    """A unit's report, or (`whole`) the agency's own. `figures` maps a key of the form to value and estimate,
    `texts` to words; `carried` holds the texts of the period before, so that what changed can be marked.

    `sent_on` is the first day on which it was sent and never changes. `taken` (of the whole) says which version of
    each unit's report it was made of. `document` bears the number and day, from the document system; `issued` is the
    paper as it was then, so that a unit's later correction does not change it. Withdrawn, it stays; another `replaces` it.
    """

    PERSONAL: ClassVar = ("name", "issued")  # in the paper: the signer's name
    GONE: ClassVar = ("withdrawn", "replaced")

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        SUBMITTED = "submitted", _("Trình lãnh đạo")
        APPROVED = "approved", _("Đã duyệt")
        SENT = "sent", _("Đã gửi")
        RETURNED = "returned", _("Trả lại để chỉnh sửa")
        WITHDRAWN = "withdrawn", _("Đã thu hồi")
        REPLACED = "replaced", _("Đã được thay thế")

    round = models.ForeignKey(Round, models.PROTECT, related_name="reports")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    whole = models.BooleanField(default=False)
    state = models.CharField(
        _("Tình trạng"), max_length=9, choices=State.choices, default=State.DRAFT
    )
    figures = models.JSONField(_("Số liệu"), default=dict)
    texts = models.JSONField(_("Nội dung"), default=dict)
    carried = models.JSONField(_("Nội dung kỳ trước"), default=dict)
    taken = models.JSONField(_("Tổng hợp từ"), default=dict)
    estimates = models.PositiveIntegerField(_("Số ước"), default=0)
    reason = models.TextField(_("Lý do trả lại, thu hồi"), blank=True)
    sent_on = models.DateField(_("Ngày gửi"), null=True)
    changed_at = models.DateTimeField(_("Cập nhật lúc"), null=True)
    person = models.BigIntegerField(null=True)
    name = models.CharField(_("Người lập"), max_length=200, blank=True)
    position = models.CharField(_("Chức vụ"), max_length=200, blank=True)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    issued = models.JSONField(_("Văn bản đã ban hành"), default=dict)
    withdrawn_on = models.DateField(_("Ngày thu hồi"), null=True)
    replaces = models.OneToOneField("self", models.PROTECT, null=True, related_name="replaced_by")
    received_on = models.DateField(_("Cấp trên tiếp nhận ngày"), null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("Báo cáo")
        ordering: ClassVar[list[str]] = ["round", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit", "state"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["round", "unit", "whole"],
                condition=~Q(state__in=["withdrawn", "replaced"]),
                name="one_standing_report_of_a_unit",
            )
        ]

    def __str__(self) -> str:
        return f"report:{self.pk}"

    @property
    def by(self) -> Literal["unit", "agency"]:
        """Whose report it is, as forms say it."""
        return "agency" if self.whole else "unit"

    def subject(self) -> str:
        return f"person:{self.person}" if self.person else f"report:{self.pk}"


class Review(models.Model):
    """*Đánh giá theo lĩnh vực*: what the agency says of one domain of reform in a period. `score`, `place`, `of`,
    `source` are last year's as typed; they give way to what an index holds (`queries.reviews`)."""

    PERSONAL: ClassVar = ("name",)

    round = models.ForeignKey(Round, models.PROTECT, related_name="reviews")
    domain = models.CharField(_("Lĩnh vực"), max_length=40)
    strengths = models.TextField(_("Ưu điểm"), blank=True)
    limits = models.TextField(_("Hạn chế"), blank=True)
    causes = models.TextField(_("Nguyên nhân"), blank=True)
    solutions = models.TextField(_("Giải pháp"), blank=True)
    score = models.DecimalField(_("Điểm năm trước"), max_digits=9, decimal_places=4, null=True)
    place = models.PositiveIntegerField(_("Xếp hạng năm trước"), null=True)
    of = models.PositiveIntegerField(_("Trên số đơn vị"), null=True)
    source = models.CharField(_("Nguồn"), max_length=300, blank=True)
    changed_at = models.DateTimeField(_("Cập nhật lúc"))
    person = models.BigIntegerField(null=True)
    name = models.CharField(_("Người ghi"), max_length=200, blank=True)
    position = models.CharField(_("Chức vụ"), max_length=200, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("Đánh giá theo lĩnh vực")
        ordering: ClassVar[list[str]] = ["round", "id"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["round", "domain"], name="a_domain_reviewed_once"),
            models.CheckConstraint(
                name="rank_is_n_of_n",
                condition=Q(place=None, of=None) | Q(place__gte=1, place__lte=models.F("of")),
            ),
        ]

    def __str__(self) -> str:
        return f"review:{self.pk}"

    def subject(self) -> str:
        return f"person:{self.person}" if self.person else f"review:{self.pk}"
