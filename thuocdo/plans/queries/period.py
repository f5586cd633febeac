"""What the tracked work says of a period: its counts by unit, and words to begin a report with."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from thuocdo.plans.models import Assignment, Plan, Target, Update
from thuocdo.plans.queries.in_force import Held, InForce, State, held_on, named
from thuocdo.plans.queries.observed import standings
from thuocdo.plans.rules.buckets import Counts
from thuocdo.plans.rules.reading import PlanReading

MOST = 40  # lines a report begins with; who has more writes a summary


@dataclass(frozen=True)
class DoneLine:
    """One piece of work finished in the period, in words; under which heading of its plan it stands."""

    text: str
    group: str


@dataclass
class PeriodWork:
    """`counts` of work that fell due in the period; `obstacles`, `next` are lines of text."""

    counts: Counts = field(default_factory=Counts)
    done: list[DoneLine] = field(default_factory=list)
    obstacles: list[str] = field(default_factory=list)
    next: list[str] = field(default_factory=list)


def period_work(
    units: Iterable[int], start: dt.date, end: dt.date, today: dt.date, plans: Sequence[InForce]
) -> dict[int, PeriodWork]:
    """Of each unit under the plans in force, as things stood at the end of the earlier of `end` and today. Six queries,
    however many units.

    What follows (`next`) is work due in as many days after the period as the period had.
    """
    wanted = set(units)
    day = min(end, today)
    found: dict[int, PeriodWork] = {unit: PeriodWork() for unit in wanted}
    held = held_on(Assignment.objects.filter(unit__in=wanted), [p.pk for p in plans], day)
    due = held.rows.filter(due__gte=start, due__lte=end)
    for unit, counts in _counted(due, held, plans, day):
        found[unit].counts = counts
    _say_done(found, held.rows.filter(state=State.DONE, done_on__gte=start, done_on__lte=end))
    stuck = held.rows.exclude(obstacle="").filter(obstacle_since__lte=end)
    _say_obstacles(found, stuck.filter(held.open | held.ended))
    after = end + (end - start) + dt.timedelta(days=1)
    coming = held.rows.filter(held.open, due__gt=end, due__lte=after)
    for unit, content, day_due in _rows(coming, "due"):
        words = f"- {content} (thời hạn {day_due:%d/%m/%Y})."
        if words not in found[unit].next:  # two rows of a plan may say the same
            found[unit].next.append(words)
    for work in found.values():
        del work.done[MOST:], work.obstacles[MOST:], work.next[MOST:]
    return found


def _counted(
    rows: QuerySet[Assignment], held: Held, plans: Sequence[InForce], day: dt.date
) -> Iterable[tuple[int, Counts]]:
    """By unit, of work with a due day. What ended with its plan counts as not done where it had fallen due by then."""
    told = Q(claimed_on__lte=day)  # reported by then, though not confirmed
    late = ~told & Q(due__lt=day) | told & Q(claimed_on__gt=F("due"))
    fallen = Q(pk=None)
    for plan in plans:
        if plan.until:
            fallen |= held.ended & Q(plan=plan.pk, due__lte=plan.until)
    asked = {
        "done": held.done,
        "done_late": held.done & Q(done_on__gt=F("due")),
        "open": held.open | fallen,
        "overdue": (held.open | fallen) & late,
    }
    counts = {name: Count("id", filter=q) for name, q in asked.items()}
    seen = rows.order_by().values("unit").annotate(**counts)
    for unit, done, done_late, open_, overdue in seen.values_list("unit", *asked):
        yield unit, Counts(done - done_late, done_late, 0, open_ - overdue, overdue)


def _rows(rows: QuerySet[Assignment], *more: str) -> Iterable[tuple[Any, ...]]:
    """A point under a row says little without the row: "Kiểm tra cải cách hành chính: các trường"."""
    fields = ("unit", "task__content", "task__parent__content", *more)
    for unit, content, parent, *rest in rows.order_by("due", "id").values_list(*fields):
        words = [_plain(text) for text in (parent, content) if text]
        yield unit, ": ".join(words), *rest


def _plain(text: str) -> str:
    """Without the mark of a footnote, which stands in the plan alone, and the stop at its end."""
    return re.sub(r"\s*\(\*+\)", "", text).strip().rstrip(" .;:")


def _last_words(rows: QuerySet[Assignment], kinds: Iterable[str]) -> dict[int, str]:
    told = Update.objects.filter(assignment__in=rows.order_by().values("pk"), kind__in=list(kinds))
    return dict(told.order_by("id").values_list("assignment", "text"))


def _say_done(found: dict[int, PeriodWork], rows: QuerySet[Assignment]) -> None:
    said = _last_words(rows, (Update.Kind.REPORTED,))
    for unit, content, pk, group in _rows(rows, "pk", "task__group"):
        words = said.get(pk, "").strip().rstrip(" .;")
        text = f"- {content}: {words}." if words else f"- {content}."
        found[unit].done.append(DoneLine(text, group))


def _say_obstacles(found: dict[int, PeriodWork], rows: QuerySet[Assignment]) -> None:
    said = _last_words(rows, (Update.Kind.OBSTACLE,))
    for unit, content, pk in _rows(rows, "pk"):
        words = said.get(pk, "").strip().rstrip(" .;")
        found[unit].obstacles.append(f"- {words or 'Còn vướng mắc'} ({content}).")


def target_counts(plans: Iterable[int], today: dt.date) -> dict[str, int]:
    """Targets of the plans: all, met, awaiting a published result. Two queries."""
    rows = Target.objects.filter(plan__in=list(plans), tracked=True).select_related("plan")
    states: dict[str, int] = defaultdict(int)
    for standing in standings(rows.defer("plan__reading", "plan__blocks"), today).values():
        states[standing.state] += 1
    return {"targets": sum(states.values()), "targets_met": states["met"], "targets_awaiting": states["awaiting"]}  # fmt: skip


@dataclass(frozen=True)
class ClauseSaid:
    """What a live plan itself says about reporting: one rhythm of one clause, with the plan as it is cited and its title."""

    plan: str
    title: str
    text: str
    frequency: str
    months: tuple[int, ...]
    day: int | None


def reporting_clauses(agency: int) -> list[ClauseSaid]:
    """Every reporting clause of the agency's live plans, in the order of the plans. One query."""
    plans = Plan.objects.filter(Q(agency=agency, state=Plan.State.LIVE)).defer("blocks")
    return [
        ClauseSaid(
            named(plan), plan.title, said.text, said.frequency, tuple(said.months), said.before_day
        )
        for plan in plans.order_by("id")
        for said in PlanReading.from_json(plan.reading).reporting
    ]
