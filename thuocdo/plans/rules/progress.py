"""Who must say yes to a reported completion, in which order, and what a request may ask.

Officer → head of the unit (*duyệt*) → the office that follows the plan (*xác nhận*); where that office does the
work itself, the leader in charge. Nobody says yes to their own work. A completion nobody has answered for
`PATIENCE` working days goes one step up, and so does an obstacle.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from thuocdo.lawbook.calendar import WorkingCalendar
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc, pasted

Stage = Literal["", "head", "office", "leader"]
SATURDAY = 5  # of date.weekday()
PATIENCE = 5  # working days a report may wait at one desk (the house's own rule, not a law's)
LONGEST = 4000  # characters of one sentence; more belongs into a document


def sentence(text: str, field: str = "text") -> str:
    """The words of an update, their lines kept; Mistake where there are none or far too many.

    >>> sentence("Đã\\xa0họp \\u200b\\n\\nCó biên bản ")
    'Đã họp\\nCó biên bản'
    """
    words = "\n".join(line for each in pasted(text).split("\n") if (line := nfc(each)))
    if not words:
        raise Mistake("Ghi một câu nói rõ đã làm được gì hoặc vì sao.", field=field)
    if len(words) > LONGEST:
        raise Mistake(
            f"Nội dung dài quá {LONGEST} ký tự. Rút gọn và gắn văn bản kèm theo.", field=field
        )
    return words


def completion_day(day: dt.date, today: dt.date, first_year: int = 0) -> dt.date:
    """The day a completion states; it cannot lie ahead, nor before the year whose work it is: a slip of the hand
    would make late work done in time."""
    if day > today:
        raise Mistake(
            "Ngày hoàn thành ở sau hôm nay. Ghi ngày đã hoàn thành thật.", field="done_on"
        )
    if day.year < first_year:
        raise Mistake(
            f"Ngày hoàn thành {day:%d/%m/%Y} trước năm {first_year}, năm đầu của văn bản giao. Kiểm tra lại năm.",
            field="done_on",
        )
    return day


def first_stage(*, by_head: bool, unit_has_head: bool, shared: bool, office_leads: bool) -> Stage:
    """Where a reported completion goes first.

    A head's own report needs no *duyệt*; nor does one from the unit's shared account, which its head keeps,
    nor from a unit without a head.

    >>> first_stage(by_head=False, unit_has_head=True, shared=False, office_leads=False)
    'head'
    >>> first_stage(by_head=True, unit_has_head=True, shared=False, office_leads=True)
    'leader'
    """
    if unit_has_head and not by_head and not shared:
        return "head"
    return after_head(office_leads=office_leads)


def after_head(*, office_leads: bool) -> Stage:
    return "leader" if office_leads else "office"


def deciders(stage: Stage, raised: bool) -> frozenset[str]:
    """The roles that may say yes at a stage; those of the next one too once it has gone up.

    >>> sorted(deciders("head", False)), sorted(deciders("head", True)), sorted(deciders("office", True))
    (['head'], ['focal', 'head', 'leader'], ['focal', 'leader'])
    """
    own = {"": set(), "head": {"head"}, "office": {"focal"}, "leader": {"leader"}}[stage]
    above = {"": set(), "head": {"focal", "leader"}, "office": {"leader"}, "leader": set()}[stage]
    return frozenset(own | above if raised else own)


class Speaker(NamedTuple):
    """Who said something: person or account id; both None where a name was declared on a phone link."""

    person: int | None
    account: int | None
    name: str


def same_person(
    person: int | None, account: int | None, name: str, said: Iterable[Speaker], stage: Stage
) -> bool:
    """Whether who would say yes is among those who spoke. A declared name counts from the office on: a head
    who declared their own name on the unit's phone link agrees with nothing but their own word.

    >>> by_link = [Speaker(None, None, "Lê Văn Bình")]
    >>> same_person(3, 4, "lê văn bình", by_link, "office"), same_person(3, 4, "Lê Văn Bình", by_link, "head")
    (True, False)
    """
    for one in said:
        if one.person is None and one.account is None:
            if stage != "head" and name and fold(one.name) == fold(name):
                return True
        elif (one.person, one.account) == (person, account):
            return True
    return False


def waited(since: dt.date, today: dt.date, calendar: WorkingCalendar) -> int:
    """Working days something has waited: the day it came is not counted.

    Of a year whose days off nobody has entered yet, weekdays count: work goes on before the calendar does.
    """
    try:
        return max(calendar.working_days_between(since, today), 0)
    except Mistake:
        days = (since + dt.timedelta(n) for n in range(1, (today - since).days + 1))
        return sum(day.weekday() < SATURDAY for day in days)


def patience_before(today: dt.date, calendar: WorkingCalendar) -> dt.date:
    """The last day on which something may have come that has waited `PATIENCE` working days by now."""
    try:
        worked = calendar.working_day_until(today)
        return calendar.add_working_days(worked, 1 - PATIENCE) - dt.timedelta(days=1)
    except Mistake:
        day = today
        while waited(day, today, calendar) < PATIENCE:
            day -= dt.timedelta(days=1)
        return day


def raised(since: dt.date | None, today: dt.date, calendar: WorkingCalendar) -> bool:
    """Whether a thing that waits has waited its patience out."""
    return since is not None and waited(since, today, calendar) >= PATIENCE


@dataclass(frozen=True)
class Wanted:
    """An extension as asked: the due day that stands, the day wanted, the day of asking."""

    due: dt.date | None
    wanted: dt.date
    today: dt.date

    def check(self) -> dt.date:
        """The day that stands. Raises Mistake where there is none, it has passed, or the wanted one is no later."""
        if self.due is None:
            raise Mistake("Việc này không ghi thời hạn nên không có gì để gia hạn.", field="wanted")
        if self.today > self.due:
            raise Mistake(
                f"Thời hạn {self.due:%d/%m/%Y} đã qua; gia hạn phải đề nghị trước hạn. "
                "Ghi “Khó khăn, vướng mắc” để xin ý kiến chỉ đạo.",
                field="wanted",
            )
        if self.wanted <= self.due:
            raise Mistake(
                f"Thời hạn mới phải sau thời hạn hiện tại {self.due:%d/%m/%Y}.", field="wanted"
            )
        return self.due
