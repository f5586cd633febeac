"""Where units stand that answer: in which groups of the agency, under which superior unit."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from thuocdo.organisations import queries as organisations


@dataclass(frozen=True)
class Place:
    """A group, or a superior unit (0: none that day), with those of the units that are in it."""

    key: int
    name: str
    inside: frozenset[int]


def places(agency: int, units: Iterable[int], today: dt.date) -> tuple[list[Place], list[Place]]:
    """By group (*cấp*) and by superior unit (*xã, phường*), in the order of printed lists. Four queries."""
    wanted = frozenset(units)
    groups = organisations.groups_of(agency, today)
    members = organisations.members_of(groups, today)
    grouped = [Place(key, name, wanted & members[key]) for key, name in groups.items()]
    standing = organisations.tree(today)
    under: dict[int, set[int]] = {}
    for unit in wanted:
        node = standing.nodes.get(unit)
        under.setdefault((node.parent or 0) if node else 0, set()).add(unit)
    order = [node.id for _depth, node in standing.walk() if node.id in under]
    names = {unit: standing.nodes[unit].name for unit in order}
    above = [
        Place(unit, names.get(unit, ""), frozenset(under[unit]))
        for unit in [*order, *(u for u in under if u not in names)]
    ]
    return [place for place in grouped if place.inside], above
