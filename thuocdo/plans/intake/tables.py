"""Rows put into tables: heading rows found once, repeated ones dropped, a table cut by a page kept whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thuocdo.documents.rules.blocks import Block
from thuocdo.lawbook.text import fold
from thuocdo.plans.intake import columns
from thuocdo.plans.intake.cleaning import clean_cell
from thuocdo.plans.intake.side_columns import unfolded
from thuocdo.plans.rules.markers import marked
from thuocdo.plans.rules.owners import is_unit_list
from thuocdo.plans.rules.paper import Row, Table, TableKind
from thuocdo.plans.rules.unit_words import START

_ANNEX = re.compile(r"(?:phu luc|danh muc|bieu|bang phan cong|ke hoach chi tiet)\b")

_HEAD = re.compile(r"doc lap\W+tu do\W+hanh phuc|^so\s*:\s*[\d.…_\s]*/|,\s*ngay[\s.…_]*\d{0,2}[\s.…_]*thang[\s.…_]*\d{0,2}[\s.…_]*nam\s*\d{4}$")  # fmt: skip
_SIGNS = re.compile(r"(?:kt|tm|tl|tuq|q)\s?\.|(?:pho )?(?:tong )?(?:giam doc|chu tich|hieu truong|cuc truong|truong|chanh)\b")  # fmt: skip


class _Open:
    """A table while its rows come in."""

    def __init__(self, block: Block, title: str) -> None:
        self.block, self.title = block, title
        self.headings: list[str] | None = None
        self.rows: list[Row] = []
        self.broken = False
        self.between = ""

    def closed(self) -> list[Table]:
        """The table; two where each index stands beside the work that raises it."""
        if not self.rows:
            return []
        width = max(*(len(row.cells) for row in self.rows), len(self.headings or []))
        if not self.headings and columns.unnamed_header([row.cells for row in self.rows]):
            self.headings, self.rows = list(self.rows[0].cells), self.rows[1:]
        headings = _padded(self.headings or [], width)
        rows = [replace(row, cells=tuple(_padded(row.cells, width))) for row in self.rows]
        headings, rows = unfolded(headings, rows)
        known = columns.columns_of(headings, [row.cells for row in rows])
        halves = columns.halves_of(known) or (known,)
        made = [Table(self.block.number, half, rows, self.title) for half in halves]
        for table in made:
            table.kind = kind_of(table)
        return made


def tables_in(blocks: Sequence[Block]) -> tuple[list[Table], list[Block]]:
    """All tables, and the blocks that are no rows of one: a sheet's title lines are paragraphs."""
    made: list[_Open] = []
    rest: list[Block] = []
    current: _Open | None = None
    title, foot = "", False
    for place, block in enumerate(blocks):
        if (
            block.kind == "paragraph"
            and current is not None
            and _heads_rows(block, blocks, place, current)
        ):
            cells = (block.text, *[""] * (len(current.headings or []) - 1))
            block = replace(block, kind="row", cells=cells)
        if block.kind == "paragraph":
            rest.append(block)
            title = _title(title, block.text)
            if current is not None:
                current.between += f" {block.text}"
            continue
        row = _row(block)
        foot = (foot or _opens_foot(row)) and not columns.is_header(row.cells)
        heads_next = current is not None and _heads_next(row, blocks, place, current)
        in_head = current is None and _is_head(row)
        if heads_next or in_head or foot or _is_loose(row, current) or _is_frame(row):
            rest += _as_paragraphs(block, row)
            title = _title(title, block.text)
            continue
        rest.append(block)
        current, fresh = _taken(current, block, row, title)
        made += [current] if fresh else []
    return [table for one in made for table in one.closed()], rest


def _taken(current: _Open | None, block: Block, row: Row, title: str) -> tuple[_Open, bool]:
    """The table this row belongs to, and whether it begins with it."""
    if columns.is_header(row.cells):
        if current is None or not _same(current, row) or _ANNEX.search(fold(current.between)):
            current = _Open(block, title)
            current.headings = list(row.cells)
            return current, True
        current.broken, current.between = True, ""
        return current, False
    fresh = current is None or _apart(current, row)
    current = _Open(block, title) if fresh or current is None else current
    if current.headings and not current.rows and len(row.cells) == len(current.headings):
        if columns.continues_header(current.headings, row.cells):
            current.headings = columns.merged_header(current.headings, row.cells)
            return current, fresh
        if columns.is_index_row(row.cells):
            return current, fresh
    if current.broken and columns.is_index_row(row.cells):
        return current, fresh
    page_break = bool(current.rows) and row.page != current.rows[-1].page
    current.rows.append(replace(row, breaks=current.broken or page_break))
    current.broken, current.between = False, ""
    return current, fresh


def _apart(current: _Open, row: Row) -> bool:
    """Rows without a heading of their own: another table only where words stand between and the width differs."""
    width = len(current.headings or current.rows[0].cells)
    return len(current.between.strip()) > 30 and (
        abs(width - len(row.cells)) > 1 or bool(_ANNEX.search(fold(current.between)))
    )


def _same(current: _Open, row: Row) -> bool:
    if not current.headings:
        return False
    before = [fold(h) for h in current.headings]
    here = [fold(c) for c in row.cells]
    if len(before) != len(here):
        return [h for h in before if h] == [c for c in here if c]
    return sum(b.startswith(h) or h.startswith(b) for b, h in zip(before, here, strict=True)) >= len(here) - 1  # fmt: skip


def _row(block: Block) -> Row:
    cells = tuple(clean_cell(_parted(cell)) for cell in block.cells)
    return Row(
        block.number, block.page, cells, block.bold, merged=tuple(getattr(block, "above", ()))
    )


def _parted(cell: str) -> str:
    """Names on lines of their own are parted; a name broken by a narrow column is not."""
    lines = [line.strip() for line in cell.split("\n") if line.strip()]
    if len(lines) < 2 or not all(line[:1].isupper() and is_unit_list(line) for line in lines):
        return cell
    whole = all(len(START.sub("", line, count=1).split()) > 0 for line in lines)
    return "; ".join(line.rstrip(" ;,.") for line in lines) if whole else cell


def _heads_next(row: Row, blocks: Sequence[Block], place: int, current: _Open) -> bool:
    """In a sheet: the section heading between two tables, a lone cell before another heading row."""
    following = blocks[place + 1] if place + 1 < len(blocks) else None
    if following is None or following.kind != "row" or len([c for c in row.cells if c]) != 1:
        return False
    after = _row(following)
    return columns.is_header(after.cells) and not _same(current, after)


def _heads_rows(block: Block, blocks: Sequence[Block], place: int, current: _Open) -> bool:
    """ "I. Nhận thức số" on a line of its own between two rows of one table: the heading of those below."""
    found = marked(clean_cell(block.text))
    behind = next((b for b in blocks[place + 1 :] if b.text.strip() or b.kind == "row"), None)
    if behind is None or behind.kind != "row" or not current.headings or current.between:
        return False
    plain = found.kind in ("roman", "upper", "number") and len(block.text) < 160 and not block.text.rstrip().endswith((".", ";", ":"))  # fmt: skip
    row = _row(behind)
    return plain and len(row.cells) == len(current.headings) and not columns.is_header(row.cells)


def _is_loose(row: Row, current: _Open | None) -> bool:
    """A sheet's title or foot: one filled cell where no table is open, or the signature below it."""
    filled = [cell for cell in row.cells if cell]
    if len(filled) == 1 and current is None:
        return True
    first = fold(filled[0]) if filled else ""
    return len(filled) <= 2 and re.match(r"noi nhan|(?:kt|tm|tl)\.|nguoi lap|ghi chu\s*:", first) is not None  # fmt: skip


def _is_frame(row: Row) -> bool:
    """The head and the foot of a document set in a table without lines."""
    words = fold(" ".join(row.cells))
    return "cong hoa xa hoi" in words or ("noi nhan" in words and "luu" in words)


def _is_head(row: Row) -> bool:
    """Two columns above the title: the agency's name, number and place beside the motto."""
    words = fold(" | ".join(cell for cell in row.cells if cell))
    return bool(_HEAD.search(words))


def _opens_foot(row: Row) -> bool:
    """ "Nơi nhận:" beside the signature: the rows below it are the list and the signer, not work."""
    filled = [fold(cell) for cell in row.cells if cell]
    return len(filled) == 2 and filled[0].startswith("noi nhan") and bool(_SIGNS.match(filled[1]))


def _as_paragraphs(block: Block, row: Row) -> list[Block]:
    texts = [piece for cell in block.cells for piece in cell.split("\n") if piece.strip()]
    return [Block(block.number, "paragraph", text, block.page, bold=block.bold) for text in texts]


def _title(title: str, text: str) -> str:
    words = fold(text)
    if _ANNEX.match(words):
        return text
    return f"{title} {text}".strip()[:300] if title and not re.match(r"[ivx]+\.|\d+\.", words) else title  # fmt: skip


def _padded(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]


def kind_of(table: Table) -> TableKind:
    """A table of tasks has owners and time, one of targets has figures; the heading words alone do not tell."""
    roles = {column.role for column in table.columns}
    if "value" in roles and (not roles & {"time", "product"} or columns.measures(table)):
        return "targets"
    if "value" not in roles and not roles & {"time", "product"} and columns.states_levels(table):
        return "targets"
    if roles & {"time", "coordinating", "owners"} or ("lead" in roles and "value" not in roles):
        return "tasks"
    return "targets" if "value" in roles else "other"
