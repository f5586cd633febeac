"""Everything a printed name may mean on a day, as names to choose from."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from thuocdo.organisations.models import Partner, UnitGroup
from thuocdo.organisations.queries.tree import tree


@dataclass(frozen=True)
class Choices:
    """id → name, each in the order of the printed lists; a name that stands twice says where it stands."""

    units: dict[int, str]
    groups: dict[int, str]
    partners: dict[int, str]


def choices(agency: int, on: dt.date) -> Choices:
    """The units below `agency` and itself, its groups, and all partners. Four queries."""
    standing = tree(on)
    inside = [standing.nodes[agency]] if agency in standing.nodes else []
    inside += [node for _depth, node in standing.walk(agency)]
    times = Counter(node.name for node in inside)
    names = {node.id: node.name for node in inside}
    for node in inside:
        above = standing.nodes.get(node.parent) if node.parent is not None else None
        if times[node.name] > 1 and above:
            names[node.id] = f"{node.name} ({above.name})"
    partners = Partner.objects.on(on).order_by("name")
    return Choices(names, groups_of(agency, on), {p.pk: p.name for p in partners})


def groups_of(agency: int, on: dt.date) -> dict[int, str]:
    """The groups of an agency on the day, as printed lists order them: id → name. One query."""
    rows = UnitGroup.objects.on(on).filter(agency=agency).order_by("order", "name")
    return {group.pk: group.name for group in rows}
