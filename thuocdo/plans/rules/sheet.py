"""The update sheet: which work each row speaks of, what its open cells say, what is wrong with which cell.

A row is known by its code: the number of the work, the version the sheet was made from, a check digit pair
against slips of the hand. All else that is locked is there for people to read and is never read back.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc
from thuocdo.plans.rules.given import day_of
from thuocdo.plans.rules.progress import LONGEST, completion_day

MOST = 1000  # rows of one sheet that came back
YES, NO = "x", ""
_MARKED = {"x", "co", "da co", "1", "roi", "yes"}
_UNMARKED = {"", "khong", "0", "chua", "-"}
CODE, LOCKED = "code", ("code", "number", "task", "unit", "due", "state", "owed")
OPEN = ("text", "done_on", "product", "reference", "obstacle", "to_leader")
COLUMNS = (*LOCKED, *OPEN)
HEADS = {
    "code": "Mã",
    "number": "Số",
    "task": "Nhiệm vụ",
    "unit": "Đơn vị",
    "due": "Thời hạn",
    "state": "Tình trạng",
    "owed": "Sản phẩm phải có",
    "text": "Nội dung cập nhật",
    "done_on": "Ngày hoàn thành",
    "product": "Đã có sản phẩm",
    "reference": "Tài liệu kiểm chứng",
    "obstacle": "Khó khăn, vướng mắc",
    "to_leader": "Xin ý kiến lãnh đạo",
}


def letter(column: str) -> str:
    """The letter of a column.

    >>> letter("code"), letter("text"), letter("to_leader")
    ('A', 'H', 'M')
    """
    return chr(ord("A") + COLUMNS.index(column))


def code(work: int, version: int) -> str:
    """How a row names its work and the version it was made from.

    >>> code(123, 4)
    '123.4.71'
    """
    return f"{work}.{version}.{_check(work, version):02d}"


def _check(work: int, version: int) -> int:
    return (work * 31 + version * 7 + 13) % 97


def read_code(text: str) -> tuple[int, int] | None:
    """Work and version; None where the code was written over.

    >>> read_code("123.4.71"), read_code("124.4.71"), read_code("123,4")
    ((123, 4), None, None)
    """
    found = re.fullmatch(r"(\d{1,15})\.(\d{1,9})\.(\d\d)", text.strip())
    if found is None:
        return None
    work, version = int(found[1]), int(found[2])
    return (work, version) if _check(work, version) == int(found[3]) else None


@dataclass(frozen=True)
class SheetFault:
    """What is wrong with one cell ("I7"), and values that would do."""

    cell: str
    text: str
    accepted: tuple[str, ...] = ()


@dataclass(frozen=True)
class Filled:
    """One row somebody filled in. `raw` are its cells as written, by name of the column."""

    place: int
    work: int
    version: int
    text: str = ""
    done_on: dt.date | None = None
    product: bool = False
    reference: str = ""
    obstacle: str = ""
    to_leader: bool = False
    raw: Mapping[str, str] = field(default_factory=dict)

    def at(self, column: str) -> str:
        """The address of one of its cells."""
        return f"{letter(column)}{self.place}"


def cells_of(rows: Sequence[tuple[int, Sequence[str]]]) -> list[tuple[int, dict[str, str]]]:
    """Rows under the heading, their cells by column; those nobody filled in are left out.

    Mistake where this is no update sheet: its columns were moved, or it is another file.
    """
    head = next((i for i, (_n, row) in enumerate(rows) if _is_head(row)), None)
    if head is None:
        raise Mistake(
            "Tệp này không phải phiếu cập nhật tải từ danh mục nhiệm vụ, hoặc các cột đã bị đổi chỗ. "
            "Tải phiếu mới rồi điền lại.",
            field="file",
        )
    found = []
    for place, row in rows[head + 1 :]:
        cells = dict(zip(COLUMNS, [*row, *[""] * len(COLUMNS)], strict=False))
        if any(cells[name].strip() for name in OPEN):
            found.append((place, {k: v for k, v in cells.items() if v}))
    if len(found) > MOST:
        raise Mistake(f"Phiếu có hơn {MOST} dòng đã điền. Chia thành nhiều phiếu.", field="file")
    return found


def _is_head(row: Sequence[str]) -> bool:
    wanted = [fold(HEADS[name]) for name in COLUMNS]
    return [fold(cell) for cell in row[: len(COLUMNS)]] == wanted


def filled(
    rows: Sequence[tuple[int, Mapping[str, str]]], today: dt.date
) -> tuple[list[Filled], list[SheetFault]]:
    """Every filled row read, and the faults of those that cannot be."""
    found: list[Filled] = []
    faults: list[SheetFault] = []
    seen: dict[int, int] = {}
    for place, cells in rows:
        row, wrong = _row(place, cells, today)
        if row is not None:
            first = seen.setdefault(row.work, place)
            if first != place:
                text = f"Việc này đã có ở dòng {first}. Mỗi việc chỉ điền một dòng."
                wrong.append(SheetFault(row.at("code"), text))
        if row is not None and not wrong:
            found.append(row)
        faults += wrong
    return found, faults


def _row(
    place: int, cells: Mapping[str, str], today: dt.date
) -> tuple[Filled | None, list[SheetFault]]:
    faults: list[SheetFault] = []

    def wrong(column: str, text: str, *accepted: str) -> None:
        faults.append(SheetFault(f"{letter(column)}{place}", text, accepted))

    key = read_code(cells.get("code", ""))
    words = {name: nfc(cells.get(name, "")) for name in OPEN}
    for name in ("text", "obstacle", "reference"):
        if len(words[name]) > (300 if name == "reference" else LONGEST):
            wrong(name, "Dài quá. Rút gọn và gắn văn bản kèm theo.")
    done_on = _day(words["done_on"], today, wrong)
    marks = {name: _mark(name, words[name], wrong) for name in ("product", "to_leader")}
    for name in ("done_on", "product", "reference"):
        if words[name] and not words["text"] and not (name == "product" and not marks[name]):
            wrong(
                "text", f"Đã ghi “{HEADS[name]}” thì phải ghi nội dung: một câu nói đã làm được gì."
            )
            break
    if marks["to_leader"] and not words["obstacle"]:
        wrong("obstacle", "Xin ý kiến lãnh đạo thì phải ghi khó khăn, vướng mắc.")
    if key is None:
        wrong(
            "code",
            f"Mã “{cells.get('code', '')}” đã bị sửa. Chép lại mã từ phiếu gốc hoặc tải phiếu mới.",
        )
        return None, faults
    work, version = key
    row = Filled(
        place, work, version, words["text"], done_on, marks["product"], words["reference"],
        words["obstacle"], marks["to_leader"], dict(cells),
    )  # fmt: skip
    return row, faults


def _day(words: str, today: dt.date, wrong) -> dt.date | None:  # type: ignore[no-untyped-def]
    if not words:
        return None
    day = day_of(words)
    example = f"{today:%d/%m/%Y}"
    if day is None:
        text = f"“{words}” không phải ngày có thật. Ghi ngày/tháng/năm."
        wrong("done_on", text, example)
        return None
    try:
        return completion_day(day, today)
    except Mistake as mistake:
        wrong("done_on", mistake.message, f"đến {example}")
        return None


def _mark(name: str, words: str, wrong) -> bool:  # type: ignore[no-untyped-def]
    said = fold(words)
    if said not in _MARKED | _UNMARKED:
        wrong(
            name, f"“{words}” không hiểu được. Ghi x nếu có, để trống nếu không.", YES, "để trống"
        )
    return said in _MARKED
