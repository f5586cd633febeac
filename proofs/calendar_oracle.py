"""Working days against an oracle that walks day by day: `python -m proofs.calendar_oracle [count] [seed]`.

Half of the cases are on calendars made at random, half on the calendar we ship. Any difference ends
with exit code 1.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time
from dataclasses import dataclass

from thuocdo.lawbook import reader
from thuocdo.lawbook.calendar import DAY_KINDS, CalendarYear, SpecialDay, WorkingCalendar

ONE = dt.timedelta(days=1)
KINDS = list(DAY_KINDS)


@dataclass
class Walker:
    """The slow oracle: a dictionary of days, and steps of one day."""

    works: dict[dt.date, bool]

    @classmethod
    def of(cls, years: list[CalendarYear]) -> Walker:
        works: dict[dt.date, bool] = {}
        for year in years:
            day = dt.date(year.year, 1, 1)
            while year.rest_weekdays is not None and day.year == year.year:
                works[day] = day.weekday() not in year.rest_weekdays
                day += ONE
        for year in years:
            for special in year.days:
                rest = next(y.rest_weekdays for y in reversed(years) if _states(y, special.date))
                works[special.date] = special.date.weekday() not in (rest or ())
                if special.counts:
                    works[special.date] = special.kind == "working"
        return cls(works)

    def add(self, day: dt.date, n: int) -> dt.date:
        step = ONE if n > 0 else -ONE
        while n:
            day += step
            if self.works[day]:
                n -= 1 if n > 0 else -1
        return day

    def between(self, start: dt.date, end: dt.date) -> int:
        if end < start:
            return -sum(self.works[end + ONE * k] for k in range((start - end).days))
        return sum(self.works[start + ONE * k] for k in range(1, (end - start).days + 1))

    def answers(self, day: dt.date, other: dt.date, n: int) -> tuple[object, ...]:
        return (
            self.works[day],
            self.add(day, n),
            self.between(day, other),
            self.add(day, 1),
            self.add(day, -1),
            day if self.works[day] else self.add(day, 1),
            day if self.works[day] else self.add(day, -1),
        )


def _states(year: CalendarYear, date: dt.date) -> bool:
    return year.year == date.year and year.rest_weekdays is not None


def answers(c: WorkingCalendar, day: dt.date, other: dt.date, n: int) -> tuple[object, ...]:
    added = c.add_working_days(day, n)
    if n > 0 and c.add_working_days_to_all([day - ONE, day], n)[1] != added:
        return ("in one sweep", day, n)
    return (
        c.is_working_day(day),
        added,
        c.working_days_between(day, other),
        c.next_working_day(day),
        c.previous_working_day(day),
        c.working_day_from(day),
        c.working_day_until(day),
    )


def invented(rng: random.Random) -> list[CalendarYear]:
    """Two to four years with a random weekend, random days, and an agency's own on top."""
    first, years = rng.randint(1990, 2090), []
    for year in range(first, first + rng.randint(2, 4)):
        rest = frozenset(rng.sample(range(7), rng.randint(0, 3)))
        years.append(CalendarYear(year, "confirmed", _days(rng, year, 40), rest))
    return [*years, CalendarYear(first, "confirmed", _days(rng, first, 5))]


def _days(rng: random.Random, year: int, most: int) -> tuple[SpecialDay, ...]:
    dates = sorted(
        {dt.date(year, 1, 1) + ONE * rng.randrange(365) for _ in range(rng.randint(0, most))}
    )
    return tuple(
        SpecialDay(d, rng.choice(KINDS), "", "confirmed", "", counts=rng.random() < 0.9)
        for d in dates
    )


def main(count: int = 100_000, seed: int = 20230428) -> int:
    rng, began, differences = random.Random(seed), time.perf_counter(), 0
    shipped = list(reader.shipped().calendar_years)
    years, calendar, walker = shipped, WorkingCalendar(shipped), Walker.of(shipped)
    for case in range(count):
        if case % 100 == 0:  # a hundred questions to every calendar, made and shipped in turn
            years = shipped if case % 200 else invented(rng)
            calendar, walker = WorkingCalendar(years), Walker.of(years)
        middle = calendar.first + ONE * 250, (calendar.last - calendar.first).days - 500
        day = middle[0] + ONE * rng.randrange(middle[1])
        other, n = day + ONE * rng.randint(-200, 200), rng.randint(-60, 60)
        if answers(calendar, day, other, n) != walker.answers(day, other, n):
            differences += 1
            print("DIFFERENT", years, day, other, n)
    seconds = time.perf_counter() - began
    print(f"calendar: seed {seed}, {count} cases, {seconds:.1f} s, {differences} differences")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
