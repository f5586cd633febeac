"""The work of units: what a person's unit owes, one row with all its pieces, what a search finds."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

from django.db.models import Count, F, Q, QuerySet

from thuocdo.audit.rules import Actor
from thuocdo.lawbook.text import fold
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import plans_visible_to, visible_to
from thuocdo.plans.models import Assignment, Plan, Task
from thuocdo.plans.queries.buckets import piece
from thuocdo.plans.rules.buckets import bucket_of

SOON = dt.timedelta(days=14)
NEAREST = (F("due").asc(nulls_last=True), "id")
TRACKED = (Assignment.State.DONE, Assignment.State.OPEN)
HEAVY = ("task__plan__reading", "task__plan__blocks")  # a list shows none of a plan's text


@dataclass(frozen=True)
class DueWork:
    """Open work of the actor's unit: past its day, due within two weeks, later or without a day.

    Of each the first pieces, the nearest day first; `counts` says how many there are in the same order.
    Late is what the buckets call late: what was reported in time and waits for somebody's yes comes last.
    """

    late: list[Assignment]
    soon: list[Assignment]
    later: list[Assignment]
    counts: tuple[int, int, int]


def due_work(by: Actor, today: dt.date, most: int = 50) -> DueWork:
    """What the unit of the present position owes, at most `most` of each part. Two queries.

    Work that only waits (standing, event) comes last: its checkpoints are what is asked on a day.
    """
    if by.unit is None:
        return DueWork([], [], [], (0, 0, 0))
    near, past = today + SOON, Q(due__lt=today)
    in_time = Q(claimed_on__isnull=False, claimed_on__lte=F("due"))
    asked = (
        past & (Q(claimed_on=None) | Q(claimed_on__gt=F("due"))),
        Q(due__gte=today, due__lte=near),
        Q(due__gt=near) | Q(due=None) | past & in_time,
    )
    work = open_work().filter(unit=by.unit).order_by(*NEAREST)
    counts = work.order_by().aggregate(
        **{f"n{i}": Count("id", filter=q) for i, q in enumerate(asked)}
    )
    first = Q()
    for part in asked:
        first |= Q(pk__in=work.filter(part).values("pk")[:most])
    shown = (
        list(_as_shown(Assignment.objects.filter(first)).order_by(*NEAREST))
        if any(counts.values())
        else []
    )
    late, soon, later = [], [], []
    for one in shown:
        if bucket_of(piece(one), today) == "overdue":
            late.append(one)
        elif one.due is not None and today <= one.due <= near:
            soon.append(one)
        else:
            later.append(one)
    return DueWork(
        late,
        soon,
        later,
        (counts["n0"], counts["n1"], counts["n2"]),
    )


def in_live_plans() -> Q:
    """Asked of the plans once, not of each row's plan: counting a hundred thousand rows joins nothing."""
    return Q(plan__in=Plan.objects.filter(state=Plan.State.LIVE).order_by().values("pk"))


def open_work() -> QuerySet[Assignment]:
    return _as_shown(Assignment.objects.filter(in_live_plans(), state=Assignment.State.OPEN))


def _as_shown(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return rows.select_related("task", "task__parent", "task__plan").defer(*HEAVY)


def assignments(by: Actor) -> QuerySet[Assignment]:
    """Every assignment this person may see, in live plans, ready for a list."""
    seen = Assignment.objects.filter(visible_to(by), in_live_plans(), state__in=TRACKED)
    return _as_shown(seen)


@dataclass(frozen=True)
class UnitWork:
    """The pieces of one unit under one row, the nearest first."""

    unit: str
    work: list[Assignment]

    @property
    def main(self) -> list[Assignment]:
        return [w for w in self.work if w.kind != Assignment.Kind.CHECKPOINT]

    @property
    def checkpoints(self) -> list[Assignment]:
        open_or_done = (Assignment.State.OPEN, Assignment.State.DONE)
        return [w for w in self.work if w not in self.main and w.state in open_or_done]


@dataclass(frozen=True)
class TaskView:
    """One printed row: its owners as printed, and the pieces of work by unit that the reader may see."""

    task: Task
    units: list[UnitWork]
    hidden: int


def task_view(by: Actor, pk: int, today: dt.date) -> TaskView | None:
    """The row, if its plan may be seen. Constant queries."""
    task = (
        Task.objects.select_related("plan", "parent")
        .prefetch_related("owners", "targets", "children")
        .filter(pk=pk, plan__in=plans_visible_to(by, Plan.objects.all()))
        .first()
    )
    if task is None:
        return None
    everything = Assignment.objects.filter(task=task)
    seen = list(
        everything.filter(visible_to(by)).order_by("unit", F("due").asc(nulls_first=True), "id")
    )
    names = organisations.name_on({w.unit_id for w in seen}, today)
    by_unit: dict[int, list[Assignment]] = {}
    for row in seen:
        by_unit.setdefault(row.unit_id, []).append(row)
    units = [UnitWork(names.get(unit, ""), work) for unit, work in by_unit.items()]
    units.sort(key=lambda u: fold(u.unit))
    return TaskView(task, units, everything.count() - len(seen))


@dataclass(frozen=True)
class FoundRow:
    kind: Literal["plan", "task"]
    id: int
    title: str
    mini: str


def search(by: Actor, text: str, limit: int = 20) -> list[FoundRow]:
    """Plans and tasks whose folded words hold every word of `text`."""
    words = fold(text).split()
    if not words:
        return []
    condition = Q()
    for word in words:
        condition &= Q(folded__contains=word)
    plans = plans_visible_to(by, Plan.objects.only("title", "number", "state", "agency"))
    found = [FoundRow("plan", p.pk, p.title, p.number) for p in plans.filter(condition)[:limit]]
    tasks = Task.objects.filter(condition, plan__in=plans.values("pk"), tracked=True)
    return found + [
        FoundRow("task", t.pk, t.content, f"{t.number} · {t.plan.title}".strip(" ·"))
        for t in tasks.select_related("plan").order_by("plan", "position")[:limit]
    ]
