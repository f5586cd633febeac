"""A piece of prose that only assigns: names of units, their role, the time.

No list of phrasings: names and times are taken out, and the piece assigns where nothing but words of
duty is left ("do … thực hiện", "giao …", "… chịu trách nhiệm, xong trước …", a bare name).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from thuocdo.lawbook.text import fold, nfc
from thuocdo.plans.rules.moments import ImpossibleDate, moments
from thuocdo.plans.rules.owners import (
    Owners,
    is_unit_list,
    leading_units,
    partners_in,
    split_roles,
    split_units,
)
from thuocdo.plans.rules.schedules import read_schedule

# Folded words that say nothing but who answers.
_DUTY = set(
    re.findall(
        r"\w+",
        "chu tri phoi hop voi cung thuc hien trien khai to chuc tham muu chiu trach nhiem phu dam nhiem nhan lam la dau"
        " moi don vi co quan bo phan duoc giao phan cong cho do cua thuoc ve noi dung nhiem vu cong viec nay tren chinh"
        " va cac lien quan hoan thanh xong de nghi yeu cau truc tiep thuong chung dieu hanh theo chuc nang linh vuc quy"
        " dinh ket qua nghiem tuc day du tai ke hoach o duoi sau",
    )
)
# Folded words that say nothing but when.
_TIME = set(
    re.findall(
        r"\w+",
        "ngay thang quy qui nam tuan hoc ky hk truoc sau trong den tu het xong hoan thanh cham nhat cuoi dau giua thoi"
        " gian han diem tien do thuc hien trien khai vao hang moi tung dinh lan va hoac thuong xuyen lien tuc ca suot la"
        " cua khoang du kien som muon hon khong qua giai doan cac tiep theo gio mot thu hai ba bay chu nhat dot he bat"
        " ket thuc i ii iii iv q t toi cho ke",
    )
)
_EVENT = re.compile(r"\b(?:ngay )?(?:sau khi|khi)\b|theo (?:yeu cau|chi dao)|dot xuat|kip thoi")
_ORDER = re.compile(
    r"(?:và\s+)?(?:(?:nội dung|nhiệm vụ|việc|phần việc) này\s+)?(?:thuộc\s+)?(?:(?:trách nhiệm|nhiệm vụ|phần việc)(?: chính)?(?: thực hiện)?(?:\s+(?:thuộc|về|của|là|:))*"
    r"|do|giao(?: nhiệm vụ)?(?: cho)?|phân công(?: cho)?|đề nghị|yêu cầu|(?:đơn vị |cơ quan )?(?:đầu mối|chủ trì|phụ trách)(?: thực hiện)?(?:\s+(?:là|:))?)\s+(?=\S)",
    re.IGNORECASE,
)  # fmt: skip
_ANSWERS = re.compile(
    r"\b(?:chủ trì|tham mưu|(?:triển khai|tổ chức)? ?thực hiện|phụ trách|đảm nhiệm|đảm nhận|chịu trách nhiệm|đầu mối)\b"
)
_ADVISES = re.compile(r"(?:tham mưu|giúp|trình)(?:\s+(?:cho|giúp))?\s+(?P<units>\S.{1,80}?)(?:\s+(?:ban hành|quyết định|phê duyệt|xem xét|chỉ đạo|tổ chức|triển khai|thực hiện))*(?=[,;.]|\s+(?:trước|trong|chậm)\s|$)")  # fmt: skip
_BREAK = re.compile(r"\s*[,;.|]\s+|\s+[-–—/]\s+")


@dataclass(frozen=True)
class Assigned:
    """`spoken` where words of duty stand beside the names; bare names may stand for anything."""

    owners: Owners
    time: str
    spoken: bool


def is_time(text: str) -> bool:
    """Does this say when, and nothing else?

    >>> is_time("xong trước 30/6/2026"), is_time("Quý II"), is_time("Tổng kết năm 2025"), is_time("Văn phòng")
    (True, True, False, False)
    """
    words = fold(text)
    if read_schedule([text], 2000).schedule.kind == "none":
        return False
    event = _EVENT.search(words) if len(words) < 90 else None
    return not set(re.findall(r"[^\W\d_]+", words[: event.start()] if event else words)) - _TIME


def assigned(text: str) -> Assigned | None:
    """Who a piece of prose names and when; None where it says anything besides.

    >>> assigned("do Văn phòng đảm nhiệm, xong trong tháng 3/2026").time
    'xong trong tháng 3/2026'
    >>> assigned("Trách nhiệm thuộc về Phòng Tư pháp.").owners.lead
    ('Phòng Tư pháp',)
    >>> assigned("Văn phòng Sở chủ trì xây dựng phần mềm theo dõi nhiệm vụ của các đơn vị.") is None
    True
    """
    plain = text.strip(" .;,()[]-–+•*=>→⇒")
    if not plain or len(plain) > 300:
        return None
    names, times = _without_times(plain)
    ordered = _ORDER.match(names)
    if ordered and names[:3].lower() == "do " and not _ANSWERS.search(names):
        return None  # "các lớp do Sở Nội vụ mở"
    for rest in dict.fromkeys((names[ordered.end() :] if ordered else names, names)):
        found = _named(rest)
        if found:
            owners, said, time = found
            spoken = said or (ordered is not None and rest != names)
            return Assigned(owners, ", ".join(p for p in (*times, time) if p), spoken)
    return None


def _without_times(text: str) -> tuple[str, list[str]]:
    """The text without the pieces at either end that only say when, and those pieces."""
    times: list[str] = []
    for cut in reversed([*_BREAK.finditer(text)]):
        if not is_time(text[cut.end() :]):
            break
        times, text = [text[cut.end() :].strip(), *times], text[: cut.start()]
    front = _BREAK.search(text)
    if front and is_time(text[: front.start()]):
        times, text = [text[: front.start()].strip(), *times], text[front.end() :]
    return text.strip(), times


def _named(text: str) -> tuple[Owners, bool, str] | None:
    """Owners of words that name units and say at most that they answer, whether they say so, and when."""
    spoken = _spoken(text)
    if spoken:
        return spoken
    owners = split_roles(text)
    if owners.lead and all(map(is_unit_list, (*owners.lead, *owners.coordinating))):
        return owners, bool(owners.coordinating), ""
    return None


def _spoken(text: str) -> tuple[Owners, bool, str] | None:
    named = leading_units(text)
    if named is None:
        return None
    partners = partners_in(named[1])
    rest = named[1]
    for partner in partners:
        rest = rest.replace(partner, " ")
    advises = _ADVISES.search(rest)
    if advises and is_unit_list(advises["units"]):
        rest = rest[: advises.start()] + rest[advises.end() :]
    rest, time = _without_time_inside(rest)
    if set(re.findall(r"[^\W\d_]+", fold(rest))) - _DUTY or re.search(r"\d", rest):
        return None
    return Owners(split_units(named[0]), partners), True, time


def _without_time_inside(text: str) -> tuple[str, str]:
    """The longest end of the words that only says when: "chủ trì thực hiện trước ngày 30/6"."""
    for gap in re.finditer(r"(?:^|\s+)(?=\S)", text):
        if is_time(text[gap.end() :].strip(" .;,")):
            return text[: gap.start()], text[gap.end() :].strip(" .;,")
    return text, ""


_OPENS = re.compile(
    r"\b(?:truoc|cham nhat|muon nhat|trong|den|tu|xong|hoan thanh|vao|het|dau|cuoi|giua|dip)\b"
)


def time_phrases(text: str, year: int) -> Iterator[str]:
    """The phrases of a sentence that say when something is done: a printed time with the words of time before it.

    One counts where it stands at a stop or behind a word like "trước"; the date of a document and a time before
    the plan do not.
    """
    plain = nfc(text)
    try:
        found = [m for m in moments(plain, year) if m.grain not in ("year", "school")]
    except ImpossibleDate:
        return
    folded = fold(plain)
    for moment in found:
        begin = moment.begin
        while (word := re.search(r"([a-z]+) $", folded[:begin])) and word[1] in _TIME:
            begin = word.start()
        stop = not folded[:begin].strip() or folded[:begin].rstrip()[-1] in ",;(:.–"
        opened = _OPENS.search(folded[begin : moment.begin])
        if moment.last.year >= year and (stop or opened):
            end = re.match(
                r"(?: (?:hang|moi) (?:nam|quy|thang)| (?:den|-|–) [^,.;()]{1,30}$)?",
                folded[moment.end :],
            )
            yield plain[begin : moment.end + (end.end() if end else 0)]


_CLOSINGS = re.compile(r"\s*[.;]\s+|,\s+(?=(?:do|giao)\s)|\s+(?=do\s)|\s+[-–—|/]\s+|\s*(?:=+>|→|⇒)\s*|\s*:\s+|\s*[(\[](?=[^()\[\]]{3,200}[)\]]\s*[.;,]?$)")  # fmt: skip


def closings(text: str) -> Iterator[tuple[str, str, Assigned]]:
    """Ways to part a line into its words, the sign before its end, and an end that only assigns.

    >>> [(words, sign) for words, sign, _ in closings("Lập sổ theo dõi (Văn thư, quý II/2026).")]
    [('Lập sổ theo dõi', '(')]
    """
    for cut in _CLOSINGS.finditer(text):
        words, end = text[: cut.start()], text[cut.end() :]
        if words.count("(") > words.count(")"):
            continue  # a sign inside a bracket parts the bracket, not the line
        if len(words.split()) < 2 or not (found := assigned(end)):
            continue
        yield words.strip(), cut[0].strip() or "do", found
