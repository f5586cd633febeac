"""Ruled tables of a PDF page: rows with cells, merged cells told from empty ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from thuocdo.documents.intake.pdf_lines import Mark, text_of

_SNAP = 3.0  # points: lines nearer than this are one line drawn twice or a little askew


@dataclass
class TableRow:
    cells: tuple[str, ...]
    above: tuple[int, ...]
    bold: bool


@dataclass
class Table:
    top: float
    left: float
    bottom: float
    rows: list[TableRow]


def tables_of(source: Any, marks: list[Mark]) -> list[Table]:
    """The tables of a page; marks inside one are taken."""
    if len(source.edges) < 4:
        return []
    settings = {
        "vertical_strategy": "lines",
        "horizontal_strategy": "lines",
        "snap_tolerance": _SNAP,
        "join_tolerance": _SNAP,
        "intersection_tolerance": _SNAP,
        "explicit_horizontal_lines": _open_ends(source.edges),
    }
    found = []
    for table in source.find_tables(settings):
        boxes = [tuple(map(float, cell)) for cell in table.cells]
        if len(boxes) > 1 and (read := _table(boxes, marks)) is not None:
            found.append(read)
    return found


def _open_ends(edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Closing lines for a table that a page cuts without drawing one: where its uprights end."""
    upright = [e for e in edges if e["orientation"] == "v" and e["bottom"] - e["top"] > 8]
    level = [e for e in edges if e["orientation"] == "h"]
    added = []
    for side in ("top", "bottom"):
        ends: dict[int, list[dict[str, Any]]] = {}
        for edge in upright:
            ends.setdefault(round(edge[side]), []).append(edge)
        for group in ends.values():
            y, xs = group[0][side], {round(e["x0"]) for e in group}
            if len(xs) < 3 or any(abs(e["top"] - y) < 2 * _SNAP for e in level):
                continue
            left, right = min(e["x0"] for e in group), max(e["x0"] for e in group)
            added.append(
                {"x0": left, "x1": right, "top": y, "bottom": y, "width": right - left,
                 "orientation": "h", "object_type": "line"}
            )  # fmt: skip
    return added


def _edges(values: list[float]) -> list[float]:
    """Distinct positions, those within the snap counted once."""
    kept: list[float] = []
    for value in sorted(values):
        if not kept or value - kept[-1] > _SNAP:
            kept.append(value)
    return kept


def _at(edges: list[float], value: float) -> int:
    return min(range(len(edges)), key=lambda i: abs(edges[i] - value))


def _table(boxes: list[Any], marks: list[Mark]) -> Table | None:
    """None for a frame around text: a table has two columns at least."""
    columns, tops = _edges([b[0] for b in boxes]), _edges([b[1] for b in boxes])
    if len(columns) < 2:
        return None
    grid: dict[tuple[int, int], list[Mark]] = {}
    above: dict[int, set[int]] = {}
    for box in boxes:
        row, column = _at(tops, box[1]), _at(columns, box[0])
        inside = [m for m in marks if not m.taken and _holds(box, m)]
        for mark in inside:
            mark.taken = True
        grid.setdefault((row, column), []).extend(inside)
        for lower in range(row + 1, len(tops)):
            if tops[lower] < box[3] - _SNAP:
                above.setdefault(lower, set()).add(column)
    rows = []
    for r in range(len(tops)):
        held = [grid.get((r, c), []) for c in range(len(columns))]
        inked = [m for marks in held for m in marks if m.text.strip()]
        rows.append(
            TableRow(
                tuple(text_of(m) for m in held),
                tuple(sorted(above.get(r, ()))),
                bool(inked) and all(m.bold for m in inked),
            )
        )
    bottom = max(b[3] for b in boxes)
    return Table(min(tops), columns[0], bottom, rows) if any(any(r.cells) for r in rows) else None


def _holds(box: Any, mark: Mark) -> bool:
    x, y = mark.middle
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])
