"""A CSV file of figures: one row per unit and year, columns named as the edition's inputs."""

from __future__ import annotations

import csv
import io
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

LARGEST = 50_000_000  # bytes of one table


@dataclass(frozen=True)
class Row:
    """A row with its line in the file, cells by column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """`decimal` is the sign before decimals: a comma only where cells are parted by semicolons, or by tabs as
    they come out of a spreadsheet."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    decimal: str


def read_sheet(path: Path) -> Sheet:
    """Mistake: no file, not UTF-8, no head, a column twice, a row of another length."""
    try:
        if path.stat().st_size > LARGEST:
            raise Mistake(f"{path.name} lớn hơn {LARGEST // 1_000_000} MB. Chia thành nhiều tệp.")
        text = path.read_text("utf-8-sig")
    except OSError:
        raise Mistake(f"Không đọc được tệp “{path}”. Kiểm tra lại đường dẫn.") from None
    except UnicodeDecodeError:
        raise Mistake(
            f"{path.name} không phải văn bản UTF-8. Lưu lại tệp theo CSV UTF-8."
        ) from None
    return sheet_of(text, path.name)


def sheet_of(text: str, name: str) -> Sheet:
    """The table a text holds; cells parted by comma, semicolon or tab, as its head shows."""
    head = text.partition("\n")[0]
    parted = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True)
    try:
        lines = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise Mistake(f"{name}, dòng {reader.line_num}: không đúng dạng CSV ({error}).") from None
    if not lines or not any(cell.strip() for cell in lines[0][1]):
        raise Mistake(f"{name} không có dòng tiêu đề.")
    columns = tuple(nfc(cell) for cell in lines[0][1])
    if twice := [c for c, times in Counter(columns).items() if times > 1]:
        raise Mistake(f"{name}: cột “{twice[0]}” có hai lần.")
    rows = []
    for line, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(columns):
            raise Mistake(f"{name}, dòng {line}: có {len(cells)} ô, cần {len(columns)}.")
        rows.append(Row(line, {c: cell.strip() for c, cell in zip(columns, cells, strict=True)}))
    if not rows:
        raise Mistake(f"{name} không có dòng số liệu nào.")
    return Sheet(columns, tuple(rows), "," if parted in ";\t" else ".")


def with_year(sheet: Sheet, column: str, year: int) -> Sheet:
    """The table with the year in a column of its own, where it has none."""
    if column in sheet.columns:
        return sheet
    rows = tuple(replace(row, cells={**row.cells, column: str(year)}) for row in sheet.rows)
    return replace(sheet, columns=(column, *sheet.columns), rows=rows)
