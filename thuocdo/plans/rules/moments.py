"""Moments in Vietnamese office prose: days, months, quarters, halves, school years, with first and last day."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.markers import roman_value

_YEAR = r"(?:\s*(?:/|-|,)?\s*(?:nam\s*)?((?:19|20)\d{2}))"
_Q = r"(?:iv|i{1,3}|[1-4])"
_AND = r"\s*(?:,|;|va|\+|&|hoac)\s*"
_TO = r"\s*(?:-|–|—|den)\s*"
_WEEKS = {"dau": 1, "dau tien": 1, "nhat": 1, "hai": 2, "ba": 3, "tu": 4, "cuoi": 0, "cuoi cung": 0}


class SchoolYear(int):
    """The year a school year begins in, for plans of one; a plain number is a calendar year."""


@dataclass(frozen=True)
class Moment:
    """A printed time: first and last day, where it stands in the folded text, its grain.

    `parts` holds the separate periods of a list ("Quý II, IV"); `stretch` is true where the words name
    a whole stretch ("Tháng 3-5", "2021-2025"). `year` is None where the words name no year.
    """

    first: date
    last: date
    begin: int
    end: int
    grain: str
    year: int | None
    parts: tuple[tuple[date, date], ...] = ()
    stretch: bool = False


class ImpossibleDate(ValueError):
    """A printed day the calendar does not have."""


def month_span(year: int, first: int, last: int) -> tuple[date, date]:
    if not (1 <= first <= 12 and 1 <= last <= 12):
        raise ImpossibleDate
    return date(year, first, 1), date(year, last, monthrange(year, last)[1])


def _day(m: re.Match[str], year: int) -> Moment:
    printed = int(m[3]) if m[3] else None
    try:
        day = date(printed or year, int(m[2]), int(m[1]))
    except ValueError:
        raise ImpossibleDate from None
    return Moment(day, day, m.start(), m.end(), "day", printed)


def _days_of_months(m: re.Match[str], year: int) -> Moment:
    """ "Ngày 10 tháng 3, 6, 9, 12": that day of each of the months."""
    chosen = int(m[3]) if m[3] else year
    try:
        days = [date(chosen, n, int(m[1])) for n in _listed(m[2], int, _stretch)]
    except ValueError:
        raise ImpossibleDate from None
    return _spans(m, "day", [(day, day) for day in days], m[3])


def _iso(m: re.Match[str], _: int) -> Moment:
    """A sheet's own date."""
    try:
        day = date(int(m["y"]), int(m["m"]), int(m["d"]))
    except ValueError:
        raise ImpossibleDate from None
    return Moment(day, day, m.start(), m.end(), "day", day.year)


def _spans(
    m: re.Match[str], grain: str, spans: list[tuple[date, date]], year: str | None
) -> Moment:
    touching = all((b[0] - a[1]).days == 1 for a, b in pairwise(spans))
    parts = () if touching else tuple(spans)
    last = max(span[1] for span in spans)
    stretch = touching and len(spans) > 1
    return Moment(spans[0][0], last, m.start(), m.end(), grain, int(year) if year else None, parts, stretch)  # fmt: skip


def _listed(text: str, read: Callable[[str], int], between: Callable[[int, int], list[int]]) -> list[int]:  # fmt: skip
    """Numbers of "3, 6 và 9" or "3-5" in order."""
    found: list[int] = []
    for piece in re.split(
        _AND, re.sub(r"\b(?:quy|qui|thang)\b|\bt\.?(?=\d)|\bq\.?(?=\s*[iv\d])", " ", text)
    ):
        ends = [read(e.strip()) for e in re.split(_TO, piece.strip()) if e.strip()]
        found += between(ends[0], ends[-1]) if len(ends) > 1 else ends
    return found


def _stretch(first: int, last: int) -> list[int]:
    return list(range(first, last + 1)) if first <= last else [first, last]


def _months(m: re.Match[str], year: int) -> Moment:
    chosen = int(m[2]) if m[2] else year
    months = _listed(m[1], int, _stretch)
    return _spans(m, "month", [month_span(chosen, n, n) for n in months], m[2])


def _quarter(text: str) -> int:
    return int(text) if text.isdigit() else roman_value(text.upper())


def _quarters(m: re.Match[str], year: int) -> Moment:
    chosen = int(m[2]) if m[2] else year
    quarters = _listed(m[1], _quarter, _stretch)
    return _spans(m, "quarter", [month_span(chosen, 3 * q - 2, 3 * q) for q in quarters], m[2])


def _month_of_quarter(m: re.Match[str], year: int) -> Moment:
    """ "Ngày 20 tháng cuối quý II": 20 June; without the day the whole month."""
    chosen = int(m["year"]) if m["year"] else year
    month = 3 * _quarter(m["q"]) - (0 if m["which"] == "cuoi" else 2)
    first, last = month_span(chosen, month, month)
    if m["day"]:
        if not 1 <= int(m["day"]) <= last.day:
            raise ImpossibleDate
        first = last = first.replace(day=int(m["day"]))
    grain = "day" if m["day"] else "month"
    return Moment(first, last, m.start(), m.end(), grain, int(m["year"]) if m["year"] else None)


def _half(m: re.Match[str], year: int) -> Moment:
    chosen = int(m[3]) if m[3] else year
    months = (1, 6) if m[2] == "dau" else (7, 12)
    part = int(m[1] or 6)
    months = (1, 9) if part == 9 else (10, 12) if part == 3 and m[2] != "dau" else months
    months = (1, 3) if part == 3 and m[2] == "dau" else months
    first, last = month_span(chosen, *months)
    return Moment(first, last, m.start(), m.end(), "half", int(m[3]) if m[3] else None)


def _weeks(m: re.Match[str], year: int) -> Moment:
    """ "Tuần 2 tháng 11/2026": days 8 to 14, counted from the first of the month; the fifth week and the last
    one end with it. Offices that count from Monday differ by days; the printed words stay beside it."""
    chosen = int(m[3]) if m[3] else year
    first, last = month_span(chosen, int(m[2]), int(m[2]))
    weeks = _listed(re.sub(r"\b(?:tuan|le|thu)\b", " ", m[1]), _week, _stretch)
    spans = [_days_of_week(first, last, week) for week in weeks]
    return _spans(m, "week", spans, m[3])


def _week(text: str) -> int:
    return int(text) if text.isdigit() else _WEEKS[text]


def _days_of_week(first: date, last: date, week: int) -> tuple[date, date]:
    if week > 5:
        raise ImpossibleDate
    if week == 0:
        return last.replace(day=last.day - 6), last
    begin = min(7 * week - 6, last.day)
    return first.replace(day=begin), last if week == 5 else first.replace(day=7 * week)


def _school(m: re.Match[str], year: int) -> Moment:
    """School year and semester: 1 September to 31 May, middle of January (the yearly frame of the
    Ministry of Education differs by days and province; the printed words stay beside it).

    Without a printed year: that of a school-year plan; in a plan of a calendar year what lies in it.
    """
    part, term = m["part"], {"i": 1, "1": 1, "ii": 2, "2": 2}.get(m["term"] or "")
    ends = term == 2 or (term is None and part is not None and not part.startswith("dau"))
    printed = int(m["year"]) if m["year"] else None
    first = printed or (year if isinstance(year, SchoolYear) or not ends else year - 1)
    begin, end = date(first, 9, 1), date(first + 1, 5, 31)
    begin, end = {1: (begin, date(first + 1, 1, 15)), 2: (date(first + 1, 1, 16), end)}.get(
        term or 0, (begin, end)
    )
    if part and part.startswith("dau"):
        begin, end = month_span(begin.year, begin.month, begin.month)
    elif part:
        begin = end.replace(day=1)
    stretch = not term and not part
    return Moment(begin, end, m.start(), m.end(), "school", printed, stretch=stretch)


def _summer(m: re.Match[str], year: int) -> Moment:
    """ "Dịp hè": June to August."""
    printed = int(m[1]) if m[1] else None
    first, last = month_span(printed or year, 6, 8)
    return Moment(first, last, m.start(), m.end(), "summer", printed)


def _years(m: re.Match[str], _: int) -> Moment:
    years = sorted(int(y) for y in re.findall(r"(?:19|20)\d{2}", m[0]))
    first, last = date(years[0], 1, 1), date(years[-1], 12, 31)
    return Moment(first, last, m.start(), m.end(), "year", years[0], stretch=len(years) > 1)


def _year_part(m: re.Match[str], year: int) -> Moment:
    chosen = int(m[2]) if m[2] else year
    months = {"cuoi": (10, 12), "het": (1, 12), "giua": (4, 6)}[m[1]]
    first, last = month_span(chosen, *months)
    return Moment(first, last, m.start(), m.end(), "year", int(m[2]) if m[2] else None)


def _whole(m: re.Match[str], year: int) -> Moment:
    """A year that is not named: "trong năm", "cả năm"."""
    return Moment(date(year, 1, 1), date(year, 12, 31), m.start(), m.end(), "year", None)


_MONTH_LIST = (
    rf"\d{{1,2}}(?:(?:{_AND}|{_TO})(?:thang\s*|t\.?)?\d{{1,2}}(?!\d|\s*[/.]\s*\d{{1,2}}(?!\d)))*"
)
_QUARTER_LIST = rf"{_Q}\b(?:(?:{_AND}|{_TO})(?:qu[yi]\s*|q\.?\s*)?{_Q}\b)*"
_WEEK = r"(?:(?:thu\s*)?\d|dau(?: tien)?|thu (?:nhat|hai|ba|tu)|cuoi(?: cung)?)"
_WEEK_LIST = rf"{_WEEK}\b(?:(?:{_AND}|{_TO})(?:tuan\s*)?{_WEEK}\b)*"
_PART = r"(?P<part>(?:truoc\s*khi\s*)?(?:ket\s*thuc|het|be\s*giang|tong\s*ket)\s*|cuoi\s*|dau\s*)?"
_PAIR = r"(?P<year>(?:19|20)\d{2})(?:\s*[-–]\s*(?:19|20)?\d{2})?"
# Order matters: the longer expression first.
_GRAMMAR: tuple[tuple[re.Pattern[str], Callable[[re.Match[str], int], Moment]], ...] = (
    (re.compile(rf"\b(?:cac\s*)?(tuan\s*(?:le\s*)?{_WEEK_LIST})\s*(?:(?:cua\s*|,\s*)?thang\s*|/\s*)(\d{{1,2}})(?!\d){_YEAR}?"), _weeks),
    (re.compile(r"\b(?P<y>(?:19|20)\d{2})-(?P<m>\d{2})-(?P<d>\d{2})\b"), _iso),
    (re.compile(r"(?<!thang )(?:ngay\s*)?\b(\d{1,2})\s*[/.-]\s*(\d{1,2})\s*[/.-]\s*((?:19|20)\d{2})\b"), _day),
    (re.compile(rf"ngay\s*(\d{{1,2}})\s*(?:cua\s*|cac\s*)*thang\s*(\d{{1,2}}(?:{_AND}(?:thang\s*)?\d{{1,2}})+){_YEAR}?(?=\s*(?:$|[.;)]|(?:hang|moi|trong) nam\b))"), _days_of_months),
    (re.compile(r"ngay\s*(\d{1,2})\s*thang\s*(\d{1,2})(?:\s*(?:nam|/|-)\s*((?:19|20)\d{2}))?"), _day),
    (re.compile(r"\b(\d{1,2})\s*thang\s*(\d{1,2})\s*nam\s*((?:19|20)\d{2})"), _day),
    (re.compile(r"(?:(?<=va )|(?<=, )|(?<=; ))(\d{1,2})\s*thang\s*(\d{1,2})()(?=\s*(?:$|[,.;)]|(?:va|hang|moi)\b))"), _day),
    (re.compile(r"(?:ngay\s*)\b(\d{1,2})\s*[/-]\s*(\d{1,2})(?!\s*[/-]?\d)()"), _day),
    (re.compile(rf"\b([369])\s*thang\s*(dau|cuoi)\s*(?:cua\s*)?nam{_YEAR}?"), _half),
    (re.compile(rf"\b(0[369])\s*thang\s*(dau|cuoi)\s*(?:cua\s*)?nam{_YEAR}?"), _half),
    (re.compile(rf"\bnua ()(dau|cuoi)\s*(?:cua\s*)?nam{_YEAR}?"), _half),
    (re.compile(rf"(?:ngay\s*(?P<day>\d{{1,2}})\s*(?:cua\s*)?)?\bthang\s*(?P<which>cuoi|dau)\s*(?:cua\s*)?qu[yi]\s*(?P<q>{_Q})\b(?!{_AND}(?:qu[yi]\s*)?{_Q}\b)(?:\s*(?:/|-|,)?\s*(?:nam\s*)?(?P<year>(?:19|20)\d{{2}}))?"), _month_of_quarter),
    (re.compile(rf"(?:cac\s*)?\b(?:qu[yi]\s*|q\s*\.?\s*(?=[iv1-4]))({_QUARTER_LIST}){_YEAR}?"), _quarters),
    (re.compile(rf"(?:cac\s*)?\bthang\s*({_MONTH_LIST}){_YEAR}?"), _months),
    (re.compile(rf"\bt\.?({_MONTH_LIST})\s*[/-]\s*((?:19|20)\d{{2}})"), _months),
    (re.compile(r"\b(\d{1,2})\s*/\s*((?:19|20)\d{2})\b"), _months),
    (re.compile(rf"{_PART}(?:hoc\s*k[yi]|\bhk)\s*(?P<term>ii?|[12])\b(?:\s*,?\s*(?:cua\s*)?(?:nam\s*hoc\s*)?{_PAIR})?"), _school),
    (re.compile(rf"{_PART}(?P<term>)nam\s*hoc\s*{_PAIR}"), _school),
    (re.compile(r"(?P<part>(?:truoc\s*khi\s*)?(?:ket\s*thuc|het|be\s*giang|tong\s*ket)\s*|cuoi\s*|dau\s*)(?P<term>)nam\s*hoc(?P<year>)"), _school),
    (re.compile(r"(?P<part>)(?P<term>)(?:ca|trong|suot)\s*nam\s*hoc(?P<year>)"), _school),
    (re.compile(r"\b(?:dip|mua|nghi)\s*he\b(?! thong)(?:\s*(?:nam\s*)?((?:19|20)\d{2}))?"), _summer),
    (re.compile(r"\bhe\s*(?:nam\s*)?((?:19|20)\d{2})"), _summer),
    (re.compile(r"(?:giai doan|nam|cac nam|thoi ky)?\s*\b(?:19|20)\d{2}\s*(?:-|–|—|den(?:\s*nam)?)\s*(?:19|20)\d{2}\b"), _years),
    (re.compile(r"(?:cac\s*)?nam\s*(?:19|20)\d{2}(?:\s*(?:,|va)\s*(?:nam\s*)?(?:19|20)\d{2}\b)*"), _years),
    (re.compile(rf"\b(cuoi|het|giua)\s*nam\b{_YEAR}?(?!\s*hoc)"), _year_part),
    (re.compile(r"(?<![\d/.-])\b(?:19|20)\d{2}\b(?![\d/.-])"), _years),
    (re.compile(r"(?<![\d/.,-])\b([12]?\d|3[01]|0[1-9])\s*/\s*(0?[1-9]|1[0-2])\b(?!\s*[/.-]?\d)()"), _day),
    (re.compile(r"\b(?:trong|ca|suot)\s*nam\b(?!\s*\d)(?!\s*hoc)"), _whole),
)  # fmt: skip


def moments(text: str, year: int) -> list[Moment]:
    """All moments in order of appearance; `year` fills in where none is printed.

    >>> [(m.first.isoformat(), m.last.isoformat()) for m in moments("Quý II, III/2023", 2022)]
    [('2023-04-01', '2023-09-30')]
    >>> [m.last.isoformat() for m in moments("trước ngày 30/6 và tháng 12", 2024)]
    ['2024-06-30', '2024-12-31']

    Raises ImpossibleDate for a day the calendar does not have.
    """
    folded = fold(text)
    found: list[Moment] = []
    for pattern, read in _GRAMMAR:
        for match in pattern.finditer(folded):
            if not any(m.begin < match.end() and match.start() < m.end for m in found):
                found.append(read(match, year))
    return _with_years(sorted(found, key=lambda m: m.begin), year)


def _with_years(found: list[Moment], year: int) -> list[Moment]:
    """A moment without a year takes the one printed next ("từ tháng 3 đến tháng 5/2023"), else the
    one printed before."""
    result = list(found)
    for i, moment in enumerate(found):
        if moment.year is not None or moment.grain == "school":
            continue
        later = next((m.year for m in found[i + 1 :] if m.year is not None), None)
        printed = later or next((m.year for m in reversed(found[:i]) if m.year is not None), None)
        if printed is not None and printed != year:
            result[i] = _moved(moment, printed)
    return result


def _moved(moment: Moment, year: int) -> Moment:
    def to(day: date) -> date:
        return day.replace(year=year, day=min(day.day, monthrange(year, day.month)[1]))

    parts = tuple((to(a), to(b)) for a, b in moment.parts)
    last = to(moment.last)
    if moment.last.month == 2 and moment.last.day >= 28 and moment.grain != "day":
        last = date(year, 2, monthrange(year, 2)[1])
    return Moment(to(moment.first), last, moment.begin, moment.end, moment.grain, moment.year, parts, moment.stretch)  # fmt: skip


def years_in(text: str) -> Iterator[int]:
    """Printed years of a phrase, those inside day, number and symbol left out."""
    plain = re.sub(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}|\b\d+/\d{4}/\S+|\d+/\S*[A-ZĐ]{2}\S*", " ", text)
    yield from (int(y) for y in re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", plain))
