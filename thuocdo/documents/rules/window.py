"""A document as a paper, around one place: paragraphs and tables as they were read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from math import ceil
from typing import Any

from thuocdo.documents.rules.blocks import Block

BEFORE, AFTER = 1, 60  # blocks shown around the place: it stands near the top without any script


WIDE = 7  # columns that still fit beside each other; a broader table is scrolled
STEP = 4  # widths are said in steps of so many percent: one class each in the styles
PANE, PADDING, LETTER = 466, 16, 7.4  # pixels: the pane at 1366, both sides of a cell, a letter
LONGEST = 9  # letters of a word that is kept whole


@dataclass
class Piece:
    """A paragraph, or the rows of one table that stand together. `sought` marks the place asked for."""

    number: int
    page: int | None
    text: str = ""
    rows: list[Line] = field(default_factory=list)
    sought: bool = False
    bold: bool = False

    @property
    def widths(self) -> list[int]:
        """Percent of each column, by how much stands in it; empty where the table is too broad to fit."""
        rows = [line.cells for line in self.rows if not line.heading]
        if not rows or max(map(len, rows)) > WIDE:
            return []
        return shares(list(zip_longest(*rows, fillvalue="")))


@dataclass
class Line:
    """A row of a table; one with a single filled cell is a heading and spans them all.

    `head`: the first row of a table, repeated above a part of it that begins further down.
    `labels`: the words of that first row over each cell, for a screen too narrow for columns.
    """

    number: int
    cells: list[str]
    sought: bool
    head: bool = False
    labels: list[str] = field(default_factory=list)

    @property
    def labelled(self) -> list[tuple[str, str]]:
        return list(zip_longest(self.cells, self.labels[: len(self.cells)], fillvalue=""))

    @property
    def heading(self) -> str:
        filled = [c for c in self.cells if c]
        return filled[0] if len(filled) == 1 and len(self.cells) > 1 else ""


@dataclass
class Window:
    """`before` and `after` are the blocks to open next, None at an end of the document."""

    pieces: list[Piece]
    page: int | None
    before: int | None
    after: int | None


def stored(blocks: Iterable[Block]) -> list[list[Any]]:
    """Blocks as a row keeps them beside the thing read from them."""
    return [[b.number, b.page, b.kind, b.text, list(b.cells), b.table] for b in blocks]


def window(kept: Sequence[Sequence[Any]], sought: int | None) -> Window:
    """The stored blocks around `sought`, the beginning without one; a place that is not there shows the nearest."""
    blocks = [b for b in kept if b[3].strip()]
    if not blocks:
        return Window([], None, None, None)
    wanted = sought or 0
    at = min(range(len(blocks)), key=lambda n: abs(blocks[n][0] - wanted))
    start = max(0, at - BEFORE)  # rows and paragraphs can be half a page tall
    end = min(len(blocks), at + AFTER + 1)
    pieces: list[Piece] = []
    heads: dict[object, list[str]] = {}
    for block in blocks:
        if block[2] == "row":
            heads.setdefault(block[5], block[4])
    if blocks[start][2] == "row":
        first = next(b for b in blocks if b[2] == "row" and b[5] == blocks[start][5])
        if first[4] != blocks[start][4]:  # a header printed again on a new page is there already
            head = Line(first[0], first[4], False, head=True)
            pieces.append(Piece(first[0], first[1], text=str(first[5]), rows=[head]))
    for number, page, kind, text, cells, table in blocks[start:end]:
        here = sought is not None and number == blocks[at][0]
        if kind == "row":
            if not pieces or not pieces[-1].rows or pieces[-1].text != str(table):
                pieces.append(Piece(number, page, text=str(table)))
            labels = heads[table] if _is_head(heads[table]) else []
            pieces[-1].rows.append(Line(number, cells, here, cells == labels, labels))
        else:
            pieces.append(Piece(number, page, text, sought=here, bold=_is_heading(text)))
    return Window(
        pieces,
        blocks[at][1],
        blocks[max(0, start - AFTER)][0] if start else None,
        blocks[min(len(blocks) - 1, end + BEFORE)][0] if end < len(blocks) else None,
    )


def shares(columns: Sequence[Sequence[str]]) -> list[int]:
    """Percents in steps of `STEP`: no word is broken, and what holds more is wider; empty where words do not fit.

    >>> shares([["1", "2"], ["Rà soát thủ tục hành chính " * 9], ["Văn phòng Sở"], ["Quý I"]])
    [8, 68, 12, 12]
    """
    words = [max((len(w) for cell in c for w in cell.split()), default=0) for c in columns]
    least = [max(2, ceil((PADDING + LETTER * min(w, LONGEST)) / PANE * 100 / STEP)) for w in words]
    left = 100 // STEP - sum(least)
    if left < 0:
        return []
    wanted = [min(max(map(len, c), default=0), 400) for c in columns]
    whole = sum(wanted) or 1
    steps = [few + int(left * w / whole) for few, w in zip(least, wanted, strict=True)]
    steps[wanted.index(max(wanted))] += 100 // STEP - sum(steps)
    return [step * STEP for step in steps]


def _is_head(cells: Sequence[str]) -> bool:
    """Whether the first row of a table names its columns: short words, each its own."""
    filled = [c for c in cells if c]
    return len(filled) > 1 and len(set(filled)) == len(filled) and max(map(len, filled)) < 60


def _is_heading(text: str) -> bool:
    """Set in capitals, as headings of official documents are (Decree 30/2020, annex I)."""
    return len(text) < 120 and text.isupper()
