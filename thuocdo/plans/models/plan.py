"""The plan as a document, and the decisions of the people who review it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Plan(models.Model):
    """A plan document of one agency, from the uploaded file to its end.

    `reading` is what the reader found (`PlanReading.to_json`) and `blocks` the text it found it in; both
    are written once and never changed, so every tracked row can be shown beside its printed words.
    """

    class State(models.TextChoices):
        REVIEW = "review", _("Đang rà soát")
        LIVE = "live", _("Đang thực hiện")
        SUPERSEDED = "superseded", _("Đã được thay thế")
        CLOSED = "closed", _("Đã kết thúc")

    class Source(models.TextChoices):
        """*Nguồn giao*: what kind of document gives the work."""

        PLAN = "plan", _("Kế hoạch")
        COMMITTEE = "committee", _("Văn bản của UBND")
        MEETING = "meeting", _("Kết luận giao ban")
        OTHER = "other", _("Khác")

    agency = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    focal_unit = models.ForeignKey(
        "organisations.Unit", models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=12, choices=State.choices, default=State.REVIEW)
    source = models.CharField(max_length=9, choices=Source.choices, default=Source.PLAN)
    title = models.TextField()
    folded = models.TextField(db_index=True, help_text="folded number and title, searched")
    symbol = models.CharField(max_length=60, blank=True)
    number = models.CharField(max_length=60, blank=True, help_text="12/KH-SGDĐT, once recorded")
    issued_on = models.DateField(null=True)
    signer = models.CharField(max_length=120, blank=True)
    signer_position = models.CharField(max_length=120, blank=True)
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    file = models.ForeignKey("documents.File", models.PROTECT, null=True, related_name="+")
    signed_file = models.ForeignKey("documents.File", models.PROTECT, null=True, related_name="+")
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="+")
    file_name = models.CharField(max_length=255, blank=True)
    reading = models.JSONField()
    blocks = models.JSONField(default=list)
    replaces = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaced_by")
    based_on = models.ForeignKey("self", models.PROTECT, null=True, related_name="next_plans")
    created_at = models.DateTimeField()
    live_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)

    UNRECORDED = ("blocks",)  # the text of a file that is itself kept under its hash

    class Meta:
        ordering = ("-created_at", "-id")
        indexes = (models.Index(fields=("agency", "state")),)
        constraints = (
            models.UniqueConstraint(
                fields=("agency", "number", "issued_on"),
                condition=~models.Q(number=""),
                name="plan_number_once",
            ),
        )

    def __str__(self) -> str:
        return self.title


class Decision(models.Model):
    """One answer given while a plan is reviewed: the last word on one `key`, and who gave it.

    `version` grows by one with each change; a form posts back the version it showed, so two people who
    review one plan never overwrite each other unseen.
    """

    plan = models.ForeignKey(Plan, models.CASCADE, related_name="decisions")
    key = models.CharField(max_length=200)
    value = models.JSONField()
    version = models.PositiveIntegerField(default=1)
    by_person = models.BigIntegerField(null=True)
    by_name = models.CharField(max_length=200)
    at = models.DateTimeField()

    PERSONAL = ("by_name",)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("plan", "key"), name="decision_key_once"),)

    def __str__(self) -> str:
        return self.key

    def subject(self) -> str:
        return f"person:{self.by_person}"
