"""Work that comes without a plan: lines as they were given, understood or told what is wrong with which cell.

A line may come from a form, from text pasted out of a meeting's conclusion, or from a row of another system's
sheet. Nothing is guessed: a name nobody knows and a time nobody can read are faults of their cell, with what
would be accepted.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from typing import Literal

from thuocdo.documents.rules.references import references
from thuocdo.lawbook.schedule import Schedule
from thuocdo.lawbook.text import fold, nfc
from thuocdo.organisations.rules.matching import Match
from thuocdo.plans.rules.owners import split_roles, split_units
from thuocdo.plans.rules.schedules import read_schedule
from thuocdo.plans.rules.settle import Party
from thuocdo.plans.rules.work import as_schedule

Cell = Literal["content", "units", "due", "coordinating", "product", "higher", "number", "paper", "paper_date", "signer", "state"]  # fmt: skip
MOST = 2000  # lines of one giving; more is a plan
LONGEST = 4000  # characters of one content
TIMES = ("30/11/2026", "Tháng 12/2026", "Quý IV/2026", "Thường xuyên", "Không thời hạn")
_NO_TIME = {"", "-", "khong", "khong thoi han", "khong co", "khong quy dinh"}
_DONE = re.compile(r"(?:da )?(?:hoan thanh|xong|ket thuc)\b")
_DAY = re.compile(r"(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*(\d{4})")


@dataclass(frozen=True)
class Line:
    """One piece of work as given, nothing understood yet. `place`: its line of the text, its row of the sheet.

    `paper`, `paper_date`, `signer`: the document that gives this very line, where a sheet names it. `state`: how the
    work stands in the system the sheet comes from.
    """

    place: int
    content: str = ""
    units: str = ""
    due: str = ""
    coordinating: str = ""
    product: str = ""
    higher: str = ""
    number: str = ""
    paper: str = ""
    paper_date: str = ""
    signer: str = ""
    state: str = ""

    @property
    def done(self) -> bool:
        """Whether the system it comes from says that it is done.

        >>> Line(1, state="Đã hoàn thành trong hạn").done, Line(1, state="Chưa hoàn thành").done
        (True, False)
        """
        return bool(_DONE.match(fold(self.state)))

    @classmethod
    def of(cls, place: int, cells: Mapping[str, str]) -> Line:
        """From cells by name; names it does not know are left out, words are brought into their stored form."""
        known = {f.name for f in fields(cls)} - {"place"}
        return cls(place, **{k: nfc(str(v)) for k, v in cells.items() if k in known})


@dataclass(frozen=True)
class Paper:
    """The document that gives the work. `source` is one of Plan.Source but a plan."""

    source: str
    number: str = ""
    issued_on: dt.date | None = None
    signer: str = ""
    title: str = ""


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell. `accepted`: values that would do. `past`: only that its day has passed."""

    place: int
    cell: Cell
    text: str
    accepted: tuple[str, ...] = ()
    past: bool = False


@dataclass(frozen=True)
class Given:
    """A line understood. `units` owe the work; `leads` and `coordinating` are the names as printed."""

    line: Line
    paper: Paper
    leads: tuple[Party, ...]
    coordinating: tuple[Party, ...]
    units: tuple[int, ...]
    schedule: Schedule

    @property
    def key(self) -> tuple[str, frozenset[int], dt.date | None]:
        """Two lines with one key are the same work given twice."""
        return fold(self.line.content), frozenset(self.units), self.schedule.due


@dataclass(frozen=True)
class Agency:
    """What the agency knows on the day: whom each printed name means, members of the groups among them."""

    names: Mapping[str, Match]
    members: Mapping[int, tuple[int, ...]]
    today: dt.date


def names_in(cell: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The units of a cell: those that lead, those that help.

    >>> names_in("Văn phòng Sở; Thanh tra Sở")
    (('Văn phòng Sở', 'Thanh tra Sở'), ())
    """
    roles = split_roles(cell)
    return roles.lead, roles.coordinating


def understood(
    lines: Sequence[Line], paper: Paper, agency: Agency
) -> tuple[list[Given], list[Fault]]:
    """Every line as work, and the faults of those that are not. A line with a fault is not among the work."""
    given: list[Given] = []
    faults: list[Fault] = []
    seen: dict[tuple[object, ...], int] = {}
    for line in lines:
        one, wrong = _one(line, paper, agency)
        if one is not None and not _hard(wrong):
            first = seen.setdefault((one.paper, *one.key), line.place)
            if first != line.place:
                text = f"Trùng với dòng {first}: cùng nội dung, đơn vị và thời hạn. Bỏ một dòng."
                wrong.append(Fault(line.place, "content", text))
        if one is not None and not _hard(wrong):
            given.append(one)
        faults += wrong
    return given, faults


def _hard(faults: Sequence[Fault]) -> list[Fault]:
    return [fault for fault in faults if not fault.past]


def _one(line: Line, paper: Paper, agency: Agency) -> tuple[Given | None, list[Fault]]:
    faults: list[Fault] = []
    content = _content(line, faults)
    own = _paper(line, paper, agency.today, faults)
    leads, coordinating, units = _units(line, agency, faults)
    schedule = _schedule(line, own, agency.today, faults)
    if line.done:
        text = f"Hệ thống nguồn ghi “{line.state[:60]}”. Bỏ dòng này; nếu vẫn giao thì xóa ô."
        faults.append(Fault(line.place, "state", text))
    if len(line.higher) > 40:
        faults.append(Fault(line.place, "higher", "Số nhiệm vụ cấp trên dài quá 40 ký tự."))
    if schedule is None:
        return None, faults
    line = replace(line, content=content)
    return Given(line, own, leads, coordinating, units, schedule), faults


def _content(line: Line, faults: list[Fault]) -> str:
    if not re.search(r"\w", line.content):
        faults.append(Fault(line.place, "content", "Chưa ghi nội dung công việc."))
    if len(line.content) > LONGEST:
        text = f"Nội dung dài quá {LONGEST} ký tự. Rút gọn, phần còn lại để trong văn bản giao."
        faults.append(Fault(line.place, "content", text))
    return line.content


def _paper(line: Line, paper: Paper, today: dt.date, faults: list[Fault]) -> Paper:
    """The document of this line: its own where it names one, else that of the whole giving."""
    number, printed = _cited(line.paper)
    issued = day_of(line.paper_date) or (None if line.paper_date else printed)
    if line.paper_date and issued is None:
        text = f"“{line.paper_date}” không phải ngày. Ghi dạng ngày/tháng/năm."
        faults.append(Fault(line.place, "paper_date", text, ("05/11/2026",)))
    if issued and issued > today:
        text = f"Văn bản giao đề ngày {issued:%d/%m/%Y}, sau hôm nay. Sửa lại ngày."
        faults.append(Fault(line.place, "paper_date", text))
    if len(number) > 60:
        faults.append(Fault(line.place, "paper", "Số, ký hiệu văn bản dài quá 60 ký tự."))
    if not line.paper:
        return paper
    return Paper(paper.source, number, issued or paper.issued_on, line.signer or paper.signer)


def _cited(text: str) -> tuple[str, dt.date | None]:
    """Number and day of a document out of a cell that cites it whole; anything else stays as it is.

    >>> _cited("Công văn số 123/UBND-KSTTHC ngày 05/11/2026"), _cited("15-TB/VP")
    (('123/UBND-KSTTHC', datetime.date(2026, 11, 5)), ('15-TB/VP', None))
    """
    found = references(text) if " " in text else []
    return (found[0].code, found[0].date) if len(found) == 1 else (text, None)


def day_of(text: str) -> dt.date | None:
    """A day as people and sheets write it.

    >>> day_of("05/11/2026"), day_of("ngày 5-11-2026"), day_of("31/02/2026"), day_of("tuần sau")
    (datetime.date(2026, 11, 5), datetime.date(2026, 11, 5), None, None)
    """
    found = _DAY.search(text)
    if found is None:
        return None
    try:
        return dt.date(int(found[3]), int(found[2]), int(found[1]))
    except ValueError:
        return None


def _units(
    line: Line, agency: Agency, faults: list[Fault]
) -> tuple[tuple[Party, ...], tuple[Party, ...], tuple[int, ...]]:
    if not re.search(r"\w", line.units):
        faults.append(Fault(line.place, "units", "Chưa ghi đơn vị thực hiện."))
        return (), (), ()
    whole = agency.names.get(line.units)
    leads, helping = names_in(line.units)
    if whole is not None and whole.thing is not None:
        leads, helping = (line.units,), ()
    parties: list[Party] = []
    units: list[int | None] = []
    for name in leads:
        party = _party(name, line, agency, faults)
        if party is not None:
            parties.append(party)
            units += agency.members.get(party.id or 0, ()) if party.kind == "group" else [party.id]
    if not leads:
        text = f"Không rõ đơn vị nào chủ trì trong “{line.units}”."
        faults.append(Fault(line.place, "units", text))
    others = [_printed(name, agency) for name in (*helping, *split_units(line.coordinating))]
    return tuple(parties), tuple(others), tuple(dict.fromkeys(u for u in units if u is not None))


def _party(name: str, line: Line, agency: Agency, faults: list[Fault]) -> Party | None:
    match = agency.names.get(name)
    thing = match.thing if match else None
    if thing is not None and thing.kind == "unit":
        return Party(name, "unit", thing.id)
    if thing is not None and thing.kind == "group" and agency.members.get(thing.id or 0):
        return Party(name, "group", thing.id, "every")
    if thing is not None and thing.kind == "partner":
        text = f"“{name}” là cơ quan ngoài, không giao việc ở đây được. Ghi đơn vị của mình làm đầu mối."
    elif thing is not None and thing.kind == "group":
        text = f"Nhóm “{name}” chưa có đơn vị nào."
    else:
        text = f"Không có đơn vị nào tên “{name}”. Ghi đúng tên hoặc chọn trong danh sách."
    near = match.candidates if match else ()
    accepted = tuple(c.thing.name for c in near if c.thing.kind in ("unit", "group"))
    faults.append(Fault(line.place, "units", text, accepted))
    return None


def _printed(name: str, agency: Agency) -> Party:
    match = agency.names.get(name)
    if match is None or match.thing is None or match.kind is None or match.kind == "general":
        return Party(name, "unknown")
    return Party(name, match.kind, match.id)


def _schedule(line: Line, paper: Paper, today: dt.date, faults: list[Fault]) -> Schedule | None:
    if fold(line.due) in _NO_TIME:
        return Schedule()
    year = (paper.issued_on or today).year
    read = read_schedule([line.due], year)
    if read.doubt:
        why = "không có trong lịch" if read.doubt == "impossible-date" else "không đọc được"
        text = f"Thời hạn “{line.due}” {why}. Ghi ngày/tháng/năm, tháng, quý, thường xuyên hoặc để trống."
        faults.append(Fault(line.place, "due", text, TIMES))
        return None
    schedule = as_schedule(read.schedule, None)
    if schedule.due and paper.issued_on and schedule.due < paper.issued_on:
        text = (
            f"Thời hạn {schedule.due:%d/%m/%Y} trước ngày văn bản giao {paper.issued_on:%d/%m/%Y}."
        )
        faults.append(Fault(line.place, "due", text))
    elif schedule.due and schedule.due < today:
        text = f"Thời hạn {schedule.due:%d/%m/%Y} đã qua."
        faults.append(Fault(line.place, "due", text, past=True))
    return schedule
