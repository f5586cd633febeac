"""`calendars/<year>.yaml`: a year of working days, in groups of days that share kind and source.

An agency's own edition has the same form without `rest`: its groups go on top of the state's.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from thuocdo.lawbook.calendar import CalendarYear, DayKind, SpecialDay
from thuocdo.lawbook.editions.form import Form, Key, Neighbours, Problem, Strict, Text
from thuocdo.lawbook.values import Status

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_PARTNERS: dict[DayKind, DayKind] = {"exchanged": "working", "working": "exchanged"}
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


class Rest(Strict):
    """The weekdays nobody works."""

    weekdays: Annotated[list[Weekday], Field(min_length=1)]
    source: Key
    status: Status
    place: str = ""


class Entry(Strict):
    """What a day is called, and the day it stands for: off for a holiday on a Sunday, or a Saturday
    worked for a Monday. A name alone may stand without the key.
    """

    name: Text
    instead_of: dt.date | None = None


def _named(entry: object) -> object:
    return {"name": entry} if isinstance(entry, str) else entry


class Group(Strict):
    """Days of one kind from one source. `counts: false` writes them down without effect."""

    kind: DayKind
    source: Key
    status: Status
    place: str = ""
    counts: bool = True
    note: str = ""
    days: Annotated[dict[dt.date, Annotated[Entry, BeforeValidator(_named)]], Field(min_length=1)]

    def special(self) -> Iterator[SpecialDay]:
        for date, e in self.days.items():
            yield SpecialDay(
                date, self.kind, e.name, self.status, self.source, self.counts, e.instead_of
            )


class CalendarCase(Strict):
    """`working_days` after `after` comes `gives`; negative counts back. With 0, `gives` is the first day
    worked from `after` on.
    """

    after: dt.date
    working_days: int
    gives: dt.date


class CalendarForm(Form[CalendarCase]):
    year: int
    status: Status
    rest: Rest | None = None
    groups: list[Group] = []

    def to_year(self) -> CalendarYear:
        days = tuple(day for group in self.groups for day in group.special())
        rest = self.rest.weekdays if self.rest else None
        weekdays = None if rest is None else frozenset(map(_WEEKDAYS.index, rest))
        return CalendarYear(self.year, self.status, days, weekdays)

    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        kinds = {day.date: day.kind for group in self.groups for day in group.special()}
        seen: set[dt.date] = set()
        for number, group in enumerate(self.groups):
            for date, entry in group.days.items():
                place = ("groups", number, "days", date)
                yield from ((place, text) for text in self._doubts(group.kind, date, entry, kinds))
                if date in seen:
                    yield place, f"Ngày {date:%d/%m/%Y} đã có ở nhóm khác."
                seen.add(date)

    def _doubts(
        self, kind: DayKind, date: dt.date, entry: Entry, kinds: dict[dt.date, DayKind]
    ) -> Iterator[str]:
        if date.year != self.year:
            yield f"Ngày {date:%d/%m/%Y} không thuộc năm {self.year}."
        if kind != "holiday" and entry.instead_of is None:
            yield f"Ngày {date:%d/%m/%Y} thay cho ngày nào? Ghi name và instead_of."
        rests = self.rest and _WEEKDAYS[date.weekday()] in self.rest.weekdays
        if self.rest and kind != "holiday" and (kind == "working") != rests:
            which = "ngày nghỉ hằng tuần" if rests else "ngày làm việc"
            yield f"Ngày {date:%d/%m/%Y} vốn đã là {which}."

        other = entry.instead_of
        partner = _PARTNERS.get(kind)
        here = self.rest and partner and other and other.year == self.year
        if other and here and kinds.get(other) != partner:
            yield f"Hoán đổi với ngày {other:%d/%m/%Y} nhưng ngày đó không phải “{partner}”."

    def failure(self, case: CalendarCase, rulebook: Neighbours) -> Iterator[str]:
        calendar = rulebook.calendar()
        found = calendar.add_working_days(case.after, case.working_days)
        if case.working_days == 0:
            found = calendar.working_day_from(case.after)
        if found != case.gives:
            days = f"{case.working_days} ngày làm việc sau ngày {case.after:%d/%m/%Y}"
            yield f"{days} là {found:%d/%m/%Y}, không phải {case.gives:%d/%m/%Y}."
