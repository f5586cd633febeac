"""The plans in force in a period, and the work they hold on its last day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from thuocdo.accounts.queries import end_of, legal_day
from thuocdo.lawbook.text import fold
from thuocdo.plans.models import Assignment, Plan
from thuocdo.plans.rules.letters import cited

State = Assignment.State
_SEEN = ("title", "source", "number", "issued_on", "live_at", "closed_at", "replaces")


@dataclass(frozen=True)
class InForce:
    """A plan carried out on some day of a period. `until`: its last day, where that lies in the period; `meant`: it has
    one of the words asked for in its title, or replaces one that has."""

    pk: int
    name: str
    until: dt.date | None = None
    meant: bool = False


def plans_in_force(
    agency: int, words: Iterable[str], start: dt.date, end: dt.date
) -> list[InForce]:
    """The agency's plans in force on any day of the period that have one of the words in their title, or replace one
    that has; all where none has. One query.

    A plan is in force from the day it was issued, at the latest from the day it came under tracking, to the day it was
    closed or replaced.
    """
    tracked = Plan.objects.filter(agency=agency).exclude(state=Plan.State.REVIEW).order_by("id")
    plans = {p.pk: p for p in tracked.only(*_SEEN)}
    wanted = [fold(word) for word in words]

    def meant(plan: Plan | None) -> bool:
        if plan is None:
            return False
        return any(word in fold(plan.title) for word in wanted) or meant(
            plans.get(plan.replaces_id or 0)
        )

    found = [
        InForce(
            p.pk, named(p), ended if (ended := _last_day(p)) and ended <= end else None, meant(p)
        )
        for p in plans.values()
        if _in_force(p, start, end)
    ]
    return [plan for plan in found if plan.meant] or found


def _in_force(plan: Plan, start: dt.date, end: dt.date) -> bool:
    begun = [day for day in (plan.issued_on, plan.live_at and legal_day(plan.live_at)) if day]
    ended = _last_day(plan)
    return min(begun, default=start) <= end and (ended is None or ended >= start)


def _last_day(plan: Plan) -> dt.date | None:
    return legal_day(plan.closed_at) if plan.closed_at else None


def named(plan: Plan) -> str:
    return cited(plan.get_source_display(), plan.number, plan.issued_on, plan.title)


@dataclass(frozen=True)
class Held:
    """`rows`: the work of plans at the end of a day, each piece once, under the plan that held it then. Of these hold:
    `done`, `open` (what closed later was open then), `ended`: closed with its plan and gone on in no other."""

    rows: QuerySet[Assignment]
    done: Q
    open: Q
    ended: Q


def held_on(rows: QuerySet[Assignment], plans: Iterable[int], day: dt.date) -> Held:
    midnight = end_of(day)
    heirs = Assignment.objects.filter(carried_from=OuterRef("pk")).exclude(plan=OuterRef("plan"))
    done = Q(state=State.DONE) & (Q(done_on=None) | Q(done_on__lte=day))
    later = Q(state=State.CLOSED, closed_at__gte=midnight) & ~Q(Exists(heirs.filter(done)))
    with_plan = Q(state=State.CLOSED, closed_at=F("plan__closed_at"), closed_at__lt=midnight)
    here = Q(carried_from=None) | Q(carried_from__plan=F("plan"))
    here |= Q(carried_from__closed_at=None) | Q(carried_from__closed_at__lt=midnight)
    plans = list(plans)
    since = (
        Q(carried_from__plan__in=plans) & done
    )  # its new plan came after the day, and holds it as done by then
    mine = rows.filter(Q(plan__in=plans) | since).exclude(kind=Assignment.Kind.CHECKPOINT)
    return Held(
        mine.filter(here | done),
        done,
        Q(state=State.OPEN) | Q(state=State.DONE, done_on__gt=day) | later,
        with_plan & ~Q(Exists(heirs)),
    )
