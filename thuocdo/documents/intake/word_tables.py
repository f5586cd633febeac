"""The grid of a DOCX table: where each cell starts, which cells are merged, which table only places text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from thuocdo.documents.intake.limits import MAX_COLUMNS
from thuocdo.documents.intake.word_styles import Styles, W, val
from thuocdo.lawbook.text import fold

_JITTER = 140  # twentieths of a point (2.5 mm): edges nearer than this are one edge drawn askew
_TCPR, _SPAN = f"{W}tcPr", f"{W}gridSpan"
_VMERGE, _HMERGE = f"{W}vMerge", f"{W}hMerge"
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


@dataclass(frozen=True)
class Cell:
    """`start` counts grid columns; `continues` is the lower part of a vertical merge."""

    element: Any
    start: int
    continues: bool


@dataclass(frozen=True)
class Row:
    cells: tuple[Cell, ...]


class Grid:
    """Rows with cells at their grid column; columns that only differ by jitter are one."""

    def __init__(self, tbl: Any) -> None:
        self.tbl = tbl
        self.rows = [
            Row(tuple(_cells(tr)))
            for tr in _within(tbl, "tr")
            if tr.find(f"{W}trPr/{W}del") is None
        ]
        starts = sorted({c.start for row in self.rows for c in row.cells})
        edges = _edges(tbl, max(starts, default=0))
        self.columns: dict[int, int] = {}
        last = None
        for start in starts:
            if last is None or edges[start] - edges[last] > _JITTER or self._both(start, last):
                last = start
                self.columns[start] = len(set(self.columns.values()))
            else:
                self.columns[start] = self.columns[last]
        self.width = min(len(set(self.columns.values())), MAX_COLUMNS)

    def _both(self, a: int, b: int) -> bool:
        """Two cells of one row are two columns however narrow."""
        return any({a, b} <= {c.start for c in row.cells} for row in self.rows)

    def column(self, cell: Cell) -> int:
        return min(self.columns[cell.start], self.width - 1)

    def cells(self) -> Iterator[Cell]:
        for row in self.rows:
            yield from (c for c in row.cells if not c.continues)


def _within(parent: Any, tag: str) -> Iterator[Any]:
    """Children, looking through content controls and tracked insertions."""
    for child in parent:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins"):
            yield from _within(child, tag)


def _whole(element: Any, default: int) -> int:
    text = val(element) or ""
    return min(int(text), MAX_COLUMNS) if text.isdigit() else default


def _cells(tr: Any) -> Iterator[Cell]:
    start = _whole(tr.find(f"{W}trPr/{W}gridBefore"), 0)
    for tc in _within(tr, "tc"):
        properties = tc.find(_TCPR)
        said = {} if properties is None else {item.tag: item for item in properties}
        span = _whole(said.get(_SPAN), 1)
        continues = _VMERGE in said and val(said[_VMERGE]) != "restart"
        if _HMERGE in said and val(said[_HMERGE]) != "restart":  # the older way to merge across
            start += span
            continue
        yield Cell(tc, start, continues)
        start += max(span, 1)


def _edges(tbl: Any, last: int) -> list[int]:
    """Left edge of each grid column in twentieths of a point; evenly wide where none is stated."""
    widths = [
        int(w) if (w := g.get(f"{W}w") or "").isdigit() else 1000
        for g in tbl.findall(f"{W}tblGrid/{W}gridCol")
    ]
    widths += [1000] * (last + 1 - len(widths))
    edges = [0]
    for width in widths:
        edges.append(edges[-1] + width)
    return edges


def is_layout(grid: Grid, styles: Styles) -> bool:
    """A table that only places text: the head and foot of a document (Decree 30/2020, annex I), or no lines."""
    if not grid.rows or grid.width > 3 or len(grid.rows) > 12:
        return grid.width == 1 and len(grid.rows) == 1
    words = fold("".join(t.text or "" for t in grid.tbl.iter(f"{W}t")))
    if "cong hoa xa hoi chu nghia" in words or "noi nhan" in words[:200]:
        return True
    return grid.width == 1 or (len(grid.rows) <= 3 and not _has_lines(grid.tbl, styles))


def _has_lines(tbl: Any, styles: Styles) -> bool:
    borders = tbl.find(f"{W}tblPr/{W}tblBorders")
    if borders is None:
        borders = styles.borders(val(tbl.find(f"{W}tblPr/{W}tblStyle")) or "")
    own = any(
        val(edge) not in (None, "nil", "none")
        for cell in tbl.iter(f"{W}tcBorders")
        for edge in cell
    )
    return own or (
        borders is not None
        and any(val(borders.find(f"{W}{s}")) not in (None, "nil", "none") for s in _SIDES)
    )
