"""The list of plans: one card each, with what it holds and what it waits for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q

from thuocdo.audit.rules import Actor
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import plans_visible_to
from thuocdo.plans.models import Assignment, Plan, Target, Task


@dataclass(frozen=True)
class PlanCard:
    """`tasks`, `targets`: tracked rows, or rows read while under review; `open`: open units' work."""

    plan: Plan
    agency: str
    tasks: int
    targets: int
    open: int


def plan_cards(by: Actor, today: dt.date) -> list[PlanCard]:
    """Every plan this person sees, those under review first, then the newest. Constant queries."""
    order = {Plan.State.REVIEW: 0, Plan.State.LIVE: 1}
    plans = list(plans_visible_to(by, Plan.objects.defer("blocks")))
    ids = [p.pk for p in plans]
    tasks = _count(Task, Q(plan__in=ids, tracked=True), "plan")
    targets = _count(Target, Q(plan__in=ids, tracked=True), "plan")
    work = _count(Assignment, Q(plan__in=ids, state=Assignment.State.OPEN, of=None), "plan")
    names = organisations.name_on({p.agency_id for p in plans}, today)
    cards = [_card(p, names, tasks, targets, work) for p in plans]
    return sorted(
        cards,
        key=lambda c: (order.get(Plan.State(c.plan.state), 2), -c.plan.created_at.timestamp()),
    )


def plans_to_review(by: Actor, today: dt.date) -> list[PlanCard]:
    """Plans under review that this person sees, the newest first. Two queries."""
    under = Plan.objects.filter(state=Plan.State.REVIEW).defer("blocks").order_by("-created_at")
    plans = list(plans_visible_to(by, under))
    names = organisations.name_on({p.agency_id for p in plans}, today)
    return [_card(p, names, {}, {}, {}) for p in plans]


def sees_a_plan(by: Actor) -> bool:
    """One query."""
    return bool(plans_visible_to(by, Plan.objects.all()).exists())


def _card(
    plan: Plan,
    names: dict[int, str],
    tasks: dict[int, int],
    targets: dict[int, int],
    work: dict[int, int],
) -> PlanCard:
    name = names.get(plan.agency_id, "")
    if plan.state == Plan.State.REVIEW:
        read = plan.reading
        led = sum(bool(task["lead"]) for task in read["tasks"])
        return PlanCard(plan, name, led, len(read["targets"]), 0)
    return PlanCard(
        plan, name, tasks.get(plan.pk, 0), targets.get(plan.pk, 0), work.get(plan.pk, 0)
    )


def _count(model, condition: Q, by: str) -> dict[int, int]:  # type: ignore[no-untyped-def]
    rows = model.objects.filter(condition).order_by().values_list(by).annotate(n=Count("id"))
    return dict(rows)
