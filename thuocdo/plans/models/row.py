"""The printed rows of a plan: targets, tasks, duties, and whom they name."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Task(models.Model):
    """A row of the annex in its own numbering. Printed words never change; what is tracked may.

    `schedule_text` holds the exact words, the other schedule fields their reading (lawbook.schedule), as
    settled at review or by an amendment. A title row without owner is kept (`tracked` false): its
    children are always shown under its words.
    """

    class Kind(models.TextChoices):
        DEADLINE = "deadline", _("Có thời hạn")
        WINDOW = "window", _("Trong khoảng thời gian")
        RECURRING = "recurring", _("Định kỳ")
        CONTINUOUS = "continuous", _("Thường xuyên")
        ON_EVENT = "on_event", _("Khi có yêu cầu")
        NONE = "none", _("Không ghi thời hạn")

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="tasks")
    parent = models.ForeignKey("self", models.CASCADE, null=True, related_name="children")
    position = models.PositiveIntegerField(help_text="order in the document, from 1")
    number = models.CharField(max_length=20, blank=True)
    group = models.TextField(blank=True)
    content = models.TextField()
    folded = models.TextField(db_index=True)
    product = models.TextField(blank=True)
    note = models.TextField(blank=True)
    higher = models.CharField(max_length=40, blank=True, help_text="its number in a higher plan")
    schedule_text = models.TextField(blank=True)
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.NONE)
    start = models.DateField(null=True)
    due = models.DateField(null=True)
    rule = models.TextField(blank=True, help_text="RFC 5545 RRULE")
    event = models.TextField(blank=True)
    then_continuous = models.BooleanField(default=False)
    tracked = models.BooleanField(default=True)
    dropped_on = models.DateField(null=True, help_text="by an amendment")
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_to")
    source = models.JSONField(null=True, help_text="page, block, quote")

    class Meta:
        ordering = ("plan_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("plan", "position"), name="task_position_once"),
        )

    def __str__(self) -> str:
        return f"{self.number} {self.content}".strip()


class Target(models.Model):
    """A target as printed. `value` is the printed figure; null where the goal has none."""

    class Origin(models.TextChoices):
        TABLE = "table", _("Bảng chỉ tiêu")
        PROSE = "prose", _("Nội dung kế hoạch")
        TASK = "task", _("Trong nhiệm vụ")

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="targets")
    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="targets")
    position = models.PositiveIntegerField()
    code = models.CharField(max_length=20, blank=True)
    group = models.TextField(blank=True)
    name = models.TextField()
    folded = models.TextField(db_index=True)
    operator = models.CharField(max_length=2, blank=True)
    value = models.DecimalField(max_digits=20, decimal_places=6, null=True)
    unit = models.CharField(max_length=60, blank=True)
    text = models.TextField(blank=True)
    origin = models.CharField(max_length=6, choices=Origin.choices)
    survey = models.BooleanField(default=False, help_text="measured by a survey of others")
    direction = models.CharField(
        max_length=5, blank=True, help_text='up, down, exact: of a level printed "="'
    )
    tracked = models.BooleanField(default=True)
    dropped_on = models.DateField(null=True)
    source = models.JSONField(null=True)

    class Meta:
        ordering = ("plan_id", "position")
        constraints = (
            models.UniqueConstraint(fields=("plan", "position"), name="target_position_once"),
        )

    def __str__(self) -> str:
        return f"{self.code} {self.name}".strip()


class RowOwner(models.Model):
    """A name printed in an owner cell of a row, and whom it was settled to be."""

    class Role(models.TextChoices):
        LEAD = "lead", _("Đơn vị chủ trì")
        COORDINATING = "coordinating", _("Đơn vị phối hợp")
        ANSWERS = "answers", _("Đơn vị chịu trách nhiệm")  # chosen at review, not printed

    class Mode(models.TextChoices):
        UNIT = "unit", _("Một đơn vị")
        EVERY = "every", _("Từng đơn vị báo cáo")
        FOCAL = "focal", _("Một đầu mối báo cáo chung")
        INFORMATION = "information", _("Để biết")

    task = models.ForeignKey(Task, models.CASCADE, null=True, related_name="owners")
    target = models.ForeignKey(Target, models.CASCADE, null=True, related_name="owners")
    role = models.CharField(max_length=12, choices=Role.choices)
    position = models.PositiveSmallIntegerField()
    printed = models.TextField()
    mode = models.CharField(max_length=12, choices=Mode.choices, default=Mode.UNIT)
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, null=True, related_name="+")
    group = models.ForeignKey(
        "organisations.UnitGroup", models.PROTECT, null=True, related_name="+"
    )
    partner = models.ForeignKey(
        "organisations.Partner", models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        ordering = ("role", "position")
        indexes = (models.Index(fields=("unit", "role")),)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(task__isnull=True) ^ models.Q(target__isnull=True),
                name="owner_of_one_row",
            ),
        )

    def __str__(self) -> str:
        return self.printed


class Responsibility(models.Model):
    """A duty printed under a unit's heading in *Tổ chức thực hiện*."""

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="responsibilities")
    position = models.PositiveIntegerField()
    printed_unit = models.TextField()
    content = models.TextField()
    source = models.JSONField(null=True)

    class Meta:
        ordering = ("plan_id", "position")

    def __str__(self) -> str:
        return self.content


class ReportingDuty(models.Model):
    """One rhythm of reports the plan itself asks for: who, to whom, before which day of which months."""

    plan = models.ForeignKey("plans.Plan", models.CASCADE, related_name="reporting_duties")
    position = models.PositiveIntegerField()
    text = models.TextField()
    frequency = models.CharField(max_length=12)
    months = models.JSONField(default=list)
    before_day = models.PositiveSmallIntegerField(null=True)
    senders = models.JSONField(default=list)
    recipients = models.JSONField(default=list)
    source = models.JSONField(null=True)

    class Meta:
        ordering = ("plan_id", "position")

    def __str__(self) -> str:
        return self.text
