"""Working days. Built once from calendar years, then every question is a look-up in an array.

A calendar year says which weekdays rest and which days differ: public holidays, days off in their stead,
days off by exchange, and the Saturdays worked for them. No number of the law stands here: the years come
from `rulebook/calendars/`, and an agency adds its own days on top.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.values import Status

DayKind = Literal["holiday", "compensatory", "exchanged", "working"]
DAY_KINDS: dict[DayKind, str] = {
    "holiday": "Nghỉ lễ, tết",
    "compensatory": "Nghỉ bù",
    "exchanged": "Nghỉ hoán đổi",
    "working": "Đi làm bù",
}


@dataclass(frozen=True)
class SpecialDay:
    """A day that is not what its weekday says. `counts` is False for a day that is written down but
    not in force: it changes nothing until someone switches it on.
    """

    date: dt.date
    kind: DayKind
    name: str
    status: Status
    source: str
    counts: bool = True
    instead_of: dt.date | None = None


@dataclass(frozen=True)
class CalendarYear:
    """One year of the state calendar, or an agency's additions to it (then without `rest_weekdays`).

    `rest_weekdays`: 0 Monday … 6 Sunday. `status` is that of the year as a whole: a later notice may
    still exchange days in an unconfirmed one.
    """

    year: int
    status: Status
    days: tuple[SpecialDay, ...] = ()
    rest_weekdays: frozenset[int] | None = None


class WorkingCalendar:
    """The working days of the years given. A later entry for a date supersedes an earlier one, so
    the agency's own years go last.

    >>> tet = SpecialDay(dt.date(2023, 1, 2), "compensatory", "Nghỉ bù", "confirmed", "BLLĐ")
    >>> c = WorkingCalendar([CalendarYear(2023, "confirmed", (tet,), frozenset({5, 6}))])
    >>> c.add_working_days(dt.date(2023, 1, 1), 1).isoformat()
    '2023-01-03'
    """

    def __init__(self, years: Iterable[CalendarYear]) -> None:
        years = tuple(years)
        rest = {y.year: y.rest_weekdays for y in years if y.rest_weekdays is not None}
        if not rest or sorted(rest) != list(range(min(rest), max(rest) + 1)):
            raise Mistake("Lịch làm việc phải gồm các năm liền nhau. Bổ sung năm còn thiếu.")
        self.first = dt.date(min(rest), 1, 1)
        self.last = dt.date(max(rest), 12, 31)
        self._year_status: dict[int, Status] = {}
        self._special: dict[dt.date, SpecialDay] = {}
        for edition in years:
            if edition.rest_weekdays is not None:
                self._year_status[edition.year] = edition.status
            self._special.update((d.date, d) for d in edition.days)
        self._zero = self.first.toordinal()
        self._working: list[dt.date] = []
        self._upto: list[int] = []  # working days up to and including each day
        for offset in range((self.last - self.first).days + 1):
            day = self.first + dt.timedelta(days=offset)
            if self._works(day, rest[day.year] or frozenset()):
                self._working.append(day)
            self._upto.append(len(self._working))

    def _works(self, day: dt.date, rest: frozenset[int]) -> bool:
        special = self._special.get(day)
        if special and special.counts:
            return special.kind == "working"
        return day.weekday() not in rest

    def is_working_day(self, day: dt.date) -> bool:
        count = self._count(day)
        return count > 0 and self._working[count - 1] == day

    def next_working_day(self, day: dt.date) -> dt.date:
        """The first working day after `day`."""
        return self.add_working_days(day, 1)

    def previous_working_day(self, day: dt.date) -> dt.date:
        """The last working day before `day`."""
        return self.add_working_days(day, -1)

    def working_day_from(self, day: dt.date) -> dt.date:
        """`day` if people work on it, else the next (Civil Code 2015, Article 148(5))."""
        return day if self.is_working_day(day) else self.next_working_day(day)

    def working_day_until(self, day: dt.date) -> dt.date:
        """`day` if people work on it, else the one before."""
        return day if self.is_working_day(day) else self.previous_working_day(day)

    def add_working_days(self, day: dt.date, n: int) -> dt.date:
        """The n-th working day after `day`; `day` itself is not counted (Civil Code 2015, Article
        147(2)). Negative n goes back; 0 is `day`, whatever it is.
        """
        if n == 0:
            self._count(day)
            return day
        count = self._count(day)
        place = count + n - 1 if n > 0 else count - self._working_on(day, count) + n
        return self._nth(place)

    def add_working_days_to_all(self, days: Sequence[dt.date], n: int) -> list[dt.date]:
        """`add_working_days` for very many days and one n > 0: the same answers in one sweep."""
        if not days:
            return []
        self._count(min(days))
        self._nth(self._count(max(days)) + n - 1)
        upto, working, shift = self._upto, self._working, n - 1
        zero = self._zero
        return [working[upto[d.toordinal() - zero] + shift] for d in days]

    def working_days_between(self, start: dt.date, end: dt.date) -> int:
        """Working days after `start` up to and including `end`: what `add_working_days` must be given
        to come from one to the other. Negative if `end` lies before.
        """
        if end < start:
            before = self._count(start) - self._working_on(start, self._count(start))
            return -(before - (self._count(end) - self._working_on(end, self._count(end))))
        return self._count(end) - self._count(start)

    def special(self, day: dt.date) -> SpecialDay | None:
        """What the calendar says of the day by name, in force or not."""
        self._count(day)
        return self._special.get(day)

    def status_of(self, day: dt.date) -> Status:
        """How sure it is that the day is what we take it for."""
        special = self.special(day)
        return special.status if special else self._year_status[day.year]

    def doubtful(self, start: dt.date, end: dt.date) -> list[SpecialDay]:
        """Unconfirmed days after `start` up to `end`: a due date that counts over one may still move."""
        self._count(start), self._count(end)
        days = (d for d in self._special.values() if start < d.date <= end)
        return sorted((d for d in days if d.status == "unconfirmed"), key=lambda d: d.date)

    def _count(self, day: dt.date) -> int:
        place = day.toordinal() - self._zero
        if not 0 <= place < len(self._upto):
            raise self._uncovered(f"ngày {day:%d/%m/%Y}")
        return self._upto[place]

    def _working_on(self, day: dt.date, count: int) -> int:
        """1 on a working day, else 0."""
        return int(count > 0 and self._working[count - 1] == day)

    def _nth(self, place: int) -> dt.date:
        if not 0 <= place < len(self._working):
            raise self._uncovered("ngày phải tính")
        return self._working[place]

    def _uncovered(self, what: str) -> Mistake:
        return Mistake(
            f"Lịch làm việc chỉ có từ năm {self.first.year} đến năm {self.last.year}, không có {what}. "
            "Bổ sung lịch của năm đó."
        )
