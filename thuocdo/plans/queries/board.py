"""What a leader sees at once: the six buckets, units and groups worst first, who is silent, what waits for a decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import F, Q, QuerySet

from thuocdo.accounts import queries as accounts
from thuocdo.audit.rules import Actor
from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Assignment, Extension, Update
from thuocdo.plans.queries.buckets import Tally, conditions, tally_by
from thuocdo.plans.queries.listed import Listed, in_rows, listed, silent, whole
from thuocdo.plans.queries.one_work import days_between
from thuocdo.plans.queries.reminding import calendars_of
from thuocdo.plans.rules.buckets import Counts
from thuocdo.plans.rules.progress import patience_before

LATEST = 10  # pieces of work named one by one
WANTED = 8  # decisions and silent units named one by one


@dataclass(frozen=True)
class Line:
    """One unit, or one group of units, with its assignments."""

    key: int
    name: str
    counts: Counts
    silent: int

    @property
    def badness(self) -> tuple[int, int, int]:
        return (self.counts.overdue, self.silent, self.counts.total)


@dataclass(frozen=True)
class Wanted:
    """A decision that is asked for: an extension, or a leader's word on an obstacle."""

    work: Assignment
    unit: str
    text: str
    since: dt.date
    until: dt.date | None = None


@dataclass(frozen=True)
class Board:
    """Counts are of assignments; `late` the longest overdue first, `silent` the longest unheard first."""

    counts: Counts
    units: list[Line]
    groups: list[Line]
    late: list[Listed]
    silent: list[Listed]
    wanted: list[Wanted]
    plans: list[int]
    names: dict[int, str]

    @property
    def silent_count(self) -> int:
        return sum(line.silent for line in self.units)

    @property
    def silent_units(self) -> list[Line]:
        return sorted((u for u in self.units if u.silent), key=lambda u: -u.silent)


def board(by: Actor, today: dt.date, agency: int | None, leader: int | None = None) -> Board:
    """The same number of queries, however much work and however many units.

    `leader`: only the units this person answers for (*Lãnh đạo phụ trách*).
    """
    rows = listed(by, today)
    if leader is not None:
        rows = rows.filter(unit__in=accounts.units_led_by(leader, today))
    tallies = tally_by(rows, today, "unit", also=silent(today))
    names = {u: name for u, (name, _short) in organisations.names_on(None, today).items()}
    units = [Line(u, names.get(u, ""), t.counts, t.also) for u, t in tallies.items()]
    units.sort(key=lambda line: line.badness, reverse=True)
    late, unheard = _named(rows, today, names)
    up = patience_before(today, organisations.calendar_for(agency))
    return Board(
        sum((t.counts for t in tallies.values()), Counts()),
        units,
        _groups(agency, tallies, today),
        _late_by(late, today),
        unheard,
        _wanted(rows, today, up, names),
        sorted(rows.order_by().values_list("plan", flat=True).distinct()),
        names,
    )


def _named(
    rows: QuerySet[Assignment], today: dt.date, names: dict[int, str]
) -> tuple[list[Listed], list[Listed]]:
    """The longest overdue and the longest unheard."""
    overdue = rows.filter(conditions(today)["overdue"]).order_by("due", "id")
    longest = (F("heard_on").asc(nulls_first=True), "id")
    unheard = rows.filter(silent(today)).order_by(*longest)
    late = whole(today).filter(pk__in=overdue.values("pk")[:LATEST]).order_by("due", "id")
    quiet = whole(today).filter(pk__in=unheard.values("pk")[:LATEST]).order_by(*longest)
    return in_rows(late, today, names), in_rows(quiet, today, names)


def _late_by(rows: list[Listed], today: dt.date) -> list[Listed]:
    """With the working days each is overdue, as its own page and the letters count them."""
    calendars = calendars_of(row.work for row in rows)
    found = []
    for row in rows:
        due, agency = row.work.due, row.work.task.plan.agency_id
        left = days_between(today, due, calendars[agency]) if due else None
        found.append(replace(row, late=None if left is None else -left))
    return found


def _groups(agency: int | None, tallies: dict[int, Tally], today: dt.date) -> list[Line]:
    """Groups with work; a unit may stand in several, so their sums are not added to each other."""
    if agency is None:
        return []
    named = organisations.groups_of(agency, today)
    inside = organisations.members_of(named, today)
    summed = {
        group: sum((tallies[u] for u in inside[group] if u in tallies), Tally()) for group in named
    }
    lines = [Line(group, named[group], t.counts, t.also) for group, t in summed.items()]
    return sorted((g for g in lines if g.counts.total), key=lambda g: g.badness, reverse=True)


def _wanted(
    rows: QuerySet[Assignment], today: dt.date, up: dt.date, names: dict[int, str]
) -> list[Wanted]:
    """What only a decision moves on, the longest waiting first; `up`: since when the office has been silent too long."""
    extensions = list(
        Extension.objects.filter(
            answered=None, assignment__state=Assignment.State.OPEN, assignment__in=rows.values("pk")
        )
        .select_related("asked", "assignment__task")
        .order_by("id")[:WANTED]
    )
    level = Assignment.Obstacle
    stuck = list(
        rows.filter(
            Q(obstacle=level.LEADER) | Q(obstacle_since__lte=up),
            obstacle__in=(level.OFFICE, level.LEADER),  # by its index: few are stuck
            state=Assignment.State.OPEN,
            obstacle_since__isnull=False,
        ).order_by("obstacle_since", "id")[:WANTED]
    )
    said = _obstacles(stuck)
    found = [
        Wanted(
            e.assignment,
            names.get(e.assignment.unit_id, ""),
            e.asked.text,
            accounts.legal_day(e.asked.at),
            e.wanted,
        )
        for e in extensions
    ]
    found += [
        Wanted(w, names.get(w.unit_id, ""), said.get(w.pk, ""), w.obstacle_since or today)
        for w in stuck
    ]
    return sorted(found, key=lambda wanted: (wanted.since, wanted.work.pk))[:WANTED]


def _obstacles(works: Iterable[Assignment]) -> dict[int, str]:
    """Of each piece the last words on what stands in its way. One query."""
    told = Update.objects.filter(
        Q(assignment__in=[w.pk for w in works]), kind=Update.Kind.OBSTACLE
    ).order_by("id")
    return dict(told.values_list("assignment", "text"))
