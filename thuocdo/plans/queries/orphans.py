"""Work whose unit is no more, and who takes it."""

from __future__ import annotations

import datetime as dt

from django.db.models import F

from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Assignment, Plan


def owed_by_ended_units(today: dt.date) -> list[tuple[Assignment, int]]:
    """Open main work of units that no longer exist, each with its heir: the successor, else the unit that
    follows the plan, else its agency. Four queries."""
    rows = Assignment.objects.filter(
        state=Assignment.State.OPEN, task__plan__state=Plan.State.LIVE, of=None
    ).select_related("task__plan")
    heirs = organisations.successors_of(set(rows.order_by().values_list("unit", flat=True)), today)
    ended = [unit for unit, heir in heirs.items() if unit not in heir]
    return [(work, _heir(work, heirs[work.unit_id])) for work in rows.filter(unit__in=ended)]


def _heir(work: Assignment, successors: tuple[int, ...]) -> int:
    if successors:
        return successors[0]
    return work.task.plan.focal_unit_id or work.task.plan.agency_id


def strayed(most: int) -> list[int]:
    """Assignments whose plan is not that of their task, at most `most`. One query."""
    rows = Assignment.objects.exclude(plan=F("task__plan")).order_by("id")
    return list(rows.values_list("id", flat=True)[:most])
