"""Everything the review of one plan shows, from its reading, its decisions and the agency on its date."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thuocdo.lawbook.periods import month_end
from thuocdo.lawbook.schedule import Checkpoints
from thuocdo.lawbook.text import fold
from thuocdo.organisations import queries as organisations
from thuocdo.organisations.rules.matching import ALIAS, Match
from thuocdo.plans.models import Decision, Plan
from thuocdo.plans.rules.decisions import name_key
from thuocdo.plans.rules.reading import PlanReading
from thuocdo.plans.rules.settle import Clause, Party, Settlement, World, settle


@dataclass(frozen=True)
class PrintedName:
    """One distinct printed owner string: how many rows bear it, what it was matched with, the decision.

    `open`: it leads somewhere and nobody knows whom it means.
    """

    printed: str
    key: str
    rows: int
    leads: int
    match: Match
    decision: Decision | None

    @property
    def open(self) -> bool:
        return self.decision is None and self.leads > 0 and party_of(self.match).kind in _OPEN


@dataclass(frozen=True)
class Review:
    """`settlement.questions` are what blocks *Đưa vào theo dõi*; `names` in order of first appearance.

    `replaced` is the plan this one replaces; `replaceable`: there is a live plan that it could replace.
    """

    plan: Plan
    reading: PlanReading
    decisions: dict[str, Decision]
    world: World
    names: list[PrintedName]
    settlement: Settlement
    replaced: Plan | None
    replaceable: bool
    clauses: tuple[Clause, ...]

    def answered_by(self, n: int) -> str:
        """What answers point `n`, empty while nothing does: a key of `decisions`, or a field of the plan.

        A clause given to a unit and a number recorded since answer the points that spoke of them.
        """
        found = self.reading.findings[n]
        keys = (f"finding:{n}", f"clause:{found.source.block}")
        for key in keys if found.code == "missing-owner" else keys[:1]:
            if key in self.decisions:
                return key
        field = {"blank-number": "number", "blank-date": "issued_on"}.get(found.code, "")
        return field if field and getattr(self.plan, field) else ""


_OPEN = ("unknown", "general")


def party_of(match: Match) -> Party:
    """Whom a match means. Words that name nobody are `nobody` only where a person once said so."""
    if match.thing is None or match.kind is None:
        return Party(match.printed, "unknown")
    kind = "nobody" if match.kind == "general" and match.why == ALIAS else match.kind
    return Party(match.printed, kind, match.id)


def plan_day(plan: Plan, today: dt.date) -> dt.date:
    """The day on which the plan's names are read: its date, else the last day of the printed month.

    "2022-08" is 31/8/2022, "2022" is 31/12/2022; never after today.
    """
    if plan.issued_on:
        return plan.issued_on
    printed = plan.reading.get("document", {}).get("date") or str(plan.first_year)
    year, month, day = ([int(part) for part in printed.split("-")] + [0, 0])[:3]
    return min(dt.date(year, month, day) if day else month_end(year, month or 12), today)


def review(plan: Plan, *, today: dt.date) -> Review:
    """The review of `plan` as it stands. A constant number of queries, whatever the number of rows."""
    reading = PlanReading.from_json(plan.reading)
    decisions = {d.key: d for d in plan.decisions.all()}
    printed = _printed(reading)
    on = plan_day(plan, today)
    values = {key: decision.value for key, decision in decisions.items()}
    matches = organisations.match(list(printed), on=on, agency=plan.agency_id)
    world = world_of(plan, matches, values, on, today, reporting_days(reading))
    names = [
        PrintedName(p, name_key(p), rows, leads, matches[p], decisions.get(name_key(p)))
        for p, (rows, leads) in printed.items()
    ]
    clauses = unowned_clauses(plan, reading)
    settlement = settle(reading, values, world, clauses)
    live = live_plans(plan)
    replaced = _replaced(reading, decisions, live)
    return Review(plan, reading, decisions, world, names, settlement, replaced, bool(live), clauses)


def unowned_clauses(plan: Plan, reading: PlanReading) -> tuple[Clause, ...]:
    """The clauses of the body the reader found no owner for, in their full words."""
    rows = {task.source.block for task in reading.tasks}
    words = {block[0]: block[3] for block in plan.blocks}
    return tuple(
        Clause(words.get(f.source.block) or f.source.quote, f.source)
        for f in reading.findings
        if f.code == "missing-owner" and f.source.block not in rows
    )


def same_file(plan: Plan) -> Plan | None:
    """Another plan of the agency, under review or carried out, read from the very same file."""
    if plan.file_id is None:
        return None
    states = (Plan.State.REVIEW, Plan.State.LIVE)
    twins = Plan.objects.filter(agency=plan.agency_id, file=plan.file_id, state__in=states)
    return twins.exclude(pk=plan.pk).defer("blocks", "reading").first()


def live_plans(plan: Plan) -> list[Plan]:
    """The plans of the agency that are carried out: what `plan` may replace."""
    live = Plan.objects.filter(
        agency=plan.agency_id, state=Plan.State.LIVE, source=Plan.Source.PLAN
    ).exclude(pk=plan.pk)
    return list(live.defer("blocks", "reading"))


def _replaced(
    reading: PlanReading, decisions: Mapping[str, Decision], live: list[Plan]
) -> Plan | None:
    """The live plan that this one replaces: the one chosen, else the one whose number it prints."""
    if chosen := decisions.get("replaces"):
        return next((p for p in live if p.pk == chosen.value["plan"]), None)
    numbers = [fold(c.number) for c in reading.document.replaces if c.number]
    return next((p for p in live if p.number and fold(p.number) in numbers), None)


def _printed(reading: PlanReading) -> dict[str, tuple[int, int]]:
    """Distinct printed names → (rows, rows in which they lead), in order of appearance.

    "Các phòng Sở" and "các phòng Sở" are one name, written as it stands first.
    """
    first: dict[str, str] = {}
    rows: Counter[str] = Counter()
    leads: Counter[str] = Counter()
    for leading, others in [
        *((set(t.responsible), set()) for t in reading.targets),
        *((set(t.lead), set(t.coordinating)) for t in reading.tasks),
    ]:
        for name in [*leading, *others]:
            first.setdefault(fold(name), name)
        rows.update({fold(name) for name in leading | others})
        leads.update({fold(name) for name in leading})
    return {name: (rows[key], leads[key]) for key, name in first.items()}


def world_of(
    plan: Plan,
    matches: Mapping[str, Match],
    decided: Mapping[str, Any],
    on: dt.date,
    today: dt.date,
    reporting: Checkpoints,
) -> World:
    """What the agency knows on a day: names settled without a person, members of the groups named."""
    names = {fold(printed): party_of(match) for printed, match in matches.items()}
    groups = {p.id for p in names.values() if p.kind == "group"} | {
        v["id"] for k, v in decided.items() if k.startswith("name:") and v.get("kind") == "group"
    }
    given = max(on, today)  # whoever is in the group when the work is given has it
    members = {g: organisations.members(g, given) for g in groups if g is not None}
    return World(
        agency=plan.agency_id,
        names=names,
        members={g: tuple(sorted(u)) for g, u in members.items()},
        today=today,
        opens=dt.date(plan.first_year, 1, 1),
        horizon=dt.date(plan.last_year, 12, 31),
        focal=plan.focal_unit_id,
        reporting=reporting,
        calendar=organisations.calendar_for(plan.agency_id),
    )


def reporting_days(reading: PlanReading) -> Checkpoints:
    """The month and day before which the plan's own reporting clause wants reports from its units."""
    return Checkpoints.yearly(
        *{
            (month, duty.before_day)
            for duty in reading.reporting
            if duty.before_day
            for month in duty.months
        }
    )
