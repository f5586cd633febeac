"""A periodic report: what is missing in it, what does not agree, what changed, what many units' figures make."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from difflib import SequenceMatcher
from typing import Literal

from thuocdo.lawbook.calendar import WorkingCalendar
from thuocdo.lawbook.editions.reports import By, DueLine, FigureLine, ReportForm
from thuocdo.lawbook.periods import Kind, Period
from thuocdo.lawbook.schedule import DueRule, due_day
from thuocdo.reporting.rules.figures import Figure, Input, grouped, written

Figures = Mapping[str, Figure]
PLACES = Decimal("0.01")  # of a weighted share


@dataclass(frozen=True)
class Owed:
    """One report that falls due: for which period, by whom, on which last valid day."""

    period: Period
    by: By
    due: dt.date
    line: DueLine


def owed_in(
    lines: Iterable[DueLine], year: int, calendar: WorkingCalendar | None, rule: DueRule
) -> list[Owed]:
    """Everything the lines ask for periods of a year, the nearest day first."""
    found = []
    for line in lines:
        numbers = line.numbers or range(1, _COUNT[line.period] + 1)
        for number in numbers:
            period = Period(line.period, year, number)
            found.append(Owed(period, line.by, last_day(line, period, calendar, rule), line))
    return sorted(found, key=lambda one: (one.due, one.period.start, one.by == "agency"))


_COUNT = {"month": 12, "quarter": 4, "half": 2, "nine_months": 1, "year": 1}


def last_day(
    line: DueLine, period: Period, calendar: WorkingCalendar | None, rule: DueRule
) -> dt.date:
    """The last valid day: "trước ngày 15" by the agency's rule, any other day as it is printed."""
    rule = rule if line.before and line.day else DueRule(on_day_off=rule.on_day_off)
    return due_day(line.named(period), calendar, rule)


def as_input(line: FigureLine) -> Input:
    """A line of a report is read and written like a cell of a sheet."""
    gather: Literal["sum", "list", "latest"] = line.gather if line.gather != "weighted" else "list"
    return Input(0, line.key, line.title, line.kind, gather, line.required)


def told(line: FigureLine, figure: Figure | None) -> str:
    return written(as_input(line), figure)


@dataclass(frozen=True)
class Fault:
    """What keeps a report from going on; `key` of the figure or text, "" where it is about several."""

    key: str
    message: str


def faults(form: ReportForm, by: By, figures: Figures, texts: Mapping[str, str]) -> list[Fault]:
    """What is missing, then what does not agree. An estimate counts as given."""
    found = [
        Fault(line.key, f"“{line.title}” chưa có số liệu; nếu không phát sinh, ghi 0.")
        for line in form.lines(by)
        if line.required and line.key not in figures
    ]
    found += [
        Fault(section.key, f"“{section.title}” chưa có nội dung.")
        for section in form.sections
        if section.required and not texts.get(section.key, "").strip()
    ]
    return found + disagreeing(form, figures)


def disagreeing(form: ReportForm, figures: Figures) -> list[Fault]:
    """Checks of the form that fail; one with a figure missing is not judged."""
    found = []
    for check in form.checks:
        if any(key not in figures for key in [*check.left, *check.right]):
            continue
        left, right = _sum(figures, check.left), _sum(figures, check.right)
        if not (left == right if check.op == "=" else left <= right):
            found.append(
                Fault(check.left[0], f"{check.words} Đang là {grouped(left)} và {grouped(right)}.")
            )
    return found


def _sum(figures: Figures, keys: Sequence[str]) -> Decimal:
    return sum((Decimal(figures[key].value) for key in keys), Decimal(0))


@dataclass(frozen=True)
class Given:
    """What one unit sent, for consolidation."""

    unit: str
    sent_at: dt.datetime
    figures: Figures
    texts: Mapping[str, str]


def consolidated(form: ReportForm, reports: Sequence[Given]) -> dict[str, Figure]:
    """Each line over all reports; a line nobody filled is absent, never zero.

    An estimate in any part makes the whole an estimate.
    """
    found: dict[str, Figure] = {}
    for line in form.figures:
        given = [(r, r.figures[line.key]) for r in reports if line.key in r.figures]
        if given:
            figure = _gathered(line, given)
            if figure is not None:
                found[line.key] = figure
    return found


def _gathered(line: FigureLine, given: Sequence[tuple[Given, Figure]]) -> Figure | None:
    estimate = any(figure.estimate for _, figure in given)
    if line.gather == "sum":
        return Figure(plain(sum((Decimal(f.value) for _, f in given), Decimal(0))), estimate)
    if line.gather == "latest":
        return max(given, key=lambda pair: pair[0].sent_at)[1]
    if line.gather == "list":
        return Figure("; ".join(f"{r.unit}: {told(line, f)}" for r, f in given))
    assert line.weight is not None
    weighed = [(f, w) for r, f in given if (w := r.figures.get(line.weight))]
    whole = sum((Decimal(w.value) for _, w in weighed), Decimal(0))
    if not whole:
        return None
    total = sum((Decimal(f.value) * Decimal(w.value) for f, w in weighed), Decimal(0))
    estimate = any(f.estimate or w.estimate for f, w in weighed)
    return Figure(plain((total / whole).quantize(PLACES, ROUND_HALF_UP)), estimate)


def plain(value: Decimal) -> str:
    return f"{value.normalize():f}" if value else "0"


Mark = Literal["same", "added", "gone"]


def changes(before: str, now: str) -> list[tuple[Mark, str]]:
    """The words of `now` with what was added and what of `before` is gone.

    >>> changes("Đã họp một lần", "Đã họp hai lần")
    [('same', 'Đã họp'), ('gone', 'một'), ('added', 'hai'), ('same', 'lần')]
    """
    old, new = before.split(), now.split()
    found: list[tuple[Mark, str]] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            found.append(("same", " ".join(new[c:d])))
            continue
        if b > a:
            found.append(("gone", " ".join(old[a:b])))
        if d > c:
            found.append(("added", " ".join(new[c:d])))
    return found


_OF_CLAUSE: dict[str, tuple[Kind, dict[int, int]]] = {
    "monthly": ("month", {}),
    "quarterly": ("quarter", {3: 1, 6: 2, 9: 3, 12: 4}),
    "half_yearly": ("half", {6: 1, 12: 2}),
    "nine_months": ("nine_months", {}),
    "yearly": ("year", {}),
}


def line_of_clause(
    frequency: str, months: Sequence[int], day: int | None, source: str
) -> DueLine | None:
    """The days a plan's own clause names ("trước ngày 10 của các tháng 3, 6, 9"); None for reports on demand.

    >>> line = line_of_clause("quarterly", (3, 6, 9), 10, "kh")
    >>> line.period, line.numbers, line.day
    ('quarter', (1, 2, 3), 10)
    """
    if frequency not in _OF_CLAUSE:
        return None
    period, of_month = _OF_CLAUSE[frequency]
    numbers = tuple(sorted({of_month[m] for m in months if m in of_month}))
    return DueLine(period=period, numbers=numbers, day=day, source=source, status="confirmed")
