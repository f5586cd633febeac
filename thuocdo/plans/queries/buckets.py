"""The six buckets asked of the database: the same answers as `rules.buckets`, for any number of rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from thuocdo.plans.models import Assignment
from thuocdo.plans.rules.buckets import BUCKETS, Bucket, Counts, Piece

LABELS: Mapping[Bucket, Any] = dict(
    zip(
        BUCKETS,
        (
            _("Đã hoàn thành trong hạn"),
            _("Đã hoàn thành quá hạn"),
            _("Đã hoàn thành, không thời hạn"),
            _("Chưa hoàn thành, trong hạn"),
            _("Chưa hoàn thành, quá hạn"),
            _("Chưa hoàn thành, không thời hạn"),
        ),
        strict=True,
    )
)
_OPEN = Q(state=Assignment.State.OPEN)
_DONE = Q(state=Assignment.State.DONE)


def conditions(today: dt.date) -> dict[Bucket, Q]:
    """One condition on assignments for each bucket."""
    late = Q(done_on__isnull=False, done_on__gt=F("due"))
    # written so that neither holds of a row without due day
    overdue = Q(claimed_on=None, due__lt=today) | Q(claimed_on__gt=F("due"))
    in_time = Q(claimed_on=None, due__gte=today) | Q(claimed_on__lte=F("due"))
    return {
        "done_in_time": _DONE & Q(due__isnull=False) & ~late,
        "done_late": _DONE & late,
        "done_no_due": _DONE & Q(due=None),
        "in_time": _OPEN & in_time,
        "overdue": _OPEN & overdue,
        "no_due": _OPEN & Q(due=None),
    }


@dataclass(frozen=True)
class Tally:
    """Counts, and how many of them a further question (`also`) holds of."""

    counts: Counts = field(default_factory=Counts)
    also: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.counts + other.counts, self.also + other.also)


def tally_by(
    rows: QuerySet[Assignment], today: dt.date, *by: str, also: Q | None = None
) -> dict[Any, Tally]:
    """Counts per value of one column ("unit"), or of the tuple of several; of rows that are not closed. One query.

    The index `work_counted` holds all it asks: a hundred thousand are counted without a row being read.
    """
    day = Coalesce("claimed_on", today)
    asked = {
        "n": Count("id"),
        "dated": Count("due"),
        "late": Count("id", filter=Q(done_on__gt=F("due"))),
        "overdue": Count("id", filter=Q(judged__gt=F("due"))),
        "also": Count("id", filter=also) if also is not None else Value(0),
    }
    seen = rows.annotate(judged=day).order_by().values_list(*by, "state").annotate(**asked)
    found: dict[Any, Tally] = {}
    for *key, state, n, dated, late, overdue, more in seen.iterator():
        name = key[0] if len(key) == 1 else tuple(key)
        if state == Assignment.State.DONE:
            counts = Counts(dated - late, late, n - dated)
        else:
            counts = Counts(in_time=dated - overdue, overdue=overdue, no_due=n - dated)
        found[name] = found.get(name, Tally()) + Tally(counts, more)
    return found


def counts_by(rows: QuerySet[Assignment], today: dt.date, *by: str) -> dict[Any, Counts]:
    return {key: tally.counts for key, tally in tally_by(rows, today, *by).items()}


def count_all(rows: QuerySet[Assignment], today: dt.date) -> Counts:
    """One query."""
    return sum(counts_by(rows, today, "unit").values(), Counts())


def piece(work: Assignment) -> Piece:
    """An assignment as the rules see it."""
    return Piece(
        due=work.due,
        done=work.state == Assignment.State.DONE,
        done_on=work.done_on,
        claimed_on=work.claimed_on,
        extra=work.kind == Assignment.Kind.CHECKPOINT,
    )
