"""The sheet a unit fills, the sheet in which all answers stand, and a report packed to be sent up."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from thuocdo.documents.output.tables import safe
from thuocdo.reporting.rules.figures import Figure, Input, written
from thuocdo.reporting.rules.gathering import Gathered
from thuocdo.reporting.rules.sheets import CODES

FILL = "FFF8DC"  # the ground of a cell to be filled
DETAILS = "Chi tiết theo đơn vị"


def to_fill(
    template: bytes, inputs: Sequence[Input], codes: Sequence[str], figures: Mapping[str, Figure]
) -> bytes:
    """A copy of the template: cells to be filled are open and coloured, everything else is locked."""
    from openpyxl.styles import PatternFill, Protection

    book = _book(template)
    pages = list(book.worksheets)
    for page in pages:
        page.protection.sheet = True
    for cell in inputs:
        place = pages[cell.sheet][cell.ref]
        place.protection = Protection(locked=False)
        place.fill = PatternFill("solid", fgColor=FILL)
        if cell.key in figures:
            place.value = _value(cell, figures[cell.key])
    hidden = book.create_sheet(CODES)
    for row, code in enumerate(codes, 1):
        hidden.cell(row, 1, code)
    hidden.sheet_state = "veryHidden"
    hidden.protection.sheet = True
    return _bytes(book)


def result(template: bytes, cells: Sequence[Gathered], rows: Iterable[Sequence[Any]]) -> bytes:
    """The template with all answers in its cells, and one sheet more with a line for each unit.

    `rows`: heads first. Formulas of the template stay and are computed when the sheet is opened.
    """
    from openpyxl.styles import Alignment, Font

    book = _book(template)
    pages = list(book.worksheets)
    for found in cells:
        place = pages[found.cell.sheet][found.cell.ref]
        place.value = _plain(found.number) if found.number is not None else safe(found.text) or None
        if "\n" in found.text:
            place.alignment = Alignment(wrap_text=True, vertical="top")
    detail = book.create_sheet(DETAILS)
    for values in rows:
        detail.append([_plain(value) for value in values])
    for place in detail[1]:
        place.font = Font(bold=True)
        place.alignment = Alignment(wrap_text=True, vertical="top")
    detail.freeze_panes = "B2"
    detail.column_dimensions["A"].width = 40
    return _bytes(book)


def _value(cell: Input, figure: Figure) -> Any:
    if figure.estimate or cell.kind == "text":
        return safe(written(cell, figure))
    if cell.kind == "date":
        return dt.date.fromisoformat(figure.value)
    return _plain(Decimal(figure.value))


def _plain(value: Any) -> Any:
    """What a sheet holds: whole numbers without a point, words that no program runs."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return safe(value) or None


def _book(data: bytes) -> Any:
    import openpyxl

    return openpyxl.load_workbook(io.BytesIO(data))


def _bytes(book: Any) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def package(name: str, files: Mapping[str, bytes]) -> bytes:
    """Files by their ending, and a list of their checksums (`sha256sum -c`): the same bytes for the same files."""
    out = io.BytesIO()
    sums = []
    with zipfile.ZipFile(out, "w") as target:
        for ending, data in files.items():
            target.writestr(zipfile.ZipInfo(f"{name}.{ending}"), data, zipfile.ZIP_DEFLATED)
            sums.append(f"{hashlib.sha256(data).hexdigest()}  {name}.{ending}\n")
        target.writestr(zipfile.ZipInfo("SHA256SUMS"), "".join(sums))
    return out.getvalue()


def as_json(data: Mapping[str, Any]) -> bytes:
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()
