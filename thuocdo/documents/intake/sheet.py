"""XLSX: every visible sheet in its order; cells as they are printed, lone lines around a table as paragraphs."""

from __future__ import annotations

import io
import itertools
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

from thuocdo.documents.intake.assembly import Assembly
from thuocdo.documents.intake.limits import MAX_COLUMNS, MAX_MERGED, MAX_ROWS, SHEET_ROWS
from thuocdo.documents.intake.sheet_values import held, printed
from thuocdo.documents.rules.blocks import Note, Reading
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc

_MERGE = re.compile(
    rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)
_NUMBER_HEADS = {"tt", "stt", "so tt", "so thu tu", "muc"}
warnings.filterwarnings("ignore", module="openpyxl")  # says what it skips: charts, extensions
Line = tuple[int, list[str], list[bool]]  # sheet row, texts, bold


def read(data: bytes, name: str) -> Reading:
    out, notes = Assembly(name), []
    book = _open(data, name)
    try:
        for page in book.worksheets:
            if page.sheet_state != "visible":
                notes.append(
                    Note("sheet-hidden", f"Trang tính ẩn “{nfc(page.title)}” không được đọc.")
                )
                continue
            _sheet(page, _merges(data, page), out)
    except Mistake:
        raise
    except Exception as error:  # openpyxl raises whatever its XML parser and converters raise
        raise _broken(name) from error
    finally:
        book.close()
    return Reading(name, "xlsx", tuple(out.blocks), title=_title(book), notes=tuple(notes))


def grid(data: bytes, name: str, *, every_digit: bool = False) -> list[tuple[int, list[str]]]:
    """The first visible sheet as it stands: row number from 1, texts by column; empty rows are left out."""
    text = held if every_digit else printed
    book = _open(data, name)
    try:
        for page in book.worksheets:
            if page.sheet_state == "visible":
                return [
                    (row, [nfc(t) for t in texts]) for row, texts, _bold in _lines(page, name, text)
                ]
    except Mistake:
        raise
    except Exception as error:  # as above
        raise _broken(name) from error
    finally:
        book.close()
    return []


def _broken(name: str) -> Mistake:
    return Mistake(f"“{name}” bị hỏng, không mở được. Mở lại bằng Excel, lưu rồi tải lên.")


def _open(data: bytes, name: str) -> Any:
    import openpyxl

    try:
        return openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except Exception as error:  # as above
        raise _broken(name) from error


def _title(book: Any) -> str:
    return nfc(str(book.properties.title or ""))


def _merges(data: bytes, page: Any) -> list[tuple[int, int, int, int]]:
    """Merged ranges (first row, first column, last row, last column), from 1.

    openpyxl leaves them out when it streams, so they are read from the sheet's own part.
    """
    from openpyxl.utils import column_index_from_string as column

    with zipfile.ZipFile(io.BytesIO(data)) as package:
        content = package.read(page._worksheet_path)
    return [
        (int(r1), column(c1.decode()), int(r2), column(c2.decode()))
        for c1, r1, c2, r2 in _MERGE.findall(content)
    ]


def _sheet(page: Any, merges: list[tuple[int, int, int, int]], out: Assembly) -> None:
    """Lone lines become paragraphs; the lines between them tables, each as wide as it is filled."""
    lines = list(_lines(page, out.name))
    following = _next_full(lines)
    merged = {row for row, _ in _below(merges)}
    margin = min((next(i for i, t in enumerate(line[1]) if t) for line in lines), default=0)
    body: list[Line] = []
    for at, line in enumerate(lines):
        filled = [t for t in line[1] if t]
        apart = line[0] in merged or not line[1][margin]
        if len(filled) > 1 or not _stands_alone(following[at], bool(body), apart):
            body.append(line)
            continue
        _table(body, merges, out)
        body = []
        for text in filled[0].split("\n"):
            out.paragraph(nfc(text), bold=any(line[2]))
    _table(body, merges, out)


def _table(lines: list[Line], merges: list[tuple[int, int, int, int]], out: Assembly) -> None:
    used = sorted({i for _, texts, _ in lines for i, text in enumerate(texts) if text})
    if not used:
        return
    first, width = used[0], used[-1] - used[0] + 1
    inside = _continued(merges, first, width)
    out.open_table()
    for number, texts, bolds in lines:
        cells = [nfc(c) for c in [*texts[first:], *[""] * width][:width]]
        bold = all(b for t, b in zip(texts, bolds, strict=True) if t)
        out.row(cells, bold=bold, above=inside.get(number, ()))


def _lines(page: Any, name: str, text: Callable[[Any], str] = printed) -> Iterator[Line]:
    """Filled rows. Stops at the limits rather than fill the memory."""
    page.reset_dimensions()  # a stated size of a million empty rows is not walked
    filled, last = 0, None
    for number, row in enumerate(page.iter_rows(max_col=MAX_COLUMNS), 1):
        # openpyxl gives one and the same tuple for every row of a gap
        texts = [] if row is last else [text(cell) for cell in row]
        last = row
        if any(texts):
            filled += 1
            yield (
                number,
                texts,
                [bool(t) and bool(c.font.b) for c, t in zip(row, texts, strict=True)],
            )
        if filled > MAX_ROWS or number > SHEET_ROWS:
            raise Mistake(
                f"“{name}”: trang tính “{nfc(page.title)}” có hơn {MAX_ROWS:,} dòng. "
                "Chỉ giữ lại phần kế hoạch cần đọc."
            )


def _next_full(lines: list[Line]) -> list[list[str]]:
    """For each line, the filled cells of the next line that has more than one; [] at the end."""
    found: list[list[str]] = []
    following: list[str] = []
    for _, texts, _ in reversed(lines):
        found.append(following)
        if len(filled := [t for t in texts if t]) > 1:
            following = filled
    return found[::-1]


def _stands_alone(following: list[str], open_table: bool, apart: bool) -> bool:
    """Whether a row with one filled cell is a line of text rather than a row of a table.

    Before a table it is. Within one only where a new header or nothing but lone lines follow, and it
    stands in the first column (`apart`: it does not, or belongs to a cell above).
    """
    return not open_table or (not apart and (not following or _is_header(following)))


def _is_header(filled: list[str]) -> bool:
    return fold(filled[0]).rstrip(".") in _NUMBER_HEADS and not any(c.isdigit() for c in filled[0])


def _below(merges: list[tuple[int, int, int, int]]) -> Iterator[tuple[int, int]]:
    """(sheet row, column from 0) of the lower cells of merged ranges; a bound on hostile sheets."""
    cells = (
        (row, left - 1) for top, left, bottom, _ in merges for row in range(top + 1, bottom + 1)
    )
    return itertools.islice(cells, MAX_MERGED)


def _continued(
    merges: list[tuple[int, int, int, int]], first: int, width: int
) -> dict[int, tuple[int, ...]]:
    """For each sheet row, the table columns that belong to the cell above."""
    found: dict[int, set[int]] = {}
    for row, column in _below(merges):
        if 0 <= column - first < width:
            found.setdefault(row, set()).add(column - first)
    return {row: tuple(sorted(columns)) for row, columns in found.items()}
