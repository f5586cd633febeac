"""Who is to be reminded of what: late work, work that falls due soon, work nobody has heard of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from operator import and_
from typing import Any

from django.db.models import Count, F, Max, Min, Q, QuerySet, Window
from django.db.models.functions import RowNumber

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.rules import Actor
from thuocdo.design.words import moment
from thuocdo.lawbook.calendar import WorkingCalendar
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import REMIND
from thuocdo.plans.models import Assignment, PhoneLink, Reminder, ReminderLine
from thuocdo.plans.queries.listed import ASKED, listed
from thuocdo.plans.queries.one_work import days_between
from thuocdo.plans.queries.phone import code_to_show, standing
from thuocdo.plans.rules.reminding import SOON, WHYS, Due, Why, message


@dataclass(frozen=True)
class Owing:
    """A unit with what it is to be reminded of, and the last reminder. `silent` is what is counted neither as late
    nor as soon; `unheard` everything silent, as the board counts it. `ended`: the unit is no more.
    """

    unit: int
    name: str
    late: int
    soon: int
    silent: int
    unheard: int
    oldest: dt.date | None
    last: Reminder | None
    ended: bool


SILENT = Q(is_silent=True)


def conditions(today: dt.date, whys: Sequence[Why]) -> dict[Why, Q]:
    """What is asked for: each piece falls under the first that holds; on rows of `queries.listed`."""
    late = Q(due__lt=today)
    soon = Q(due__gte=today, due__lte=today + SOON)
    found: dict[Why, Q] = {}
    if "late" in whys:
        found["late"] = late
    if "soon" in whys:
        found["soon"] = soon
    if "silent" in whys:
        found["silent"] = reduce(and_, (~q for q in found.values()), SILENT)
    return found


def open_rows(by: Actor, today: dt.date) -> QuerySet[Assignment]:
    """Open work not waiting for anybody's yes, of the units the actor may remind."""
    units = by.reach(REMIND.roles)
    rows = listed(by, today).filter(ASKED)
    return rows if units is None else rows.filter(unit__in=units)


def owing(by: Actor, today: dt.date, whys: Sequence[Why]) -> list[Owing]:
    """Every unit with something to be reminded of, most late first. A fixed number of queries."""
    asked = conditions(today, whys)
    if not asked:
        return []
    numbers = {why: Count("id", filter=q) for why, q in asked.items()}
    rows: Any = open_rows(by, today).filter(_not_said_twice(today)).order_by()
    found: list[dict[str, Any]] = [
        row
        for row in rows.values("unit").annotate(
            oldest=Min("due"), unheard=Count("id", filter=SILENT), **numbers
        )
        if any(row[why] for why in asked)
    ]
    units = [row["unit"] for row in found]
    names = organisations.name_on(units, today)
    heirs = organisations.successors_of(units, today)
    last = _last_told(units)
    lines = []
    for unit, row in zip(units, found, strict=True):
        late, soon, silent = (row.get(why, 0) for why in WHYS)
        ended = unit not in heirs[unit]
        name, seen = names.get(unit, ""), (row["unheard"], row["oldest"])
        lines.append(Owing(unit, name, late, soon, silent, *seen, last.get(unit), ended))
    return sorted(lines, key=lambda o: (-o.late, -o.silent, -o.soon, o.name))


def _not_said_twice(today: dt.date) -> Q:
    """A standing duty whose missed checkpoint is itself on the list is not named a second time."""
    asked = Assignment.objects.filter(ASKED, of__isnull=False, due__lte=today + SOON)
    return Q(due__isnull=False) | ~Q(pk__in=asked.order_by().values("of"))


def _last_told(units: Iterable[int]) -> dict[int, Reminder]:
    """Of each unit the newest reminder that was not taken back. One query."""
    rows = Reminder.objects.filter(unit__in=list(units), withdrawn_at=None).order_by()
    newest = rows.values("unit").annotate(newest=Max("id")).values("newest")
    return {row.unit_id: row for row in Reminder.objects.filter(pk__in=newest)}


def to_remind(
    by: Actor, today: dt.date, units: Iterable[int], whys: Iterable[Why], most: int | None = None
) -> dict[int, list[Assignment]]:
    """Of each unit the work to be named, nearest day first, at most `most` of each. One query."""
    wanted = Q(pk__in=[])
    for asked in conditions(today, list(whys)).values():
        wanted |= asked
    rows = open_rows(by, today).filter(wanted, _not_said_twice(today), unit__in=list(units))
    found: dict[int, list[Assignment]] = {}
    nearest = (F("due").asc(nulls_last=True), F("id").asc())
    if most is not None:
        place = Window(RowNumber(), partition_by=F("unit"), order_by=nearest)
        rows = rows.annotate(place=place).filter(place__lte=most)
    for work in rows.order_by("unit", *nearest):
        found.setdefault(work.unit_id, []).append(work)
    return found


def as_due(
    work: Assignment,
    today: dt.date,
    calendar: WorkingCalendar | None,
    link: str = "",
    whys: Sequence[Why] = WHYS,
) -> Due:
    """A row of `queries.listed` as a message names it: by the first of `whys` that holds."""
    late = work.due is not None and work.due < today and "late" in whys
    near = work.due is not None and today <= work.due <= today + SOON and "soon" in whys
    why: Why = "late" if late else "soon" if near else "silent"
    silent = (today - (work.heard_on or legal_day(work.created_at))).days
    left = days_between(today, work.due, calendar) if calendar and work.due else None
    apart = (work.due - today).days if work.due else 0
    return Due(work.task.content, work.label, work.due, why, left, silent, link, apart)


Calendars = dict[int, WorkingCalendar]


def calendars_of(rows: Iterable[Assignment]) -> Calendars:
    """The calendar of each agency whose work has a due day. One query per agency."""
    agencies = {w.task.plan.agency_id for w in rows if w.due}
    return {agency: organisations.calendar_for(agency) for agency in agencies}


def due_lines(
    rows: Sequence[Assignment],
    today: dt.date,
    calendars: Calendars,
    links: dict[int, str] | None = None,
    whys: Sequence[Why] = WHYS,
) -> list[Due]:
    """Rows as a message names them: late ones first, then the silent, then what falls due soon."""
    told = [
        as_due(w, today, calendars.get(w.task.plan.agency_id), (links or {}).get(w.pk, ""), whys)
        for w in rows
    ]
    order = {"late": 0, "silent": 1, "soon": 2}
    return sorted(told, key=lambda d: (order[d.why], d.due or dt.date.max))


@dataclass(frozen=True)
class Told:
    """A reminder as its page shows it: `rows` what still stands of it, with the codes of their links."""

    reminder: Reminder
    unit: str
    sender: str
    rows: list[Due]
    until: dt.datetime | None

    @property
    def can_undo(self) -> bool:
        return (
            self.reminder.left_at is None
            and self.reminder.copied_at is None
            and self.reminder.withdrawn_at is None
        )


def reminders_seen(by: Actor) -> QuerySet[Reminder]:
    """Reminders to units the actor may remind."""
    units = by.reach(REMIND.roles)
    return Reminder.objects.all() if units is None else Reminder.objects.filter(unit__in=units)


def told(reminders: Sequence[Reminder], at: dt.datetime, address: str) -> list[Told]:
    """Reminders with their words' material, for what is still open. `address`: of a link, with {code}; empty: none.

    A fixed number of queries, and one per agency whose calendar is asked.
    """
    today = legal_day(at)
    found = ReminderLine.objects.filter(reminder__in=reminders).select_related(
        "assignment__task__plan", "assignment__task__parent", "link"
    )
    by_reminder: dict[int, list[ReminderLine]] = {}
    for line in found:
        if line.assignment.state == Assignment.State.OPEN and not line.assignment.stage:
            by_reminder.setdefault(line.reminder_id, []).append(line)
    units = {r.unit_id for r in reminders} | {r.sender_id for r in reminders if r.sender_id}
    names = organisations.name_on(units, today)
    calendars = calendars_of(line.assignment for line in found)
    return [_told(r, by_reminder.get(r.pk, []), names, calendars, at, address) for r in reminders]


def _told(
    reminder: Reminder,
    lines: list[ReminderLine],
    names: dict[int, str],
    calendars: Calendars,
    at: dt.datetime,
    address: str,
) -> Told:
    open_links = {line.assignment_id: line.link for line in lines if _opens(line, at)}
    links = {
        work: address.format(code=code)
        for work, link in open_links.items()
        if address and (code := code_to_show(link))
    }
    until = min((link.expires_at for link in open_links.values()), default=None)
    rows = due_lines([line.assignment for line in lines], legal_day(at), calendars, links)
    sender = names.get(reminder.sender_id or 0, "Cơ quan")
    return Told(reminder, names.get(reminder.unit_id, ""), sender, rows, until if links else None)


def _opens(line: ReminderLine, at: dt.datetime) -> bool:
    link: PhoneLink = line.link
    link.assignment = line.assignment
    return not standing(link).closed(at)


def message_of(one: Told, at: dt.datetime) -> str:
    """The text of a reminder as of this moment."""
    until = moment(one.until) if one.until else ""
    note = one.reminder.note
    return message(one.sender, one.unit, one.rows, moment(at), note=note, until=until)
