"""The book of all that a printed name may mean, loaded for one agency and one day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from thuocdo.organisations.models import Agency, Alias, Partner, Unit, UnitGroup, UnitName
from thuocdo.organisations.queries.tree import successors_of, tree
from thuocdo.organisations.rules import matching
from thuocdo.organisations.rules.matching import Book, Entry, Match, Thing
from thuocdo.organisations.rules.tree import Tree

FAR = 90  # depth of units outside the agency: meant only where nothing nearer bears the name


def match(printed: Iterable[str], *, on: dt.date, agency: int) -> dict[str, Match]:
    """Whom each printed name means on the day for the agency. Ten queries, however many names."""
    return matching.match(printed, book(on, agency))


def book(on: dt.date, agency: int) -> Book:
    standing = tree(on)
    names = _all_names()
    seal = Agency.objects.on(on).filter(unit=agency).first()
    things = {unit: Thing("unit", unit, node.name) for unit, node in standing.nodes.items()}
    groups = list(UnitGroup.objects.filter(agency=agency))
    partners = list(Partner.objects.all())
    here = standing.nodes.get(agency)
    return Book(
        entries=(
            *_units(standing, things, names, agency),
            *(Entry(Thing("group", g.pk, g.name), g.name) for g in groups if g.holds(on)),
            *(_partner(p) for p in partners if p.holds(on)),
        ),
        aliases=_aliases(on, agency, things),
        gone=(*_ended(names, things, on), *_replaced(partners, on), *_dropped(groups, on)),
        agency_names=tuple(n for n in (here.name, here.short) if n) if here else (),
        place=seal.place if seal else "",
    )


def _all_names() -> dict[int, list[UnitName]]:
    names: dict[int, list[UnitName]] = {}
    for row in UnitName.objects.order_by("unit", "id"):
        names.setdefault(row.unit_id, []).append(row)
    return names


def _units(
    standing: Tree, things: dict[int, Thing], names: dict[int, list[UnitName]], agency: int
) -> Iterable[Entry]:
    depths = {node.id: depth + 1 for depth, node in standing.walk(agency)} | {agency: 0}
    for unit, node in standing.nodes.items():
        former = {n.name for n in names.get(unit, ())} - {node.name}
        depth = depths.get(unit, FAR)
        yield Entry(things[unit], node.name, node.short, tuple(sorted(former)), depth)


def _partner(partner: Partner) -> Entry:
    return Entry(Thing("partner", partner.pk, partner.name), partner.name, partner.short)


def _aliases(on: dt.date, agency: int, things: dict[int, Thing]) -> dict[str, Thing]:
    """Accepted names whose unit, group or partner still stands that day."""
    rows = Alias.objects.on(on).filter(agency=agency).select_related("group", "partner")
    found: dict[str, Thing] = {}
    for row in rows:
        if row.general:
            found[row.key] = Thing("general", None, row.printed)
        elif row.unit_id in things:
            found[row.key] = things[row.unit_id]
        elif row.group and row.group.holds(on):
            found[row.key] = Thing("group", row.group_id, row.group.name)
        elif row.partner and row.partner.holds(on):
            found[row.key] = Thing("partner", row.partner_id, row.partner.name)
    return found


def _ended(
    names: dict[int, list[UnitName]], things: dict[int, Thing], on: dt.date
) -> list[tuple[str, tuple[Thing, ...]]]:
    """Former names of units that are no more on the day, with those who took over."""
    ended = Unit.objects.filter(until__lt=on).values_list("id", flat=True)
    heirs = successors_of(ended, on)
    return [
        (name, tuple(things[h] for h in heirs[unit] if h in things))
        for unit in heirs
        for row in names.get(unit, ())
        for name in (row.name, row.short)
        if name
    ]


def _replaced(partners: list[Partner], on: dt.date) -> list[tuple[str, tuple[Thing, ...]]]:
    by_id = {p.pk: p for p in partners}
    found: list[tuple[str, tuple[Thing, ...]]] = []
    for partner in partners:
        heir = by_id.get(partner.successor_id or 0)
        if partner.until and partner.until < on:
            here = heir is not None and heir.holds(on)
            heirs = (Thing("partner", heir.pk, heir.name),) if heir and here else ()
            found += [(name, heirs) for name in (partner.name, partner.short) if name]
    return found


def _dropped(groups: list[UnitGroup], on: dt.date) -> list[tuple[str, tuple[Thing, ...]]]:
    return [(group.name, ()) for group in groups if group.until and group.until < on]
