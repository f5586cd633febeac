"""What the staff home shows, asked of the rooms below. Decides nothing, stores nothing."""

from __future__ import annotations

import datetime as dt

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


def _units(text: str, today: dt.date, limit: int) -> list[Hit]:
    return [
        Hit("Tổ chức", u.name, "", u.short if u.now else "Tên gọi cũ", "organisation")
        for u in organisations.search(text, today, limit=limit)
    ]
