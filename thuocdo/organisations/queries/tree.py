"""Who stands where on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import OuterRef, Subquery

from thuocdo.organisations.models import Agency, ChangePart, GroupMember, Unit, UnitParent
from thuocdo.organisations.queries.naming import names_on
from thuocdo.organisations.rules import changes
from thuocdo.organisations.rules.tree import Node, Tree, build

ENDING = ("merge", "split", "abolish")  # changes after which a unit may be no more


def tree(on: dt.date) -> Tree:
    """The whole tree as it stood that day. Two queries."""
    above = UnitParent.objects.on(on).filter(unit=OuterRef("pk")).values("parent")[:1]
    units = Unit.objects.on(on).only("id", "code", "kind", "order").annotate(above=Subquery(above))
    names = names_on(None, on)

    def node(unit: Any) -> Node:
        name, short = names.get(unit.pk, (unit.code, ""))
        return Node(unit.pk, unit.code, unit.kind, name, short, unit.above, unit.order)

    return build(node(unit) for unit in units)


_HOLDS = "({0}.since IS NULL OR {0}.since <= %s) AND ({0}.until IS NULL OR {0}.until >= %s)"
_BELOW = f"""
WITH RECURSIVE below(top, unit) AS (
  SELECT u.id, u.id FROM organisations_unit u WHERE u.id = %s AND {_HOLDS.format("u")}
  UNION
  SELECT b.top, p.unit_id FROM below b
  JOIN organisations_unitparent p ON p.parent_id = b.unit AND {_HOLDS.format("p")}
  JOIN organisations_unit u ON u.id = p.unit_id AND {_HOLDS.format("u")}
) SELECT top, unit FROM below"""


_ENDED = "u.until IS NOT NULL AND u.until < %s AND (p.until IS NULL OR p.until >= u.until)"
_EVER_BELOW = f"""
WITH RECURSIVE below(top, unit) AS (
  SELECT u.id, u.id FROM organisations_unit u WHERE u.id = %s AND {_HOLDS.format("u")}
  UNION
  SELECT b.top, p.unit_id FROM below b
  JOIN organisations_unitparent p ON p.parent_id = b.unit
  JOIN organisations_unit u ON u.id = p.unit_id
  WHERE ({_HOLDS.format("p")} AND {_HOLDS.format("u")}) OR ({_ENDED})
) SELECT top, unit FROM below"""


def subtrees(units: Iterable[int], on: dt.date) -> dict[int, frozenset[int]]:
    """Of each unit: itself and all below it that day; empty for one that did not exist. One query.

    Asked on every request, so the database walks down from these units alone and not the whole tree.
    """
    return _walked(_BELOW, units, on)


def reach(units: Iterable[int], on: dt.date) -> dict[int, frozenset[int]]:
    """As `subtrees`, with the units that stood below one on their last day: what a unit that is no more did
    and owed stays in sight of those above it. One query."""
    return _walked(_EVER_BELOW, units, on)


def _walked(sql: str, units: Iterable[int], on: dt.date) -> dict[int, frozenset[int]]:
    tops = sorted(set(units))
    if not tops:
        return {}
    chosen = sql.replace("u.id = %s", f"u.id IN ({', '.join(['%s'] * len(tops))})", 1)
    days = [on.isoformat()] * (sql.count("%s") - 1)
    found: dict[int, set[int]] = {top: set() for top in tops}
    with connection.cursor() as cursor:
        cursor.execute(chosen, [*tops, *days])
        for top, unit in cursor.fetchall():
            found[top].add(unit)
    return {top: frozenset(below) for top, below in found.items()}


def subtree(unit: int, on: dt.date) -> frozenset[int]:
    """The unit and all below it that day; empty for a unit that did not exist. One query."""
    return subtrees([unit], on)[unit]


def members(group: int, on: dt.date) -> frozenset[int]:
    """Units that belong to the group on the day and exist on it. One query."""
    rows = GroupMember.objects.on(on).filter(group=group).values_list("unit", flat=True)
    return frozenset(rows) & frozenset(Unit.objects.on(on).values_list("id", flat=True))


def members_of(groups: Iterable[int], on: dt.date) -> dict[int, frozenset[int]]:
    """Of each group its units that exist on the day; as `members`. One query."""
    wanted = list(groups)
    found: dict[int, set[int]] = {group: set() for group in wanted}
    rows = GroupMember.objects.on(on).filter(group__in=wanted, unit__in=Unit.objects.on(on))
    for group, unit in rows.values_list("group", "unit"):
        found[group].add(unit)
    return {group: frozenset(units) for group, units in found.items()}


def successors_of(units: Iterable[int], on: dt.date) -> dict[int, tuple[int, ...]]:
    """Of each unit, who stands that day for what it was: itself while it goes on, () where nobody does.

    Two queries.
    """
    ended = {u.pk: u.until or dt.date.max for u in Unit.objects.exclude(until=None)}
    parts = ChangePart.objects.filter(change__kind__in=ENDING, change__date__lte=on)
    rows = parts.order_by("id").values_list("change", "change__date", "unit", "side")
    came: dict[int, list[int]] = {}
    went: list[tuple[int, int, dt.date]] = []
    for change, date, unit, side in rows:
        if side == "to":
            came.setdefault(change, []).append(unit)
        elif unit in ended and ended[unit] < date:
            went.append((unit, change, date))
    passed = [changes.Passed(u, tuple(came.get(c, ())), date) for u, c, date in went]
    return {unit: changes.successors(passed, unit, on) for unit in units}


@dataclass(frozen=True)
class Passage:
    """A unit ended on the day, or gave a part away: `heirs` have since what it had (itself among them where it
    goes on). All by code; `born`: heirs that began with the change."""

    on: dt.date
    unit: str
    heirs: tuple[str, ...]
    born: tuple[str, ...] = ()


def passages(on: dt.date) -> list[Passage]:
    """Every such change until the day, in the order of time. One query."""
    parts = ChangePart.objects.filter(change__kind__in=ENDING, change__date__lte=on)
    rows = parts.order_by("change__date", "change", "id").values_list(
        "change", "change__date", "unit__code", "unit__since", "side"
    )
    went: list[tuple[dt.date, str, int]] = []
    came: dict[int, list[str]] = {}
    born: dict[int, list[str]] = {}
    for change, date, code, since, side in rows:
        if side == "from":
            went.append((date, code, change))
            continue
        came.setdefault(change, []).append(code)
        if since == date:
            born.setdefault(change, []).append(code)
    return [
        Passage(date, code, tuple(came.get(change, ())), tuple(born.get(change, ())))
        for date, code, change in went
    ]


def successors(unit: int, on: dt.date) -> tuple[int, ...]:
    """Who stands that day for what the unit was; see `successors_of`. Two queries."""
    return successors_of([unit], on)[unit]


@dataclass(frozen=True)
class Seal:
    """A unit with a seal on the day: what its documents bear."""

    unit: int
    name: str
    short: str
    symbol: str
    place: str
    head_title: str
    authority: str


def agencies(on: dt.date) -> dict[int, Seal]:
    """Every agency on the day by unit id. Two queries."""
    rows = Agency.objects.on(on).filter(unit__in=Unit.objects.on(on))
    seals = {row.unit_id: row for row in rows}
    names = names_on(seals, on)
    return {
        unit: Seal(
            unit, *names.get(unit, ("", "")), row.symbol, row.place, row.head_title, row.authority
        )
        for unit, row in seals.items()
    }


def agency_of(unit: int, on: dt.date) -> int | None:
    """The nearest unit with a seal on the way up, itself included; None above all agencies. Two queries."""
    sealed = set(Agency.objects.on(on).values_list("unit", flat=True))
    parents = dict(UnitParent.objects.on(on).values_list("unit", "parent"))
    here: int | None = unit
    while here is not None and here not in sealed:
        here = parents.get(here)
    return here


def agencies_up(agency: int | None, on: dt.date) -> tuple[int, ...]:
    """The agency and those above it, the nearest first: whose rules reach it. () for none. Two queries."""
    sealed = set(Agency.objects.on(on).values_list("unit", flat=True))
    parents = dict(UnitParent.objects.on(on).values_list("unit", "parent"))
    found: list[int] = []
    here = agency
    while here is not None:
        if here in sealed or here == agency:
            found.append(here)
        here = parents.get(here)
    return tuple(found)


def agency_acted_for(unit: int | None, on: dt.date) -> int | None:
    """The agency somebody acts for who works in `unit`, or above all agencies where there is only one."""
    if unit is not None:
        return agency_of(unit, on)
    known = list(agencies(on))
    return known[0] if len(known) == 1 else None


def one_at_a_time(agency: int) -> None:
    """Until the transaction ends, whoever else asks this of the agency waits: for what is looked up, then written.

    Rows that only point at the agency are written meanwhile.
    """
    Unit.objects.select_for_update(no_key=True).only("pk").get(pk=agency)
