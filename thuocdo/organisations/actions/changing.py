"""Changes of the tree: decided by the rules, written in one transaction, recorded with their decision."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType

from django.db import transaction

from thuocdo.audit.actions import Change as Written
from thuocdo.audit.actions import record, snapshot
from thuocdo.audit.rules import Actor, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc
from thuocdo.organisations.access import CHANGE
from thuocdo.organisations.models import (
    Agency,
    ChangePart,
    GroupMember,
    Unit,
    UnitChange,
    UnitName,
    UnitParent,
)
from thuocdo.organisations.queries.state import state
from thuocdo.organisations.rules import changes
from thuocdo.organisations.rules.changes import Change, Create, Decision, Merge, New, Split
from thuocdo.organisations.rules.names import slug
from thuocdo.organisations.rules.state import Belongs, Effects, Life, Named, Ref, Row, Under
from thuocdo.organisations.rules.words import KINDS

NO_DECISION = Decision()


def change_units(
    *,
    by: Actor,
    at: dt.datetime,
    change: Change,
    on: dt.date,
    decision: Decision = NO_DECISION,
    status: str = "confirmed",
    source: str = "",
) -> UnitChange:
    """Write one change from the day `on`. Raises `Mistake` (gap, overlap, circle…) or `Refused`."""
    with transaction.atomic():
        _one_at_a_time()
        for unit in _in_reach_of(change):
            require_reach(by, unit)
        change = _coded(change)
        effects = changes.decide(state(), change, on)
        ids, written = write(effects, status=status, source=source)
        made = UnitChange.objects.create(
            kind=changes.KIND[type(change)],
            date=on,
            decision_number=decision.number.strip(),
            decision_date=decision.date,
            note=decision.note.strip(),
            status=status,
            source=source,
        )
        parts = _parts(made, change, ids)
        record(
            by=by,
            at=at,
            verb=CHANGE,
            changes=[Written.of(None, made), *written],
            touched={f"unit:{part.unit_id}" for part in parts},
        )
    return made


def _one_at_a_time() -> None:
    """Two changes of the tree never decide on the same state of it."""
    list(Unit.objects.select_for_update().order_by("id").values_list("id"))


def _parts(made: UnitChange, change: Change, ids: dict[str, int]) -> list[ChangePart]:
    """The units the change takes away from or gives to."""
    before, after = changes.sides(change)
    parts = [
        ChangePart(change=made, unit_id=_id(ref, ids), side=side)
        for side, refs in (("from", before), ("to", after))
        for ref in refs
    ]
    return ChangePart.objects.bulk_create(parts)


def record_decision(*, by: Actor, at: dt.datetime, change: int, decision: Decision) -> UnitChange:
    """The paper behind a change already written, known later or read wrongly before."""
    if not decision.number.strip():
        raise Mistake("Chưa có số quyết định. Nhập số.", field="number")
    with transaction.atomic():
        stored = UnitChange.objects.select_for_update().get(pk=change)
        units = sorted(set(stored.parts.values_list("unit", flat=True)))
        for unit in units:
            require(by, CHANGE, unit)
        before = snapshot(stored)
        stored.decision_number, stored.decision_date = decision.number.strip(), decision.date
        stored.note, stored.status, stored.source = decision.note.strip(), "confirmed", ""
        stored.save()
        touched = [f"unit:{unit}" for unit in units]
        record(by=by, at=at, verb=CHANGE, changes=[Written.of(before, stored)], touched=touched)
    return stored


def _in_reach_of(change: Change) -> list[Ref | None]:
    """Units in which the actor needs the verb; None where the change reaches the top of the tree."""
    units: list[Ref | None] = list(changes.touched(change))
    match change:
        case (
            Create(New(parent=None)) | Merge(into=New(parent=None)) | changes.Transfer(parent=None)
        ):
            units.append(None)
    return units


def require_reach(by: Actor, unit: Ref | None) -> None:
    """The verb in the unit; at the top of the tree, in all of it."""
    require(by, CHANGE, unit if isinstance(unit, int) else None)
    if unit is None and not by.system and by.reach(CHANGE.roles) is not None:
        raise Mistake(
            "Đơn vị ở gốc của cây tổ chức chỉ quản trị toàn hệ thống thêm được. Chọn đơn vị cấp trên.",
            field="parent",
        )


def _coded(change: Change) -> Change:
    """The change with clean names, and codes given to the units it makes."""
    taken = set(Unit.objects.values_list("code", flat=True))

    def coded(new: New) -> New:
        if new.kind not in KINDS:
            raise Mistake("Loại đơn vị không có trong danh sách. Chọn lại loại.", field="kind")
        code = new.code or slug(new.name, taken)
        taken.add(code)
        return replace(new, code=code, name=nfc(new.name), short=nfc(new.short))

    match change:
        case Create(unit):
            return Create(coded(unit))
        case Merge(units, New() as into):
            return Merge(units, coded(into))
        case Split(parts=parts):
            return replace(change, parts=tuple(coded(part) for part in parts))
        case changes.Rename():
            return replace(change, name=nfc(change.name), short=nfc(change.short))
    return change


def _id(ref: Ref, ids: dict[str, int]) -> int:
    return ids[ref] if isinstance(ref, str) else ref


def write(
    effects: Effects,
    checks: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    *,
    status: str = "confirmed",
    source: str = "",
) -> tuple[dict[str, int], list[Written]]:
    """Close and open the rows; the ids of new units by code, and what to record.

    `checks`: status and source of single new units by code; the others have `status`, `source`.
    """
    ids: dict[str, int] = {}
    written = [_close(row) for row in effects.closes]
    for row in sorted(effects.opens, key=lambda r: not isinstance(r, Life)):
        how = checks.get(str(row.unit), (status, source))
        made = _found(row, how) if isinstance(row, Life) else _open(row, ids, how)
        if isinstance(made, Unit):
            ids[made.code] = made.pk
        written.append(Written.of(None, made))
    return ids, written


def _found(row: Life, how: tuple[str, str]) -> Unit:
    return Unit.objects.create(
        code=row.unit,
        kind=row.kind,
        since=row.since,
        order=row.order,
        status=how[0],
        source=how[1],
    )


def _close(row: Row) -> Written:
    model = {Life: Unit, Named: UnitName, Under: UnitParent, Belongs: GroupMember}[type(row)]
    stored = model.objects.get(pk=row.unit if isinstance(row, Life) else row.row)
    before = snapshot(stored)
    stored.until = row.until
    stored.save(update_fields=["until"])
    return Written.of(before, stored)


def _open(
    row: Row, ids: dict[str, int], how: tuple[str, str]
) -> UnitName | UnitParent | GroupMember:
    unit = _id(row.unit, ids)
    if isinstance(row, Named):
        return UnitName.objects.create(
            unit_id=unit,
            name=row.name,
            short=row.short,
            folded=fold(f"{row.name} {row.short}"),
            since=row.since,
            status=how[0],
            source=how[1],
        )
    if isinstance(row, Under):
        return UnitParent.objects.create(
            unit_id=unit, parent_id=_id(row.parent, ids), since=row.since
        )
    assert isinstance(row, Belongs)
    return GroupMember.objects.create(unit_id=unit, group_id=row.group, since=row.since)


def create_unit(
    *,
    by: Actor,
    at: dt.datetime,
    name: str,
    kind: str,
    parent: int | None,
    on: dt.date | None,
    short: str = "",
    code: str = "",
    order: int = 0,
    decision: Decision = NO_DECISION,
) -> Unit:
    """A new unit from the day `on`; None: it has been there since before this system knows."""
    new = New(code, kind, name, short, parent, order)
    if on is not None:
        made = change_units(by=by, at=at, change=Create(new), on=on, decision=decision)
        return made.parts.get(side="to").unit
    with transaction.atomic():
        require_reach(by, parent)
        coded = _coded(Create(new))
        assert isinstance(coded, Create)
        ids, written = write(changes.found(state(), coded.unit))
        unit = Unit.objects.get(pk=ids[coded.unit.code])
        record(by=by, at=at, verb=CHANGE, changes=written, touched=[f"unit:{unit.pk}"])
    return unit


def rename_unit(
    *, by: Actor, at: dt.datetime, unit: int, name: str, on: dt.date, short: str = "",
    decision: Decision = NO_DECISION,
) -> UnitChange:  # fmt: skip
    change = changes.Rename(unit, name, short)
    return change_units(by=by, at=at, change=change, on=on, decision=decision)


def move_unit(
    *, by: Actor, at: dt.datetime, unit: int, parent: int | None, on: dt.date,
    decision: Decision = NO_DECISION,
) -> UnitChange:  # fmt: skip
    change = changes.Transfer(unit, parent)
    return change_units(by=by, at=at, change=change, on=on, decision=decision)


def merge_units(
    *, by: Actor, at: dt.datetime, units: Iterable[int], into: int | New, on: dt.date,
    decision: Decision = NO_DECISION,
) -> UnitChange:  # fmt: skip
    change = Merge(tuple(units), into)
    return change_units(by=by, at=at, change=change, on=on, decision=decision)


def split_unit(
    *, by: Actor, at: dt.datetime, unit: int, parts: Iterable[New], on: dt.date,
    goes_on: bool = False, heir: str = "", decision: Decision = NO_DECISION,
) -> UnitChange:  # fmt: skip
    change = Split(unit, tuple(parts), goes_on, heir)
    return change_units(by=by, at=at, change=change, on=on, decision=decision)


def abolish_unit(
    *, by: Actor, at: dt.datetime, unit: int, on: dt.date, heir: int | None = None,
    decision: Decision = NO_DECISION,
) -> UnitChange:  # fmt: skip
    change = changes.Abolish(unit, heir)
    return change_units(by=by, at=at, change=change, on=on, decision=decision)


def set_agency(
    *,
    by: Actor,
    at: dt.datetime,
    unit: int,
    symbol: str,
    place: str,
    on: dt.date | None,
    head_title: str = "Giám đốc",
    authority: str = "",
) -> Agency:
    """The unit's seal from the day `on` (None: since ever); the seal before it ends the day before."""
    if not symbol.strip() or not place.strip():
        raise Mistake("Nhập ký hiệu văn bản và địa danh của cơ quan.", field="symbol")
    with transaction.atomic():
        require(by, CHANGE, unit)
        written = []
        for seal in Agency.objects.filter(unit=unit, until=None):
            if on is None or (seal.since is not None and seal.since >= on):
                raise Mistake("Con dấu đang dùng bắt đầu sau ngày này. Chọn ngày khác.", field="on")
            before = snapshot(seal)
            seal.until = on - dt.timedelta(days=1)
            seal.save(update_fields=["until"])
            written.append(Written.of(before, seal))
        made = Agency.objects.create(
            unit_id=unit,
            symbol=nfc(symbol),
            place=nfc(place),
            head_title=nfc(head_title),
            authority=nfc(" ".join(authority.split())),
            since=on,
        )
        written.append(Written.of(None, made))
        record(by=by, at=at, verb=CHANGE, changes=written, touched=[f"unit:{unit}"])
    return made
