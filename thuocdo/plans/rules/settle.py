"""From a reading and the decisions of its reviewers to what will be tracked, and what is still open.

Pure: the same reading, decisions and world give the same settlement. `go_live` writes a settlement that has
no blocking question; the review page shows the questions of one that has.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from thuocdo.documents.rules.blocks import Source
from thuocdo.lawbook.calendar import WorkingCalendar
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.schedule import Checkpoints, DueRule, Schedule
from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.decisions import Decisions, name_key
from thuocdo.plans.rules.reading import PlanReading, Target, Task
from thuocdo.plans.rules.reading import Schedule as ReadSchedule
from thuocdo.plans.rules.work import (
    AS_PRINTED,
    NO_CHECKPOINTS,
    Asked,
    Work,
    as_schedule,
    due_on,
    work_of,
)

WITHOUT_TIME = ReadSchedule()
PartyKind = Literal["unit", "group", "partner", "general", "nobody", "unknown"]
Mode = Literal["unit", "every", "focal", "information"]


@dataclass(frozen=True)
class Party:
    """Whom a printed name means. `unknown` is undecided; `general` is, too, where it leads: "các đơn vị liên
    quan" names nobody. `nobody` is what a person made of such words.
    """

    printed: str
    kind: PartyKind
    id: int | None = None
    mode: Mode = "unit"


@dataclass(frozen=True)
class World:
    """What is known of the agency on the plan's date.

    `names`: folded printed name → party by exact name, alias or abbreviation (never by likeness);
    `members`: group id → unit ids; `agency` and `focal`: unit ids; `reporting`: the plan's own reporting
    days; `today` decides which rows are already due; `opens` and `horizon` are the plan's first and last day.
    """

    agency: int
    names: Mapping[str, Party]
    members: Mapping[int, tuple[int, ...]]
    today: dt.date
    horizon: dt.date
    focal: int | None = None
    reporting: Checkpoints = NO_CHECKPOINTS
    calendar: WorkingCalendar | None = None
    rule: DueRule = AS_PRINTED
    opens: dt.date = dt.date.min


@dataclass(frozen=True)
class Question:
    """Something a person must still decide. `key` is the decision that answers it."""

    code: Literal["name", "lead", "focal", "past", "schedule", "finding"]
    key: str
    text: str
    row: str = ""


@dataclass(frozen=True)
class Clause:
    """A clause of the body that names no owner: offered as a task, taken only by decision."""

    content: str
    source: Source
    number: str | None = None
    group: str | None = "Nội dung chưa phân công trong phụ lục"
    lead: tuple[str, ...] = ()
    coordinating: tuple[str, ...] = ()
    schedule: ReadSchedule = WITHOUT_TIME
    product: str | None = None
    note: str | None = None


@dataclass(frozen=True)
class SettledTask:
    """A task as it will be written. `owners` are the unit ids that owe its `work`; both are empty for a
    title row and for one that is not tracked.
    """

    key: str
    parent: str | None
    row: Task | Clause
    schedule: Schedule
    leads: tuple[Party, ...]
    coordinating: tuple[Party, ...]
    owners: tuple[int, ...]
    work: tuple[Work, ...]
    tracked: bool
    past: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class SettledTarget:
    """A target as it will be written; `owners` are the unit ids that answer for it."""

    key: str
    task: str | None
    row: Target
    operator: str | None
    value: str | None
    unit: str | None
    survey: bool
    parties: tuple[Party, ...]
    owners: tuple[int, ...]
    tracked: bool


@dataclass(frozen=True)
class Settlement:
    tasks: tuple[SettledTask, ...]
    targets: tuple[SettledTarget, ...]
    questions: tuple[Question, ...]

    @property
    def open(self) -> list[Question]:
        """One question for each decision still to be made, however many rows wait for it."""
        return list({q.key: q for q in reversed(self.questions)}.values())[::-1]


def parents(tasks: Iterable[Task]) -> list[int | None]:
    """For each task the place of its parent: the nearest row before it that bears the parent's number."""
    found: list[int | None] = []
    last: dict[str, int] = {}
    for place, task in enumerate(tasks):
        found.append(last.get(task.parent) if task.parent else None)
        if task.number:
            last[task.number] = place
    return found


def party(printed: str, decisions: Decisions, world: World) -> Party:
    """A printed name settled: by decision first, then by exact match, else `unknown`."""
    decided = decisions.get(name_key(printed))
    if decided:
        return Party(printed, decided["kind"], decided.get("id"))
    known = world.names.get(fold(printed))
    return Party(printed, known.kind, known.id) if known else Party(printed, "unknown")


_SURVEYED = (
    "pci",
    "papi",
    "sipas",
    "ddci",
    "nang luc canh tranh",
)  # indices made of survey answers
_SURVEY_WORDS = ("hai long", "% dn", "% dong y", "ty le dn ", "dn cho biet")
_REGISTER_WORDS = ("diem thi", "ky thi")  # counted by the agency itself, also inside such a plan


def is_survey(target: Target, title: str) -> bool:
    """Whether a target is measured by somebody's survey: then one unit follows it for all (default)."""
    name = fold(target.name)
    if any(word in name for word in _REGISTER_WORDS):
        return False
    if any(word in name for word in _SURVEY_WORDS):
        return True
    return target.origin == "table" and any(word in fold(title) for word in _SURVEYED)


def _mode(row: str, group: int, default: Mode, decisions: Decisions) -> tuple[Mode, int | None]:
    for key in (f"mode:{row}", f"mode:group-{group}"):
        if key in decisions:
            return decisions[key]["mode"], decisions[key].get("unit")
    return default, None


def owners_of(
    row: str, parties: Iterable[Party], default: Mode, decisions: Decisions, world: World
) -> tuple[tuple[Party, ...], tuple[int, ...], list[Question]]:
    """Parties with their mode, the unit ids that owe the work, and what is still open."""
    settled: list[Party] = []
    units: list[int] = []
    questions: list[Question] = []
    for each in parties:
        if each.kind in ("unknown", "general"):
            questions.append(
                Question("name", name_key(each.printed), f"“{each.printed}” là đơn vị nào?", row)
            )
        if each.kind == "unit" and each.id is not None and each.id != world.agency:
            units.append(each.id)
        if each.kind == "group" and each.id is not None:
            mode, focal = _mode(row, each.id, default, decisions)
            if mode == "every":
                units += world.members.get(each.id, ())
            if mode == "focal":
                focal = focal or world.focal
                units += [focal] if focal else []
                if focal is None:
                    questions.append(
                        Question("focal", "focal", "Chọn đơn vị đầu mối của kế hoạch.", row)
                    )
            each = replace(each, mode=mode)
        settled.append(each)
    chosen = decisions.get(f"lead:{row}")
    units = list(chosen["units"]) if chosen else units
    unsettled = any(q.row == row for q in questions)
    if not units and not unsettled:
        questions.append(
            Question("lead", f"lead:{row}", "Dòng này chưa có đơn vị chịu trách nhiệm.", row)
        )
    return tuple(settled), tuple(dict.fromkeys(units)), questions


def settle(
    reading: PlanReading, decisions: Decisions, world: World, clauses: Iterable[Clause] = ()
) -> Settlement:
    """Everything that will be written, and every question that blocks it.

    `clauses` are the unowned clauses offered; those that were decided to be tasks come after the rows.
    """
    questions = _finding_questions(reading, decisions)
    chosen = decisions.get("focal")
    if chosen:
        world = replace(world, focal=chosen["unit"])
    tasks: list[SettledTask] = []
    above = parents(reading.tasks)
    for place, row in enumerate(reading.tasks):
        key = f"task-{place}"
        parent = f"task-{above[place]}" if above[place] is not None else None
        task, open_questions = _task(key, parent, row, decisions, world)
        tasks.append(task)
        questions += open_questions
    for clause in clauses:
        chosen = decisions.get(f"clause:{clause.source.block}", {})
        if chosen.get("units"):
            tasks.append(_taken(clause, chosen, decisions, world))
    targets: list[SettledTarget] = []
    by_number = {t.row.number: t.key for t in tasks if t.row.number}
    by_key = {t.key: t for t in tasks}
    for place, aim in enumerate(reading.targets):
        owner_task = by_key.get(by_number.get(aim.task, "")) if aim.task else None
        target, open_questions = _target(
            f"target-{place}", aim, owner_task, reading, decisions, world
        )
        targets.append(target)
        questions += open_questions
    return Settlement(tuple(tasks), tuple(targets), tuple(dict.fromkeys(questions)))


def _finding_questions(reading: PlanReading, decisions: Decisions) -> list[Question]:
    return [
        Question("finding", f"finding:{n}", finding.message)
        for n, finding in enumerate(reading.findings)
        if finding.severity == "error" and f"finding:{n}" not in decisions
    ]


def _task(
    key: str, parent: str | None, row: Task | Clause, decisions: Decisions, world: World
) -> tuple[SettledTask, list[Question]]:
    schedule = as_schedule(row.schedule, decisions.get(f"schedule:{key}"))
    leads = tuple(party(p, decisions, world) for p in row.lead)
    coordinating = tuple(party(p, decisions, world) for p in row.coordinating)
    wanted = decisions.get(f"track:{key}", {}).get("tracked", True)
    lead_decided = f"lead:{key}" in decisions
    if not wanted or (not row.lead and not lead_decided):
        return SettledTask(key, parent, row, schedule, leads, coordinating, (), (), False), []
    leads, units, questions = owners_of(key, leads, "every", decisions, world)
    past = decisions.get(f"past:{key}")
    if past and past.get("answer") == "new_date":
        schedule = due_on(schedule, dt.date.fromisoformat(past["due"]))
    answered = past is not None and past.get("answer") != "new_date"
    if schedule.due and schedule.due < world.today and not answered:
        questions.append(
            Question(
                "past",
                f"past:{key}",
                "Thời hạn đã qua: đã xong, đặt ngày mới hay giữ là quá hạn?",
                key,
            )
        )
    asked = asked_of(key, decisions, world)
    work: tuple[Work, ...] = ()
    try:
        pieces = work_of(0, schedule, asked)
        work = tuple(piece.given_to(unit) for unit in units for piece in pieces)
    except Mistake as mistake:  # a rhythm without its rule, or one nobody can follow
        questions.append(Question("schedule", f"schedule:{key}", mistake.message, key))
    task = SettledTask(key, parent, row, schedule, leads, coordinating, units, work, True, past)
    return task, questions


def _taken(
    clause: Clause, chosen: Mapping[str, Any], decisions: Decisions, world: World
) -> SettledTask:
    key = f"clause-{clause.source.block}"
    due = {"kind": "deadline", "due": chosen["due"]} if chosen.get("due") else {}
    owned = {**decisions, f"lead:{key}": {"units": chosen["units"]}, f"schedule:{key}": due}
    return _task(key, None, clause, owned, world)[0]


def asked_of(key: str, decisions: Decisions, world: World) -> Asked:
    """How the units of the row `key` are asked: by the decisions of the review, else as the plan says."""
    return Asked(
        since=world.today,
        horizon=world.horizon,
        checkpoints=_checkpoints(key, decisions, world),
        calendar=world.calendar,
        rule=world.rule,
        products=tuple(decisions.get(f"products:{key}", {}).get("items", ())),
        opens=world.opens,
    )


def _checkpoints(key: str, decisions: Decisions, world: World) -> Checkpoints:
    for each in (f"checkpoints:{key}", "checkpoints"):
        if each in decisions:
            return Checkpoints.yearly(*((m, d) for m, d in decisions[each]["pairs"]))
    return world.reporting


def _target(
    key: str,
    row: Target,
    task: SettledTask | None,
    reading: PlanReading,
    decisions: Decisions,
    world: World,
) -> tuple[SettledTarget, list[Question]]:
    survey = is_survey(row, reading.document.title or "")
    parties = tuple(party(p, decisions, world) for p in row.responsible)
    tracked = decisions.get(f"track:{key}", {}).get("tracked", True)
    chosen = decisions.get(f"value:{key}", {})
    questions: list[Question] = []
    owners: tuple[int, ...] = ()
    if tracked and task is not None and task.tracked and f"lead:{key}" not in decisions:
        owners = task.owners
    elif tracked and not parties and f"lead:{key}" not in decisions:
        owners = (
            (world.focal,) if world.focal else ()
        )  # a prose target names nobody: the focal unit
        if not owners:
            questions.append(Question("focal", "focal", "Chọn đơn vị đầu mối của kế hoạch.", key))
    elif tracked:
        parties, owners, questions = owners_of(
            key, parties, "focal" if survey else "every", decisions, world
        )
    settled = SettledTarget(
        key=key,
        task=task.key if task else None,
        row=row,
        operator=chosen.get("operator", row.operator),
        value=chosen.get("value", row.value),
        unit=chosen.get("unit", row.unit),
        survey=survey,
        parties=parties,
        owners=owners,
        tracked=tracked,
    )
    return settled, questions
