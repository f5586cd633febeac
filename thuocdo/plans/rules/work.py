"""What a schedule asks of one unit: dated work, instances, a standing duty, and its checkpoints."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from thuocdo.lawbook.calendar import WorkingCalendar
from thuocdo.lawbook.schedule import Checkpoints, DueRule, Instance, Schedule, instances

WorkKind = Literal["dated", "instance", "standing", "event", "checkpoint"]
LONG = dt.timedelta(
    days=120
)  # a window longer than this is asked for on the way, not only at its end
ONE = dt.timedelta(days=1)
NO_CHECKPOINTS = Checkpoints()
AS_PRINTED = DueRule()


@dataclass(frozen=True)
class Asked:
    """How an agency asks: from which day on, how far ahead, on which reporting days, by which calendar.

    `opens`: the first day of the plan's years; a plan of next year signed in December asks for nothing
    before it but what a row itself begins earlier. `products` are the checkpoints a person made of the products of one cell: label and, perhaps, due.
    """

    since: dt.date
    horizon: dt.date
    checkpoints: Checkpoints = NO_CHECKPOINTS
    calendar: WorkingCalendar | None = None
    rule: DueRule = AS_PRINTED
    products: tuple[Mapping[str, Any], ...] = ()
    opens: dt.date = dt.date.min

    def under(self, schedule: Schedule) -> Asked:
        """The same, from the first day on which this row may ask for something."""
        opens = min(self.opens, schedule.start) if schedule.start else self.opens
        return replace(self, since=max(self.since, opens))


@dataclass(frozen=True)
class Work:
    """One assignment to be written. `checkpoints` are the dated askings of a standing duty or long window."""

    unit: int
    kind: WorkKind
    label: str = ""
    start: dt.date | None = None
    due: dt.date | None = None
    checkpoints: tuple[Work, ...] = ()

    def given_to(self, unit: int) -> Work:
        """The same work as another unit's."""
        return replace(
            self, unit=unit, checkpoints=tuple(c.given_to(unit) for c in self.checkpoints)
        )


def work_of(unit: int, schedule: Schedule, asked: Asked) -> tuple[Work, ...]:
    """The assignments of `unit` under `schedule`, nested checkpoints included: always at least one.

    Checkpoints and instances before `asked.since` are not asked for any more: that day has passed. A rhythm
    with nothing left to ask is work up to its last day, or standing work.
    """
    asked = asked.under(schedule)
    if schedule.kind == "recurring":
        rows = _instances(schedule, asked, NO_CHECKPOINTS)
        left = [i for i in rows if i.due is None or i.due >= asked.since]
        if left:
            return tuple(Work(unit, "instance", start=i.start, due=i.due) for i in left)
        schedule = replace(schedule, kind="deadline" if schedule.due else "none")
    marks = asked.checkpoints if _is_long(schedule) else NO_CHECKPOINTS
    rows = _instances(replace(schedule, then=None), asked, marks)
    work = [_main(unit, schedule, rows, asked)]
    if schedule.then == "continuous" and schedule.due:
        after = Schedule(schedule.text, "continuous", schedule.due + ONE)
        rows = _instances(after, asked, asked.checkpoints)
        work.append(Work(unit, "standing", "", after.start, None, _dated(unit, rows, asked)))
    return tuple(work)


def _main(unit: int, schedule: Schedule, rows: list[Instance], asked: Asked) -> Work:
    checkpoints = (*_products(unit, schedule, asked), *_dated(unit, rows, asked))
    last = rows[-1]
    if schedule.kind == "on_event":
        return Work(unit, "event", schedule.event or "", schedule.start, None, checkpoints)
    if last.due is None or last.checkpoint:
        return Work(unit, "standing", "", schedule.start, None, checkpoints)
    return Work(unit, "dated", "", schedule.start, last.due, checkpoints)


def _instances(schedule: Schedule, asked: Asked, marks: Checkpoints) -> list[Instance]:
    return instances(
        schedule,
        asked.horizon,
        asked.calendar,
        since=asked.since,
        checkpoints=marks,
        rule=asked.rule,
    )


def _is_long(schedule: Schedule) -> bool:
    """Standing work always; a window when it is long enough to be forgotten on the way."""
    if schedule.kind == "continuous" or schedule.kind == "none":
        return True
    if schedule.start is None or schedule.due is None:
        return False
    return schedule.due - schedule.start > LONG


def _dated(unit: int, rows: list[Instance], asked: Asked) -> tuple[Work, ...]:
    return tuple(
        Work(unit, "checkpoint", start=row.start, due=row.due)
        for row in rows
        if row.checkpoint and row.due is not None and row.due >= asked.since
    )


def _products(unit: int, schedule: Schedule, asked: Asked) -> tuple[Work, ...]:
    return tuple(
        Work(unit, "checkpoint", item["label"], due=_day(item.get("due")) or schedule.due)
        for item in asked.products
    )


def _day(value: str | None) -> dt.date | None:
    return dt.date.fromisoformat(value) if value else None


def as_schedule(read: Any, decided: Mapping[str, Any] | None) -> Schedule:
    """The schedule of a read row, overlaid with what a person decided; the exact words stay."""
    base = Schedule(
        text=read.text or "",
        kind=read.kind,
        start=read.start,
        due=read.due,
        rule=read.rule,
        event=read.event,
        then=read.then,
    )
    if not decided:
        return base
    return Schedule.from_json({**base.to_json(), **{k: v or None for k, v in decided.items()}})


def due_on(schedule: Schedule, day: dt.date) -> Schedule:
    """The same schedule with another due day: the last one of a rhythm; what had none becomes a deadline."""
    kind = schedule.kind if schedule.kind in ("deadline", "window", "recurring") else "deadline"
    return replace(schedule, kind=kind, due=day)
