"""The work an update sheet speaks of."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.models import F, QuerySet

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.rules import Actor
from thuocdo.plans.models import Assignment, Update
from thuocdo.plans.queries.work import assignments
from thuocdo.plans.rules.sheet import Filled


def to_fill(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    """Of `rows`, what its units may still speak of: open, and no completion waiting to be confirmed."""
    open_ = rows.filter(state=Assignment.State.OPEN, stage="")
    return open_.order_by("unit", F("due").asc(nulls_last=True), "id")


def of_rows(by: Actor, rows: Sequence[Filled]) -> dict[int, Assignment]:
    """The work of the rows that the reader may see, by its number. One query per 500 rows."""
    ids = [row.work for row in rows]
    found: dict[int, Assignment] = {}
    for start in range(0, len(ids), 500):
        found |= {w.pk: w for w in assignments(by).filter(pk__in=ids[start : start + 500])}
    return found


def last_words(work: Iterable[int]) -> dict[int, str]:
    """Of each piece the last thing said: who, what, when. One query."""
    rows = Update.objects.filter(assignment__in=list(work)).order_by("assignment", "id")
    return {
        u.assignment_id: f"{u.name}: {u.get_kind_display()}, {legal_day(u.at):%d/%m/%Y}"
        for u in rows
    }
