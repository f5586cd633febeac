"""Periods of the office: day, week, month, quarter, half, nine months, year, school year, semester.

A period is its kind, its year and its number in that year; first and last day follow. Both belong to it.
What the law fixes is an argument: where a school year begins (`SchoolYear`), on which day of the month
the figures of a report begin (`reporting_window`). `rulebook/periods.yaml` and
`rulebook/school_years.yaml` have the values.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from thuocdo.lawbook.mistakes import Mistake

Kind = Literal[
    "day",
    "week",
    "month",
    "quarter",
    "half",
    "nine_months",
    "year",
    "school_year",
    "semester",
]
KINDS: tuple[Kind, ...] = get_args(Kind)

ONE = dt.timedelta(days=1)
_NAMES: dict[Kind, str] = {
    "day": "ngày thứ", "week": "tuần", "month": "tháng", "quarter": "quý", "half": "6 tháng thứ",
    "nine_months": "9 tháng thứ", "year": "năm thứ", "school_year": "năm học thứ", "semester": "học kỳ",
}  # fmt: skip
_MONTHS: dict[Kind, int] = {"month": 1, "quarter": 3, "half": 6, "nine_months": 9, "year": 12}
_ROMAN = ("", "I", "II", "III", "IV")


@dataclass(frozen=True)
class Span:
    """Days from `start` to `end`, both of them in it."""

    start: dt.date
    end: dt.date

    def __contains__(self, day: dt.date) -> bool:
        return self.start <= day <= self.end

    @property
    def days(self) -> int:
        return (self.end - self.start).days + 1


MonthDay = tuple[int, int]


@dataclass(frozen=True)
class SchoolYear:
    """One school year as its yearly decision fixes it. The decision names days *before* which a semester
    ends. `start` to `end` is the administrative year: every day belongs to one, summer too.
    """

    first_year: int
    start: dt.date
    end: dt.date
    opening: dt.date
    first_semester_before: dt.date
    closes_before: dt.date

    def semester(self, number: int) -> Span:
        """The second begins where the first must have ended; summer belongs to neither."""
        if number == 1:
            return Span(self.start, self.first_semester_before - ONE)
        return Span(self.first_semester_before, self.closes_before - ONE)


SchoolYears = Mapping[int, SchoolYear]


@dataclass(frozen=True)
class Period:
    """One period. `year` is the printed one: for a school year the first of the two.

    >>> p = quarter(2023, 3)
    >>> p.label, p.code, p.start.isoformat(), p.end.isoformat()
    ('Quý III/2023', '2023-Q3', '2023-07-01', '2023-09-30')
    >>> p.next.label, p.previous.label, p.last_year.label
    ('Quý IV/2023', 'Quý II/2023', 'Quý III/2022')
    """

    kind: Kind
    year: int
    number: int = 1
    school_years: SchoolYears | None = field(default=None, compare=False, repr=False)

    def __post_init__(self) -> None:
        if not dt.MINYEAR < self.year < dt.MAXYEAR or not 1 <= self.number <= self._count(
            self.year
        ):
            name = _NAMES[self.kind]
            raise Mistake(f"Không có {name} {self.number} trong năm {self.year}. Chọn lại kỳ.")

    @property
    def span(self) -> Span:
        if self.kind == "day":
            day = dt.date(self.year, 1, 1) + dt.timedelta(days=self.number - 1)
            return Span(day, day)
        if self.kind == "week":
            monday = dt.date.fromisocalendar(self.year, self.number, 1)
            return Span(monday, monday + dt.timedelta(days=6))
        if self.kind == "school_year":
            return Span(self._school_year.start, self._school_year.end)
        if self.kind == "semester":
            return self._school_year.semester(self.number)
        months = _MONTHS[self.kind]
        first, last = (self.number - 1) * months + 1, self.number * months
        return Span(dt.date(self.year, first, 1), month_end(self.year, last))

    @property
    def start(self) -> dt.date:
        return self.span.start

    @property
    def end(self) -> dt.date:
        return self.span.end

    def __contains__(self, day: dt.date) -> bool:
        return day in self.span

    @property
    def label(self) -> str:
        """As printed in a report: "6 tháng đầu năm 2023"."""
        return _LABELS[self.kind](self)

    @property
    def code(self) -> str:
        """Short and stable; `parse` reads it back."""
        return _CODES[self.kind](self)

    @property
    def next(self) -> Period:
        """The same kind, directly after; the nine months of the year after."""
        if self.number < self._count(self.year):
            return replace(self, number=self.number + 1)
        return replace(self, year=self.year + 1, number=1)

    @property
    def previous(self) -> Period:
        if self.number > 1:
            return replace(self, number=self.number - 1)
        return replace(self, year=self.year - 1, number=self._count(self.year - 1))

    @property
    def last_year(self) -> Period:
        """The same period of the year before ("so với cùng kỳ"); of 29/2 it is 28/2.

        >>> day(dt.date(2024, 2, 29)).last_year.label
        'Ngày 28/02/2023'
        """
        if self.kind == "day":
            last = min(self.start.day, calendar.monthrange(self.year - 1, self.start.month)[1])
            return day(dt.date(self.year - 1, self.start.month, last))
        return replace(
            self, year=self.year - 1, number=min(self.number, self._count(self.year - 1))
        )

    @property
    def _school_year(self) -> SchoolYear:
        found = (self.school_years or {}).get(self.year)
        if found is None:
            raise Mistake(
                f"Chưa có khung thời gian năm học {self.year}–{self.year + 1}. Bổ sung khung thời gian."
            )
        return found

    def _count(self, year: int) -> int:
        """How many of the kind a year has."""
        if self.kind == "day":
            return 366 if calendar.isleap(year) else 365
        if self.kind == "week":
            return dt.date(year, 12, 28).isocalendar().week
        if self.kind == "nine_months":
            return 1
        return {"school_year": 1, "semester": 2}.get(self.kind) or 12 // _MONTHS[self.kind]


_LABELS: dict[Kind, Callable[[Period], str]] = {
    "day": lambda p: f"Ngày {p.start:%d/%m/%Y}",
    "week": lambda p: f"Tuần {p.number}/{p.year}",
    "month": lambda p: f"Tháng {p.number}/{p.year}",
    "quarter": lambda p: f"Quý {_ROMAN[p.number]}/{p.year}",
    "half": lambda p: f"6 tháng {'đầu' if p.number == 1 else 'cuối'} năm {p.year}",
    "nine_months": lambda p: f"9 tháng đầu năm {p.year}",
    "year": lambda p: f"Năm {p.year}",
    "school_year": lambda p: f"Năm học {p.year}–{p.year + 1}",
    "semester": lambda p: f"Học kỳ {_ROMAN[p.number]} năm học {p.year}–{p.year + 1}",
}
_CODES: dict[Kind, Callable[[Period], str]] = {
    "day": lambda p: p.start.isoformat(),
    "week": lambda p: f"{p.year}-W{p.number:02}",
    "month": lambda p: f"{p.year}-{p.number:02}",
    "quarter": lambda p: f"{p.year}-Q{p.number}",
    "half": lambda p: f"{p.year}-H{p.number}",
    "nine_months": lambda p: f"{p.year}-9M",
    "year": lambda p: f"{p.year}",
    "school_year": lambda p: f"{p.year}-{p.year + 1}",
    "semester": lambda p: f"{p.year}-{p.year + 1}-S{p.number}",
}
_SHAPES: tuple[tuple[Kind, str], ...] = (
    ("week", r"(\d{4})-W(\d\d)"),
    ("month", r"(\d{4})-(\d\d)"),
    ("quarter", r"(\d{4})-Q(\d)"),
    ("half", r"(\d{4})-H(\d)"),
    ("nine_months", r"(\d{4})-9M"),
    ("year", r"(\d{4})"),
    ("school_year", r"(\d{4})-\d{4}"),
    ("semester", r"(\d{4})-\d{4}-S(\d)"),
)


def parse(code: str, school_years: SchoolYears | None = None) -> Period:
    """The period of a code; Mistake if there is none such.

    >>> parse("2023-H1").label
    '6 tháng đầu năm 2023'
    """
    for kind, shape in _SHAPES:
        if found := re.fullmatch(shape, code, re.ASCII):
            numbers = [int(group) for group in found.groups()] + [1]
            period = Period(kind, numbers[0], numbers[1], school_years)
            if period.code == code:
                return period
    try:
        return day(dt.date.fromisoformat(code))
    except ValueError:
        raise Mistake(f"Không hiểu mã kỳ “{code}”. Viết như 2023-03, 2023-Q1, 2023-H1.") from None


def day(on: dt.date) -> Period:
    return Period("day", on.year, on.timetuple().tm_yday)


def week(year: int, number: int) -> Period:
    """A week from Monday, counted as ISO 8601 does."""
    return Period("week", year, number)


def month(year: int, number: int) -> Period:
    return Period("month", year, number)


def quarter(year: int, number: int) -> Period:
    return Period("quarter", year, number)


def half(year: int, number: int) -> Period:
    return Period("half", year, number)


def nine_months(year: int) -> Period:
    return Period("nine_months", year)


def year(number: int) -> Period:
    return Period("year", number)


def school_year(first_year: int, school_years: SchoolYears) -> Period:
    return Period("school_year", first_year, school_years=school_years)


def semester(first_year: int, number: int, school_years: SchoolYears) -> Period:
    return Period("semester", first_year, number, school_years)


def containing(kind: Kind, on: dt.date, school_years: SchoolYears | None = None) -> Period | None:
    """The period of that kind the day lies in; None in a gap (summer has no semester).

    >>> containing("quarter", dt.date(2023, 8, 15)).code
    '2023-Q3'
    """
    if kind == "day":
        return day(on)
    if kind == "week":
        return week(*on.isocalendar()[:2])
    if kind in ("school_year", "semester"):
        known = school_years or {}
        numbers = (1, 2) if kind == "semester" else (1,)
        every = (Period(kind, y, n, known) for y in known for n in numbers)
        return next((p for p in every if on in p), None)
    number = (on.month - 1) // _MONTHS[kind] + 1
    return None if kind == "nine_months" and number > 1 else Period(kind, on.year, number)


def reporting_window(period: Period, first_day: int) -> Span:
    """The days whose figures a periodic report holds: from `first_day` of the month before the period
    to the day before `first_day` of its last month (Decree 09/2019/NĐ-CP, Article 12: the 15th).

    >>> w = reporting_window(quarter(2023, 1), first_day=15)
    >>> w.start.isoformat(), w.end.isoformat()
    ('2022-12-15', '2023-03-14')
    """
    if period.kind not in _MONTHS:
        raise Mistake(
            f"{period.label} không phải kỳ báo cáo. Chọn tháng, quý, 6 tháng, 9 tháng, năm."
        )
    before = period.start - ONE
    last = period.end.replace(day=first_day) - ONE
    return Span(before.replace(day=first_day), last)


def month_end(year: int, number: int) -> dt.date:
    return dt.date(year, number, calendar.monthrange(year, number)[1])
