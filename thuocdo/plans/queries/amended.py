"""An amendment as its page shows it and as it will be applied."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Amendment, AmendmentLine, Assignment, RowOwner, Task
from thuocdo.plans.queries.printed import review_key
from thuocdo.plans.queries.reviewing import reporting_days, world_of
from thuocdo.plans.rules.amended import AmendedRow, settle_row
from thuocdo.plans.rules.reading import PlanReading
from thuocdo.plans.rules.settle import Question, World, asked_of
from thuocdo.plans.rules.work import Asked


@dataclass(frozen=True)
class AmendedLine:
    """A line with its settled owners and the ids of the units it touches."""

    line: AmendmentLine
    settled: AmendedRow | None
    units: tuple[int, ...]


@dataclass(frozen=True)
class AmendmentReview:
    amendment: Amendment
    rows: list[AmendedLine]
    questions: list[Question]
    open_lines: int
    reviewed: Mapping[str, Any]
    world: World

    def asked(self, task: Task | None = None) -> Asked:
        """How the units of a row are asked from now on: as the plan's own review decided for it."""
        return asked_of(
            review_key(task, self.amendment.plan) if task else "", self.reviewed, self.world
        )


def amendment_review(amendment: Amendment, *, today: dt.date) -> AmendmentReview:
    """All lines of an amendment, their owners settled on the day of its document. Constant queries."""
    plan = amendment.plan
    lines = list(amendment.lines.select_related("task", "target"))
    printed = {
        name
        for line in lines
        for field in ("lead", "coordinating", "responsible")
        for name in (line.after or {}).get(field) or ()
    }
    on = amendment.issued_on or today
    matches = organisations.match(sorted(printed), on=on, agency=plan.agency_id)
    reporting = reporting_days(PlanReading.from_json(plan.reading))
    world = world_of(plan, matches, amendment.decisions, on, today, reporting)
    working = _working([line.task_id for line in lines if line.task_id])
    answering = _answering([line.target_id for line in lines if line.target_id])
    rows: list[AmendedLine] = []
    questions: list[Question] = []
    for line in lines:
        settled = None
        if line.after and line.accepted is not False:
            settled, asked = settle_row(
                f"line-{line.position}", line.after, amendment.decisions, world
            )
            questions += asked
        owners = settled.owners if settled else ()
        now = working.get(line.task_id or 0, ()), answering.get(line.target_id or 0, ())
        units = dict.fromkeys([*now[0], *now[1], *owners])
        rows.append(AmendedLine(line, settled, tuple(units)))
    return AmendmentReview(
        amendment,
        rows,
        list(dict.fromkeys(questions)),
        sum(line.accepted is None for line in lines),
        {d.key: d.value for d in plan.decisions.all()},
        world,
    )


def _working(tasks: list[int]) -> dict[int, list[int]]:
    work = Assignment.objects.filter(task__in=tasks, of=None).exclude(state="closed")
    units: dict[int, list[int]] = {}
    for task, unit in work.order_by("id").values_list("task", "unit"):
        units.setdefault(task, []).append(unit)
    return units


def _answering(targets: list[int]) -> dict[int, list[int]]:
    """The units that answer for a target: named by it, or chosen to."""
    roles = (RowOwner.Role.LEAD, RowOwner.Role.ANSWERS)
    rows = RowOwner.objects.filter(target__in=targets, role__in=roles).exclude(unit=None)
    units: dict[int, list[int]] = {}
    for target, unit in rows.order_by("position", "id").values_list("target", "unit"):
        units.setdefault(target, []).append(unit)
    return units
