"""The time cells of a plan as a schedule. The exact words stay in `text`; nothing is guessed.

A month, quarter or year becomes its last day as `due` and, in a window, its first day as `start`.
"""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from thuocdo.lawbook.text import fold, nfc
from thuocdo.plans.rules.moments import ImpossibleDate, Moment, moments
from thuocdo.plans.rules.reading import Schedule
from thuocdo.plans.rules.rhythms import DAILY, rhythm, same_day, with_days

_CONTINUOUS = re.compile(r"(?<!ngay )(?<!truoc )(?<!den )(?<!han )(?<!han: )(?<!nhat )(?<!xong )(?<!thanh )\b24/(?:24|7)\b|\bthuong xuyen\b|\blien tuc\b|\bxuyen suot\b|\bduy tri\b|\b(?:va |nhung )?cac nam (?:tiep theo|sau)\b")  # fmt: skip
_EVENT = re.compile(
    r"\b(?:ngay )?(?:sau khi|khi co|khi duoc|khi nhan|khi phat sinh|khi hoan thanh)\b|\bke tu (?:khi|ngay)\b"
    r"|^ngay khi\b|\bsau (?:hoi nghi|khi|khoa|ky)\b|^(?:hoan thanh )?(?:theo|can cu|tuy theo|tuy|phu hop)\b"
    r"|\bdot xuat\b|^sau (?!ngay \d|\d)|^truoc (?:khi|dip|le|tet|khai giang)\b|^(?:nhan )?dip\b|\btheo (?:yeu cau|chi dao|ke hoach|huong dan|quy dinh|tien do|lo trinh|thoi gian|de nghi|lich|"
    r"phan cong|thong bao|van ban|chuong trinh|thuc te|nhu cau|tung|dot|quyet dinh|ky)\b|\bkhi can\b"
)
_BEFORE = r"(?:truoc|den het|den|cham nhat|khong muon hon|khong qua|xong|hoan thanh|han cuoi|het)"
_UNTIL = re.compile(rf"\b{_BEFORE}\b[^,;.]*$")
_FROM = re.compile(r"(?:\btu|\bbat dau(?: tu)?|\bke tu)\s*(?:ngay|dau)?\s*$")
_TO = re.compile(r"^\s*(?:-|–|—|den|toi|cho den|het|ngay|thang|nam|\s)*\s*$")
_WHOLE = re.compile(r"\b(?:ca|suot|toan)\s*(?:nam|giai doan|thoi gian|ky|nhiem ky)\b")
_NOW = re.compile(r"\btu (?:nay|thoi diem nay)\b")


@dataclass(frozen=True)
class Timed:
    """A schedule and the doubts met while reading it: "impossible-date", "schedule-unclear"."""

    schedule: Schedule
    doubt: str | None = None


def read_schedule(cells: list[str], year: int) -> Timed:
    """One time cell, or two in column order: start from the first, due from the second.

    >>> read_schedule(["Tháng 8/2022", "Tháng 9/2022 và thực hiện thường xuyên"], 2022).schedule.then
    'continuous'
    >>> s = read_schedule(["Cả năm 2023"], 2023).schedule; s.kind, s.start.isoformat(), s.due.isoformat()
    ('window', '2023-01-01', '2023-12-31')
    >>> read_schedule(["Trước ngày 15/12 hằng năm"], 2024).schedule.rule
    'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=15'
    """
    return _read(tuple(nfc(cell) for cell in cells if re.search(r"\w", cell)), year)


@lru_cache(maxsize=4096, typed=True)  # a plan says the same few times in every row
def _read(cells: tuple[str, ...], year: int) -> Timed:
    printed = list(cells)
    if len(printed) > 1 and len({fold(cell) for cell in printed}) == 1:
        printed = printed[:1]
    if not printed:
        return Timed(Schedule())
    text = " | ".join(printed)
    try:
        read = [_single(cell, moments(cell, year)) for cell in printed]
        opens = next((m.first for m in moments(printed[0], year)), None)
    except ImpossibleDate:
        return Timed(Schedule(text=text), "impossible-date")
    schedule = _combined(read[0], read[-1], opens) if len(read) > 1 else read[0]
    schedule = replace(schedule, text=text)
    return Timed(schedule, "schedule-unclear" if schedule.kind == "none" else None)


def _combined(first: Schedule, second: Schedule, opens: date | None) -> Schedule:
    """Two columns: `opens` is the first day printed in the first of them."""
    if second.kind == "none":
        return first
    if second.kind in ("continuous", "recurring", "on_event"):
        return replace(second, start=opens or second.start)
    if opens is None:
        return second if first.kind == "none" else replace(first, due=second.due)
    return replace(second, kind="window", start=opens, then=second.then or first.then)


def _single(text: str, found: list[Moment]) -> Schedule:
    folded = fold(text)
    always = _CONTINUOUS.search(folded)
    if always and always[0].startswith("24/"):  # round the clock, not the 24th of July
        found = [m for m in found if m.begin != always.start()]
    event = _event(folded, found)
    timed = [m for m in found if not event or m.begin < event.start()]
    if event and not timed and not (always and always.start() < event.start()):
        beat = rhythm(folded[: event.start()])
        if DAILY.search(folded[: event.start()]):
            return Schedule(kind="continuous")
        return Schedule(kind="recurring", rule=beat[0]) if beat else Schedule(kind="on_event", event=text)  # fmt: skip
    beat = rhythm(folded)
    if beat and not (always and always.start() < beat[1]):
        return _recurring(beat[0], folded, timed)
    if always := always or DAILY.search(folded):
        return _continuous(folded, timed, always.start())
    return _dated(folded, timed) if timed else Schedule()


def _event(folded: str, found: list[Moment]) -> re.Match[str] | None:
    """The first words of an event; those inside a date ("trước khi kết thúc năm học") are none."""
    events = _EVENT.finditer(folded)
    return next((e for e in events if not any(m.begin <= e.start() < m.end for m in found)), None)


def _recurring(rule: str, folded: str, found: list[Moment]) -> Schedule:
    years = [m for m in found if m.grain == "year" and m.year is not None]
    start, due = (years[0].first, years[-1].last) if years else (None, None)
    if (
        years
        and not years[0].stretch
        and _FROM.search(re.sub(r"nam\s*$", "", folded[: years[0].begin]))
    ):
        due = None  # "hằng năm từ năm 2026"
    first = found[0] if found and not years and rule != "FREQ=YEARLY" else None
    if first and _FROM.search(folded[: first.begin]):  # "hằng tuần, bắt đầu từ tháng 5/2026"
        start, due = first.first, found[-1].last if len(found) > 1 else None
    return Schedule(kind="recurring", rule=with_days(rule, folded, found), start=start, due=due)


def _continuous(folded: str, found: list[Moment], place: int) -> Schedule:
    if not found:
        return Schedule(kind="continuous")
    first, last = found[0], found[-1]
    if _FROM.search(folded[: first.begin]):
        due = last.last if len(found) > 1 else None
        return Schedule(kind="continuous", start=first.first, due=due)
    if last.end <= place and not (_WHOLE.search(folded) or first.stretch):
        return replace(_dated(folded[:place], found), then="continuous")
    if _UNTIL.search(folded[: last.begin]) and len(found) == 1:
        return Schedule(kind="continuous", due=last.last)
    return Schedule(kind="continuous", start=first.first, due=last.last)


def _dated(folded: str, found: list[Moment]) -> Schedule:
    first, last = found[0], found[-1]
    before = folded[: first.begin]
    if len(found) == 1:
        return _one(folded, first)
    between = folded[first.end : found[1].begin]
    if _FROM.search(before) or _TO.match(between):
        return Schedule(kind="window", start=first.first, due=last.last)
    if all(m.grain in ("month", "quarter") for m in found):
        return _listed([(m.first, m.last) for m in found])
    on = (
        same_day([m.last for m in found])
        if all(m.grain in ("day", "week") for m in found)
        else None
    )
    if on and (
        on > 0 or len(found) > 2
    ):  # "đăng ký trước 31/3, hoàn thành trước 30/11" is one term
        return _yearly([m.last for m in found], found[0].first, on)
    return Schedule(kind="deadline", due=max(m.last for m in found))


def _yearly(days: list[date], start: date, on: int) -> Schedule:
    """ "15/3; 15/6; 15/9/2024": the same day of several months."""
    months = ",".join(str(day.month) for day in days)
    rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY={on}"
    return Schedule(kind="recurring", rule=rule, start=start, due=max(days))


def _one(folded: str, moment: Moment) -> Schedule:
    before = folded[: moment.begin]
    if _FROM.search(before) and not moment.stretch:
        return Schedule(kind="continuous", start=moment.first)
    if _NOW.search(before):
        return Schedule(kind="deadline", due=moment.last)
    if moment.parts and moment.grain == "day":
        days = [day for _, day in moment.parts]
        return _yearly(days, days[0], days[0].day)
    if moment.parts:
        return _listed(list(moment.parts))
    if re.search(r"\btruoc\s*$", before) and moment.grain in ("week", "month", "quarter", "half"):
        return Schedule(kind="deadline", due=date.fromordinal(moment.first.toordinal() - 1))
    if _UNTIL.search(before):
        return Schedule(kind="deadline", due=moment.last)
    if moment.stretch or _WHOLE.search(folded):
        return Schedule(kind="window", start=moment.first, due=moment.last)
    return Schedule(kind="deadline", due=moment.last)


def _listed(parts: list[tuple[date, date]]) -> Schedule:
    """Periods apart from each other in the plan's own years: one instance at the end of each."""
    first, last = parts[0][0], max(end for _, end in parts)
    years = {end.year for _, end in parts}
    touching = all((b[0] - a[1]).days == 1 for a, b in itertools.pairwise(parts))
    if touching or (len(years) > 1 and (last - first).days > 365):
        return Schedule(kind="window", start=first, due=last)
    months = ",".join(str(month) for month in sorted(end.month for _, end in parts))
    rule = f"FREQ=YEARLY;BYMONTH={months};BYMONTHDAY=-1"
    return Schedule(kind="recurring", rule=rule, start=first, due=last)
