"""Phone links: the code in the address, what it opens, why it is closed."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.crypto import salted_hmac

from thuocdo.accounts import queries as accounts
from thuocdo.audit.rules import Actor, Grant
from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Assignment, PhoneLink, Plan, Update
from thuocdo.plans.queries.one_work import days_between
from thuocdo.plans.rules.phone import LENGTH, Closed, Standing, code_of, declared


def code_for(nonce: str) -> str:
    """The code in a link's address: whoever lacks the installation's key cannot make one."""
    return code_of(salted_hmac("plans.phone_link", nonce, algorithm="sha256").digest())


def digest_of(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def code_to_show(link: PhoneLink) -> str:
    """The code once more, for those who may hand it on; empty where the installation's key has changed since."""
    code = code_for(link.nonce)
    return code if digest_of(code) == link.digest else ""


def find_link(code: str) -> PhoneLink | None:
    """The link of an address as a person may have typed it. One query, none for what cannot be one."""
    code = code.strip().lower()
    if len(code) != LENGTH:
        return None
    rows = PhoneLink.objects.select_related("assignment__task__plan", "assignment__task__parent")
    return rows.filter(digest=digest_of(code)).first()


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
    """Who speaks through a link: an officer of its unit, under the name declared; nothing beyond that unit.

    Raises Mistake where no name or position is declared.
    """
    name, position = declared(name, position)
    grants = (Grant("officer", frozenset({link.unit_id})),)
    return Actor(name, position=position, unit=link.unit_id, grants=grants, link=link.pk)


@dataclass(frozen=True)
class PhonePage:
    """What the page of a link shows. `said` is what was sent through it, once it was used."""

    link: PhoneLink
    work: Assignment
    unit: str
    closed: Closed
    left: int | None
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
