"""The tables of a report that came back from Word, cell by cell against those that were written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rapidfuzz import fuzz

from thuocdo.documents.rules.grids import Figure, Table, value_of
from thuocdo.documents.rules.official import plain
from thuocdo.documents.rules.papers import Placed
from thuocdo.reporting.rules.aligning import Pairs, aligned, alone

ALIKE = 0.5  # two rows, columns or tables less alike than this are different ones
_NUMBER = re.compile(r"[-−–]?(?:\d{1,3}(?:[.\s]\d{3})+|\d+)(?:,\d+)?")

Words = tuple[str, ...]


@dataclass(frozen=True)
class CellChange:
    """`table` counts the tables of the paper, `row` and `column` its rows and columns, from 0. `row` is None in the
    head. `figure`: what the data say, None where the cell held words; `number`: what stands there now, None where that
    is no number: then `now` has the words, "" for an emptied cell."""

    table: int
    name: str
    row: int | None
    column: int
    row_name: str
    column_name: str
    was: str
    now: str
    figure: Decimal | None = None
    number: Decimal | None = None
    code: str = ""


@dataclass(frozen=True)
class Lost:
    """What was written and is no longer there. `at`: its row or column in the table; `text`: what stood in it."""

    kind: Literal["section", "table", "row", "column"]
    name: str
    text: Words = ()
    table: int | None = None
    at: int | None = None


@dataclass(frozen=True)
class Added:
    """A table, row or column that the written paper had not."""

    kind: Literal["table", "row", "column"]
    name: str
    text: Words
    table: int | None = None


@dataclass(frozen=True)
class Came:
    """A table as it came back; `section`: the last known section before it."""

    rows: tuple[Words, ...]
    section: str


def number_in(text: str, unit: str = "") -> Decimal | None:
    """A number as Vietnamese documents write it; None for anything else, "12.5" included: it may be 125 or 12,5.

    >>> number_in("1.234,50"), number_in("-7"), number_in("98,5%", "%"), number_in("12.5"), number_in("")
    (Decimal('1234.50'), Decimal('-7'), Decimal('98.5'), None, None)
    """
    bare = plain(text)
    if unit:
        bare = bare.removesuffix(unit).strip()
    if not _NUMBER.fullmatch(bare):
        return None
    digits = re.sub(r"[.\s]", "", bare).replace(",", ".")
    return Decimal(re.sub("^[−–]", "-", digits))


def matched(placed: Sequence[Placed], came: Sequence[Came]) -> Pairs:
    """Which table is which: by what it says, then by where it stands."""

    def like(i: int, j: int) -> float:
        content = _content(placed[i].table, came[j].rows)
        return content + (0.5 if placed[i].section == came[j].section else 0) if content >= ALIKE / 2 else 0  # fmt: skip

    written = [object()] * len(placed)
    return aligned(written, [object()] * len(came), like)


def _content(table: Table, rows: Sequence[Words]) -> float:
    """How much of a table is found again, from 0 to 1: words of the head and of the rows, figures aside."""
    old, new = _printed(table), [tuple(map(plain, row)) for row in rows]
    heads = len(table.heads())
    head = fuzz.token_sort_ratio(_joined(old[:heads]), _joined(new[:heads])) / 100
    mine, theirs = _labels(old[heads:]), _labels(new[heads:])
    if not mine:
        return head
    return (head + 2 * len(mine & theirs) / max(len(mine), min(len(theirs), len(mine)), 1)) / 3


def _joined(rows: Sequence[Words]) -> str:
    return " ".join(cell for row in rows for cell in row if cell)


def _labels(rows: Sequence[Words]) -> set[Words]:
    named = (tuple(c for c in row if c and not c[0].isdigit()) for row in rows)
    return {label for label in named if label}


def _printed(table: Table) -> list[Words]:
    """Every row as the reader of Word files gives it: a merged cell's words in its first place, "" in the others."""
    width = len(table.columns)
    rows = []
    for heads in table.heads():
        cells = [""] * width
        for head in heads:
            cells[head.at] = head.text
        rows.append(tuple(cells))
    for n in range(len(table.rows)):
        shown = table.shown(n)
        rows.append((*shown, *[""] * (width - len(shown))))
    return rows


def column_name(table: Table, at: int) -> str:
    column = table.columns[at]
    return f"{column.group} – {column.head}" if column.group else column.head


def row_name(table: Table, at: int) -> str:
    """Its first words that are more than a number."""
    shown = table.shown(at)
    return next((text for text in shown if any(c.isalpha() for c in text)), f"dòng {at + 1}")


class Compared:
    """One table against what came back of it."""

    def __init__(self, index: int, placed: Placed, came: Came) -> None:
        self.index, self.name, self.table = index, placed.name, placed.table
        self.old = _printed(placed.table)
        self.heads = len(placed.table.heads())
        self.width = len(placed.table.columns)
        self.figures = {
            at for row in placed.table.rows for at, cell in enumerate(row) if not isinstance(cell, str)
        }  # fmt: skip
        came_rows = [tuple(map(plain, row)) for row in came.rows]
        self.columns = self._columns(came_rows)
        back = dict(self.columns)
        self.new = [
            tuple(row[back[at]] if at in back and back[at] < len(row) else "" for at in range(self.width))
            for row in came_rows
        ]  # fmt: skip
        self.raw = came_rows
        self.rows = self._rows()

    def _columns(self, came: Sequence[Words]) -> Pairs:
        """Columns by their place; where their number differs, by head and content."""
        theirs = max((len(row) for row in came), default=0)
        if theirs == self.width:
            return [(at, at) for at in range(self.width)]
        mine = [tuple(row[at] for row in self.old) for at in range(self.width)]
        other = [tuple(row[at] if at < len(row) else "" for row in came) for at in range(theirs)]

        def like(i: int, j: int) -> float:
            head = fuzz.ratio(" ".join(mine[i][: self.heads]), " ".join(other[j][: self.heads])) / 100  # fmt: skip
            cells = set(mine[i][self.heads :])
            body = len(cells & set(other[j][self.heads :])) / max(len(cells), 1)
            return (head + body) / 2 if (head + body) / 2 >= ALIKE else 0

        return aligned(mine, other, like)

    def _rows(self) -> Pairs:
        """Rows by their words; where those are all alike, in their order."""
        known = {at for at, _ in self.columns} - self.figures
        key = lambda row: tuple(row[at] for at in sorted(known))  # noqa: E731
        old, new = list(map(key, self.old)), list(map(key, self.new))
        if old == new:
            return [(n, n) for n in range(len(old))]

        def like(i: int, j: int) -> float:
            if (i < self.heads) != (j < self.heads):
                return 0
            words = fuzz.ratio(" ".join(old[i]), " ".join(new[j])) / 100 if known else 0
            pairs = list(zip(self.old[i], self.new[j], strict=True))
            cells = sum(a == b for a, b in pairs) / len(pairs)
            weight = max(words, (words + cells) / 2, cells)
            return weight if weight >= ALIKE else 0

        return self._exact_first(old, new, like)

    def _exact_first(self, old: list[Words], new: list[Words], like) -> Pairs:  # type: ignore[no-untyped-def]
        """Where rows share their words, the ones with the same figures belong together."""
        twice = {key for key, times in Counter(old).items() if times > 1}
        a = [row if key in twice else key for row, key in zip(self.old, old, strict=True)]
        b = [row if key in twice else key for row, key in zip(self.new, new, strict=True)]
        return aligned(a, b, like)

    def changes(self) -> Iterator[CellChange]:
        there = {at for at, _ in self.columns}
        for i, j in self.rows:
            across = i >= self.heads and len(self.table.rows[i - self.heads]) == 1 < self.width
            for at in sorted(there):
                if self.old[i][at] != self.new[j][at] and not (across and at and not self.new[j][at]):  # fmt: skip
                    yield from self._change(i, at, self.new[j][at])

    def _change(self, i: int, at: int, now: str) -> Iterator[CellChange]:
        was, row = self.old[i][at], i - self.heads
        in_head = row < 0
        cells = () if in_head else self.table.rows[row]
        cell = cells[at] if at < len(cells) else ""
        unit = cell.unit if isinstance(cell, Figure) else ""
        figure, number = value_of(cell), number_in(now, unit)
        if figure is not None and number is not None and number == number_in(was, unit):
            return
        yield CellChange(
            self.index,
            self.name,
            None if in_head else row,
            at,
            "tiêu đề bảng" if in_head else row_name(self.table, row),
            column_name(self.table, at),
            was,
            now,
            figure,
            number if figure is not None else None,
            cell.code if isinstance(cell, Figure) else "",
        )

    def lost(self) -> Iterator[Lost]:
        for i in alone(len(self.old), {i for i, _ in self.rows}):
            at = i - self.heads
            name = row_name(self.table, at) if at >= 0 else "tiêu đề bảng"
            yield Lost("row", f"{self.name}: {name}", self.old[i], self.index, max(at, 0))
        for at in alone(self.width, {at for at, _ in self.columns}):
            text = tuple(row[at] for row in self.old[self.heads :])
            yield Lost("column", f"{self.name}: {column_name(self.table, at)}", text, self.index, at)  # fmt: skip

    def added(self) -> Iterator[Added]:
        for j in alone(len(self.raw), {j for _, j in self.rows}):
            if any(self.raw[j]):
                yield Added("row", self.name, self.raw[j], self.index)
        theirs = max((len(row) for row in self.raw), default=0)
        for at in alone(theirs, {j for _, j in self.columns}):
            text = tuple(row[at] if at < len(row) else "" for row in self.raw)
            yield Added("column", self.name, text, self.index)
