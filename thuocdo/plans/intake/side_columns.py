"""Columns that speak for others: fields beside their rows; quarters, months or units as columns with a mark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thuocdo.lawbook.text import fold
from thuocdo.plans.intake.columns import heading_role
from thuocdo.plans.rules.markers import roman_value
from thuocdo.plans.rules.owners import is_unit_list
from thuocdo.plans.rules.paper import Row

_FIELDS = re.compile(
    r"^(?:nhom|linh vuc|truc|mang|khoi|phan|noi dung|muc tieu|nhiem vu|chi so (?:noi dung|thanh phan))\b"
)
_PERIOD = re.compile(r"(?:^|\s)(?P<grain>q|qu[yi]|t|thang)\s*\.?\s*(?P<which>iv|i{1,3}|\d{1,2})$")
_MARK = re.compile(r"[xXvV✓✔√*•+●]")


def unfolded(headings: list[str], rows: list[Row]) -> tuple[list[str], list[Row]]:
    """The table with one time column and with its fields as heading rows."""
    headings, rows = _with_times(headings, rows)
    headings, rows = _with_units(headings, rows)
    return _with_fields(headings, rows)


def _with_times(headings: list[str], rows: list[Row]) -> tuple[list[str], list[Row]]:
    """ "Q1 | Q2 | Q3 | Q4" above crosses: one column that says "Quý 1, 2"."""
    periods = {i: m for i, heading in enumerate(headings) if (m := _PERIOD.search(fold(heading)))}
    cells = [row.cells[i] for row in rows for i in periods if row.cells[i].strip()]
    if len(periods) < 2 or not cells or not all(_MARK.fullmatch(cell.strip()) for cell in cells):
        return headings, rows
    place = min(periods)
    named = ["Thời gian" if i == place else "" if i in periods else h for i, h in enumerate(headings)]  # fmt: skip
    made = []
    for row in rows:
        said = _told([periods[i] for i in periods if row.cells[i].strip()])
        kept = ["" if i in periods else cell for i, cell in enumerate(row.cells)]
        kept[place] = said
        made.append(replace(row, cells=tuple(kept)))
    return named, made


_ROLE_MARK = re.compile(rf"(?P<lead>{_MARK.pattern}|CT?|Chủ trì)|(?P<with>PH?|Phối hợp)", re.I)


def _with_units(headings: list[str], rows: list[Row]) -> tuple[list[str], list[Row]]:
    """ "Văn phòng | Phòng Nội vụ" above crosses: one column that names who is marked."""
    units = [i for i, heading in enumerate(headings) if heading and is_unit_list(heading)]
    marks = [row.cells[i].strip() for row in rows for i in units if row.cells[i].strip()]
    if len(units) < 2 or not marks or not all(map(_ROLE_MARK.fullmatch, marks)):
        return headings, rows
    place = units[0]
    named = ["Chủ trì, phối hợp" if i == place else "" if i in units else h for i, h in enumerate(headings)]  # fmt: skip
    made = []
    for row in rows:
        said = [(_ROLE_MARK.fullmatch(row.cells[i].strip()), headings[i]) for i in units]
        lead = "; ".join(name for mark, name in said if mark and mark["lead"])
        beside = "; ".join(name for mark, name in said if mark and mark["with"])
        kept = ["" if i in units else cell for i, cell in enumerate(row.cells)]
        kept[place] = f"Chủ trì: {lead}; Phối hợp: {beside}" if beside else lead
        made.append(replace(row, cells=tuple(kept)))
    return named, made


def _told(marked: Sequence[re.Match[str]]) -> str:
    if not marked:
        return ""
    word = "Quý" if marked[0]["grain"].startswith("q") else "Tháng"
    return f"{word} {', '.join(_number(m['which']) for m in marked)}"


def _number(which: str) -> str:
    return which if which.isdigit() else str(roman_value(which.upper()))


def _with_fields(headings: list[str], rows: list[Row]) -> tuple[list[str], list[Row]]:
    """ "Lĩnh vực | Nhiệm vụ": the field becomes a heading row above the rows it holds for."""
    pair = _field_and_words(headings, rows)
    if pair is None:
        return headings, rows
    (field, words), said = pair, ""
    made: list[Row] = []
    for row in rows:
        name = row.cells[field]
        if name and name != said:
            said = name
            cells = [name if i == words else "" for i in range(len(row.cells))]
            made.append(replace(row, cells=tuple(cells), merged=()))
        kept = ["" if i == field else cell for i, cell in enumerate(row.cells)]
        made.append(replace(row, cells=tuple(kept)))
    return ["" if i == field else h for i, h in enumerate(headings)], made


def _field_and_words(headings: Sequence[str], rows: Sequence[Row]) -> tuple[int, int] | None:
    """Places of the column of fields, which holds for several rows, and of the words beside it."""
    known = [i for i, heading in enumerate(headings) if heading_role(heading) == "content"]
    if len(known) < 2 or len(rows) < 3 or not _FIELDS.search(fold(headings[known[0]])):
        return None
    fields, words = ([row.cells[i] for row in rows] for i in known[:2])
    before = ["", *fields]
    changes = [cell for cell, above in zip(fields, before, strict=False) if cell and cell != above]
    full = sum(bool(cell) for cell in words) >= 0.9 * len(rows)
    return (known[0], known[1]) if full and fields[0] and len(changes) <= 0.7 * len(rows) else None
