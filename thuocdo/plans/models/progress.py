"""What is said about a piece of work, in order, and the requests that wait for an answer."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Update(models.Model):
    """One thing said about one assignment, by one person, never changed afterwards.

    `at` is when it was said, `done_on` the day of completion it states or confirms. `person` is null for an
    account shared by a unit, and `account` too for a phone link (`link`): `name` and `position` are then what
    its user declared.
    """

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("Cập nhật tiến độ")
        OBSTACLE = "obstacle", _("Khó khăn, vướng mắc")
        DIRECTION = "direction", _("Ý kiến chỉ đạo")
        REPORTED = "reported", _("Báo cáo hoàn thành")
        APPROVED = "approved", _("Duyệt")
        CONFIRMED = "confirmed", _("Xác nhận hoàn thành")
        RETURNED = "returned", _("Trả lại để bổ sung")
        ASKED_TIME = "asked_time", _("Đề nghị gia hạn")
        GRANTED = "granted", _("Đồng ý gia hạn")
        REFUSED = "refused", _("Không đồng ý gia hạn")
        ASKED_WHY = "asked_why", _("Yêu cầu giải trình")
        EXPLAINED = "explained", _("Giải trình")
        HANDED_OVER = "handed_over", _("Bàn giao")

    PERSONAL: ClassVar = ("name",)

    assignment = models.ForeignKey("plans.Assignment", models.PROTECT, related_name="updates")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    text = models.TextField()
    done_on = models.DateField(null=True)
    product = models.BooleanField(default=False, help_text="the product is there")
    at = models.DateTimeField()
    person = models.BigIntegerField(null=True)
    account = models.BigIntegerField(null=True)
    link = models.BigIntegerField(null=True, help_text="the phone link it was made by")
    name = models.CharField(max_length=200)
    position = models.CharField(max_length=160, blank=True)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("assignment_id", "id")
        indexes = (models.Index(fields=("assignment", "kind")),)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} (update:{self.pk})"

    def subject(self) -> str:
        if self.link:
            return f"phonelink:{self.link}"
        return f"person:{self.person}" if self.person else f"account:{self.account}"


class Extension(models.Model):
    """A request for another due day. `granted` is null until it is decided; `due` is the day it was asked against."""

    assignment = models.ForeignKey("plans.Assignment", models.PROTECT, related_name="extensions")
    due = models.DateField()
    wanted = models.DateField()
    granted = models.BooleanField(null=True)
    new_due = models.DateField(null=True)
    asked = models.OneToOneField(Update, models.PROTECT, related_name="+")
    answered = models.OneToOneField(Update, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("assignment",), condition=Q(answered=None), name="one_open_extension"
            ),
        )

    def __str__(self) -> str:
        return f"extension:{self.pk}"


class Explanation(models.Model):
    """An explanation demanded of a unit, and its answer once it is on record."""

    assignment = models.ForeignKey("plans.Assignment", models.PROTECT, related_name="explanations")
    due = models.DateField()
    asked = models.OneToOneField(Update, models.PROTECT, related_name="+")
    answered = models.OneToOneField(Update, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)
        constraints = (
            models.UniqueConstraint(
                fields=("assignment",), condition=Q(answered=None), name="one_open_explanation"
            ),
        )

    def __str__(self) -> str:
        return f"explanation:{self.pk}"


class Handover(models.Model):
    """Work that went from one unit or one position to another; the work itself goes on unchanged."""

    assignment = models.ForeignKey("plans.Assignment", models.PROTECT, related_name="handovers")
    update = models.OneToOneField(Update, models.PROTECT, related_name="+")
    from_unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    from_holder = models.ForeignKey(
        "accounts.Position", models.PROTECT, null=True, related_name="+"
    )
    to_holder = models.ForeignKey("accounts.Position", models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("id",)

    def __str__(self) -> str:
        return f"handover:{self.pk}"
