"""The outbox and the delivery log."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    WAITING = "waiting", _("Chờ gửi")
    SENT = "sent", _("Đã gửi")
    FAILED = "failed", _("Không gửi được")


class Message(models.Model):
    """One message to one address. `key` is unique: the deed that asked for it, e.g. "reminder:assignment:7:3"."""

    PERSONAL: ClassVar = ("address", "title", "text")
    UNRECORDED: ClassVar = ("next_at",)  # a worker's reservation, not a deed

    key = models.CharField(max_length=200, unique=True)
    person = models.ForeignKey(
        "accounts.Person", models.PROTECT, null=True, blank=True, related_name="+"
    )
    channel = models.CharField(_("Kênh"), max_length=20, default="mail")
    address = models.CharField(_("Địa chỉ"), max_length=254)
    title = models.CharField(_("Tiêu đề"), max_length=200)
    text = models.TextField(_("Nội dung"))
    state = models.CharField(
        _("Tình trạng"), max_length=10, choices=State.choices, default=State.WAITING
    )
    reason = models.TextField(_("Lý do"), blank=True)
    tries = models.PositiveSmallIntegerField(default=0)
    prepared_at = models.DateTimeField(_("Lập lúc"))
    next_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(_("Gửi lúc"), null=True)

    class Meta:
        verbose_name = _("Thư đi")
        ordering: ClassVar[list[str]] = ["-id"]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["next_at"], condition=Q(state="waiting"), name="message_due"),
            models.Index(fields=["state", "-id"], name="message_state"),
        ]

    def __str__(self) -> str:
        return f"message:{self.pk}"

    def subject(self) -> str:
        return f"person:{self.person_id}" if self.person_id else f"message:{self.pk}"


class Attempt(models.Model):
    """One try to deliver; `reason` is empty where it went out."""

    message = models.ForeignKey(Message, models.PROTECT, related_name="attempts")
    at = models.DateTimeField()
    reason = models.TextField(blank=True)

    class Meta:
        verbose_name = _("Lần gửi")
        ordering: ClassVar[list[str]] = ["id"]

    def __str__(self) -> str:
        return f"attempt:{self.pk}"
