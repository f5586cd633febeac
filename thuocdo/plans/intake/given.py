"""Lines of work out of what people paste or upload: a meeting's conclusion, a table, another system's sheet."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence

from thuocdo.documents.intake import grid
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc, pasted
from thuocdo.plans.intake.columns import continues_header, heading_role, merged_header
from thuocdo.plans.rules.given import MOST, Line
from thuocdo.plans.rules.markers import cell_number
from thuocdo.plans.rules.owners import is_unit_list, leading_units
from thuocdo.plans.rules.schedules import read_schedule

HEAD_WITHIN = 25  # rows of a sheet above which its heading stands
_BULLET = re.compile(r"^\s*(?:[-–—+•*▪●○◦·§]|\d{1,3}[.)]|[a-zđ]\))\s+")
_PARTED = re.compile(r"\s+[-–—|]\s+|\s*\|\s*|\s*;\s+(?=\S)")
_UNTIL = re.compile(
    r"[,;(]?\s*(?:(?:hoàn thành|xong|báo cáo|thời hạn|hạn)\s*:?\s*)?"
    r"(?P<due>(?:trước|trong|chậm nhất|đến hết|không quá|hết)\s+(?:ngày|tháng|quý|năm)?[^,;()]*\d{4})\s*[).]*\s*$",
    re.IGNORECASE,
)
_OWN = (  # headings of tracking systems that plans do not have; an earlier one is looked for first
    ("higher", re.compile(r"ma (?:so )?(?:nhiem vu|cong viec|nv)|(?:so|stt) (?:nhiem vu|nv)|cap tren")),
    ("paper_date", re.compile(r"ngay (?:van ban|vb|ban hanh|ky)\b|\b(?:van ban|vb)\b.*\bngay\b(?! giao)")),
    ("signer", re.compile(r"(?:nguoi|lanh dao) ky\b")),
    ("paper", re.compile(r"(?:so|ky hieu)\b.*\b(?:van ban|vb|ky hieu)|van ban (?:giao|chi dao)|\b(?:van ban|vb)\b.*\bso\b")),
    ("state", re.compile(r"trang thai|tinh trang|^(?:ket qua|tinh hinh) (?:thuc hien|xu ly|giai quyet)")),
    ("giver", re.compile(r"^(?:nguoi|don vi|co quan|lanh dao) (?:giao|chi dao|ban hanh)\b")),
    ("coordinating", re.compile(r"^(?!.*chu tri).*(?:phoi hop|dong (?:xu ly|thuc hien))")),
    ("due", re.compile(r"\bhan\b|thoi (?:han|gian hoan thanh)")),
    ("paper_date", re.compile(r"^ngay giao\b")),
    ("higher", re.compile(r"^(?:id|ma)$")),
)  # fmt: skip
_FROM_PLAN = {"content": "content", "lead": "units", "owners": "units", "time": "due", "product": "product", "number": "number"}  # fmt: skip


def from_text(text: str) -> list[Line]:
    """One line of work per line of text; a table pasted from Word or Excel by its columns."""
    clean = pasted(text.replace("\x0b", " "))  # a break inside a line of Word ends no line
    if "\t" in clean:
        rows = [(n, row) for n, row in enumerate(csv.reader(io.StringIO(clean), delimiter="\t"), 1)]
        return _limited(_from_rows(rows, "văn bản dán vào"))
    lines = [(n, line) for n, line in enumerate(clean.split("\n"), 1) if re.search(r"\w", line)]
    return _limited([_parted(n, line) for n, line in lines])


def from_sheet(data: bytes, name: str) -> list[Line]:
    """The rows under the heading of the first sheet. Mistake where no heading names content and unit."""
    rows = grid(data, name)
    if _heading(rows) is None:
        raise Mistake(
            f"“{name}” không có dòng tiêu đề ghi cột nội dung và cột đơn vị. "
            "Thêm dòng tiêu đề, ví dụ: Nội dung · Đơn vị thực hiện · Thời hạn.",
            field="file",
        )
    return _limited(_from_rows(rows, name))


def _limited(lines: list[Line]) -> list[Line]:
    if len(lines) > MOST:
        raise Mistake(
            f"Có {len(lines)} dòng, nhiều hơn {MOST}. Chia thành nhiều lần.", field="file"
        )
    return lines


def _from_rows(rows: Sequence[tuple[int, Sequence[str]]], name: str) -> list[Line]:
    head = _heading(rows)
    if head is not None:
        at, columns = head
        found = [(n, {columns[i]: c for i, c in enumerate(row) if i in columns}) for n, row in rows[at + 1 :]]  # fmt: skip
    else:
        found = [(n, _guessed(row)) for n, row in rows]
    lines = [Line.of(n, cells) for n, cells in found if any(c.strip() for c in cells.values())]
    return [line for line in lines if line.units or line.due or _is_whole(line, lines)]


def _is_whole(line: Line, lines: Sequence[Line]) -> bool:
    """A lone heading between the rows of a table ("I. Lĩnh vực …") is no work; a lone row is."""
    return len(lines) == 1 or cell_number(line.number)[0] in ("number", "decimal")


def _heading(rows: Sequence[tuple[int, Sequence[str]]]) -> tuple[int, dict[int, str]] | None:
    """Where the heading ends, and what each of its columns holds; it may stand in two rows, merged."""
    for at, (_n, row) in enumerate(rows[:HEAD_WITHIN]):
        columns = columns_of(row)
        if {"content", "units"} <= set(columns.values()):
            below = rows[at + 1][1] if at + 1 < len(rows) else ()
            if below and continues_header(row, below):
                return at + 1, columns_of(_merged(row, below))
            above = rows[at - 1][1] if at else ()
            if sum(bool(cell.strip()) for cell in above) > 1:
                columns |= _of_paper(columns_of(_merged(above, row)))
            return at, columns
    return None


def _of_paper(columns: dict[int, str]) -> dict[int, str]:
    """Only a heading above tells whose "Số" and "Ngày" stand in a column: those of the document."""
    return {i: name for i, name in columns.items() if name in ("paper", "paper_date", "signer")}


def _merged(above: Sequence[str], below: Sequence[str]) -> list[str]:
    wide = max(len(above), len(below))
    upper, lower = ([*row, *[""] * (wide - len(row))] for row in (above, below))
    return merged_header(upper, lower)


def columns_of(row: Sequence[str]) -> dict[int, str]:
    """Column → the cell of a line it holds; the first column that fits has it.

    >>> columns_of(["STT", "Số văn bản", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Ngày giao", "Hạn xử lý"])
    {0: 'number', 1: 'paper', 2: 'content', 3: 'units', 4: 'paper_date', 5: 'due'}
    >>> columns_of(["ID", "Tên nhiệm vụ", "Người giao", "Đơn vị nhận", "Đơn vị phối hợp", "Hạn"])
    {0: 'higher', 1: 'content', 2: 'giver', 3: 'units', 4: 'coordinating', 5: 'due'}
    >>> columns_of(["Nội dung", "Đơn vị", "Hạn", "Kết quả thực hiện", "Sản phẩm"])[4]
    'product'
    """
    found: dict[int, str] = {}
    words = [fold(cell).strip(" :.*") for cell in row]
    if any(len(w) > 70 for w in words):
        return {}
    for name, pattern in _OWN:
        fits = [i for i, w in enumerate(words) if w and i not in found and pattern.search(w)]
        if fits and name not in found.values():
            found[fits[0]] = name
    for i, cell in enumerate(row):
        role = _FROM_PLAN.get(heading_role(cell) or "")
        if i not in found and role and role not in found.values():
            found[i] = role
    return dict(sorted(found.items()))


def _guessed(row: Sequence[str]) -> dict[str, str]:
    """A pasted row without heading: number, content, unit, time, product, told apart by what they hold."""
    cells = [nfc(cell) for cell in row]
    found: dict[str, str] = {}
    if cells and len(cells) > 1 and cell_number(cells[0])[0] != "none":
        found["number"] = cells.pop(0)
    for cell in cells:
        if not cell:
            continue
        if "content" not in found:
            found["content"] = cell
        elif "due" not in found and _is_time(cell):
            found["due"] = cell
        elif "units" not in found:
            found["units"] = cell
        else:
            found.setdefault("product", cell)
    return found


def _is_time(cell: str) -> bool:
    return len(cell) < 60 and read_schedule([cell], 2000).schedule.kind != "none"


def _parted(place: int, text: str) -> Line:
    """ "Nội dung – đơn vị – thời hạn", or a sentence that begins with whom it asks.

    >>> _parted(1, "- Rà soát phòng họp – Phòng Kế hoạch - Tài chính – 30/11/2026")
    Line(place=1, content='Rà soát phòng họp', units='Phòng Kế hoạch - Tài chính', due='30/11/2026', coordinating='', product='', higher='', number='', paper='', paper_date='', signer='', state='')
    >>> line = _parted(2, "2. Giao Văn phòng Sở chủ trì, rà soát chế độ họp, hoàn thành trước ngày 30/11/2026.")
    >>> line.content, line.units, line.due
    ('rà soát chế độ họp', 'Văn phòng Sở', 'trước ngày 30/11/2026')
    """
    bullet = _BULLET.match(text)
    number = bullet[0].strip() if bullet and bullet[0].strip()[0].isdigit() else ""
    body = nfc(text[bullet.end() :] if bullet else text)
    cells = _by_signs(body) or _by_sentence(body)
    return Line.of(place, {"number": number, **cells})


def _by_signs(body: str) -> dict[str, str] | None:
    """Pieces between signs, read from the end, so that a dash inside the content or a name stays there.

    Where a long dash or a bar parts the line, a short one does not.
    """
    every = list(_PARTED.finditer(body))
    strong = [sign for sign in every if sign[0].strip() in ("–", "—", "|")]
    signs = strong or every
    if not signs:
        return None
    due, end = "", len(body)
    last = body[signs[-1].end() :]
    if _is_time(last) or _is_odd_time(body, strong):
        due, end = last, signs.pop().start()
    found = _owned(body, signs, end)
    if found is None and signs:
        found = {"content": body[: signs[-1].start()], "units": body[signs[-1].end() : end]}
    return {**(found or {"content": body[:end]}), "due": due}


def _is_odd_time(body: str, signs: Sequence[re.Match[str]]) -> bool:
    """What stands behind the unit is its time, even where nobody can read it: then it is told."""
    if len(signs) < 2:
        return False
    before, last = body[signs[-2].end() : signs[-1].start()], body[signs[-1].end() :]
    return is_unit_list(before) and not is_unit_list(last)


def _owned(body: str, signs: Sequence[re.Match[str]], end: int) -> dict[str, str] | None:
    """The first piece from which on, up to `end`, nothing but units is named."""
    for sign in signs:
        if is_unit_list(body[sign.end() : end]):
            return {"content": body[: sign.start()], "units": body[sign.end() : end]}
    return None


def _by_sentence(body: str) -> dict[str, str]:
    found = _UNTIL.search(body)
    due, rest = (found["due"], body[: found.start()]) if found else ("", body)
    rest = re.sub(r"^(?:Giao|Đề nghị|Yêu cầu)\s+(?:cho\s+)?", "", rest.strip(" .;,"))
    led = leading_units(rest)
    if led is None:
        return {"content": rest, "due": due}
    units, what = led
    what = re.sub(r"^(?:chủ trì|có trách nhiệm)\s*,?\s*(?!phối hợp)", "", what)
    return {"content": what, "units": units, "due": due}
