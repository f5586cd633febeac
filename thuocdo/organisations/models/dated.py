"""Rows that hold from a day to a day, both counted."""

from __future__ import annotations

import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from thuocdo.lawbook.validity import holds
from thuocdo.lawbook.values import STATUSES


def holding(on: dt.date, prefix: str = "") -> Q:
    """The condition "holds on this day", also across a relation: `holding(on, "names__")`."""
    return (Q(**{f"{prefix}since": None}) | Q(**{f"{prefix}since__lte": on})) & (
        Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": on})
    )


class DatedRows(models.QuerySet):
    def on(self, day: dt.date) -> DatedRows:
        return self.filter(holding(day))


class Dated(models.Model):
    """`since` None: since before this system knows. `until` None: still so. Both days count."""

    since = models.DateField(_("Từ ngày"), null=True, blank=True)
    until = models.DateField(_("Đến hết ngày"), null=True, blank=True)

    objects = DatedRows.as_manager()

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                name="%(app_label)s_%(class)s_since_until", condition=Q(since__lte=F("until"))
            )
        ]

    def holds(self, on: dt.date) -> bool:
        return holds(self, on)


class Checked(models.Model):
    """How far a shipped fact was checked, and against what; what people enter is confirmed."""

    status = models.CharField(
        _("Đối chiếu"), max_length=12, choices=list(STATUSES.items()), default="confirmed"
    )
    source = models.CharField(_("Nguồn"), max_length=300, blank=True)

    class Meta:
        abstract = True
