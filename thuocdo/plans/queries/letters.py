"""What a *công văn đôn đốc* is made of: the late work, who may sign, which series gives numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import QuerySet

from thuocdo.accounts.queries import positions_held
from thuocdo.audit.rules import Actor
from thuocdo.documents.access import TAKE_NUMBER, series_visible_to
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import WRITE_LETTER
from thuocdo.plans.models import Assignment, ReminderLetter
from thuocdo.plans.queries.one_work import days_between
from thuocdo.plans.queries.reminding import calendars_of, to_remind
from thuocdo.plans.rules.letters import ANSWER, Head, Late, Signer, cited, signer_of

if TYPE_CHECKING:
    from thuocdo.documents.models import NumberSeries


@dataclass(frozen=True)
class Ground:
    """The agency a letter is written for, as its papers name it; `office` writes and gets the answer."""

    agency: int
    head: Head
    head_title: str
    office: str
    recipients: tuple[str, ...]


def ground(by: Actor, today: dt.date) -> Ground:
    """Raises Mistake where no agency stands over the office, or the office is above all agencies."""
    agency = organisations.agency_of(by.unit, today) if by.unit else None
    if agency is None or by.unit is None:
        raise Mistake(
            "Công văn do một cơ quan ban hành. Chọn tư cách làm việc trong cơ quan rồi lập."
        )
    seal = organisations.agencies(today)[agency]
    name, short = organisations.names_on([by.unit], today).get(by.unit, ("", ""))
    own = by.unit == agency
    return Ground(
        agency=agency,
        head=Head(
            authority=seal.authority,
            issuer=seal.name,
            symbol=seal.symbol if own or not short else f"{seal.symbol}-{short}",
            place=seal.place,
        ),
        head_title=seal.head_title,
        office=name,
        recipients=(
            "Như trên",
            "Lãnh đạo cơ quan (để b/c)",
            f"Lưu: VT{'' if own or not short else f', {short}'}",
        ),
    )


def late_work(by: Actor, unit: int, today: dt.date) -> list[Assignment]:
    """What the unit owes past its day, nearest due day first. One query."""
    return to_remind(by, today, [unit], ["late"]).get(unit, [])


def as_late(works: list[Assignment], today: dt.date) -> list[Late]:
    calendars = calendars_of(works)
    found = []
    for work in works:
        plan, due = work.task.plan, work.due
        assert due is not None  # late work has a due day
        left = days_between(today, due, calendars[plan.agency_id])
        where = (plan.get_source_display(), plan.number, plan.issued_on, plan.title)
        task, days = work.task, left and -left
        source, named = cited(*where), cited(*where, long=True)
        found.append(Late(task.number, task.content, work.label, source, due, days, named))
    return found


def signers(on: Ground, by: Actor, today: dt.date) -> list[Signer]:
    """Who may sign: the agency's head and deputies, the head of the office that writes. Two queries."""
    found = [
        signer_of(name, title, on.head_title, of_agency=True)
        for name, title in positions_held(on.agency, today).values()
        if fold(on.head_title) in fold(title)
    ]
    if by.unit is not None and by.unit != on.agency:
        found += [
            signer_of(name, title, on.head_title, of_agency=False)
            for name, title in positions_held(by.unit, today).values()
            if fold(title).startswith(("truong", "chanh"))
        ]
    return sorted(found, key=lambda s: (len(s.lines), s.lines, s.name))


def series(by: Actor, today: dt.date) -> QuerySet[NumberSeries]:
    """Series of the agency that give numbers here; none where the actor may take none."""
    rows = series_visible_to(by, today).filter(external=False)
    return rows if TAKE_NUMBER.allows(by) else rows.none()


def answer_day(agency: int, today: dt.date) -> dt.date:
    """The day proposed for the answer."""
    try:
        return organisations.calendar_for(agency).add_working_days(today, ANSWER)
    except Mistake:
        return today + dt.timedelta(days=ANSWER + 2)


def letters_seen(by: Actor) -> QuerySet[ReminderLetter]:
    units = by.reach(WRITE_LETTER.roles)
    rows = ReminderLetter.objects.select_related("number__series")
    return rows if units is None else rows.filter(unit__in=units)
