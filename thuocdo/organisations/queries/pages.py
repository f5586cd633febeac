"""What the pages of this room show, ready to be drawn."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from thuocdo.audit.rules import Actor
from thuocdo.organisations.models import (
    Agency,
    Alias,
    ChangePart,
    GroupMember,
    Unit,
    UnitChange,
    UnitGroup,
    UnitName,
    UnitParent,
)
from thuocdo.organisations.queries.naming import name_on
from thuocdo.organisations.queries.state import state
from thuocdo.organisations.queries.tree import agencies, agency_of, successors_of, tree
from thuocdo.organisations.rules import changes
from thuocdo.organisations.rules.preview import Line, preview
from thuocdo.organisations.rules.tree import Node, Tree
from thuocdo.organisations.rules.words import CHANGES, KINDS


def agency_for(by: Actor, on: dt.date) -> int | None:
    """The agency whose names, groups and calendar the actor works with: the one above its unit, else the
    first one; None where there is none yet. Four queries.
    """
    own = agency_of(by.unit, on) if by.unit else None
    return own or next(iter(sorted(agencies(on))), None)


@dataclass(frozen=True)
class Branch:
    """A unit in the drawn tree with what stands under it, by kind in the order of their first unit."""

    node: Node
    kinds: tuple[tuple[str, tuple[Branch, ...]], ...]

    @property
    def size(self) -> int:
        return sum(len(branches) for _, branches in self.kinds)


def branches(standing: Tree, top: int | None = None) -> tuple[Branch, ...]:
    """The tree as nested branches, below `top` or from the roots."""
    found = []
    for unit in standing.children.get(top, ()):
        by_kind: dict[str, list[Branch]] = {}
        for branch in branches(standing, unit):
            by_kind.setdefault(KINDS[branch.node.kind], []).append(branch)
        kinds = tuple((label, tuple(own)) for label, own in by_kind.items())
        found.append(Branch(standing.nodes[unit], kinds))
    return tuple(found)


@dataclass(frozen=True)
class ChangeTold:
    """A recorded change with the names its units had: before it and after it."""

    row: UnitChange
    label: str
    before: tuple[tuple[int, str], ...]
    after: tuple[tuple[int, str], ...]


def told(rows: Iterable[UnitChange]) -> list[ChangeTold]:
    """Changes in words. Three queries, however many."""
    parts = Prefetch("parts", ChangePart.objects.order_by("id"))
    listed = list(UnitChange.objects.filter(pk__in=[r.pk for r in rows]).prefetch_related(parts))
    units = {part.unit_id for row in listed for part in row.parts.all()}
    names: dict[int, list[UnitName]] = {}
    for name in UnitName.objects.filter(unit__in=units).order_by("id"):
        names.setdefault(name.unit_id, []).append(name)

    def called(row: UnitChange, side: str, on: dt.date) -> tuple[tuple[int, str], ...]:
        return tuple(
            (
                part.unit_id,
                next((n.name for n in names.get(part.unit_id, ()) if n.holds(on)), "–"),
            )
            for part in row.parts.all()
            if part.side == side
        )

    eve = dt.timedelta(days=1)
    found = [
        ChangeTold(
            row,
            CHANGES[row.kind],
            called(row, "from", row.date - eve),
            called(row, "to", row.date),
        )
        for row in listed
    ]
    return sorted(found, key=lambda t: (t.row.date, t.row.pk), reverse=True)


@dataclass(frozen=True)
class UnitPage:
    """One unit as it stands on the day, and all its past."""

    unit: Unit
    name: str
    short: str
    kind: str
    above: tuple[Node, ...]
    below: tuple[Branch, ...]
    names: tuple[UnitName, ...]
    parents: tuple[UnitParent, ...]
    parent_names: dict[int, str]
    groups: tuple[GroupMember, ...]
    aliases: tuple[Alias, ...]
    seal: Agency | None
    changes: tuple[ChangeTold, ...]
    heirs: dict[int, str]
    alive: bool


def unit_page(unit: Unit, on: dt.date) -> UnitPage:
    """A fixed number of queries, whatever the unit has been through."""
    standing = tree(on)
    names = tuple(unit.names.order_by("id"))
    parents = tuple(unit.parents.order_by("id"))
    here = standing.nodes.get(unit.pk)
    heirs = [h for h in successors_of([unit.pk], on)[unit.pk] if h != unit.pk]
    called = name_on([unit.pk, *heirs, *(p.parent_id for p in parents)], on)
    groups = unit.memberships.select_related("group").order_by("group__order", "group_id", "id")
    return UnitPage(
        unit=unit,
        name=here.name if here else called.get(unit.pk, unit.code),
        short=here.short if here else "",
        kind=KINDS[unit.kind],
        above=tuple(reversed(standing.way_up(unit.pk)[1:])),
        below=branches(standing, unit.pk),
        names=names,
        parents=parents,
        parent_names=called,
        groups=tuple(groups),
        aliases=tuple(unit.other_names.order_by("printed")),
        seal=Agency.objects.on(on).filter(unit=unit).first(),
        changes=tuple(told(UnitChange.objects.filter(parts__unit=unit).distinct())),
        heirs={h: called[h] for h in heirs},
        alive=here is not None,
    )


@dataclass(frozen=True)
class GroupShown:
    row: UnitGroup
    members: int
    now: bool


def groups_on(rows: QuerySet[UnitGroup], on: dt.date) -> list[GroupShown]:
    """Groups with how many members they have on the day; those of other days last. Two queries."""
    counts: dict[int, int] = {}
    alive = set(Unit.objects.on(on).values_list("id", flat=True))
    for group, unit in GroupMember.objects.on(on).values_list("group", "unit"):
        counts[group] = counts.get(group, 0) + (unit in alive)
    shown = [GroupShown(row, counts.get(row.pk, 0), row.holds(on)) for row in rows]
    return sorted(shown, key=lambda g: not g.now)


def foresee(change: changes.Change, on: dt.date) -> list[Line]:
    """What the change would do, in words. Raises `Mistake` where it cannot be. Five queries."""
    now = state()
    effects = changes.decide(now, change, on)
    return preview(now, effects, on, dict(UnitGroup.objects.values_list("id", "name")))
