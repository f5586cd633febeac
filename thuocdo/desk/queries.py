"""What the staff home shows, asked of the rooms below. Decides nothing, stores nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from thuocdo.accounts import queries as accounts
from thuocdo.audit.rules import Actor
from thuocdo.design.parts import Hit
from thuocdo.organisations import queries as organisations
from thuocdo.plans import queries as plans
from thuocdo.plans.access import REVIEW
from thuocdo.plans.queries.overview import PlanCard
from thuocdo.plans.queries.work import DueWork

LIMIT = (
    8  # of each kind: a search page is for recognising, the room's own list is for going through
)


def find(by: Actor, text: str, today: dt.date, limit: int = LIMIT) -> dict[str, list[Hit]]:
    """Hits under their kinds, kinds in the order of the rail; empty kinds are left out."""
    kinds: dict[str, list[Hit]] = {}
    for hit in [*_plans(by, text, limit), *_units(text, today, limit)]:
        kinds.setdefault(hit.kind, []).append(hit)
    return kinds


@dataclass(frozen=True)
class Work:
    """The first page of a person: what their unit owes, and the plans that wait for them.

    `reviews`: plans under review, for those who review; `plans`: whether any plan is there to be seen.
    """

    due: DueWork
    reviews: list[PlanCard]
    plans: bool

    @property
    def owed(self) -> int:
        return len(self.due.late) + len(self.due.soon) + len(self.due.later) + self.due.more


def my_work(by: Actor, today: dt.date) -> Work:
    """A fixed number of queries, whatever is owed."""
    cards = plans.plan_cards(by, today)
    waiting = [c for c in cards if c.plan.state == "review"] if REVIEW.allows(by) else []
    return Work(plans.due_work(by, today), waiting, bool(cards))


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


def _units(text: str, today: dt.date, limit: int) -> list[Hit]:
    return [
        Hit(_("Tổ chức"), u.name, "", u.short if u.now else _("Tên gọi cũ"), "organisation")
        for u in organisations.search(text, today, limit=limit)
    ]
