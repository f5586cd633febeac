"""A sheet people fill in: locked columns to read, open ones to write, each saying what it takes."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO, Any, Literal

from thuocdo.documents.output.tables import LONGEST, like_formula, storable

LAST = 1_048_575  # the last row of a sheet, from 0
LOWEST = dt.date(2000, 1, 1)
ALLOWED = {"format_columns": True, "format_rows": True, "autofilter": True, "sort": False}
INPUT, GROUND = "#FFF8DC", "#F2F4F7"


@dataclass(frozen=True)
class FormColumn:
    """`takes`: what an open column accepts; a locked one takes nothing. `hint` is shown beside its cells."""

    head: str
    width: int = 16
    takes: Literal["", "text", "day", "mark"] = ""
    hint: str = ""


def form(
    columns: Sequence[FormColumn], rows: Iterable[Sequence[Any]], *, title: str, says: Sequence[str]
) -> IO[bytes]:
    """`says` stands above the heading, a row each. `rows` hold values of the leading columns."""
    import xlsxwriter

    out = tempfile.TemporaryFile()  # noqa: SIM115 - given to the caller, who closes it
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(title[:31])
        sheet.protect("", ALLOWED)
        looks = _looks(book)
        for column, one in enumerate(columns):
            sheet.set_column(column, column, one.width, looks[one.takes])
        for at, words in enumerate(says):
            sheet.write_string(at, 0, words, looks["title" if at == 0 else "says"])
        head = len(says)
        for column, one in enumerate(columns):
            sheet.write_string(head, column, one.head, looks["head"])
        sheet.freeze_panes(head + 1, 3)
        last = head
        for last, row in enumerate(rows, head + 1):
            _row(sheet, last, row, columns, looks)
        for column, one in enumerate(columns):
            if one.takes and last > head:
                sheet.data_validation(head + 1, column, last, column, _asks(one))
        sheet.autofilter(head, 0, max(last, head), len(columns) - 1)
    out.seek(0)
    return out


def _looks(book: Any) -> dict[str, Any]:
    plain = {"text_wrap": True, "valign": "top"}
    open_ = {**plain, "locked": False, "bg_color": INPUT, "border": 1, "border_color": "#D9CFA8"}
    return {
        "": book.add_format(plain),
        "quoted": book.add_format({**plain, "quote_prefix": True}),
        "text": book.add_format({**open_, "num_format": "@"}),
        "mark": book.add_format({**open_, "num_format": "@", "align": "center"}),
        "day": book.add_format({**open_, "num_format": "dd/mm/yyyy"}),
        "date": book.add_format({**plain, "num_format": "dd/mm/yyyy"}),
        "head": book.add_format({**plain, "bold": True, "bottom": 1, "bg_color": GROUND}),
        "title": book.add_format({"bold": True, "font_size": 13}),
        "says": book.add_format({"font_color": "#475467"}),
    }


def _row(
    sheet: Any, at: int, row: Sequence[Any], columns: Sequence[FormColumn], looks: dict[str, Any]
) -> None:
    for column, one in enumerate(columns):
        value = storable(row[column]) if column < len(row) else ""
        if isinstance(value, dt.date):
            sheet.write_datetime(at, column, dt.datetime(value.year, value.month, value.day), looks["date"])  # fmt: skip
        elif value == "":
            sheet.write_blank(at, column, None, looks[one.takes])
        else:
            quoted = not one.takes and like_formula(
                value
            )  # open columns hold text whatever it begins with
            look = looks["quoted" if quoted else one.takes]
            sheet.write_string(at, column, str(value)[:LONGEST], look)


def _asks(column: FormColumn) -> dict[str, Any]:
    said = {"input_title": column.head[:32], "input_message": column.hint[:255]} if column.hint else {}  # fmt: skip
    if column.takes == "day":
        rule: dict[str, Any] = {"validate": "date", "criteria": ">=", "value": LOWEST}
        rule["error_message"] = "Ghi ngày/tháng/năm, ví dụ 20/11/2026."
    elif column.takes == "mark":
        rule = {"validate": "list", "source": ["x"], "error_message": "Ghi x, hoặc để trống."}
    else:
        rule = {"validate": "length", "criteria": "<=", "value": 4000}
        rule["error_message"] = "Không quá 4.000 ký tự."
    return {**rule, **said, "error_title": column.head[:32]}
