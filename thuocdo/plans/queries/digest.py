"""What each of many people is to be told today: asked once for a slice of them, not once for each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from thuocdo.accounts.queries import Reader, actor_for, legal_day
from thuocdo.audit.rules import system
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.organisations.rules.tree import Tree
from thuocdo.plans.models import Assignment, Explanation, Extension, Plan
from thuocdo.plans.queries.reminding import calendars_of, due_lines, to_remind
from thuocdo.plans.queries.waiting import Waiting, waiting_for
from thuocdo.plans.rules.digest import Letter
from thuocdo.plans.rules.reminding import WHYS, Due, short

DOERS = ("head", "officer", "one_stop")
DECIDERS = ("head", "focal", "leader")
SATURDAY = 5


def letters(people: Sequence[Reader], at: dt.datetime, address: str) -> dict[int, Letter]:
    """Of each person what they are to be told; nobody for whom there is nothing, nobody on a day off.

    A fixed number of queries for what units owe, and a few for each person for whom something waits.
    """
    today = legal_day(at)
    standing = organisations.tree(today)
    working = _working(people, standing, today)
    at_work = [p for p in people if p.person in working]
    owed = _owed({unit for p in at_work for unit in p.units(*DOERS)}, today, address)
    busy = _busy_units()
    found = {}
    for person in at_work:
        mine = [due for unit in sorted(person.units(*DOERS)) for due in owed.get(unit, [])]
        waiting = _waiting(person, standing, busy, at, address)
        letter = Letter(person.name, waiting, mine)
        if not letter.empty:
            found[person.person] = letter
    return found


def _working(people: Sequence[Reader], standing: Tree, today: dt.date) -> set[int]:
    """Persons whose agency works that day, by its own calendar. A year nobody has a calendar of has weekends."""
    seals = organisations.agencies(today)
    opens: dict[int | None, bool] = {}
    found = set()
    for person in people:
        unit = person.held[0][1]
        agency = next((node.id for node in standing.way_up(unit) if node.id in seals), None)
        if agency not in opens:
            opens[agency] = _works(agency, today)
        if opens[agency]:
            found.add(person.person)
    return found


def _works(agency: int | None, today: dt.date) -> bool:
    try:
        return organisations.calendar_for(agency).is_working_day(today)
    except Mistake:
        return today.weekday() < SATURDAY


def _owed(units: set[int], today: dt.date, address: str) -> dict[int, list[Due]]:
    work = to_remind(system("plans.digest"), today, units, WHYS)
    calendars = calendars_of(w for rows in work.values() for w in rows)
    return {
        unit: due_lines(rows, today, calendars, {w.pk: _place(w, address) for w in rows})
        for unit, rows in work.items()
    }


def _place(work: Assignment, address: str) -> str:
    return f"{address}/phan-viec/{work.pk}/" if address else ""


def _busy_units() -> set[int]:
    """Units about whose work anybody is to answer anything. Three queries."""
    live = Assignment.objects.filter(task__plan__state=Plan.State.LIVE, state=Assignment.State.OPEN)
    own = live.exclude(stage="", obstacle="").order_by().values_list("unit", flat=True)
    asked = (
        model.objects.filter(answered=None).order_by().values_list("assignment__unit", flat=True)
        for model in (Extension, Explanation)
    )
    return set(own).union(*asked)


def _waiting(
    person: Reader, standing: Tree, busy: set[int], at: dt.datetime, address: str
) -> list[str]:
    """Lines of what waits for a person, in each of their positions that decides or answers, said once."""
    lines: dict[str, None] = {}
    for position, unit, roles in person.held:
        if not busy & standing.subtree(unit) or not {*DECIDERS, *DOERS} & set(roles):
            continue
        by = actor_for(person.account, at, f"position:{position}")
        agency = organisations.agency_of(unit, legal_day(at))
        calendar = organisations.calendar_for(agency)
        lines |= dict.fromkeys(_lines(waiting_for(by, legal_day(at), calendar), address))
    return list(lines)


def _lines(waiting: Waiting, address: str) -> Iterable[str]:
    for report in waiting.reports:
        yield _said("Xác nhận hoàn thành", report.work, report.unit, address)
    for words, rows in (
        ("Đề nghị gia hạn", waiting.extensions),
        ("Khó khăn, vướng mắc", waiting.obstacles),
        ("Giải trình", waiting.explanations),
    ):
        for row in rows:
            yield _said(words, row.work, row.unit, address)


def _said(words: str, work: Assignment, unit: str, address: str) -> str:
    place = _place(work, address)
    return f"{words}: {short(work.task.content)} ({unit})" + (f"\n  {place}" if place else "")
