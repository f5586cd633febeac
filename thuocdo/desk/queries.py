"""What the staff home shows, asked of the rooms below. Decides nothing, stores nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.accounts import queries as accounts
from thuocdo.audit.rules import Actor
from thuocdo.design.parts import Hit
from thuocdo.documents import queries as documents
from thuocdo.lawbook.calendar import WorkingCalendar
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.plans import queries as plans
from thuocdo.plans.access import CONFIRM, REVIEW
from thuocdo.plans.queries.overview import PlanCard
from thuocdo.reporting import queries as reporting
from thuocdo.reporting.queries.reports import period_of
from thuocdo.reporting.queries.rounds import reports_asked

if TYPE_CHECKING:
    from thuocdo.plans.models import Assignment, Task
    from thuocdo.reporting.models import Report
    from thuocdo.reporting.queries import Owed

# Of each kind: a search page is for recognising, the room's own list is for going through.
LIMIT = 8


def find(by: Actor, text: str, today: dt.date, limit: int = LIMIT) -> dict[str, list[Hit]]:
    """Hits under their kinds, kinds in the order of the rail; empty kinds are left out."""
    kinds: dict[str, list[Hit]] = {}
    for hit in [
        *_plans(by, text, limit),
        *_documents(by, text, today, limit),
        *_units(text, today, limit),
    ]:
        kinds.setdefault(hit.kind, []).append(hit)
    return kinds


@dataclass(frozen=True)
class Piece:
    """One task of the unit in one part of the page: its pieces of work, the nearest day first."""

    work: list[Assignment]
    left: int | None = (
        None  # working days until the nearest day, where the agency's calendar knows them
    )
    apart: int = 0  # calendar days until it

    @property
    def task(self) -> Task:
        return self.work[0].task

    @property
    def first(self) -> Assignment:
        return self.work[0]

    @property
    def days(self) -> list[dt.date]:
        """Each day once: a piece taken over from another unit is asked for on the same days."""
        return list(dict.fromkeys(w.due for w in self.work if w.due))


@dataclass(frozen=True)
class Part:
    """A part of the page: of `count` pieces of work the first in `shown` tasks, the next folded away in `more`;
    the last `left` only stand in the list of everything."""

    count: int
    shown: list[Piece]
    more: list[Piece]
    left: int


@dataclass(frozen=True)
class Asked:
    """A report or a sheet of figures that waits for this person: to be written or put right (`returned`, with
    `reason`), to be approved (`submitted`), to be sent (`unsent`) or to be given its number (`approved`)."""

    title: str
    url: str
    due: dt.date | None
    state: str
    words: str
    reason: str
    late: bool
    left: int | None
    apart: int


@dataclass(frozen=True)
class Work:
    """The first page of a person: what their unit owes, and the plans that wait for them.

    `reviews`: plans under review, for those who review; `plans`: whether any plan is there to be seen;
    `waiting`: how many completions, requests and questions wait for this person, `more`: at least so many;
    `reports`, `sheets`: what the rail counts beside *Báo cáo* and *Số liệu*.
    """

    late: Part
    soon: Part
    later: Part
    reviews: list[PlanCard]
    plans: bool
    waiting: int = 0
    more: bool = False
    reports: tuple[Asked, ...] = ()
    sheets: tuple[Asked, ...] = ()

    @property
    def asked(self) -> list[Asked]:
        """Reports and sheets of figures together, the nearest day first."""
        return sorted([*self.reports, *self.sheets], key=lambda one: one.due or dt.date.max)

    @property
    def owed(self) -> int:
        return self.late.count + self.soon.count + self.later.count


MOST = 60  # pieces of work in each part of the page; the list of everything has the rest


def my_work(by: Actor, today: dt.date) -> Work:
    """A fixed number of queries, whatever is owed."""
    reviews = plans.plans_to_review(by, today) if REVIEW.allows(by) else []
    due = plans.due_work(by, today, most=MOST)
    decides = CONFIRM.allows(by)
    calendar = organisations.calendar_for(_agency(by, today)) if due.soon or decides else None
    late, soon, later = due.counts
    found = plans.waiting_for(by, today, calendar) if calendar else None
    asked = found.count if found else plans.questions_to(by)
    return Work(
        _part(due.late, late, today),
        _part(due.soon, soon, today, lambda day: _left(calendar, today, day)),
        _part(due.later, later, today),
        reviews,
        bool(late or soon or later or reviews) or plans.sees_a_plan(by),
        asked,
        bool(found and found.cut),
        tuple(_report(one, calendar, today) for one in _reports(by)),
        tuple(_sheet(one, calendar, today) for one in reporting.owed(by, today)),
    )


def _reports(by: Actor) -> list[Report]:
    found = reports_asked(by)
    return [*found.waiting, *found.owed]


def _report(one: Report, calendar: WorkingCalendar | None, today: dt.date) -> Asked:
    due = one.round.send_by if one.whole else one.round.due
    state = one.state
    if not one.whole and state == "approved":
        state = "unsent"
    return Asked(
        f"{one.round.duty.title} · {period_of(one.round.period).label}",
        reverse("reporting:report", args=[one.pk]), due, state, one.get_state_display(), one.reason,
        due is not None and due < today, _left(calendar, today, due), _apart(today, due),
    )  # fmt: skip


def _sheet(one: Owed, calendar: WorkingCalendar | None, today: dt.date) -> Asked:
    reply, due = one.reply, one.reply.collection.due
    state = "returned" if reply.state == "returned" else "draft"
    return Asked(
        reply.collection.title, reverse("reporting:reply", args=[reply.pk]), due, state,
        reply.get_state_display(), reply.reason, one.late, _left(calendar, today, due), _apart(today, due),
    )  # fmt: skip


def _agency(by: Actor, today: dt.date) -> int | None:
    return organisations.agency_of(by.unit, today) if by.unit else None


def _left(calendar: WorkingCalendar | None, today: dt.date, day: dt.date | None) -> int | None:
    """Working days left; None where no calendar of that year is known yet."""
    if calendar is None or day is None or day < today:
        return None
    try:
        return calendar.working_days_between(today, day)
    except Mistake:
        return None


def _part(
    work: list[Assignment],
    count: int,
    today: dt.date,
    left: Callable[[dt.date | None], int | None] = lambda _day: None,
    shown: int = 6,
) -> Part:
    """One row per task: a duty missed every month is one thing to see, not ten."""
    tasks: dict[int, list[Assignment]] = {}
    for piece in work:
        tasks.setdefault(piece.task_id, []).append(piece)
    pieces = [Piece(w, left(w[0].due), _apart(today, w[0].due)) for w in tasks.values()]
    return Part(count, pieces[:shown], pieces[shown:], count - len(work))


def _apart(today: dt.date, day: dt.date | None) -> int:
    return (day - today).days if day else 0


def unit_name(by: Actor, today: dt.date) -> str:
    return organisations.name_on([by.unit], today).get(by.unit, "") if by.unit else ""


@dataclass(frozen=True)
class Capacity:
    """One way in which the person may work today, as the menu names it."""

    key: str
    title: str
    place: str
    here: bool


def capacities(by: Actor, today: dt.date) -> list[Capacity]:
    """Every capacity of the person, the present one marked; none for an account of a unit."""
    held = accounts.capacities(by.person, today) if by.person else []
    names = organisations.name_on([c.unit for c in held], today)
    return [
        Capacity(
            c.key,
            c.on_behalf or c.title,
            names.get(c.unit, ""),
            c.position_id == by.position_id and c.on_behalf == by.on_behalf,
        )
        for c in held
    ]


def _plans(by: Actor, text: str, limit: int) -> list[Hit]:
    named = {"plan": (_("Kế hoạch"), "plan"), "task": (_("Nhiệm vụ"), "task")}
    return [
        Hit(
            named[f.kind][0],
            f.title,
            reverse(f"plans:{f.kind}", args=[f.id]),
            f.mini,
            named[f.kind][1],
        )
        for f in plans.search(by, text, limit)
    ]


def _documents(by: Actor, text: str, today: dt.date, limit: int) -> list[Hit]:
    return [
        Hit(
            _("Văn bản"), str(d), reverse("documents:document", args=[d.pk]), d.abstract or d.issuer
        )
        for d in documents.search(by, text, today, limit)
    ]


def _units(text: str, today: dt.date, limit: int) -> list[Hit]:
    return [
        Hit(
            _("Tổ chức"),
            u.name,
            reverse("organisations:unit", args=[u.unit]),
            u.short if u.now else _("Tên gọi cũ"),
            "organisation",
        )
        for u in organisations.search(text, today, limit=limit)
    ]
