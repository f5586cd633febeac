"""An agency's own days of a year, written as the edition that `lawbook.reader` checks."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass

from thuocdo.lawbook.calendar import CalendarYear, DayKind, SpecialDay, WorkingCalendar
from thuocdo.lawbook.mistakes import Mistake

SOURCE = "van-ban-cua-co-quan"


@dataclass(frozen=True)
class OwnDay:
    """A day the agency decides about. `counts` False switches a day of the state's off again."""

    date: dt.date
    kind: DayKind
    name: str
    instead_of: dt.date | None = None
    counts: bool = True


@dataclass(frozen=True)
class Paper:
    """The agency's decision behind its days."""

    kind: str
    issuer: str
    title: str
    number: str = ""
    date: dt.date | None = None


def own(day: SpecialDay) -> OwnDay:
    return OwnDay(day.date, day.kind, day.name, day.instead_of, day.counts)


def edited(days: Iterable[OwnDay], put: OwnDay | None, drop: dt.date | None) -> list[OwnDay]:
    """The days with one put in (replacing what stood on its date) or one taken out."""
    gone = {put.date if put else None, drop}
    kept = [day for day in days if day.date not in gone]
    return sorted([*kept, *([put] if put else [])], key=lambda d: d.date)


def checked(day: OwnDay, year: int) -> OwnDay:
    """The day, if a person can have meant it. Raises `Mistake`."""
    if day.date.year != year:
        raise Mistake(f"Ngày {day.date:%d/%m/%Y} không thuộc năm {year}. Sửa ngày.", field="date")
    if not day.name.strip():
        raise Mistake(
            "Ngày chưa có tên gọi. Nhập tên, như “Nghỉ lễ hội Hoa Phượng Đỏ”.", field="name"
        )
    if day.kind != "holiday" and day.instead_of is None:
        raise Mistake("Nghỉ bù, hoán đổi, làm bù phải ghi thay cho ngày nào.", field="instead_of")
    if day.instead_of == day.date:
        raise Mistake("Ngày thay thế trùng với chính ngày này. Sửa ngày.", field="instead_of")
    return day


def text(
    year: int, edition: str, since: dt.date, days: list[OwnDay], paper: Paper, base: WorkingCalendar
) -> str:
    """The edition as YAML. Its worked cases say what each day does to the next working day.

    `base` is the calendar with these days in it, from which the cases are told.
    """
    lines = [
        f"edition: {_word(edition)}",
        f"title: {_word(paper.title)}",
        f"since: {since.isoformat()}",
        f"until: {year}-12-31",
        f"year: {year}",
        "status: confirmed",
        "documents:",
        f"  {SOURCE}:",
        f"    kind: {_word(paper.kind)}",
        *([f"    number: {_word(paper.number)}"] if paper.number else []),
        *([f"    date: {paper.date.isoformat()}"] if paper.date else []),
        f"    issuer: {_word(paper.issuer)}",
        f"    title: {_word(paper.title)}",
        "    status: confirmed",
        "groups:" if days else "groups: []",
    ]
    for day in days:
        entry = [f"name: {_word(day.name)}"]
        if day.instead_of:
            entry.append(f"instead_of: {day.instead_of.isoformat()}")
        lines += [
            f"  - kind: {day.kind}",
            f"    source: {SOURCE}",
            "    status: confirmed",
            *([] if day.counts else ["    counts: false"]),
            f"    days: {{{day.date.isoformat()}: {{{', '.join(entry)}}}}}",
        ]
    lines.append("cases:")
    for date in [day.date for day in days] or [dt.date(year, 1, 1)]:
        gives = base.working_day_from(date).isoformat()
        lines.append(f"  - {{after: {date.isoformat()}, working_days: 0, gives: {gives}}}")
    return "\n".join(lines) + "\n"


def as_year(year: int, days: Iterable[OwnDay]) -> CalendarYear:
    rows = (
        SpecialDay(d.date, d.kind, d.name, "confirmed", SOURCE, d.counts, d.instead_of)
        for d in days
    )
    return CalendarYear(year, "confirmed", tuple(rows))


def _word(value: str) -> str:
    """A scalar in quotes: JSON strings are YAML."""
    return json.dumps(value, ensure_ascii=False)
