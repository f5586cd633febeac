"""The organisation that is shipped, loaded once."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.audit.actions import Change, Deed, record_many
from thuocdo.audit.rules import Actor, require
from thuocdo.organisations.access import CHANGE
from thuocdo.organisations.actions.changing import change_units, set_agency, write
from thuocdo.organisations.actions.grouping import add_group, add_partner, end_group, end_partner
from thuocdo.organisations.actions.naming import Meaning, add_alias
from thuocdo.organisations.intake import Shipped, ShippedUnit, read_shipped
from thuocdo.organisations.models import Unit
from thuocdo.organisations.queries.state import state
from thuocdo.organisations.rules.changes import checked
from thuocdo.organisations.rules.state import Effects, Life, Named, Row, Under

DAY = dt.timedelta(days=1)


def load_shipped(*, by: Actor, at: dt.datetime, shipped: Shipped | None = None) -> Unit:
    """The shipped agency with its units, groups, names, partners and changes; once: again does nothing.

    The whole organisation or none of it.
    """
    shipped = shipped or read_shipped()
    with transaction.atomic():
        require(by, CHANGE)
        agency = Unit.objects.filter(code=shipped.agency).first()
        if agency is not None:
            return agency
        ids = _units(by, at, shipped)
        top = ids[shipped.agency]
        for seal in shipped.seals:
            values = seal.model_dump(exclude={"unit"})
            set_agency(by=by, at=at, unit=ids[seal.unit], on=None, **values)
        groups = _groups(by, at, shipped, ids)
        for alias in shipped.aliases:
            means = Meaning(unit=ids.get(alias.unit), group=groups.get(alias.group))
            add_alias(by=by, at=at, agency=top, printed=alias.printed, means=means)
        _partners(by, at, shipped)
        _changes(by, at, shipped, ids)
        for group in shipped.groups:
            if group.until:
                end_group(by=by, at=at, group=groups[group.name], on=group.until + DAY)
    return Unit.objects.get(pk=top)


def _flat(shipped: Shipped) -> list[tuple[ShippedUnit, str | None]]:
    return [pair for top in shipped.units for pair in top.all()]


def _units(by: Actor, at: dt.datetime, shipped: Shipped) -> dict[str, int]:
    """All units at once: one decision by the rules instead of one per unit."""
    rows: list[Row] = []
    checks: dict[str, tuple[str, str]] = {}
    for order, (unit, parent) in enumerate(_flat(shipped)):
        checks[unit.code] = (unit.status, unit.source)
        rows += [Life(unit.code, unit.kind, order=order), Named(unit.code, unit.name, unit.short)]
        if parent is not None:
            rows.append(Under(unit.code, parent))
    effects = checked(state(), Effects(opens=tuple(rows)), dt.date.min)
    ids, written = write(effects, checks)
    told: dict[int, list[Change]] = {pk: [] for pk in ids.values()}
    for change in written:
        row = change.row
        told[row.values.get("unit_id") or int(row.thing.partition(":")[2])].append(change)
    deeds = [Deed(tuple(rows), (f"unit:{pk}",)) for pk, rows in told.items()]
    record_many(by=by, at=at, verb=CHANGE, deeds=deeds)
    return ids


def _groups(by: Actor, at: dt.datetime, shipped: Shipped, ids: dict[str, int]) -> dict[str, int]:
    under = [(unit.code, unit.kind) for unit, parent in _flat(shipped) if parent == shipped.agency]
    made = {}
    for group in shipped.groups:
        members = [ids[code] for code in group.members]
        members += [ids[code] for code, kind in under if kind in group.of]
        row = add_group(by=by, at=at, agency=ids[shipped.agency], name=group.name, units=members)
        made[group.name] = row.pk
    return made


def _partners(by: Actor, at: dt.datetime, shipped: Shipped) -> None:
    made = {
        partner.code: add_partner(
            by=by,
            at=at,
            code=partner.code,
            name=partner.name,
            short=partner.short,
            on=partner.since,
            status=partner.status,
            source=partner.source,
        ).pk
        for partner in shipped.partners
    }
    for partner in shipped.partners:
        if partner.until:
            heir = made.get(partner.successor)
            on = partner.until + DAY
            end_partner(by=by, at=at, partner=made[partner.code], on=on, successor=heir)


def _changes(by: Actor, at: dt.datetime, shipped: Shipped, ids: dict[str, int]) -> None:
    for shipped_change in shipped.changes:
        order = Unit.objects.get(pk=ids[shipped_change.units[0]]).order
        for change in shipped_change.changes(ids, ids[shipped.agency], order):
            change_units(
                by=by,
                at=at,
                change=change,
                on=shipped_change.on,
                decision=shipped_change.paper,
                status=shipped_change.status,
                source=shipped_change.source,
            )
        ids.update(Unit.objects.values_list("code", "id"))
