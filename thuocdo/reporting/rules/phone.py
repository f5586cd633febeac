"""What a unit's link opens on a phone: until when, why no more, and the cells in the order they are asked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from thuocdo.accounts.rules.links import VALID
from thuocdo.reporting.rules.figures import Input

MOST_CELLS = 200  # more are no work for a phone, and the page would weigh more than 150 KB
LONGEST_LABEL = 120  # letters of what a cell is called there
Closed = Literal["", "locked", "passed", "expired", "large"]


def opens_until(due: dt.date) -> dt.date:
    """The last day a link opens: figures that come late are better than none."""
    return due + VALID


def closed(
    due: dt.date | None, today: dt.date, *, cells: int, locked: bool, passed: bool
) -> Closed:
    """Why a link opens nothing; empty while it does.

    >>> day = dt.date(2026, 3, 20)
    >>> [closed(day, day + n * VALID, cells=9, locked=False, passed=False) for n in (1, 2)]
    ['', 'expired']
    """
    if passed:
        return "passed"
    if locked or due is None:
        return "locked"
    if today > opens_until(due):
        return "expired"
    return "large" if cells > MOST_CELLS else ""


@dataclass(frozen=True)
class Block:
    """Cells that stand beside the same words of the sheet, each with what stands above it."""

    words: str
    cells: list[tuple[str, Input]] = field(default_factory=list)


def blocks(inputs: Iterable[Input]) -> list[Block]:
    """The cells one below the other, those of a row together.

    >>> cells = [Input(0, "C5", "Khối 10 · Số lớp"), Input(0, "D5", "Khối 10 · Ghi chú"), Input(0, "C9", "Tổng")]
    >>> [(b.words, [head for head, _ in b.cells]) for b in blocks(cells)]
    [('Khối 10', ['Số lớp', 'Ghi chú']), ('', ['Tổng'])]
    """
    found: list[Block] = []
    for cell in inputs:
        beside, _, head = cell.label.rpartition(" · ")
        beside, head = _short(beside), _short(head or cell.ref)
        if not found or found[-1].words != beside or not beside:
            found.append(Block(beside))
        found[-1].cells.append((head, cell))
    return found


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_LABEL else f"{text[: LONGEST_LABEL - 1]}…"
