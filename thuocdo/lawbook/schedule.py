"""When work is due: the reading of a plan's time words, and the instances that follow from it.

The exact words stay beside the reading (`text`). Nothing is repaired here: a window that ends before it
begins stays as printed.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal, get_args

from thuocdo.lawbook.calendar import WorkingCalendar
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import MonthDay, month_end
from thuocdo.lawbook.recurrence import occurrences
from thuocdo.lawbook.text import fold

Kind = Literal["deadline", "window", "recurring", "continuous", "on_event", "none"]
KINDS: dict[Kind, str] = {
    "deadline": "Đến hạn",
    "window": "Trong khoảng thời gian",
    "recurring": "Định kỳ",
    "continuous": "Thường xuyên",
    "on_event": "Khi có yêu cầu",
    "none": "Không thời hạn",
}
ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class DueRule:
    """How an agency counts a day its paper names. Two settings, because practice differs.

    `named_day_counts`: "trước ngày 15" still allows the 15th. `on_day_off`: a due date on a day off
    stays (`keep`: the plan named it), moves to the next working day (`next`: the Civil Code 2015,
    Article 148(5), does so with terms counted in days) or to the one before (`previous`).
    """

    named_day_counts: bool = True
    on_day_off: Literal["keep", "next", "previous"] = "keep"


def due_day(
    named: dt.date, calendar: WorkingCalendar | None = None, rule: DueRule | None = None
) -> dt.date:
    """The last day that counts when a paper says "trước ngày …". Without a calendar no day is moved.

    >>> due_day(dt.date(2023, 3, 15), rule=DueRule(named_day_counts=False)).isoformat()
    '2023-03-14'
    """
    rule = rule or DueRule()
    return _moved(named if rule.named_day_counts else named - ONE, calendar, rule)


def _moved(day: dt.date, calendar: WorkingCalendar | None, rule: DueRule) -> dt.date:
    if calendar is None or rule.on_day_off == "keep":
        return day
    if rule.on_day_off == "next":
        return calendar.working_day_from(day)
    return calendar.working_day_until(day)


@dataclass(frozen=True)
class Schedule:
    """The time of one row. `rule` is an RFC 5545 RRULE, `event` the words of what must happen first,
    `then` what follows after `due`.
    """

    text: str = ""
    kind: Kind = "none"
    start: dt.date | None = None
    due: dt.date | None = None
    rule: str | None = None
    event: str | None = None
    then: Literal["continuous"] | None = None

    @property
    def says_before(self) -> bool:
        """Do its words name a day as "trước ngày …"? Then the agency's rule decides on that day.

        >>> Schedule("Trước ngày 15/3/2023", "deadline").says_before
        True
        """
        return re.search(r"\btruoc (ngay )?\d", fold(self.text)) is not None

    def to_json(self) -> dict[str, Any]:
        """The keys of a plan reading, days as ISO strings."""
        row = asdict(self)
        return row | {k: row[k] and row[k].isoformat() for k in ("start", "due")}

    @classmethod
    def from_json(cls, row: Mapping[str, Any]) -> Schedule:
        """Back from `to_json`; Mistake for an unknown kind or key, or an impossible day.

        >>> s = Schedule("Tháng 8/2022", "deadline", due=dt.date(2022, 8, 31))
        >>> Schedule.from_json(s.to_json()) == s
        True
        """
        if row.get("kind") not in get_args(Kind):
            raise Mistake(
                f"Không có loại thời hạn “{row.get('kind')}”. Chọn lại loại.", field="kind"
            )
        if row.get("then") not in (None, "continuous"):
            raise Mistake(f"Không hiểu “{row['then']}” sau thời hạn. Bỏ trống.", field="then")
        try:
            days = {k: row.get(k) and dt.date.fromisoformat(row[k]) for k in ("start", "due")}
            return cls(**{**row, **days})
        except (ValueError, TypeError):
            raise Mistake("Thời hạn có ngày hoặc mục không hợp lệ. Sửa lại.", field="due") from None


@dataclass(frozen=True)
class Instance:
    """One assignment's time. `named` is the day the paper names, `due` the last day that counts; both
    None for work without a term or still waiting for `event`. `checkpoint`: a reporting day inside
    longer work, not its end. `before`: the paper says "trước ngày", so the agency's `DueRule` decides
    whether the named day itself is still in time.
    """

    number: int
    start: dt.date | None = None
    due: dt.date | None = None
    named: dt.date | None = None
    event: str | None = None
    checkpoint: bool = False
    before: bool = False


@dataclass(frozen=True)
class Checkpoints:
    """The plan's own reporting days, set in bulk: (month, day) of every year, or the ends of periods.

    >>> c = Checkpoints.yearly((3, 15), (6, 15))
    >>> [d.isoformat() for d in c.between(dt.date(2022, 8, 1), dt.date(2023, 4, 1))]
    ['2023-03-15']
    """

    pairs: tuple[MonthDay, ...] = ()
    days: frozenset[dt.date] = field(default_factory=frozenset)

    @classmethod
    def yearly(cls, *pairs: MonthDay) -> Checkpoints:
        for month, day in pairs:
            if not 1 <= month <= 12 or not 1 <= day <= month_end(2024, month).day:
                raise Mistake(
                    f"Không có ngày {day}/{month}. Sửa lại mốc báo cáo.", field="checkpoints"
                )
        return cls(pairs=tuple(sorted(pairs)))

    def between(self, start: dt.date, end: dt.date) -> list[dt.date]:
        """Every reporting day from `start` to `end`; 29/2 is 28/2 in a common year."""
        yearly = {
            min(dt.date(year, month, 1) + ONE * (day - 1), month_end(year, month))
            for year in range(start.year, end.year + 1)
            for month, day in self.pairs
        }
        return sorted(d for d in yearly | self.days if start <= d <= end)


def instances(
    schedule: Schedule,
    until: dt.date,
    calendar: WorkingCalendar | None = None,
    *,
    since: dt.date | None = None,
    checkpoints: Checkpoints | None = None,
    rule: DueRule | None = None,
) -> list[Instance]:
    """One instance per assignment, in order of days, numbered from 1.

    `until`: the last day to look at, usually the end of the plan. `since`: where recurrence and
    continuous work begin if the schedule names no start. A deadline is always given, even after `until`.
    Checkpoints cut continuous work and long windows; the end of a window is always its own instance.
    """
    start = schedule.start or since
    rows = list(_instances(schedule, start, until, checkpoints or Checkpoints()))
    return [_counted(row, n, calendar, rule or DueRule()) for n, row in enumerate(rows, start=1)]


def _instances(
    schedule: Schedule, start: dt.date | None, until: dt.date, marks: Checkpoints
) -> Iterator[Instance]:
    match schedule.kind:
        case "recurring":
            yield from _recurring(schedule, start, until)
        case "on_event":
            yield Instance(0, start=schedule.start, event=schedule.event)
        case "none":
            yield Instance(0, start=schedule.start)
        case "continuous":
            yield from _open_ended(start, marks, until)
        case "deadline" | "window":
            yield from _up_to_due(schedule, start, marks)
            if schedule.then == "continuous" and schedule.due:
                yield from _open_ended(schedule.due + ONE, marks, until)


def _recurring(schedule: Schedule, start: dt.date | None, until: dt.date) -> Iterator[Instance]:
    if start is None or not schedule.rule:
        raise Mistake(
            f"Công việc định kỳ “{schedule.text}” chưa có ngày bắt đầu hoặc chu kỳ. Bổ sung.",
            field="rule",
        )
    last = min(until, schedule.due) if schedule.due else until
    for span in occurrences(schedule.rule, start, last):
        yield Instance(0, start=span.start, named=span.end, before=schedule.says_before)


def _up_to_due(schedule: Schedule, start: dt.date | None, marks: Checkpoints) -> Iterator[Instance]:
    """The checkpoints before the end, then the end."""
    due = schedule.due
    inside = list(_cut(start, marks, due - ONE)) if start and due and start < due else []
    yield from inside
    last = inside[-1].named if inside else None
    yield Instance(0, start=last + ONE if last else start, named=due, before=schedule.says_before)


def _open_ended(start: dt.date | None, marks: Checkpoints, until: dt.date) -> Iterator[Instance]:
    """Continuous work: an instance per reporting day, or one without a term."""
    cut = list(_cut(start, marks, until)) if start else []
    yield from cut or [Instance(0, start=start)]


def _cut(start: dt.date | None, marks: Checkpoints, end: dt.date) -> Iterator[Instance]:
    for day in marks.between(start or end, end):
        yield Instance(0, start=start, named=day, checkpoint=True, before=day not in marks.days)
        start = day + ONE


def _counted(
    row: Instance, number: int, calendar: WorkingCalendar | None, rule: DueRule
) -> Instance:
    """The row with its number and the last day that counts. Only "trước ngày" leaves the day open;
    "Tháng 8" ends on the 31st, and that day counts.
    """
    if row.named is None:
        return replace(row, number=number)
    due = due_day if row.before else _moved
    return replace(row, number=number, due=due(row.named, calendar, rule))
