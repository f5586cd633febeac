"""Phone links: the code in the address, what it opens, why it is closed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from thuocdo.accounts import queries as accounts
from thuocdo.audit.rules import Actor
from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Assignment, PhoneLink, Plan, Update
from thuocdo.plans.queries.one_work import days_between
from thuocdo.plans.rules.phone import Closed, Standing

PURPOSE = "plans.phone_link"


def code_to_show(link: PhoneLink) -> str:
    """The code once more, for those who may hand it on; empty where the installation's key has changed since."""
    return accounts.code_to_show(PURPOSE, link.nonce, link.digest)


def find_link(code: str) -> PhoneLink | None:
    """The link of an address as a person may have typed it. One query, none for what cannot be one."""
    digest = accounts.digest_typed(code)
    rows = PhoneLink.objects.select_related("assignment__task__plan", "assignment__task__parent")
    return rows.filter(digest=digest).first() if digest else None


def link_of(by: Actor) -> int | None:
    """The link an actor speaks through, None for everybody else."""
    kind, _, number = by.link.partition(":")
    return int(number) if kind == "phonelink" else None


def standing(link: PhoneLink) -> Standing:
    work = link.assignment
    return Standing(
        expires_at=link.expires_at,
        used=link.used_at is not None,
        revoked=link.revoked_at is not None,
        same_unit=work.unit_id == link.unit_id,
        live=work.task.plan.state == Plan.State.LIVE and work.state != Assignment.State.CLOSED,
        open=work.state == Assignment.State.OPEN,
    )


def speaker(link: PhoneLink, name: str, position: str) -> Actor:
    """Who speaks through a link: an officer of its unit, under the name declared; Mistake without one."""
    return accounts.speaker(str(link), link.unit_id, name, position)


@dataclass(frozen=True)
class PhonePage:
    """What the page of a link shows. `said` is what was sent through it, once it was used."""

    link: PhoneLink
    work: Assignment
    unit: str
    closed: Closed
    left: int | None
    apart: int
    said: Update | None


def phone_page(link: PhoneLink, at: dt.datetime) -> PhonePage:
    today = accounts.legal_day(at)
    work = link.assignment
    closed = standing(link).closed(at)
    return PhonePage(
        link=link,
        work=work,
        unit=organisations.name_on([link.unit_id], today).get(link.unit_id, ""),
        closed=closed,
        left=None if closed else _left(work, today),
        apart=(work.due - today).days if work.due else 0,
        said=Update.objects.filter(link=link.pk).first() if closed == "used" else None,
    )


def _left(work: Assignment, today: dt.date) -> int | None:
    """Working days to the due day; the calendar is asked only where there is one."""
    if work.due is None:
        return None
    return days_between(today, work.due, organisations.calendar_for(work.task.plan.agency_id))


def links_of(works: Iterable[Assignment], at: dt.datetime) -> dict[int, PhoneLink]:
    """Of each piece the newest link that is still open for its present unit. One query."""
    rows = PhoneLink.objects.filter(
        assignment__in=[w.pk for w in works], used_at=None, revoked_at=None, expires_at__gt=at
    ).select_related("assignment")
    return {row.assignment_id: row for row in rows if row.unit_id == row.assignment.unit_id}
