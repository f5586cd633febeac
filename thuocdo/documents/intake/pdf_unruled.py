"""Tables without lines: columns told by where words start, over at least three rows of three columns."""

from __future__ import annotations

from thuocdo.documents.intake.pdf_lines import Line, levels_of
from thuocdo.documents.intake.pdf_tables import Table, TableRow
from thuocdo.documents.rules.wrapping import join

_ALIGNED = 6.0  # points by which a cell may miss its column
_COLUMNS = 3
_ROWS = 3  # full rows that make a table
_GAP = 0.4  # of the letter size: the least space between two cells
_APART = 3.0  # of the letter size: a wider step down ends the table


def unruled(lines: list[Line]) -> tuple[list[Table], list[Line]]:
    """Tables found among the lines, and the lines that are none of theirs."""
    levels = levels_of(lines)
    tables: list[Table] = []
    rest: list[Line] = []
    at = 0
    while at < len(levels):
        end = _run(levels, at)
        if end > at:
            tables.append(_table(levels[at:end]))
            at = end
        else:
            rest += levels[at]
            at += 1
    return tables, rest


def _run(levels: list[list[Line]], start: int) -> int:
    """Where a table that starts here ends; `start` where none does."""
    columns = [part.left for part in levels[start]]
    if len(columns) < _COLUMNS:
        return start
    full, end = 1, start + 1
    while end < len(levels):
        level, above = levels[end], levels[end - 1]
        step = level[0].top - max(part.bottom for part in above)
        cells = _cells(columns, level)
        if step > _APART * level[0].size or cells is None:
            break
        full += all(cells)
        end += 1
    return end if full >= _ROWS else start


def _cells(columns: list[float], level: list[Line]) -> list[str] | None:
    """The words of a level by column; None where one stands in no column or across a border."""
    cells = [""] * len(columns)
    at, before = -1, float("-inf")
    size = level[0].size
    for text, left, right in (word for part in level for word in part.words):
        starts = [i for i, x in enumerate(columns) if abs(left - x) < _ALIGNED]
        if starts and left - before > _GAP * size:
            at = starts[0]
        elif at < 0 or (at + 1 < len(columns) and right > columns[at + 1]):
            return None
        cells[at] = f"{cells[at]} {text}".strip()
        before = right
    return cells


def _table(levels: list[list[Line]]) -> Table:
    """A level with its first column filled begins a row; others continue the row above."""
    columns = [part.left for part in levels[0]]
    rows: list[list[list[str]]] = []
    bold: list[bool] = []
    for level in levels:
        cells = _cells(columns, level) or []
        if not rows or cells[0]:
            rows.append([[] for _ in columns])
            bold.append(True)
        bold[-1] = bold[-1] and all(part.bold for part in level)
        for cell, words in zip(rows[-1], cells, strict=True):
            cell.append(words)
    found = [
        TableRow(tuple(join(cell) for cell in row), (), dark)
        for row, dark in zip(rows, bold, strict=True)
    ]
    bottom = max(part.bottom for part in levels[-1])
    return Table(levels[0][0].top, columns[0], bottom, found)
