"""How far the daily letters of a day have come."""

from django.db import models


class DigestRun(models.Model):
    """The letters of one legal day: everybody up to `last_person` has theirs, or needed none."""

    day = models.DateField(unique=True)
    last_person = models.BigIntegerField(default=0)
    prepared = models.PositiveIntegerField(default=0)
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("-day",)

    def __str__(self) -> str:
        return f"digestrun:{self.day}"
