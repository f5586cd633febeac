"""Rows as CSV or XLSX. Both take any iterable of rows and hold one at a time."""

from __future__ import annotations

import csv
import datetime as dt
import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import IO, Any
from zoneinfo import ZoneInfo

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LOST = dict.fromkeys([*range(9), 11, 12, *range(14, 32)])  # control characters no sheet may hold
LEGAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # an instant is printed as the office's clock showed it
CHUNK = 64 * 1024  # characters of CSV sent at once
LONGEST = 32_767  # characters of one XLSX cell
WIDEST = 60  # characters of a column's first width


def safe(value: Any) -> Any:
    """A value no sheet program runs: text that starts like a formula gets a leading apostrophe.

    >>> safe("=1+1"), safe("- Văn bản chỉ đạo"), safe(-3), safe(None)
    ("'=1+1", "'- Văn bản chỉ đạo", -3, '')
    """
    held = storable(value)
    return f"'{held}" if like_formula(held) else held


def like_formula(value: Any) -> bool:
    """Text a sheet program might run. A written XLSX marks its cell as quoted, and nobody sees an apostrophe."""
    return isinstance(value, str) and value.startswith(_FORMULA)


def storable(value: Any) -> Any:
    """A value as a cell holds it: nothing as "", yes as "x", an instant on the office's clock, text without controls."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "x" if value else ""
    if isinstance(value, dt.datetime) and value.tzinfo:
        return value.astimezone(LEGAL_ZONE).replace(tzinfo=None)
    if isinstance(value, int | float | Decimal | dt.date):
        return value
    return str(value).translate(_LOST)


def csv_rows(rows: Iterable[Sequence[Any]]) -> Iterator[bytes]:
    """UTF-8 with its mark (Excel needs it), in chunks. Dates dd/mm/yyyy, decimal comma, `;` between cells."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    out.write("\ufeff")
    for row in rows:
        writer.writerow([_written(safe(value)) for value in row])
        if out.tell() > CHUNK:
            yield out.getvalue().encode()
            out.seek(0)
            out.truncate()
    yield out.getvalue().encode()


def _written(value: Any) -> Any:
    if isinstance(value, dt.datetime):
        return f"{value:%d/%m/%Y %H:%M}"
    if isinstance(value, dt.date):
        return f"{value:%d/%m/%Y}"
    if isinstance(value, float | Decimal):
        return str(value).replace(".", ",")
    return value


def xlsx(rows: Iterable[Sequence[Any]], *, title: str = "Danh sách") -> IO[bytes]:
    """A sheet with the first row as its head, in a temporary file at its start; gone when closed."""
    import xlsxwriter

    out = tempfile.TemporaryFile()  # noqa: SIM115 - given to the caller, who closes it
    # constant_memory writes each row to disk as the next begins; strings are never read as formulas
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(out, options) as book:
        sheet = book.add_worksheet(_sheet_name(title))
        head = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        day = book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"})
        moment = book.add_format({"num_format": "dd/mm/yyyy hh:mm", "valign": "top"})
        plain = book.add_format({"text_wrap": True, "valign": "top"})
        quoted = book.add_format({"text_wrap": True, "valign": "top", "quote_prefix": True})
        sheet.freeze_panes(1, 0)
        for at, row in enumerate(rows):
            if at == 0:
                for column, value in enumerate(row):
                    sheet.set_column(column, column, min(max(len(str(value)) + 4, 12), WIDEST))
            for column, value in enumerate(row):
                text = quoted if like_formula(value) else plain
                _cell(sheet, at, column, value, text if at else head, day, moment)
    out.seek(0)
    return out


def _cell(sheet: Any, at: int, column: int, value: Any, plain: Any, day: Any, moment: Any) -> None:
    value = storable(value)
    if isinstance(value, dt.datetime):
        sheet.write_datetime(at, column, value, moment)
    elif isinstance(value, dt.date):
        sheet.write_datetime(at, column, dt.datetime.combine(value, dt.time()), day)
    elif isinstance(value, int | float | Decimal):
        sheet.write_number(at, column, value, plain)
    else:
        sheet.write_string(at, column, value[:LONGEST], plain)


def _sheet_name(title: str) -> str:
    """What Excel allows: 31 characters, none of []:*?/\\ and no apostrophe at an end."""
    return title.translate(str.maketrans("[]:*?/\\", "       "))[:31].strip("' ") or "Danh sách"
