"""DOCX: body paragraphs and tables in their order, with the numbers Word draws by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from thuocdo.documents.intake.assembly import Assembly
from thuocdo.documents.intake.encodings import MIXED
from thuocdo.documents.intake.limits import MAX_NESTING
from thuocdo.documents.intake.word_lists import Numbering
from thuocdo.documents.intake.word_parts import Parts, open_parts
from thuocdo.documents.intake.word_runs import Words, hidden_mark
from thuocdo.documents.intake.word_styles import Styles, W
from thuocdo.documents.intake.word_tables import Grid, is_layout
from thuocdo.documents.rules.blocks import Note, Reading
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

_WRAPPERS = {f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}


def read(data: bytes, name: str) -> Reading:
    parts = open_parts(data, name)
    try:
        walk = _Walk(parts, name)
        walk.body(parts.body)
    except Mistake:
        raise
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        raise Mistake(
            f"“{name}” bị hỏng, không mở được. Mở lại bằng Word, lưu rồi tải lên."
        ) from error
    return Reading(
        name, "docx", tuple(walk.out.blocks), title=parts.title, notes=tuple(walk.notes())
    )


class _Walk:
    """One pass over the body; numbering counts on in reading order, tables included."""

    def __init__(self, parts: Parts, name: str) -> None:
        self.out = Assembly(name)
        self.styles = Styles(parts.styles)
        self.numbering = Numbering(parts.numbering, self.styles)
        self.root = parts.document
        self.old = False  # some of it was typed in an old encoding
        self.carry = ""  # words of a paragraph whose end mark was deleted

    def body(self, parent: Any) -> None:
        for child in parent:
            if child.tag == f"{W}p":
                for text, bold in self.paragraph(child):
                    self.out.paragraph(text, bold=bold)
            elif child.tag == f"{W}tbl":
                self.table(child)
            elif child.tag in _WRAPPERS:
                self.body(child)

    def paragraph(self, p: Any) -> Iterator[tuple[str, bool]]:
        """Its printed lines, then the lines of text boxes anchored in it."""
        words = Words(p, self.styles)
        lines, self.old = words.lines, self.old or words.old
        mark = self.numbering.mark(p)
        first = next((i for i, line in enumerate(lines) if line.strip()), None)
        if first is not None:
            lines[first] = f"{mark}{lines[first]}"
        if self.carry:
            lines[0], self.carry, first = f"{self.carry}{lines[0]}", "", 0
        if hidden_mark(p):
            self.carry = lines.pop()
        if first is not None:
            for line in _joined(lines):
                yield line, words.bold
        for box in words.boxes:
            for inner in box.iter(f"{W}p"):
                yield from self.paragraph(inner)

    def table(self, tbl: Any) -> None:
        grid = Grid(tbl)
        if is_layout(grid, self.styles):
            for cell in grid.cells():
                self.body(cell.element)
            return
        self.out.open_table()
        for row in grid.rows:
            cells, bolds = [""] * grid.width, []
            for cell in row.cells:
                if cell.continues:
                    continue
                parts = list(self.cell_lines(cell.element, 0))
                at = grid.column(cell)
                cells[at] = " ".join([cells[at], *(t for t, _ in parts)]).strip()
                bolds += [b for t, b in parts if t]
            above = tuple(grid.column(c) for c in row.cells if c.continues)
            self.out.row(cells, bold=bool(bolds) and all(bolds), above=above)

    def cell_lines(self, parent: Any, depth: int) -> Iterator[tuple[str, bool]]:
        """Every paragraph of a cell; a table within a table is read cell by cell."""
        if depth > MAX_NESTING:
            raise Mistake(
                f"“{self.out.name}” có bảng lồng quá {MAX_NESTING} tầng. Tách bảng rồi tải lên."
            )
        for child in parent:
            if child.tag == f"{W}p":
                yield from self.paragraph(child)
            elif child.tag == f"{W}tbl":
                for cell in Grid(child).cells():
                    yield from self.cell_lines(cell.element, depth + 1)
            elif child.tag in _WRAPPERS:
                yield from self.cell_lines(child, depth)

    def notes(self) -> Iterator[Note]:
        has: Callable[[str], bool] = lambda tag: next(self.root.iter(f"{W}{tag}"), None) is not None  # noqa: E731
        if has("del") or has("ins") or has("moveFrom"):
            yield Note(
                "changes-accepted",
                "Tệp còn vết chỉnh sửa (Track Changes): phần thêm được đọc, phần xóa bỏ qua.",
            )
        if has("footnoteReference") or has("endnoteReference"):
            yield Note("footnotes-left-out", "Chú thích cuối trang không được đọc.")
        if self.old:
            yield Note("old-encoding", MIXED)


def _joined(lines: list[str]) -> Iterator[str]:
    """Lines broken by hand: one that goes on in lower case belongs to the line before it."""
    paragraph = ""
    for line in map(nfc, lines):
        if paragraph and line[:1].islower():
            paragraph = f"{paragraph} {line}"
        elif line:
            if paragraph:
                yield paragraph
            paragraph = line
    if paragraph:
        yield paragraph
