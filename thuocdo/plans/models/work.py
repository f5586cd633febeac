"""The work of one unit: one unit × one due day, one instance, one checkpoint or one standing duty."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Assignment(models.Model):
    """What one unit owes under one printed row.

    `first_due` is the due day given when the work was assigned and never changes; `due` follows granted
    extensions and amendments. A standing duty (*thường xuyên*) and one that waits for its event have no due
    day; what is asked of them on a day is a checkpoint, a row of its own that points to it (`of`).
    """

    class Kind(models.TextChoices):
        DATED = "dated", _("Có thời hạn")
        INSTANCE = "instance", _("Lần định kỳ")
        STANDING = "standing", _("Thường xuyên")
        EVENT = "event", _("Khi có yêu cầu")
        CHECKPOINT = "checkpoint", _("Mốc báo cáo")

    class State(models.TextChoices):
        OPEN = "open", _("Chưa hoàn thành")
        DONE = "done", _("Đã hoàn thành")
        CLOSED = "closed", _("Không còn hiệu lực")

    task = models.ForeignKey("plans.Task", models.CASCADE, related_name="assignments")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    of = models.ForeignKey("self", models.CASCADE, null=True, related_name="checkpoints")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    label = models.CharField(max_length=200, blank=True, help_text="Quý I/2023, a product, …")
    start = models.DateField(null=True)
    due = models.DateField(null=True)
    first_due = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    done_on = models.DateField(null=True)
    closed_reason = models.TextField(blank=True)
    created_at = models.DateTimeField()
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_to")

    class Meta:
        ordering = ("due", "id")
        indexes = (
            models.Index(fields=("unit", "state", "due")),
            models.Index(fields=("task", "state")),
        )
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind__in=("standing", "event"), due__isnull=True)
                | models.Q(kind__in=("dated", "instance", "checkpoint")),
                name="standing_work_has_no_due",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} · {self.unit_id} · {self.label or self.due or self.kind}"
