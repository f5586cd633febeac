"""A collection's sheet as a grid, and a filled copy of it as figures."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from thuocdo.documents.intake import check_upload
from thuocdo.documents.intake.sheet_values import printed
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.reporting.rules.figures import Figure, Input, read_figure
from thuocdo.reporting.rules.sheets import CODES, Sheet, Slot

MOST_ROWS, MOST_COLUMNS = 1000, 60  # of one sheet that people fill by hand


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be taken as written, and why."""

    cell: Input
    message: str

    @property
    def key(self) -> str:
        return self.cell.key

    @property
    def ref(self) -> str:
        return self.cell.ref

    @property
    def label(self) -> str:
        return self.cell.label


def read_sheets(data: bytes, name: str) -> list[Sheet]:
    """The visible sheets as drawn. Mistake for what is no Excel sheet, or too large to be filled by hand."""
    if check_upload(data, name) != "xlsx":
        raise Mistake(f"“{name}” không phải tệp Excel (.xlsx). Lưu biểu thành .xlsx rồi tải lên.")
    book = _open(data, name)
    seen = [page for page in book.worksheets if page.sheet_state == "visible"]
    sheets = [_sheet(book.worksheets.index(page), page, name) for page in seen]
    if not any(slot.text for sheet in sheets for slot in sheet.slots()):
        raise Mistake(f"“{name}” không có chữ nào. Tải lên biểu có tiêu đề dòng và cột.")
    return sheets


def _open(data: bytes, name: str, *, data_only: bool = False) -> Any:
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(data), data_only=data_only)
    except Exception as error:  # openpyxl raises whatever its XML parser and converters raise
        raise Mistake(
            f"“{name}” bị hỏng, không mở được. Mở lại bằng Excel, lưu rồi tải lên."
        ) from error


def _sheet(number: int, page: Any, name: str) -> Sheet:
    if page.max_row > MOST_ROWS or page.max_column > MOST_COLUMNS:
        raise Mistake(
            f"“{name}”: trang tính “{nfc(page.title)}” rộng hơn {MOST_ROWS} dòng hoặc {MOST_COLUMNS} cột. "
            "Xóa các dòng, cột trống ở cuối rồi tải lên."
        )
    spans = {(r.min_row, r.min_col): r for r in page.merged_cells.ranges}
    under = {
        (row, column)
        for r in page.merged_cells.ranges
        for row in range(r.min_row, r.max_row + 1)
        for column in range(r.min_col, r.max_col + 1)
    } - set(spans)
    lines = tuple(
        tuple(
            _slot(cell, spans.get((cell.row, cell.column)))
            for cell in line
            if (cell.row, cell.column) not in under
        )
        for line in page.iter_rows()
    )
    return Sheet(number, nfc(page.title), lines)


def _slot(cell: Any, span: Any) -> Slot:
    formula = cell.data_type == "f"
    return Slot(
        cell.row,
        cell.column,
        cell.coordinate,
        "" if formula else nfc(printed(cell)),
        formula,
        bool(cell.font and cell.font.b),
        span.max_row - span.min_row + 1 if span else 1,
        span.max_col - span.min_col + 1 if span else 1,
    )


def read_filled(
    data: bytes, name: str, inputs: Sequence[Input], codes: Sequence[str], drawn: Sequence[Sheet]
) -> tuple[dict[str, Figure], list[Fault]]:
    """The figures of a copy that comes back, and every cell that cannot be taken.

    `codes`: what the hidden sheet of this unit's copy says; `drawn`: the sheet as it was sent out. Mistake where
    the file is no such copy, or its lines and columns were moved.
    """
    if check_upload(data, name) != "xlsx":
        raise Mistake(f"“{name}” không phải tệp Excel (.xlsx). Gửi lại biểu đã tải từ trang này.")
    book, typed = _open(data, name, data_only=True), _open(data, name)
    _require_own(book, name, codes)
    pages = [page for page in book.worksheets if page.title != CODES]
    if len(pages) <= max((cell.sheet for cell in inputs), default=0):
        raise Mistake(f"“{name}” thiếu trang tính. Tải lại biểu từ trang này rồi điền.")
    _require_places(pages, name, inputs, drawn)
    figures, faults = {}, []
    for cell in inputs:
        place = pages[cell.sheet][cell.ref]
        try:
            _require_value(place, typed[pages[cell.sheet].title][cell.ref])
            figure = read_figure(cell, printed_plain(place))
        except Mistake as mistake:
            faults.append(Fault(cell, mistake.message))
            continue
        if figure is not None:
            figures[cell.key] = figure
    return figures, faults


def _require_value(place: Any, typed: Any) -> None:
    """Mistake for a cell that shows a person something and a program nothing."""
    if type(place).__name__ == "MergedCell":
        raise Mistake("Ô này đã bị gộp với ô bên cạnh. Tách ô rồi ghi số liệu vào từng ô.")
    if place.data_type == "e":
        raise Mistake(f"Công thức trong ô báo lỗi {place.value}. Ghi thẳng số liệu vào ô.")
    if place.value is None and typed.data_type == "f":
        raise Mistake(
            "Ô này là công thức, trong tệp chưa có kết quả. Mở tệp bằng Excel, lưu lại rồi gửi; hoặc ghi thẳng số liệu."
        )


def _require_places(
    pages: Sequence[Any], name: str, inputs: Sequence[Input], drawn: Sequence[Sheet]
) -> None:
    """Mistake where words beside or above the asked cells stand elsewhere than in the sheet that was sent out."""
    asked = {cell.key for cell in inputs}
    for sheet in drawn:
        here = [slot for slot in sheet.slots() if f"{sheet.number}!{slot.ref}" in asked]
        rows, columns = {slot.row for slot in here}, {slot.column for slot in here}
        for slot in sheet.slots():
            if slot.text and (slot.row in rows or slot.column in columns):
                found = nfc(printed(pages[sheet.number][slot.ref]))
                if found.split() != slot.text.split():
                    raise Mistake(
                        f"“{name}”: ô {slot.ref} phải là “{_brief(slot.text)}”, trong tệp là “{_brief(found) or 'ô trống'}”. Dòng hoặc "
                        "cột đã bị thêm, xóa hay sửa. Tải lại biểu từ trang này rồi điền, không sửa khung biểu."
                    )


def _brief(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 40 else f"{flat[:39]}…"


def _require_own(book: Any, name: str, codes: Sequence[str]) -> None:
    if CODES not in book.sheetnames:
        raise Mistake(
            f"“{name}” không phải biểu tải từ trang này. Bấm “Tải biểu Excel”, điền vào tệp đó rồi gửi lại."
        )
    found = [str(book[CODES].cell(row, 1).value or "") for row in range(1, len(codes) + 1)]
    if found[:1] != list(codes[:1]):
        raise Mistake(f"“{name}” là biểu của đợt thu thập khác. Tải lại biểu của đợt này.")
    if found[1:2] != list(codes[1:2]):
        raise Mistake(f"“{name}” là biểu của đơn vị khác. Tải lại biểu của đơn vị mình.")
    if found != list(codes):
        raise Mistake(f"“{name}” là biểu cũ, các ô cần điền đã thay đổi. Tải lại biểu rồi điền.")


def printed_plain(cell: Any) -> str:
    """A typed number without its format (60% stays 60), anything else as it is printed."""
    value = cell.value
    if isinstance(value, bool) or not isinstance(value, int | float):
        return printed(cell)
    if "%" in (cell.number_format or ""):
        return printed(cell)
    text = repr(value)
    return (text.removesuffix(".0") if "e" not in text else f"{value:f}").replace(".", ",")
