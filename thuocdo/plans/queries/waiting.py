"""What waits for a person: completions to agree with, requests to decide, questions put to their unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from thuocdo.accounts import queries as accounts
from thuocdo.audit.rules import Actor
from thuocdo.documents.queries import Proof, evidence_of
from thuocdo.lawbook.calendar import WorkingCalendar
from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Assignment, Explanation, Extension, Plan, Update
from thuocdo.plans.queries.one_work import days_between, may_confirm
from thuocdo.plans.rules.progress import PATIENCE, patience_before

MOST = 200  # of each kind, the oldest first; the rest comes up as these are answered
_LIVE = Q(task__plan__state=Plan.State.LIVE)


@dataclass(frozen=True)
class Report:
    """A completion that waits: the report itself, what proves the work, how long it has lain at this desk."""

    work: Assignment
    unit: str
    said: Update
    proofs: list[Proof]
    waits: int | None

    @property
    def raised(self) -> bool:
        return self.waits is not None and self.waits >= PATIENCE


@dataclass(frozen=True)
class Request:
    """An extension, an obstacle or an explanation that waits for an answer."""

    work: Assignment
    unit: str
    said: Update
    waits: int | None
    wanted: dt.date | None = None


@dataclass(frozen=True)
class Waiting:
    """`explanations` are asked of the person's own unit; the rest waits for the person. `cut`: more waits than is
    counted here."""

    reports: list[Report]
    extensions: list[Request]
    obstacles: list[Request]
    explanations: list[Request]
    cut: bool = False

    @property
    def count(self) -> int:
        return (
            len(self.reports) + len(self.extensions) + len(self.obstacles) + len(self.explanations)
        )


def waiting_for(by: Actor, today: dt.date, calendar: WorkingCalendar) -> Waiting:
    """Constant queries, however much waits; of each kind the oldest `MOST`."""
    most = MOST + 1  # one more tells that there is more
    reports = _reports(by, today, calendar, most)
    extensions = _extensions(by, most)
    obstacles = _obstacles(by, patience_before(today, calendar), most)
    explanations = _explanations(by, most)
    cut = max(len(reports), len(extensions), len(obstacles), len(explanations)) > MOST
    reports, extensions, obstacles, explanations = (
        reports[:MOST], extensions[:MOST], obstacles[:MOST], explanations[:MOST],
    )  # fmt: skip
    works = [r.work for r in reports]
    works += [w for w, _said, _wanted in [*extensions, *obstacles, *explanations]]
    names = organisations.name_on({w.unit_id for w in works}, today)

    def requests(rows: list[tuple[Assignment, Update, dt.date | None]]) -> list[Request]:
        return [
            Request(
                w,
                names.get(w.unit_id, ""),
                said,
                days_between(accounts.legal_day(said.at), today, calendar),
                wanted,
            )
            for w, said, wanted in rows
        ]

    named = [
        Report(r.work, names.get(r.work.unit_id, ""), r.said, r.proofs, r.waits) for r in reports
    ]
    return Waiting(named, requests(extensions), requests(obstacles), requests(explanations), cut)


def _open(rows: QuerySet[Assignment]) -> QuerySet[Assignment]:
    return rows.filter(_LIVE, state=Assignment.State.OPEN).select_related(
        "task__plan", "task__parent"
    )


def _held(by: Actor, *roles: str) -> Q:
    """Work of units in which one of the roles is held."""
    units = by.reach(frozenset(roles))
    return Q() if units is None else Q(unit__in=units)


def _reports(by: Actor, today: dt.date, calendar: WorkingCalendar, most: int) -> list[Report]:
    stage, up = Assignment.Stage, patience_before(today, calendar)
    old = Q(waits_since__lte=up)
    mine = (
        (Q(stage=stage.HEAD) & _held(by, "head"))
        | (Q(stage=stage.OFFICE) & _held(by, "focal"))
        | (Q(stage=stage.LEADER) & _held(by, "leader") & _in_charge(by, today, old))
        | (Q(stage=stage.HEAD) & old & _held(by, "focal", "leader"))
        | (Q(stage=stage.OFFICE) & old & _held(by, "leader"))
    )
    # the first two conditions follow from the third: they lead to the narrow index
    told = Assignment.objects.filter(Q(waits_since__isnull=False, stage__in=stage.values), mine)
    rows = list(_open(told).order_by("waits_since", "id")[:most])
    said = _last_of(rows, Update.Kind.REPORTED, Update.Kind.APPROVED, Update.Kind.RETURNED)
    reports = {
        pk: next(u for u in list_ if u.kind == Update.Kind.REPORTED) for pk, list_ in said.items()
    }
    proofs = _proofs(rows)
    found = []
    for work in rows:
        waits = days_between(work.waits_since, today, calendar)
        if may_confirm(by, work, waits is not None and waits >= PATIENCE, said[work.pk]):
            report = reports[work.pk]
            found.append(Report(work, "", report, proofs[work.pk], waits))
    return found


def _proofs(rows: Iterable[Assignment]) -> dict[int, list[Proof]]:
    """Of each piece everything attached to it or to anything said about it. Two queries."""
    things = {w.pk: [f"assignment:{w.pk}"] for w in rows}
    for pk, work in Update.objects.filter(assignment__in=things).values_list("id", "assignment"):
        things[work].append(f"update:{pk}")
    found = evidence_of(thing for each in things.values() for thing in each)
    return {work: [p for thing in each for p in found[thing]] for work, each in things.items()}


def _in_charge(by: Actor, today: dt.date, old: Q) -> Q:
    """A leader is shown what lies in their own field, what lies in nobody's, and what has gone up."""
    units = by.reach(frozenset({"leader"}))
    charges = accounts.in_charge("leader", today, () if units is None else units)
    others = [unit for unit, (person, _name) in charges.items() if person != by.person]
    return ~Q(unit__in=others) | old


def _last_of(rows: Iterable[Assignment], *kinds: str) -> dict[int, list[Update]]:
    """Of each piece its updates of these kinds, the newest first. One query."""
    found: dict[int, list[Update]] = {}
    wanted = Update.objects.filter(assignment__in=[w.pk for w in rows], kind__in=kinds)
    for update in wanted.order_by("-id"):
        found.setdefault(update.assignment_id, []).append(update)
    return found


_Asked = list[tuple[Assignment, Update, dt.date | None]]


def _extensions(by: Actor, most: int) -> _Asked:
    units = by.reach(frozenset({"focal", "leader"}))
    where = Q() if units is None else Q(assignment__unit__in=units)
    rows = Extension.objects.filter(
        where,
        answered=None,
        assignment__state=Assignment.State.OPEN,
        assignment__task__plan__state=Plan.State.LIVE,
    ).select_related("assignment__task__plan", "assignment__task__parent", "asked")
    others = rows.exclude(asked__person=by.person, asked__account=by.account)
    return [(e.assignment, e.asked, e.wanted) for e in others[:most]]


def _obstacles(by: Actor, up: dt.date, most: int) -> _Asked:
    """What the office has not answered since `up` is the leader's to see as well."""
    level = Assignment.Obstacle
    mine = (
        (Q(obstacle=level.OFFICE) & _held(by, "focal"))
        | (Q(obstacle=level.LEADER) & _held(by, "leader"))
        | (Q(obstacle=level.OFFICE, obstacle_since__lte=up) & _held(by, "leader"))
    )
    stuck = Assignment.objects.filter(mine, obstacle_since__isnull=False)
    rows = list(_open(stuck).order_by("obstacle_since", "id")[:most])
    said = _last_of(rows, Update.Kind.OBSTACLE)
    return [(w, said[w.pk][0], None) for w in rows]


def _explanations(by: Actor, most: int) -> _Asked:
    if by.unit is None:
        return []
    rows = Explanation.objects.filter(answered=None, assignment__unit=by.unit).select_related(
        "assignment__task__plan", "assignment__task__parent", "asked"
    )
    return [(e.assignment, e.asked, e.due) for e in rows[:most]]


def questions_to(by: Actor) -> int:
    """How many explanations the person's unit still owes. One query."""
    return Explanation.objects.filter(answered=None, assignment__unit=by.unit).count()
