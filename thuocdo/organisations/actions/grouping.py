"""Groups with dated membership, and partners."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.db import transaction

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc
from thuocdo.organisations.access import CHANGE, NAME
from thuocdo.organisations.models import GroupMember, Partner, Unit, UnitGroup
from thuocdo.organisations.rules.names import slug

DAY = dt.timedelta(days=1)


def add_group(
    *,
    by: Actor,
    at: dt.datetime,
    agency: int,
    name: str,
    units: Iterable[int] = (),
    on: dt.date | None = None,
) -> UnitGroup:
    """A group with its members from the day `on` (None: since ever)."""
    name = nfc(name)
    if not name:
        raise Mistake("Nhóm chưa có tên. Nhập tên như in trong văn bản.", field="name")
    with transaction.atomic():
        require(by, NAME, agency)
        if UnitGroup.objects.filter(agency=agency, folded=fold(name), until=None).exists():
            raise Mistake(f"Đã có nhóm “{name}”. Sửa thành viên của nhóm đó.", field="name")
        group = UnitGroup.objects.create(agency_id=agency, name=name, folded=fold(name), since=on)
        rows = [
            GroupMember.objects.create(group=group, unit_id=unit, since=on) for unit in set(units)
        ]
        changes = [Change.of(None, row) for row in (group, *rows)]
        record(by=by, at=at, verb=NAME, changes=changes, touched=[f"unit:{agency}"])
    return group


def set_group_members(
    *, by: Actor, at: dt.datetime, group: int, units: Iterable[int], on: dt.date
) -> UnitGroup:
    """From the day `on` the members are exactly these; before it nothing changes."""
    wanted = set(units)
    with transaction.atomic():
        stored = UnitGroup.objects.select_for_update().get(pk=group)
        require(by, NAME, stored.agency_id)
        if not stored.holds(on):
            raise Mistake(f"Nhóm không dùng vào ngày {on:%d/%m/%Y}. Chọn ngày khác.", field="on")
        gone = wanted - set(Unit.objects.on(on).filter(pk__in=wanted).values_list("pk", flat=True))
        if gone:
            raise Mistake(
                f"{len(gone)} đơn vị đã chọn không hoạt động vào ngày {on:%d/%m/%Y}. Bỏ chọn các đơn vị đó.",
                field="units",
            )
        rows = list(stored.memberships.exclude(until__lt=on))
        late = next((row.since for row in rows if row.since and row.since > on), None)
        if late:
            raise Mistake(
                f"Thành viên của nhóm đã có thay đổi ghi từ ngày {late:%d/%m/%Y}. Chọn ngày đó hoặc sau đó.",
                field="on",
            )
        changes = [_leave(row, on) for row in rows if row.unit_id not in wanted]
        staying = {row.unit_id for row in rows}
        for unit in sorted(wanted - staying):
            row = GroupMember.objects.create(group=stored, unit_id=unit, since=on)
            changes.append(Change.of(None, row))
        if changes:
            touched = [f"unitgroup:{group}", f"unit:{stored.agency_id}"]
            record(by=by, at=at, verb=NAME, changes=changes, touched=touched)
    return stored


def _leave(row: GroupMember, on: dt.date) -> Change:
    """Out from the day on; a membership that would have begun that day never was."""
    before = snapshot(row)
    if row.since is not None and row.since >= on:
        row.delete()
        return Change(before, None)
    row.until = on - DAY
    row.save(update_fields=["until"])
    return Change.of(before, row)


def end_group(*, by: Actor, at: dt.datetime, group: int, on: dt.date) -> UnitGroup:
    """The group and its memberships end with the day before."""
    with transaction.atomic():
        stored = UnitGroup.objects.select_for_update().get(pk=group)
        require(by, NAME, stored.agency_id)
        if not stored.holds(on) or (stored.since is not None and stored.since >= on):
            raise Mistake(
                "Nhóm bắt đầu hoặc đã thôi dùng sau ngày này. Chọn ngày khác.", field="on"
            )
        changes = [_leave(row, on) for row in stored.memberships.exclude(until__lt=on)]
        before = snapshot(stored)
        stored.until = on - DAY
        stored.save(update_fields=["until"])
        changes.append(Change.of(before, stored))
        record(by=by, at=at, verb=NAME, changes=changes, touched=[f"unit:{stored.agency_id}"])
    return stored


def add_partner(
    *,
    by: Actor,
    at: dt.datetime,
    name: str,
    short: str = "",
    on: dt.date | None = None,
    status: str = "confirmed",
    source: str = "",
    code: str = "",
) -> Partner:
    """An office outside the tree."""
    name, short = nfc(name), nfc(short)
    if not name:
        raise Mistake("Đơn vị bên ngoài chưa có tên. Nhập tên.", field="name")
    with transaction.atomic():
        require(by, CHANGE)
        folded = fold(f"{name} {short}")
        if Partner.objects.filter(folded=folded, until=None).exists():
            raise Mistake(f"Đã có “{name}” trong danh sách đơn vị bên ngoài.", field="name")
        taken = Partner.objects.values_list("code", flat=True)
        made = Partner.objects.create(
            code=code or slug(name, taken),
            name=name,
            short=short,
            folded=folded,
            since=on,
            status=status,
            source=source,
        )
        record(by=by, at=at, verb=CHANGE, changes=[Change.of(None, made)])
    return made


def end_partner(
    *, by: Actor, at: dt.datetime, partner: int, on: dt.date, successor: int | None = None
) -> Partner:
    """The partner is no more from the day `on`; `successor` does its work."""
    with transaction.atomic():
        require(by, CHANGE)
        stored = Partner.objects.select_for_update().get(pk=partner)
        if not stored.holds(on) or (stored.since is not None and stored.since >= on):
            raise Mistake(
                "Đơn vị bên ngoài không hoạt động trước ngày này. Chọn ngày khác.", field="on"
            )
        if successor is not None:
            heir = Partner.objects.filter(pk=successor).first()
            if heir is None or heir.pk == stored.pk or not heir.holds(on):
                raise Mistake(
                    "Đơn vị kế thừa không hoạt động vào ngày này. Chọn lại.", field="successor"
                )
        before = snapshot(stored)
        stored.until, stored.successor_id = on - DAY, successor
        stored.save(update_fields=["until", "successor"])
        record(by=by, at=at, verb=CHANGE, changes=[Change.of(before, stored)])
    return stored
