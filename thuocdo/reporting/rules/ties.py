"""A figure of a report taken from a cell of a collection: which collection counts, what it gives one unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from thuocdo.lawbook.editions.reports import FigureLine
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting.rules.figures import ADDED, Figure, Input, read_figure, written
from thuocdo.reporting.rules.reports import as_input


@dataclass(frozen=True)
class Said:
    """What one asked unit answered in the cell. `sent`: it answered with figures; `nil`: *Không phát sinh*."""

    state: Literal["waiting", "sent", "nil"]
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


def given_by(line: FigureLine, cell: Input, own: Said) -> tuple[Figure | None, str]:
    """What a unit that was asked itself gave, in the form's own kind; else why there is none."""
    if own.state == "nil":
        return None, "đơn vị trả lời Không phát sinh"
    if own.state == "waiting":
        return None, "đơn vị chưa gửi"
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
    answered = [one for one in below if one.state != "waiting"]
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
