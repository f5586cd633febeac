"""What a later document changed in a plan that is being carried out, line by line."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Amendment(models.Model):
    """A document that changes a live plan (*Điều chỉnh, bổ sung*), or repairs its typing (*Đính chính*).

    `reading` and `blocks` are there when the whole plan was read again; a short document has only lines.
    """

    class Kind(models.TextChoices):
        AMENDMENT = "amendment", _("Điều chỉnh, bổ sung")
        CORRECTION = "correction", _("Đính chính")

    class State(models.TextChoices):
        DRAFT = "draft", _("Dự thảo")
        APPLIED = "applied", _("Đã áp dụng")

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="amendments")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.DRAFT)
    number = models.CharField(max_length=60, blank=True)
    issued_on = models.DateField(null=True)
    abstract = models.TextField(blank=True)
    file = models.ForeignKey("documents.File", models.PROTECT, null=True, related_name="+")
    reading = models.JSONField(null=True)
    decisions = models.JSONField(
        default=dict, help_text="name:… and lead:line-… as in rules.decisions"
    )
    blocks = models.JSONField(default=list)
    created_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    UNRECORDED = ("blocks",)

    class Meta:
        ordering = ("created_at", "id")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.number}".strip()


class AmendmentLine(models.Model):
    """One change: a row added, dropped, or one of its fields changed. `accepted` null: not yet decided."""

    class Kind(models.TextChoices):
        ADDED = "added", _("Thêm")
        CHANGED = "changed", _("Sửa")
        DROPPED = "dropped", _("Bỏ")

    amendment = models.ForeignKey(Amendment, models.CASCADE, related_name="lines")
    position = models.PositiveIntegerField()
    kind = models.CharField(max_length=8, choices=Kind.choices)
    task = models.ForeignKey("plans.Task", models.CASCADE, null=True, related_name="amended_by")
    target = models.ForeignKey("plans.Target", models.CASCADE, null=True, related_name="amended_by")
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    accepted = models.BooleanField(null=True)

    class Meta:
        ordering = ("amendment_id", "position")

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.position}"
