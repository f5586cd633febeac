"""DOCX: body paragraphs and tables in their order, with the numbers Word draws by itself."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from typing import Any

from thuocdo.documents.intake.assembly import Assembly
from thuocdo.documents.intake.limits import MAX_NESTING
from thuocdo.documents.intake.word_lists import Numbering
from thuocdo.documents.intake.word_runs import W, bold_of, hidden_mark, lines_of
from thuocdo.documents.intake.word_styles import Styles
from thuocdo.documents.intake.word_tables import Grid, is_layout
from thuocdo.documents.rules.blocks import Note, Reading
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

_WRAPPERS = {f"{W}{tag}" for tag in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")}


def read(data: bytes, name: str) -> Reading:
    document = _open(data, name)
    walk = _Walk(document, name)
    try:
        walk.body(document.element.body)
    except (ValueError, KeyError, IndexError, TypeError, AttributeError, RecursionError) as error:
        if isinstance(error, Mistake):
            raise
        raise _broken(name) from error
    return Reading(
        name, "docx", tuple(walk.out.blocks), title=_title(document), notes=tuple(walk.notes())
    )


def _broken(name: str) -> Mistake:
    return Mistake(f"“{name}” bị hỏng, không mở được. Mở lại bằng Word, lưu rồi tải lên.")


def _open(data: bytes, name: str) -> Any:
    from docx import Document

    try:
        document = Document(io.BytesIO(data))
        if document.element.body is None:
            raise _broken(name)
    except Mistake:
        raise
    except (
        Exception
    ) as error:  # lxml, zipfile and python-docx raise a dozen kinds for a broken package
        raise _broken(name) from error
    return document


def _title(document: Any) -> str:
    try:
        return nfc(document.core_properties.title or "")
    except Exception:  # a damaged property part says nothing about the body
        return ""


class _Walk:
    """One pass over the body; numbering counts on in reading order, tables included."""

    def __init__(self, document: Any, name: str) -> None:
        self.out = Assembly(name)
        self.styles = Styles(document)
        self.numbering = Numbering(document, self.styles)
        self.root = document.element
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
        lines, boxes = lines_of(p, self.styles)
        mark = self.numbering.mark(p)
        first = next((i for i, line in enumerate(lines) if line.strip()), None)
        if first is not None:
            lines[first] = f"{mark}{lines[first]}"
        lines[0], self.carry = f"{self.carry}{lines[0]}", ""
        if hidden_mark(p):
            self.carry = lines.pop()
        bold = bold_of(p, self.styles)
        for line in _joined(lines):
            yield line, bold
        for box in boxes:
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
                text = nfc(" ".join(t for t, _ in parts))
                cells[grid.column(cell)] = nfc(f"{cells[grid.column(cell)]} {text}")
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
