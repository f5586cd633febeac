"""A figure of a report taken from a cell of a collection: which collection counts, what it gives one unit."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from thuocdo.lawbook.editions.reports import FigureLine
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import Kind, Period
from thuocdo.lawbook.text import fold
from thuocdo.reporting.rules.figures import ADDED, Figure, Input, read_figure, written
from thuocdo.reporting.rules.reports import as_input


@dataclass(frozen=True)
class Said:
    """What one asked unit answered in the cell. `sent`: it answered with figures; `nil`: *Không phát sinh*;
    `returned`: what it sent went back to be corrected."""

    state: Literal["waiting", "returned", "sent", "nil"]
    figure: Figure | None = None


def fits(line: FigureLine, cell: Input) -> bool:
    """May the cell stand for the figure? What the system counts itself is not asked again."""
    kinds = {line.kind, cell.kind}
    return not line.prefill and (len(kinds) == 1 or kinds <= ADDED)


def asked_within(start: dt.date, end: dt.date, due: dt.date | None) -> tuple[dt.date, dt.date]:
    """Due days of the collections that belong to a period: its own days, moved by as long after its cut-off as reports
    may come, so that a collection belongs to one period only.

    >>> first, last = asked_within(dt.date(2026, 3, 15), dt.date(2026, 6, 14), dt.date(2026, 6, 15))
    >>> first.isoformat(), last.isoformat()
    ('2026-03-16', '2026-06-15')
    """
    late = max(end, due or end) - end
    return start + late, end + late


_YEAR = r"(?:\s*(?:/|-|,|nam)?\s*(?:nam\s*)?(20\d\d))?"
_ROMAN = ("i", "ii", "iii", "iv")
_Named = tuple[Kind, Callable[[str], int]]
_PERIODS: list[tuple[re.Pattern[str], _Named]] = [
    (re.compile(rf"\b(6|sau) thang (dau|cuoi) nam{_YEAR}"), ("half", lambda found: 2 if "cuoi" in found else 1)),
    (re.compile(rf"\b(?:9|chin) thang(?: dau nam)?{_YEAR}"), ("nine_months", lambda found: 1)),
    (re.compile(rf"\bqu[yi] (iv|i{{1,3}}|[1-4])\b{_YEAR}"), ("quarter", lambda found: _number(found.split()[1]))),
    (re.compile(rf"\bthang (1[0-2]|0?[1-9])\b{_YEAR}"), ("month", lambda found: _number(found.split()[1]))),
    (re.compile(r"\b(?:ca )?nam (20\d\d)\b(?!\s*[-–])"), ("year", lambda found: 1)),
]  # fmt: skip


def _number(words: str) -> int:
    head = re.split(r"[^a-z0-9]", words)[0]
    return int(head) if head.isdigit() else _ROMAN.index(head) + 1


def named_apart(title: str) -> tuple[str, Kind | None, int]:
    """The name of a collection without the period it names, folded; then the kind and number of that period.

    >>> named_apart("Đối thoại doanh nghiệp, quý II/2026")
    ('doi thoai doanh nghiep', 'quarter', 2)
    >>> named_apart("Đối thoại doanh nghiệp năm 2026"), named_apart("Đối thoại doanh nghiệp")
    (('doi thoai doanh nghiep', 'year', 1), ('doi thoai doanh nghiep', None, 0))
    """
    text = fold(title)
    for pattern, (kind, number) in _PERIODS:
        if found := pattern.search(text):
            rest = f"{text[: found.start()]} {text[found.end() :]}"
            return _bare(rest), kind, number(found[0])
    return _bare(text), None, 0


def _bare(text: str) -> str:
    return " ".join(re.sub(r"[^\w%]+", " ", text).split())


def of_period(title: str, tied: str, period: Period) -> bool:
    """Is a collection of this title asked again in the period what the tied one was? One that names another period
    (a quarter, in the report of the year) is not."""
    name, kind, number = named_apart(title)
    return name == named_apart(tied)[0] and (
        kind is None or (kind, number) == (period.kind, period.number)
    )


def cell_again(tied: Input | None, inputs: Iterable[Input]) -> Input | None:
    """The cell of a later sheet that asks what the tied one did: known by its words, and by its place where two have
    the same. A sheet that was drawn anew has other things in the old places."""
    if tied is None:
        return None
    label = named_apart(tied.label)[0]
    same = [cell for cell in inputs if named_apart(cell.label)[0] == label]
    here = [cell for cell in same if cell.key == tied.key]
    return here[0] if here else same[0] if len(same) == 1 else None


def given_by(line: FigureLine, cell: Input, own: Said) -> tuple[Figure | None, str]:
    """What a unit that was asked itself gave, in the form's own kind; else why there is none."""
    if own.state == "nil":
        return None, "đơn vị trả lời Không phát sinh"
    if own.state == "waiting":
        return None, "đơn vị chưa gửi"
    if own.state == "returned":
        return None, "đã trả lại để đơn vị chỉnh sửa"
    if own.figure is None:
        return None, "đơn vị bỏ trống ô này"
    return _as_line(line, cell, own.figure)


def given_below(line: FigureLine, cell: Input, below: Sequence[Said]) -> tuple[Figure | None, str]:
    """What units below one that was not asked itself gave together. While some are silent the sum is an estimate.

    >>> line = FigureLine(key="lop", title="Số lớp", unit="times")
    >>> told = [Said("sent", Figure("2")), Said("waiting")]
    >>> given_below(line, Input(0, "C5", "Số lớp"), told)
    (Figure(value='2', estimate=True), '1/2 đơn vị trực thuộc đã gửi')
    """
    answered = [one for one in below if one.state in ("sent", "nil")]
    words = f"{len(answered)}/{len(below)} đơn vị trực thuộc đã gửi"
    given = [one.figure for one in answered if one.figure is not None]
    if not given:
        return None, words
    if cell.gather != "sum" or cell.kind not in ADDED:
        return None, f"{words}; số của các đơn vị không cộng lại được"
    total = sum((Decimal(one.value) for one in given), Decimal(0))
    estimate = len(answered) < len(below) or any(one.estimate for one in given)
    figure, why = _as_line(line, cell, Figure(f"{total.normalize():f}" if total else "0", estimate))
    return figure, why or words


def _as_line(line: FigureLine, cell: Input, figure: Figure) -> tuple[Figure | None, str]:
    try:
        return read_figure(as_input(line), written(cell, figure)), ""
    except Mistake as mistake:
        return None, mistake.message
