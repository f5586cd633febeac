"""Links that open one piece of work on a phone, for somebody without an account."""

from typing import ClassVar

from django.db import models


class PhoneLink(models.Model):
    """One signed address for one piece of work of one unit: one update, until a day.

    The code in the address is a signature of `nonce` under the installation's key; kept is only its hash
    (`digest`), so a copy of the database opens nothing. `unit` is the unit that owed the work when the link
    was made: work that moved on is not reached by it.
    """

    UNRECORDED: ClassVar = ("nonce", "digest")

    assignment = models.ForeignKey("plans.Assignment", models.PROTECT, related_name="links")
    unit = models.ForeignKey("organisations.Unit", models.PROTECT, related_name="+")
    nonce = models.CharField(max_length=40)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True, help_text="person")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("id",)
        indexes = (models.Index(fields=("assignment", "expires_at")),)

    def __str__(self) -> str:
        return f"phonelink:{self.pk}"
