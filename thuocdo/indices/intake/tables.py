"""A table of figures (CSV, Excel): one row per unit and year, columns named as the edition's inputs."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, replace
from pathlib import Path

from thuocdo.documents.intake import grid
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

LARGEST = 50_000_000  # bytes of one table
WIDE = (b"\xff\xfe", b"\xfe\xff")  # how Excel's "Unicode text" begins
OFFICE = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how files of Excel begin, new and old

THOUSANDS = re.compile(r"[-+]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?")  # dots that may part thousands
_COMMA = re.compile(r"[-+]?[\d.]+,\d+ ?%?")
_DOT = re.compile(r"[-+]?\d+\.\d+ ?%?")


@dataclass(frozen=True)
class Row:
    """A row with its line in the file, cells by column."""

    line: int
    cells: dict[str, str]


@dataclass(frozen=True)
class Sheet:
    """`decimal` is the sign before decimals: a comma where cells are parted by semicolons, or by tabs as they come
    out of a spreadsheet, unless some cell has a dot that parts no thousands, and none a comma."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    decimal: str


def read_sheet(path: Path) -> Sheet:
    """Mistake: no file, neither Excel nor UTF-8, no head, a column twice, a row of another length."""
    try:
        if path.stat().st_size > LARGEST:
            raise Mistake(f"{path.name} lớn hơn {LARGEST // 1_000_000} MB. Chia thành nhiều tệp.")
        data = path.read_bytes()
    except OSError:
        raise Mistake(f"Không đọc được tệp “{path}”. Kiểm tra lại đường dẫn.") from None
    return sheet_of(text_of_file(data, path.name), path.name)


def text_of_file(data: bytes, name: str) -> str:
    """What a file's table says as text; of Excel the first sheet, every digit of it. Mistake: neither of both."""
    if data.startswith(OFFICE):
        return _pasted(grid(data, name, every_digit=True))
    try:
        return data.decode("utf-16" if data.startswith(WIDE) else "utf-8-sig")
    except UnicodeDecodeError:
        raise Mistake(f"{name} không phải văn bản UTF-8. Lưu lại tệp theo CSV UTF-8.") from None


def _pasted(rows: list[tuple[int, list[str]]]) -> str:
    """A sheet as it is pasted, each row in the line of its number; a title above the head is left out."""
    filled = {n: [" ".join(t.split()) for t in texts] for n, texts in rows}
    top = next((n for n, texts in filled.items() if sum(map(bool, texts)) > 1), 0)
    width = max((at for at, text in enumerate(filled.get(top, []), 1) if text), default=0)
    out = io.StringIO()
    into = csv.writer(out, delimiter="\t", lineterminator="\n")
    for n in range(1, max(filled, default=0) + 1):
        texts = filled.get(n, []) if n >= top else []
        while len(texts) > width and not texts[-1]:
            texts.pop()
        into.writerow([*texts, *[""] * (width - len(texts))])
    return out.getvalue()


def sheet_of(text: str, name: str) -> Sheet:
    """The table a text holds; cells parted by comma, semicolon or tab, as its head shows."""
    head = next((line for line in text.splitlines() if line.strip(" ,;\t")), "")
    parted = max(",;\t", key=head.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=parted, strict=True)
    try:
        lines = [(reader.line_num, row) for row in reader]
    except csv.Error as error:
        raise Mistake(f"{name}, dòng {reader.line_num}: không đúng dạng CSV ({error}).") from None
    while lines and not any(cell.strip() for cell in lines[0][1]):
        lines.pop(0)
    if not lines:
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
    return Sheet(columns, tuple(rows), "." if parted == "," else _decimal(rows))


def _decimal(rows: list[Row]) -> str:
    """Where nothing tells ("1.234" and no other) it is a comma: the reader of figures asks which was meant."""
    cells = [cell for row in rows for cell in row.cells.values()]
    dotted = any(_DOT.fullmatch(c) and not THOUSANDS.fullmatch(c.rstrip(" %")) for c in cells)
    return "." if dotted and not any(map(_COMMA.fullmatch, cells)) else ","


def with_year(sheet: Sheet, column: str, year: int) -> Sheet:
    """The table with the year in a column of its own, where it has none."""
    if column in sheet.columns:
        return sheet
    rows = tuple(replace(row, cells={**row.cells, column: str(year)}) for row in sheet.rows)
    return replace(sheet, columns=(column, *sheet.columns), rows=rows)
