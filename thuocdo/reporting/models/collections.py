"""A collection of figures, and what each unit answered."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Collection(models.Model):
    """One sheet asked of many units. `inputs` are its cells to be filled (`rules.figures.Input`), as settled
    before it was opened; `version` grows with each change of them."""

    class State(models.TextChoices):
        DRAFT = "draft", _("Đang soạn")
        OPEN = "open", _("Đang thu thập")
        CLOSED = "closed", _("Đã khóa số liệu")

    agency = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")
    title = models.CharField(_("Tên biểu"), max_length=250)
    note = models.TextField(_("Hướng dẫn"), blank=True)
    file = models.ForeignKey("documents.File", models.PROTECT, related_name="+")
    inputs = models.JSONField(_("Ô cần điền"), default=list)
    due = models.DateField(_("Thời hạn gửi"), null=True)
    state = models.CharField(
        _("Tình trạng"), max_length=6, choices=State.choices, default=State.DRAFT
    )
    version = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField(_("Lập lúc"))
    opened_at = models.DateTimeField(_("Gửi cho các đơn vị lúc"), null=True)
    closed_at = models.DateTimeField(_("Khóa lúc"), null=True)

    class Meta:
        verbose_name = _("Thu thập số liệu")
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["agency", "state"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                name="collection_open_has_due",
                condition=Q(state="draft") | Q(due__isnull=False, opened_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.title


class Reply(models.Model):
    """One unit's answer. `sent_on` is the first day on which it sent anything and never changes; `figures` maps
    the key of a cell to its value and whether it is an estimate. Of the unit's link only a hash is kept
    (`accounts.queries.links`); `by_link`: who sent last came through it, under the name declared there.
    `passed`: the unit ended before it answered, and others were asked in its place."""

    PERSONAL: ClassVar = ("name",)
    UNRECORDED: ClassVar = ("nonce", "digest")

    class State(models.TextChoices):
        WAITING = "waiting", _("Chưa gửi")
        SENT = "sent", _("Đã gửi")
        NIL = "nil", _("Không phát sinh")
        RETURNED = "returned", _("Trả lại để chỉnh sửa")
        PASSED = "passed", _("Đơn vị kế thừa gửi")

    collection = models.ForeignKey(Collection, models.PROTECT, related_name="replies")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    state = models.CharField(
        _("Tình trạng"), max_length=8, choices=State.choices, default=State.WAITING
    )
    figures = models.JSONField(_("Số liệu"), default=dict)
    estimates = models.PositiveIntegerField(_("Số ước"), default=0)
    sent_on = models.DateField(_("Ngày gửi"), null=True)
    changed_at = models.DateTimeField(_("Cập nhật lúc"), null=True)
    person = models.BigIntegerField(null=True)
    name = models.CharField(_("Người gửi"), max_length=200, blank=True)
    position = models.CharField(_("Chức vụ"), max_length=200, blank=True)
    reason = models.TextField(_("Lý do trả lại"), blank=True)
    by_link = models.BooleanField(_("Gửi qua đường dẫn"), default=False)
    nonce = models.CharField(max_length=40, blank=True)
    digest = models.CharField(max_length=64, null=True, unique=True)
    copied_at = models.DateTimeField(_("Sao chép tin nhắn lúc"), null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("Trả lời của đơn vị")
        ordering: ClassVar[list[str]] = ["collection", "id"]
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["unit", "state"])]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["collection", "unit"], name="one_reply_of_a_unit")
        ]

    def __str__(self) -> str:
        return f"reply:{self.pk}"

    def subject(self) -> str:
        return f"person:{self.person}" if self.person else f"reply:{self.pk}"
