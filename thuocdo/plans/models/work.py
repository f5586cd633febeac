"""The work of one unit: one unit × one due day, one instance, one checkpoint or one standing duty."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Assignment(models.Model):
    """What one unit owes under one printed row.

    `first_due` is the due day given when the work was assigned and never changes; `due` follows granted
    extensions and amendments. A standing duty (*thường xuyên*) and one that waits for its event have no due
    day; what is asked of them on a day is a checkpoint, a row of its own that points to it (`of`).
    `state`, `stage`, `done_on`, `obstacle` and what follows them are written by updates alone.
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

    class Stage(models.TextChoices):
        """Where a reported completion waits; empty while nobody has reported it."""

        HEAD = "head", _("Chờ trưởng đơn vị duyệt")
        OFFICE = "office", _("Chờ đầu mối xác nhận")
        LEADER = "leader", _("Chờ lãnh đạo phụ trách xác nhận")

    class Obstacle(models.TextChoices):
        OFFICE = "office", _("Khó khăn, vướng mắc")
        LEADER = "leader", _("Xin ý kiến chỉ đạo")

    task = models.ForeignKey(
        "plans.Task", models.CASCADE, related_name="assignments", db_index=False
    )
    plan = models.ForeignKey(
        "plans.Plan", models.CASCADE, related_name="+", db_index=False, help_text="that of the task"
    )
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+", db_index=False)
    of = models.ForeignKey("self", models.CASCADE, null=True, related_name="checkpoints")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    label = models.CharField(max_length=200, blank=True, help_text="Quý I/2023, a product, …")
    start = models.DateField(null=True)
    due = models.DateField(null=True)
    first_due = models.DateField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    done_on = models.DateField(null=True)
    stage = models.CharField(max_length=6, choices=Stage.choices, blank=True)
    claimed_on = models.DateField(null=True, help_text="completion day of the report that waits")
    waits_since = models.DateField(null=True, help_text="the day the report came to this stage")
    obstacle = models.CharField(max_length=6, choices=Obstacle.choices, blank=True)
    obstacle_since = models.DateField(null=True)
    product_done = models.BooleanField(default=False)
    extended = models.PositiveSmallIntegerField(default=0, help_text="extensions granted")
    heard_on = models.DateField(null=True, help_text="last day on which the unit said anything")
    holder = models.ForeignKey("accounts.Position", models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=0, help_text="grows with each update")
    closed_reason = models.TextField(blank=True)
    closed_at = models.DateTimeField(
        null=True, help_text="when it ceased to be in force; with its plan, at the plan's instant"
    )
    created_at = models.DateTimeField()
    carried_from = models.ForeignKey("self", models.PROTECT, null=True, related_name="carried_to")

    class Meta:
        ordering = ("due", "id")
        indexes = (
            # everything by which a list is counted, narrowed and ordered: no row is read for it
            models.Index(
                fields=(
                    "unit",
                    "state",
                    "due",
                    "plan",
                    "claimed_on",
                    "done_on",
                    "heard_on",
                    "task",
                ),
                name="work_counted",
            ),
            models.Index(fields=("task", "state")),
            # conditions without a value in them: SQLite sees only of such that a query fits them
            models.Index(
                fields=("stage", "unit"),
                name="work_that_waits",
                condition=Q(waits_since__isnull=False),
            ),
            models.Index(
                fields=("obstacle", "unit"),
                name="work_that_is_stuck",
                condition=Q(obstacle_since__isnull=False),
            ),
            models.Index(
                fields=("state", "due", "claimed_on", "of"),
                name="checkpoints_asked",
                condition=Q(of__isnull=False),
            ),
            models.Index(
                fields=("plan", "unit", "state"), name="work_of_plan", condition=Q(of__isnull=True)
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(kind__in=("standing", "event"), due__isnull=True)
                | Q(kind__in=("dated", "instance", "checkpoint")),
                name="standing_work_has_no_due",
            ),
            models.CheckConstraint(
                condition=Q(stage="", claimed_on=None, waits_since=None)
                | (~Q(stage="") & Q(claimed_on__isnull=False, waits_since__isnull=False)),
                name="what_waits_says_since_when",
            ),
        )

    def __str__(self) -> str:
        return f"{self.task_id} · {self.unit_id} · {self.label or self.due or self.kind}"
