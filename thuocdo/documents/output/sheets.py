"""The tables of a document as a workbook, and its figures in the order in which another system asks for them."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from textwrap import wrap
from typing import Any

from thuocdo.documents.output.tables import LONGEST, safe
from thuocdo.documents.rules.grids import Cell, Column, Figure, Table, value_of
from thuocdo.documents.rules.papers import Paper
from thuocdo.lawbook.mistakes import Mistake

EXACT = 15  # digits a sheet keeps of a number; longer ones are written as words
FONT = {"font_name": "Times New Roman", "font_size": 12, "valign": "vcenter"}
LINE = 16  # points of a line of 12 pt
ENTRY = ("TT", "Mã chỉ tiêu", "Tên chỉ tiêu", "Giá trị")
FIRST_DAY = dt.datetime(2020, 3, 5)  # a workbook without a day of its own: that of Decree 30/2020


def paper_xlsx(paper: Paper) -> bytes:
    """A sheet for each annex in their order; for each table of the body where there is no annex."""
    pages: list[tuple[str, tuple[str, ...], Table, bool]]
    if paper.annexes:
        pages = [
            (label, (label, annex.title.upper(), paper.attached), annex.table, annex.lies)
            for label, annex in zip(paper.annex_labels, paper.annexes, strict=True)
        ]
    else:
        pages = [
            (f"Bảng {n}", (placed.table.title or placed.name,), placed.table, len(placed.table.columns) > 7)
            for n, placed in enumerate(paper.tables(), 1)
        ]  # fmt: skip
    if not pages:
        raise Mistake(f"{paper.kind} này không có bảng số liệu nên không có bản Excel. Tải bản Word hoặc PDF.")  # fmt: skip
    book = _Book(paper.day or paper.written, f"{paper.kind} {paper.about}")
    for name, titles, table, lies in pages:
        book.page(name, titles, table, lies)
    return book.bytes()


def entry_xlsx(
    figures: Sequence[tuple[str, str, Cell | None]], *, title: str, day: dt.date | None = None
) -> bytes:
    """`figures`: code, name, value in the order of the screens they are typed into; None stays empty."""
    rows = [
        (str(n), code, name, "" if value is None else value)
        for n, (code, name, value) in enumerate(figures, 1)
    ]
    columns = tuple(map(Column, ENTRY, (4, 12, 44, 14)))
    book = _Book(day, title)
    book.page("Nhập số liệu", (title,), Table(columns, tuple(rows)), lies=False)
    return book.bytes()


class _Book:
    """Equal words are equal bytes: the day of making is the document's."""

    def __init__(self, day: dt.date | None, title: str) -> None:
        import xlsxwriter

        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(
            self.out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        )
        made = dt.datetime.combine(day, dt.time()) if day else FIRST_DAY
        self.book.set_properties({"title": title[:255], "created": made})
        self.looks: dict[tuple[tuple[str, Any], ...], Any] = {}

    def look(self, **said: Any) -> Any:
        key = tuple(sorted(said.items()))
        if key not in self.looks:
            self.looks[key] = self.book.add_format({**FONT, **said})
        return self.looks[key]

    def page(self, name: str, titles: tuple[str, ...], table: Table, lies: bool) -> None:
        sheet = self.book.add_worksheet(name[:31])
        last = len(table.columns) - 1
        shares = sum(column.width for column in table.columns)
        widths = [max(8, round((125 if lies else 85) * c.width / shares)) for c in table.columns]
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        at = 0
        for n, title in enumerate(titles):
            look = self.look(bold=n < 2, italic=n == 2, align="center", text_wrap=True)
            self._across(sheet, (at, 0, at, last), title, look)
            _room_for(sheet, at, [(title, sum(widths))])
            at += 1
        if table.unit_line:
            self._across(sheet, (at, 0, at, last), table.unit_line, self.look(italic=True, align="right"))  # fmt: skip
            at += 1
        first = at
        for heads in table.heads():
            for head in heads:
                box = (at, head.at, at + head.down - 1, head.at + head.across - 1)
                self._across(sheet, box, head.text, self.look(bold=True, align="center", text_wrap=True, border=1))  # fmt: skip
            _room_for(sheet, at, [(h.text, sum(widths[h.at : h.at + h.across])) for h in heads if h.down == 1])  # fmt: skip
            at += 1
        for n in range(len(table.rows)):
            self._row(sheet, at + n, table, n)
            texts = table.shown(n)
            whole = len(texts) == 1 < len(widths)
            _room_for(sheet, at + n, [(texts[0], sum(widths))] if whole else zip(texts, widths, strict=True))  # fmt: skip
        if table.note:
            sheet.write_string(at + len(table.rows), 0, _words(table.note), self.look(italic=True))
        sheet.freeze_panes(at, 0)
        sheet.repeat_rows(first, at - 1)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        if lies:
            sheet.set_landscape()

    def _across(self, sheet: Any, box: tuple[int, int, int, int], text: str, look: Any) -> None:
        if box[:2] == box[2:]:
            sheet.write_string(box[0], box[1], _words(text), look)
        else:
            sheet.merge_range(*box, _words(text), look)

    def _row(self, sheet: Any, at: int, table: Table, n: int) -> None:
        row, shown, bold = table.rows[n], table.shown(n), table.bold(n)
        if len(row) == 1 < len(table.columns):
            look = self.look(bold=True, border=1, text_wrap=True)
            self._across(sheet, (at, 0, at, len(table.columns) - 1), shown[0], look)
            return
        for i, cell in enumerate(row):
            said = {"bold": bold, "border": 1, "align": table.side(n, i)}
            value = value_of(cell)
            if shown[i] == "":
                sheet.write_blank(at, i, None, self.look(**said))
            elif value is None or len(value.as_tuple().digits) > EXACT:
                sheet.write_string(at, i, _words(shown[i]), self.look(text_wrap=True, **said))
            else:
                sheet.write_number(at, i, value, self.look(num_format=_form(shown[i], cell), **said))  # fmt: skip

    def bytes(self) -> bytes:
        self.book.close()
        return self.out.getvalue()


def _form(shown: str, cell: Cell) -> str:
    """How Excel prints a figure as the document does: places as printed, its unit behind it."""
    unit = cell.unit if isinstance(cell, Figure) else ""
    digits = shown.removesuffix(unit).strip()
    places = len(digits.partition(",")[2])
    decimals = f".{'0' * places}" if places else ""
    behind = f'"{"" if unit == "%" else " "}{unit}"' if unit and '"' not in unit else ""
    return f"#,##0{decimals}{behind}"


def _room_for(sheet: Any, at: int, cells: Iterable[tuple[str, int]]) -> None:
    """A row high enough for its longest cell: no program does that by itself for cells put together, few for the rest."""
    lines = max((len(wrap(text, width)) for text, width in cells), default=1)
    if lines > 1:
        sheet.set_row(at, min(lines * LINE + 2, 409))  # the most a row may have


def _words(text: str) -> str:
    return str(safe(text))[:LONGEST]
