"""What the staff home shows, asked of the rooms below. Decides nothing, stores nothing."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thuocdo.accounts import queries as accounts
from thuocdo.audit.rules import Actor
from thuocdo.design.parts import Hit
from thuocdo.organisations import queries as organisations

LIMIT = (
    8  # of each kind: a search page is for recognising, the room's own list is for going through
)


def find(by: Actor, text: str, today: dt.date, limit: int = LIMIT) -> dict[str, list[Hit]]:
    """Hits under their kinds, kinds in the order of the rail; empty kinds are left out."""
    hits = _units(text, today, limit)
    kinds: dict[str, list[Hit]] = {}
    for hit in hits:
        kinds.setdefault(hit.kind, []).append(hit)
    return kinds


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


def _units(text: str, today: dt.date, limit: int) -> list[Hit]:
    return [
        Hit("Tổ chức", u.name, "", u.short if u.now else "Tên gọi cũ", "organisation")
        for u in organisations.search(text, today, limit=limit)
    ]
