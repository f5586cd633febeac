"""Which row continues the one above, which is a group's heading, which a row of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from thuocdo.plans.intake.paragraphs import mid_sentence
from thuocdo.plans.rules.markers import CODE, Kind, cell_number, marked
from thuocdo.plans.rules.paper import Row, Table
from thuocdo.plans.rules.unit_words import START

_SENTENCE_END = re.compile(r"[.;:][”\"')]*$")


@dataclass
class Entry:
    """A joined row with its number taken out: `label` from the number cell, `point` from the content."""

    row: Row
    kind: Kind
    label: str | None
    content: str
    point: str | None = None
    point_kind: Kind = "none"
    filled: frozenset[str] = field(default_factory=frozenset)

    shares_number: bool = False  # the number cell is merged with the one above


def entries(table: Table) -> Iterator[Entry]:
    """Rows of the table, cut ones joined, with number and content told apart."""
    for row in _joined(table):
        entry = _entry(table, row)
        entry.shares_number = table.place("number") in row.merged and entry.label is None
        yield entry


def _entry(table: Table, row: Row) -> Entry:
    kind, label = _number(table.cell(row, "number").strip())
    content = table.cell(row, "content")
    place = table.place("number")
    if not content and place is not None and row.cells[place] and label is None:
        content = row.cells[place]  # a heading merged over the row stands in its first cell
    elif not content and (label is None or len([c for c in row.cells if c]) == 2):
        return _merged(table, row, kind, label)
    filled = frozenset(
        column.role
        for column, cell in zip(table.columns, row.cells, strict=True)
        if re.search(r"\w", cell) and column.role not in ("number", "content", "other")
    )
    point = marked(content)
    numbered = point.kind in ("roman", "upper", "number", "decimal") and bool(point.body) and not content.startswith("Bước")  # fmt: skip
    if label is None and numbered:
        return Entry(row, point.kind, point.label, point.body, filled=filled)
    if point.kind == "letter" or (point.kind in ("dash", "plus") and label is None):
        return Entry(row, kind, label, content, point.label, point.kind, filled)
    return Entry(row, kind, label, content, filled=filled)


def _number(cell: str) -> tuple[Kind, str | None]:
    """Kind and label of a number cell; a code ("A1", "NV-05") counts as a letter: it has no order."""
    return ("letter", cell) if CODE.fullmatch(cell) else cell_number(cell)


def _merged(table: Table, row: Row, kind: Kind, label: str | None) -> Entry:
    """A heading merged over several columns: its words stand in the first of them."""
    place = table.place("number")
    words = next((c for i, c in enumerate(row.cells) if c and i != place), "")
    point = marked(words)
    if label is None and point.kind in ("roman", "upper", "number", "decimal") and point.body:
        return Entry(row, point.kind, point.label, point.body)
    return Entry(row, kind, label, words)


def _joined(table: Table) -> list[Row]:
    rows: list[Row] = []
    for place, printed in enumerate(table.rows):
        row = _filled_from_above(table, rows, printed) if rows else printed
        following = table.rows[place + 1] if place + 1 < len(table.rows) else None
        if rows and _continues(table, rows[-1], row, following):
            rows[-1] = _appended(table, rows[-1], row)
        else:
            rows.append(row)
    return rows


_DITTO = re.compile(
    r"[-–\s]*(?:(?-i:[nN]t|(?<=[-–])NT(?=[-–]))|n\.t\.?|như trên|[\"”“'’]{1,2}|〃)[-–\s.]*",
    re.IGNORECASE,
)
_SHARED = ("lead", "coordinating", "owners", "time", "product", "note")


def _filled_from_above(table: Table, rows: Sequence[Row], row: Row) -> Row:
    """A cell merged down holds for every row it stands beside; an empty one stays empty.

    Where the words themselves are merged the row is only more of the one above. "nt" says the cell above again.
    """
    merged = () if table.place("content") in row.merged else row.merged
    cells = list(row.cells)
    for i, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        if column.role in _SHARED and i in merged and not cell:
            cells[i] = rows[-1].cells[i]
        elif column.role in _SHARED and _DITTO.fullmatch(cell):  # headings between say nothing
            cells[i] = next((above.cells[i] for above in reversed(rows) if above.cells[i]), cell)
    return replace(row, cells=tuple(cells))


def _continues(table: Table, above: Row, row: Row, following: Row | None) -> bool:
    """Rule 1 of the worked rows."""
    if table.cell(row, "number").strip():
        return False
    if table.place("number") in row.merged and table.cell(row, "content"):
        return False
    content, before = table.cell(row, "content"), table.cell(above, "content")
    if not content:
        return any(row.cells) and not _is_heading(row)
    if marked(content).kind not in ("none", "dash", "plus"):
        return _counts_on(before, content) and not any(row.cells[i] for i in table.places("lead"))
    lead = " ".join(row.cells[i] for i in (*table.places("lead"), *table.places("owners")))
    goes_on = content[:1].islower() or content[:1] in "()”,.;/%" or _is_figure(content)
    if goes_on and (row.breaks or mid_sentence(before)):
        return True
    if not _has_own_lead(lead) and (goes_on or mid_sentence(before)):
        return True
    alone = [c for c in row.cells if c] == [content]
    if alone and row.breaks and (_is_rest(content) or before.count("(") > before.count(")")):
        return True
    if alone and row.breaks and (following is None or table.cell(following, "number")):
        return bool(_SENTENCE_END.search(content)) or marked(content).kind in ("dash", "plus")
    return False


def _counts_on(before: str, content: str) -> bool:
    """ "(4) …;" above and "(5) …" here: the list inside a cell goes on behind a page break."""
    number = re.match(r"\((\d{1,2})\)", content)
    return number is not None and f"({int(number[1]) - 1})" in before


def _is_rest(content: str) -> bool:
    """What no row begins with: the end of a bracket, the number of a standard cut from its name."""
    return content.count(")") > content.count("(") or _is_figure(content)


def _is_figure(content: str) -> bool:
    """The date cut from its document ("19/10/2022 của …"), the year from its standard ("9001:2015")."""
    return re.match(r"\d+[:/]\d", content) is not None


def _is_heading(row: Row) -> bool:
    """Words in the first cell only: a heading merged over the row."""
    return bool(row.cells[0]) and not any(row.cells[1:])


def _has_own_lead(lead: str) -> bool:
    return bool(lead.strip()) and not lead[:1].islower()


def _appended(table: Table, above: Row, row: Row) -> Row:
    """Every filled cell goes to its own column."""
    cells = []
    for column, old, new in zip(table.columns, above.cells, row.cells, strict=True):
        names = column.role in ("lead", "coordinating", "owners")
        sign = "; " if names and old and not old.endswith((",", ";")) and _is_name(new) else " "
        cells.append(f"{old}{sign}{new}" if old and new else old or new)
    return replace(above, cells=tuple(cells))


def _is_name(text: str) -> bool:
    return START.match(text) is not None and text[:1].isupper() and len(text.split()) > 1
