"""Reminders (*đôn đốc*): to whom, about what, and how they left."""

from django.db import models


class Reminder(models.Model):
    """One reminder to one unit. Its words are made when they are read, from the work as it then stands.

    `batch` holds together those made at one stroke. Mail leaves at `leaves_at` (null: the unit has no
    address); until then the reminder can be withdrawn. `copied_at`: somebody took the text to hand it on
    themselves; nobody knows whether it was sent.
    """

    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    batch = models.CharField(max_length=16, db_index=True)
    sender = models.ForeignKey(
        "organisations.Unit", models.PROTECT, null=True, related_name="+", help_text="who reminds"
    )
    note = models.TextField(blank=True)
    made_at = models.DateTimeField()
    leaves_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    copied_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-id",)
        indexes = (
            models.Index(fields=("unit", "-id")),
            models.Index(
                fields=("leaves_at",),
                condition=models.Q(left_at=None, withdrawn_at=None, leaves_at__isnull=False),
                name="reminder_leaves",
            ),
        )

    def __str__(self) -> str:
        return f"reminder:{self.pk}"


class ReminderLine(models.Model):
    """One piece of work a reminder names, with the phone link that answers it."""

    reminder = models.ForeignKey(Reminder, models.CASCADE, related_name="lines")
    assignment = models.ForeignKey("plans.Assignment", models.PROTECT, related_name="reminders")
    link = models.ForeignKey("plans.PhoneLink", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("reminder_id", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("reminder", "assignment"), name="a_piece_once_per_reminder"
            ),
        )

    def __str__(self) -> str:
        return f"reminderline:{self.pk}"


class ReminderLetter(models.Model):
    """A *công văn đôn đốc* to one unit as it was written: `content` is `documents.rules.letters.Letter`.

    `number` is null where the registry writes it in by hand.
    """

    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    agency = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    number = models.ForeignKey("documents.TakenNumber", models.PROTECT, null=True, related_name="+")
    content = models.JSONField()
    written_at = models.DateTimeField()

    PERSONAL = ("content",)  # the signer's name

    class Meta:
        ordering = ("-id",)
        indexes = (models.Index(fields=("agency", "-id")),)

    def __str__(self) -> str:
        return f"reminderletter:{self.pk}"

    def subject(self) -> str:
        return str(self)
