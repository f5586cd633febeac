"""A year of working days as the page draws it."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from thuocdo.lawbook.calendar import DAY_KINDS, SpecialDay
from thuocdo.lawbook.reader import shipped
from thuocdo.lawbook.values import STATUSES, Status
from thuocdo.organisations.models import LocalEdition
from thuocdo.organisations.queries.rules import calendar_for, own_days


@dataclass(frozen=True)
class Cell:
    """A day of a month. `look`: "" (a working day) | rest | off | extra (a rest day worked) | doubt (off, not in force)."""

    date: dt.date
    look: str
    name: str


@dataclass(frozen=True)
class SpecialShown:
    """A day that is not what its weekday says. `own`: decided by the agency; `waits`: not in force."""

    day: SpecialDay
    label: str
    status: str
    source: str
    own: bool
    waits: bool


@dataclass(frozen=True)
class YearPage:
    """`months`: weeks of seven cells, None outside the month. `working` days in all."""

    year: int
    months: tuple[tuple[tuple[Cell | None, ...], ...], ...]
    special: tuple[SpecialShown, ...]
    working: int
    status: str
    editions: tuple[LocalEdition, ...]
    years: tuple[int, ...]


def year_page(agency: int | None, year: int) -> YearPage:
    """Raises `Mistake` for a year without a calendar. Three queries."""
    days = calendar_for(agency)
    own = own_days(agency, year)
    mine = {d.date for d in own.days} if own else set()
    first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
    dates = [first + dt.timedelta(days=n) for n in range((last - first).days + 1)]
    looks = {date: _cell(date, days.special(date), days.is_working_day(date)) for date in dates}
    special = [day for date in dates if (day := days.special(date))]
    rows = LocalEdition.objects.filter(agency=agency, path=f"calendars/{year}")
    return YearPage(
        year=year,
        months=tuple(_weeks(year, month, looks) for month in range(1, 13)),
        special=tuple(_shown(day, day.date in mine) for day in special),
        working=sum(map(days.is_working_day, dates)),
        status=STATUSES[_year_status(year)],
        editions=tuple(rows.order_by("-id")),
        years=tuple(y.year for y in shipped().calendar_years),
    )


def _year_status(year: int) -> Status:
    return next(y.status for y in shipped().calendar_years if y.year == year)


def _cell(date: dt.date, special: SpecialDay | None, works: bool) -> Cell:
    name = special.name if special else ""
    if special and not special.counts:
        return Cell(date, "doubt", name)
    if special:
        return Cell(date, "extra" if works else "off", name)
    return Cell(date, "" if works else "rest", name)


def _weeks(
    year: int, month: int, looks: dict[dt.date, Cell]
) -> tuple[tuple[Cell | None, ...], ...]:
    weeks = calendar.Calendar().monthdatescalendar(year, month)
    return tuple(tuple(looks[d] if d.month == month else None for d in week) for week in weeks)


def _shown(day: SpecialDay, own: bool) -> SpecialShown:
    document = shipped().sources.get(day.source)
    source = "" if own else document.citation if document else day.source
    return SpecialShown(day, DAY_KINDS[day.kind], STATUSES[day.status], source, own, not day.counts)
