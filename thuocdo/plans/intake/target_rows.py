"""Rows of a target table as targets: one per printed figure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest

from thuocdo.documents.rules.blocks import Source
from thuocdo.plans.intake.rows import Entry, entries
from thuocdo.plans.intake.task_rows import letters_are_groups, owners_of
from thuocdo.plans.rules.paper import Table
from thuocdo.plans.rules.reading import Target
from thuocdo.plans.rules.values import NUMBER, Figure, decimal_text, figures

_BARE = re.compile(rf"([≥≤<>=]{{0,2}})\s*({NUMBER})")
_SIGNS = {"≥": ">=", "≤": "<=", ">=": ">=", "<=": "<=", "=": "=", ">": ">", "<": "<", "": "="}


def ahead(table: Table, since: int) -> Table:
    """The table without the levels of years before the plan, where others stand beside them."""
    years = {
        p: re.search(r"(?:19|20)\d\d", table.columns[p].heading) for p in table.places("value")
    }
    past = {p for p, year in years.items() if year and int(year[0]) < since}
    if not past or len(past) == len(years):
        return table
    known = [replace(c, role="other") if p in past else c for p, c in enumerate(table.columns)]
    return replace(table, columns=tuple(known))


def targets_of(table: Table) -> list[Target]:
    """Targets of one table in printed order."""
    group: str | None = None
    outer: tuple[str, str | None] | None = (
        None  # number of a row with parts "11.1", and the group around it
    )
    targets: list[Target] = []
    found = list(entries(table))
    for entry, following in zip_longest(found, found[1:]):
        if outer and not (
            entry.kind == "decimal" and (entry.label or "").startswith(f"{outer[0]}.")
        ):
            group, outer = outer[1], None
        if not entry.filled and _is_group(entry, following):
            outer = (
                (entry.label, group)
                if entry.kind == "number" and entry.label and _parts(entry, following)
                else outer
            )
            group = entry.content
        elif entry.content:
            targets += _of_row(table, entry, group)
    return targets


def targets_of_tasks(table: Table) -> list[Target]:
    """Figures of a target column that stands in a task table, each beside its task."""
    group: str | None = None
    targets: list[Target] = []
    found = list(entries(table))
    heads = ("roman", "upper", "none", *(("letter",) if letters_are_groups(found) else ()))
    for entry in found:
        if not entry.filled and entry.kind in heads:
            group = entry.content
        for target in _of_row(table, entry, group):
            if target.value is not None:
                targets.append(replace(target, task=entry.label))
    return targets


def _is_group(entry: Entry, following: Entry | None) -> bool:
    if entry.kind in ("roman", "upper", "none"):
        return True
    if following is None or entry.label is None:
        return False
    return _parts(entry, following) or (following.kind != entry.kind and bool(following.filled))


def _parts(entry: Entry, following: Entry | None) -> bool:
    """Is the row below the first part of this one: "11" and "11.1"?"""
    return (
        following is not None
        and following.kind == "decimal"
        and (following.label or "").startswith(f"{entry.label}.")
    )


def _of_row(table: Table, entry: Entry, group: str | None) -> Iterator[Target]:
    places = [p for p in table.places("value") if re.search(r"\w", entry.row.cells[p])]
    for place in places or table.places("value")[:1]:
        cell = entry.row.cells[place]
        label = table.columns[place].heading if len(table.places("value")) > 1 else ""
        found: list[Figure | None] = [*cell_figures(cell, table.cell(entry.row, "unit"))]
        for figure in found or [None]:
            yield _target(table, entry, group, figure, cell, label)


def _target(
    table: Table, entry: Entry, group: str | None, figure: Figure | None, cell: str, label: str
) -> Target:
    owners = owners_of(table, entry)
    return Target(
        code=entry.label,
        group=group,
        name=f"{entry.content} ({label})" if label else entry.content,
        operator=figure.operator if figure else None,
        value=figure.value if figure else None,
        unit=figure.unit if figure else None,
        text=cell or None,
        origin="table",
        task=None,
        responsible=owners.lead,
        source=Source(
            entry.row.page, entry.row.number, entry.row.quote(table.place("content") or 0)
        ),
    )


def _without_unit(cell: str, unit: str) -> list[Figure]:
    """ "87 - 90", "Từ 95 trở lên" beside a unit column."""
    if not unit:
        return []
    told = re.sub(r"\d+(?:[.,]\d+)*(?![\d.,]*\d)(?!\s*[-–]\s*\d)", r"\g<0>%", cell)
    return [replace(f, unit=None, text=cell) for f in figures(told)]


def cell_figures(cell: str, unit: str = "") -> list[Figure]:
    """Figures of a value cell; a bare number is one, with the unit of its column.

    >>> [(f.operator, f.value, f.unit) for f in cell_figures("≤ 10")]
    [('<=', '10', None)]
    >>> [(f.operator, f.value, f.unit) for f in cell_figures("95", "%")]
    [('=', '95', '%')]
    """
    bare = _BARE.fullmatch(cell.strip())
    unit = unit.strip()
    if bare:
        sign = _SIGNS.get(bare[1], "=")
        value = decimal_text(bare[2])
        rank = unit.lower() in ("hạng", "thứ hạng", "xếp hạng")
        return [Figure("<=" if rank and sign == "=" else sign, value, "hạng" if rank else unit or None, cell, 0, len(cell))]  # type: ignore[arg-type]  # fmt: skip
    found = figures(cell) or _without_unit(cell, unit)
    return [Figure(f.operator, f.value, f.unit or unit or None, f.text, f.begin, f.end) for f in found]  # fmt: skip
