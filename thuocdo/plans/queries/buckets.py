"""The six buckets asked of the database: the same answers as `rules.buckets`, for any number of rows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.db.models import Count, F, Q, QuerySet
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
    """One condition on assignments for each bucket; `judged` is the day `rules.bucket_of` judges an open one on.

    They hold on rows annotated by `judged_on`.
    """
    dated = Q(due__isnull=False)
    late = Q(done_on__isnull=False, done_on__gt=F("due"))
    overdue = Q(judged__gt=F("due"))
    return {
        "done_in_time": _DONE & dated & ~late,
        "done_late": _DONE & dated & late,
        "done_no_due": _DONE & ~dated,
        "in_time": _OPEN & dated & ~overdue,
        "overdue": _OPEN & dated & overdue,
        "no_due": _OPEN & ~dated,
    }


def judged_on(rows: QuerySet[Assignment], today: dt.date) -> QuerySet[Assignment]:
    return rows.annotate(judged=Coalesce("claimed_on", today))


def counts_by(rows: QuerySet[Assignment], today: dt.date, *by: str) -> dict[Any, Counts]:
    """Counts per value of one column ("unit"), or of the tuple of several. One query, no join of its own."""
    found = (
        judged_on(rows, today)
        .order_by()
        .values_list(*by)
        .annotate(**{b: Count("id", filter=c) for b, c in conditions(today).items()})
    )
    width = len(by)
    return {row[0] if width == 1 else row[:width]: Counts(*row[width:]) for row in found.iterator()}


def count_all(rows: QuerySet[Assignment], today: dt.date) -> Counts:
    """One query."""
    asked = {b: Count("id", filter=c) for b, c in conditions(today).items()}
    found: Mapping[str, int] = judged_on(rows, today).order_by().aggregate(**asked)
    return Counts(*(found[bucket] for bucket in BUCKETS))


def piece(work: Assignment) -> Piece:
    """An assignment as the rules see it."""
    return Piece(
        due=work.due,
        done=work.state == Assignment.State.DONE,
        done_on=work.done_on,
        claimed_on=work.claimed_on,
        extra=work.kind == Assignment.Kind.CHECKPOINT,
    )
