"""Reporting clauses: how often, by which day, from whom, to whom. One entry per rhythm."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thuocdo.plans.rules import unit_words as words
from thuocdo.plans.rules.outline import Node
from thuocdo.plans.rules.owners import is_unit_list, leading_units, split_units
from thuocdo.plans.rules.reading import Frequency, Reporting

_NAMES: tuple[tuple[Frequency, str], ...] = (
    ("monthly", r"(?:hàng|hằng|mỗi|định kỳ)\s+tháng|báo cáo tháng|\btháng(?=\s*[,;]\s*(?:quý|0?6 tháng))"),
    ("quarterly", r"(?:hàng|hằng|mỗi|từng|định kỳ)\s+quý|báo cáo quý|\bquý(?=\s*(?:[,;]|và|hoặc)\s*(?:0?6 tháng|(?:báo cáo )?năm|đột xuất|0?9 tháng))|(?<=[,;] )quý(?=[\s,;.)])|tháng cuối\s+(?:của\s+)?(?:mỗi\s+)?quý"),
    ("half_yearly", r"\b0?6 tháng(?!\s*cuối)(?:\s*đầu năm)?|(?:(?:hàng|hằng|mỗi|từng|các|cuối|kết thúc|hết|sơ kết)\s+)+(?:học kỳ|HK)\b(?:\s*(?:I{1,2}|[12])\b)?"),
    ("nine_months", r"\b0?9 tháng(?:\s*đầu năm)?"),
    ("yearly", r"(?:hàng|hằng|mỗi|định kỳ|cuối|tổng kết|báo cáo|một|01|1)\s+năm\b(?!\s*\d)|(?<=[,;] )(?:cả )?năm(?=\s*(?:[,;.)]|gửi|về|trước|\(|hoặc|và đột|theo|báo cáo))|(?:và|hoặc)\s+(?:cả )?năm(?=\s*(?:[,;.)]|gửi|về|trước|\(|theo))|báo cáo\s+(?:tổng kết\s+)?năm(?:\s+\d{4})?"),
    ("ad_hoc", r"đột xuất"),
)  # fmt: skip
_RHYTHMS = tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _NAMES)
_REPORT = re.compile(r"báo cáo", re.IGNORECASE)
_REGIME = re.compile(
    r"gửi|trước ngày|chế độ (?:thông tin,?\s*)?báo cáo|báo cáo\s+(?:định kỳ|tháng|quý|năm|0?6 tháng|kết quả|tình hình|tiến độ|về)|định kỳ[^.;]{0,60}báo cáo|báo cáo[^.;]{0,90}(?:định kỳ|hằng|hàng|0?6 tháng|đột xuất)|tổng hợp",
    re.IGNORECASE,
)
_DAY = re.compile(
    r"(?P<by>trước|chậm nhất(?:\s+(?:là|vào))?|vào|đến|và|ngày)\s*(?:ngày)?\s*(?P<day>\d{1,2})"
    r"(?:\s*(?:/|tháng)\s*(?P<month>\d{1,2})(?!\d)(?P<year>\s*(?:/|năm)\s*\d{4})?|\s*(?:của\s+)?(?:các\s+)?tháng\s+(?P<months>\d{1,2}(?:\s*(?:,|và|;)\s*\d{1,2})+)"
    r"|\s*(?:của\s+)?(?:tháng\s+)?(?P<last>cuối\s+(?:của\s+)?(?:mỗi\s+)?(?:quý|kỳ)|cuối)|\s*(?P<each>hằng tháng|hàng tháng|mỗi tháng))?",
    re.IGNORECASE,
)
_LAST_MONTHS: dict[Frequency, tuple[int, ...]] = {
    "quarterly": (3, 6, 9, 12),
    "half_yearly": (6,),
    "nine_months": (9,),
    "yearly": (12,),
}
_TO = re.compile(
    r"(?:[Gg]ửi(?:\s+báo cáo)?(?:\s+kết quả)?|[Bb]áo cáo|[Tt]rình)(?:\s+(?:kết quả|tình hình|tiến độ|định kỳ|hằng|hàng|bằng văn bản|quý|tháng|năm|0?6 tháng|tổng kết)[^.;:]{0,70}?)??\s*(?:về|cho|đến|lên|tới|gửi)?\s+(?P<units>(?:(?:Sở|UBND|Ủy ban|Uỷ ban|Văn phòng|Phòng|phòng|Ban|Bộ|Thanh tra|Thường trực|Chủ tịch|Giám đốc|Hiệu trưởng|Ban Giám hiệu|Lãnh đạo|Đảng ủy|Công an|Trung tâm|Cục|Chi cục|Tổ|Huyện ủy|HĐND|Bộ phận|Vụ|Học viện|Viện|Hội|Trường|Bưu điện)\b).+?)"
    r"(?=\s+(?:để|trước|theo|tổng hợp|vào|định kỳ|hàng|hằng|kết quả|chậm nhất|xem xét|tình hình|trong|và báo cáo|qua|quý|tháng|0?6 tháng|năm)|\s*\(|,\s*(?:để|báo cáo|trước|định kỳ|đồng thời|tổng hợp|trình)|[.;]|$)"
)
_VIA = re.compile(
    r"^\s*\(?(?:thông )?qua\s+(?P<units>[A-ZĐ].+?)(?=\s+(?:để|trước|tổng hợp|theo)|[).,;]|$)"
)


@dataclass(frozen=True)
class _Beat:
    frequency: Frequency
    begin: int
    end: int


def is_report(text: str) -> bool:
    """Does this say that someone reports in a rhythm?

    >>> is_report("Định kỳ hằng quý báo cáo kết quả về Văn phòng Sở"), is_report("Báo cáo Giám đốc Sở quyết định")
    (True, False)
    """
    return any(_beats(sentence) for sentence in _sentences(text))


def reports_in(lines: Iterable[tuple[Node, str | None]]) -> list[Reporting]:
    """Entries of all clauses; `None` or the unit under whose heading the line stands."""
    found: list[Reporting] = []
    for node, unit in lines:
        for sentence in _sentences(node.line.body):
            beats = _beats(sentence)
            found += _entries(sentence, beats, node, unit) if beats else []
    return found


def _sentences(text: str) -> list[str]:
    return [s.strip() for s in re.split(r"(?<=[^\d\s.]{2}[.;])\s+(?=[A-ZĐÀ-Ỹ])", text) if s.strip()]


def _beats(sentence: str) -> list[_Beat]:
    """Rhythms of a sentence that speaks of reporting in the first place."""
    if not (_REPORT.search(sentence) and _REGIME.search(sentence)):
        return []
    plain = re.sub(r"(?:Kế hoạch|Quyết định|Công văn) số [^.;]*? (?=định kỳ|hằng|hàng|báo cáo)", lambda m: " " * len(m[0]), sentence)  # fmt: skip
    found: list[_Beat] = []
    for name, pattern in _RHYTHMS:
        match = pattern.search(plain)
        if match and _near_report(plain, match):
            found.append(_Beat(name, match.start(), match.end()))
    if {b.frequency for b in found} == {"ad_hoc"} and not re.search(r"báo cáo[^.;]{0,25}đột xuất", plain, re.I):  # fmt: skip
        return []
    return sorted(found, key=lambda beat: beat.begin)


def _near_report(text: str, match: re.Match[str]) -> bool:
    """The rhythm belongs to the report: no other verb's clause stands between them."""
    nearest = min((abs(m.start() - match.start()) for m in _REPORT.finditer(text)), default=999)
    return nearest < 220


def _entries(
    sentence: str, beats: Sequence[_Beat], node: Node, unit: str | None
) -> list[Reporting]:
    senders, receivers = _senders(sentence, unit), _receivers(sentence)
    days = [day for day in _DAY.finditer(sentence) if _is_due(day)]
    entries = []
    for place, beat in enumerate(beats):
        since = beats[place - 1].end if place else 0
        until = beats[place + 1].begin if place + 1 < len(beats) else len(sentence)
        behind = [d for d in days if beat.begin <= d.start() < until]
        before = [
            d
            for d in days
            if ";" not in sentence[d.end() : beat.begin]
            and since <= d.start() < beat.begin
            and not (place and d["month"])
        ]
        shared = _shared_day(days, beats) if beat.frequency != "ad_hoc" else None
        dated = behind if len(behind) > 1 and beat.frequency == "yearly" else behind[:1]
        nearest = before[-2:] if beat.frequency != "ad_hoc" else []
        chosen: list[re.Match[str] | None] = [*(dated or nearest)] or [shared]
        for day in chosen:
            months = _months(day, beat.frequency) or _of_school(sentence, beat)
            number = int(day["day"]) if day else None
            entries.append(Reporting(sentence, beat.frequency, months, number, senders, receivers, node.line.source))  # fmt: skip
    return entries


def _is_due(day: re.Match[str]) -> bool:
    """A day to report by, not the date of a document."""
    by = day["by"].lower()
    if day["year"] and by in ("ngày", "và", "đến"):
        return False
    if by == "và":
        return bool(day["month"])
    of_period = day["months"] or day["last"] or day["each"]
    return by != "ngày" or bool(of_period)


def _shared_day(days: Sequence[re.Match[str]], beats: Sequence[_Beat]) -> re.Match[str] | None:
    """One day behind a list of rhythms holds for all of them; a day in front of all does too."""
    if len(days) != 1:
        return None
    day = days[0]
    behind_all = day.start() > beats[-1].begin
    own_month = day["month"] or day["months"] or day["each"]
    return day if (behind_all or day.start() < beats[0].begin) and not own_month else None


def _months(day: re.Match[str] | None, frequency: Frequency) -> tuple[int, ...]:
    if day is None or frequency in ("ad_hoc", "monthly"):
        return ()
    if day["months"]:
        return tuple(int(n) for n in re.findall(r"\d{1,2}", day["months"]))
    if day["month"]:
        return (int(day["month"]),)
    return _LAST_MONTHS.get(frequency, ()) if day["last"] else ()


def _of_school(sentence: str, beat: _Beat) -> tuple[int, ...]:
    """Months in which semesters and school years end."""
    words = sentence[beat.begin : beat.end + 4].lower()
    if "học kỳ" in words or "hk" in words:
        term = re.search(r"(?:học kỳ|hk)\s*(ii?|[12])\b", words)
        return (1, 5) if term is None else (1,) if term[1] in ("i", "1") else (5,)
    return (5,) if words.endswith("năm học") else ()


def _senders(sentence: str, unit: str | None) -> tuple[str, ...]:
    text = re.sub(r"^(?:Định kỳ[^,]*|Hằng \w+|Hàng \w+|Trước ngày[^,]*|Yêu cầu|Đề nghị|Giao)\s*,?\s*", "", sentence)  # fmt: skip
    named = leading_units(text)
    if named:
        return split_units(named[0])
    middle = re.search(r"[,;(]\s*((?:các|Các|Thủ trưởng|Trưởng)\s[^.;]{3,120})", sentence)
    following = leading_units(middle[1]) if middle else None
    if following and unit is None:
        return split_units(following[0])
    return split_units(unit) if unit else ()


def _receivers(sentence: str) -> tuple[str, ...]:
    """Who receives it first; "gửi về Sở qua Văn phòng Sở" reaches Văn phòng Sở first."""
    for match in sorted(_TO.finditer(sentence), key=lambda m: not m[0].lower().startswith("gửi")):
        via = _VIA.match(sentence[match.end() :])
        units = (via or match)["units"]
        units = re.split(r"\s+(?:kết quả|tình hình|theo quy định)", units)[0]
        if words.START.match(units) and is_unit_list(units):
            return split_units(units)
    return ()
