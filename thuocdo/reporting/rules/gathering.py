"""Many answers to one sheet become one: per cell a sum, a list, the latest or a count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.reporting.rules.figures import Figure, Input, grouped, written

MOST_LISTED = 32_000  # letters of one listed cell: what a sheet's cell may hold


@dataclass(frozen=True)
class Answer:
    """What one unit sent. `nil`: *Không phát sinh*, which is an answer without figures."""

    unit: str
    sent_at: dt.datetime
    figures: dict[str, Figure]
    nil: bool = False


@dataclass(frozen=True)
class Gathered:
    """One cell of the result. `number` is None where nothing can be added; `units` gave a figure,
    `estimates` of them an estimated one."""

    cell: Input
    text: str
    number: Decimal | None
    units: int
    estimates: int


def gather(inputs: Sequence[Input], answers: Sequence[Answer]) -> list[Gathered]:
    """Each cell over all answers, in the order of `inputs`. A cell nobody filled stays empty: never zero.

    >>> at = dt.datetime(2026, 1, 5, tzinfo=dt.UTC)
    >>> cell = Input(0, "C5", "Số lớp")
    >>> told = [Answer("A", at, {"0!C5": Figure("2")}), Answer("B", at, {}, nil=True)]
    >>> gather([cell], told)[0].number, gather([cell], told[1:])[0].number
    (Decimal('2'), None)
    """
    return [_cell(cell, answers) for cell in inputs]


def _cell(cell: Input, answers: Sequence[Answer]) -> Gathered:
    given = [(a, a.figures[cell.key]) for a in answers if cell.key in a.figures]
    estimates = sum(figure.estimate for _, figure in given)
    if not given:
        return Gathered(cell, "", None, 0, 0)
    number: Decimal | None = None
    if cell.gather == "sum":
        number = sum((Decimal(f.value) for _, f in given), Decimal(0))
        text = grouped(number)
    elif cell.gather == "count":
        number = Decimal(len(given))
        text = grouped(number)
    elif cell.gather == "latest":
        text = written(cell, max(given, key=lambda pair: pair[0].sent_at)[1])
    else:
        text = _listed([f"{a.unit}: {written(cell, f)}" for a, f in given])
    return Gathered(cell, text, number, len(given), estimates)


def _listed(told: Sequence[str]) -> str:
    """One line for each unit, as many as a cell holds; the rest is counted, never cut unseen."""
    room, kept = MOST_LISTED - 80, 0
    for line in told:
        room -= len(line) + 1
        if room < 0:
            break
        kept += 1
    more = len(told) - kept
    rest = [f"… và {more} đơn vị khác, xem trang Chi tiết theo đơn vị"] if more else []
    return "\n".join([*told[:kept], *rest])
