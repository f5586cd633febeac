"""Who does what by when, said in one sentence: "Giao Văn phòng chủ trì, phối hợp với …, hoàn thành trước …"."""

from __future__ import annotations

import re

from thuocdo.plans.rules.assigned import time_phrases
from thuocdo.plans.rules.owners import Owners, is_unit_list, leading_units, partners_in, split_units
from thuocdo.plans.rules.reading import Schedule
from thuocdo.plans.rules.schedules import read_schedule
from thuocdo.plans.rules.unit_words import VERB_START

_GIVEN = re.compile(r"(?:^|(?<=[.;:])\s+|\(\s*|,\s*)(?P<word>Giao(?: cho)?|Phân công|Đề nghị|Yêu cầu|giao|do)\s+(?P<rest>[^.;]+)")  # fmt: skip
_DUE = re.compile(
    r"(?P<time>(?:(?<=thời gian: )|(?<=thời gian thực hiện: )|(?<=thời gian hoàn thành: )|(?<=thời hạn: )|(?<=thời hạn hoàn thành: )|(?<=tiến độ: )|mỗi năm \d+ lần vào |hoàn thành\s+(?:trước|trong|chậm nhất|xong|vào|tuần|(?:cuối|đầu)\s+(?:năm học|học kỳ|tháng|quý))|tuần (?:thứ |đầu |cuối |\d)[^.;()]{0,20}?tháng\s|(?:cuối|đầu|mỗi|hằng|hàng) (?:mỗi )?(?:năm học|học kỳ)\b|trước ngày|chậm nhất|xong trước|trước\s+(?=\d|tháng|quý)|trong (?:quý|tháng)\s|(?:hằng|hàng|mỗi) (?:năm|quý|tháng)\b|(?:hằng|hàng|mỗi) ngày(?=\s*(?:[.;,]|$))|(?:thứ (?:hai|ba|tư|năm|sáu|bảy) )?(?:hằng|hàng|mỗi) tuần\b|từ (?:ngày|tháng|quý)\s|\d+ lần\s*/\s*(?:tuần|tháng|quý|năm)|(?:(?<=: )|vào\s+)(?:ngày|tháng|quý)\s+(?=[\divx])|(?:thực hiện|triển khai) thường xuyên|thường xuyên(?=[\s.;]*$)|24/7)[^.;()]{0,70})",
    re.IGNORECASE,
)


# Words that open what stands before the subject: when, why, by what.
_FRONT = re.compile(
    r"(?:Để|Nhằm|Trong|Căn cứ|Theo|Trên cơ sở|Hằng|Hàng|Mỗi|Định kỳ|Sau|Khi|Từ|Đến|Trước|Chậm nhất|Muộn nhất|Đối với|Ngoài|Cùng với|Bên cạnh|Nhân|Tháng|Quý|(?:Đầu|Cuối) (?:năm|quý|tháng|tuần|học kỳ))\b"
)
_HANDED = re.compile(r"(?:giao(?: nhiệm vụ)?(?: cho)?|phân công(?: cho)?|yêu cầu)\s+")
_MODAL = re.compile(r"(?:được (?:giao|phân công|ủy quyền)|phải|cần|sẽ|có nhiệm vụ)\b")


_AFTER = re.compile(
    r"(?:trong (?:vòng|thời hạn)|trong|chậm nhất|không quá|sau)\s+(?:là\s+)?\d+\s*(?:ngày|giờ|tháng)(?:\s+làm việc)?,?\s+(?:(?:kể|tính)\s+)?(?:từ|sau)\s+(?:khi|ngày|thời điểm|lúc)\s[^.;,()]+"
    r"|(?:ngay\s+)?(?:sau khi (?:có|được|nhận|Bộ|UBND)|khi (?:có )?(?:phát sinh|yêu cầu))\b[^.;,()]*",
    re.IGNORECASE,
)
_HELPS = re.compile(r"(?:(?:Chủ động|Tiếp tục|Tích cực|Thường xuyên|Tăng cường)(?:,|\s+và)?\s+)?phối hợp\b", re.I)  # fmt: skip


def spoken_owners(text: str) -> Owners:
    """Owner and partners a sentence names.

    >>> spoken_owners("Giao Văn phòng chủ trì, phối hợp với các phòng rà soát, hoàn thành trước ngày 30/6/2024").lead
    ('Văn phòng',)
    >>> spoken_owners("Trong quý II/2026, Bộ phận Một cửa bố trí hai quầy").lead
    ('Bộ phận Một cửa',)
    """
    named = _subject(text)
    if named:
        return Owners(split_units(named[0]), partners_in(named[1]))
    for match in _GIVEN.finditer(text):
        given = leading_units(match["rest"])
        if given and (match["word"][0].isupper() or given[1].startswith("chủ trì")):
            return Owners(split_units(given[0]), partners_in(given[1]))
    chaired = re.search(r"[(;.]\s*([^\W\d_][^();.]{2,80}?)\s+chủ trì", text)
    if chaired and is_unit_list(chaired[1]):
        return Owners(split_units(chaired[1]), partners_in(text[chaired.start() :]))
    return Owners((), ())


def _subject(text: str) -> tuple[str, str] | None:
    """The units a sentence is about, behind the words that only say when or why; those a unit hands the work to."""
    starts = [0]
    if _FRONT.match(text):
        starts += [comma.end() for comma in re.finditer(r",\s+", text[:220])]
    titled = re.match(r"[^:.;]{3,120}:\s+", text)  # "Về tiêm chủng: Trạm Y tế tổ chức …"
    starts += [titled.end()] if titled else []
    for start in starts:
        named = leading_units(text[start:])
        if named and (VERB_START.match(named[1]) or _MODAL.match(named[1])):
            handed = _HANDED.match(named[1])
            return (handed and leading_units(named[1][handed.end() :])) or named
    return None


def spoken_partners(text: str) -> tuple[str, ...]:
    """Units the words of a task say to work with. A duty that begins with "Phối hợp với …" is itself the help.

    >>> spoken_partners("Kiểm tra công vụ; phối hợp với Thanh tra huyện xử lý vi phạm")
    ('Thanh tra huyện',)
    >>> spoken_partners("Phối hợp với các phòng Sở tuyên truyền Kế hoạch")
    ()
    """
    own = _HELPS.match(text)
    return partners_in(text[own.end() :] if own else text)


def spoken_schedule(text: str, year: int) -> Schedule:
    """The time a sentence gives itself: a day, a rhythm, else so many days after an event.

    >>> spoken_schedule("Trong vòng 05 ngày làm việc kể từ ngày có kết luận, gửi báo cáo", 2026).event
    'Trong vòng 05 ngày làm việc kể từ ngày có kết luận'
    >>> spoken_schedule("Đến 30/6/2026 sửa xong Quy chế số 12/QC-UBND ngày 05/01/2024", 2026).text
    'Đến 30/6/2026'
    """
    for match in _DUE.finditer(text):
        timed = read_schedule([match["time"].strip(" ,")], year)
        read = timed.schedule
        if timed.doubt == "impossible-date":
            return read  # the words are kept for the finding
        if read.kind in ("deadline", "window", "recurring", "continuous"):
            return read
    after = _AFTER.search(text)
    if after:
        return read_schedule([after[0].strip()], year).schedule
    for phrase in time_phrases(text, year):
        return read_schedule([phrase], year).schedule
    return Schedule()
