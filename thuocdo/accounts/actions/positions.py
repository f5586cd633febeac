"""Positions, and acting for the holder of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction

from thuocdo.accounts.access import GIVE_POSITION
from thuocdo.accounts.actions.guard import living_person
from thuocdo.accounts.models import Acting, Position
from thuocdo.accounts.queries import roles as all_roles
from thuocdo.accounts.rules.granting import ADMIN, require_grantable, require_in_reach
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.lawbook.validity import Validity


def give_position(
    *,
    by: Actor,
    at: dt.datetime,
    person: int,
    unit: int,
    title: str,
    roles: Sequence[str],
    since: dt.date,
    until: dt.date | None = None,
) -> Position:
    """A person gets a title in a unit, with roles that hold there and below, from a day on.

    Administration is never part of a position (it would pass to whoever acts for its holder): it is
    granted apart, by `grant_role`. Raises Mistake, Refused.
    """
    title = nfc(title)
    known = [code for code in all_roles() if code in roles and code != ADMIN]
    if not title:
        raise Mistake("Chưa có tên chức vụ, ví dụ Trưởng phòng, Chuyên viên.", field="title")
    if len(known) != len(set(roles)):
        raise Mistake("Vai trò Quản trị được giao riêng, không kèm chức vụ.", field="roles")
    Validity(since, until)
    require(by, GIVE_POSITION)
    require_in_reach(by, GIVE_POSITION.roles, unit)
    require_grantable(by, person, known)
    with transaction.atomic():
        living_person(person)
        row = Position.objects.create(
            person_id=person, unit_id=unit, title=title, roles=known, since=since, until=until
        )
        record(
            by=by, at=at, verb=GIVE_POSITION,
            changes=[Change.of(None, row)], touched=[f"person:{person}", f"unit:{unit}"],
        )  # fmt: skip
    return row


def end_position(*, by: Actor, at: dt.datetime, position: int, until: dt.date) -> Position:
    """The last day of a position, and with it of every acting for it."""
    require(by, GIVE_POSITION)
    with transaction.atomic():
        row = Position.objects.select_for_update().filter(pk=position).first()
        if row is None:
            raise Mistake("Không có chức vụ này. Tải lại trang và chọn lại.")
        require_in_reach(by, GIVE_POSITION.roles, row.unit_id)
        Validity(row.since, until)
        before = snapshot(row)
        row.until = until
        row.save()
        changes = [Change.of(before, row), *_shorten(row, until)]
        record(
            by=by, at=at, verb=GIVE_POSITION, changes=changes,
            touched=[f"person:{row.person_id}", f"unit:{row.unit_id}"],
        )  # fmt: skip
    return row


def _shorten(position: Position, until: dt.date) -> list[Change]:
    """Acting for a position ends with it; acting that would have begun later never was."""
    changes = []
    for acting in position.acted.exclude(until__lte=until):
        before = snapshot(acting)
        if acting.since > until:
            acting.delete()
            changes.append(Change.of(before, None))
        else:
            acting.until = until
            acting.save()
            changes.append(Change.of(before, acting))
    return changes


def set_acting(
    *,
    by: Actor,
    at: dt.datetime,
    person: int,
    position: int,
    form: str,
    since: dt.date,
    until: dt.date | None = None,
    document: str = "",
) -> Acting:
    """`person` acts for the holder of `position` ("KT. GIÁM ĐỐC") for a time. Raises Mistake, Refused."""
    require(by, GIVE_POSITION)
    if form not in Acting.FORMS:
        raise Mistake("Hình thức ký là một trong: " + ", ".join(Acting.FORMS), field="form")
    Validity(since, until)
    with transaction.atomic():
        held = Position.objects.filter(pk=position).first()
        if held is None:
            raise Mistake("Không có chức vụ này. Tải lại trang và chọn lại.", field="position")
        require_in_reach(by, GIVE_POSITION.roles, held.unit_id)
        require_grantable(by, person, held.roles)
        if held.person_id == person:
            raise Mistake("Không làm thay chính mình. Chọn người khác.", field="person")
        if held.until is not None:
            until = min(until or held.until, held.until)
            Validity(since, until)
        living_person(person)
        row = Acting.objects.create(
            person_id=person, position=held, form=form, since=since, until=until,
            document=nfc(document),
        )  # fmt: skip
        record(
            by=by, at=at, verb=GIVE_POSITION, changes=[Change.of(None, row)],
            touched=[f"person:{person}", f"position:{position}"],
        )  # fmt: skip
    return row


def end_acting(*, by: Actor, at: dt.datetime, acting: int, until: dt.date) -> Acting:
    """The last day of acting for another."""
    require(by, GIVE_POSITION)
    with transaction.atomic():
        rows = Acting.objects.select_for_update(of=("self",)).select_related("position")
        row = rows.filter(pk=acting).first()
        if row is None:
            raise Mistake("Không có việc làm thay này. Tải lại trang và chọn lại.")
        require_in_reach(by, GIVE_POSITION.roles, row.position.unit_id)
        Validity(row.since, until)
        before = snapshot(row)
        row.until = until
        row.save()
        record(
            by=by, at=at, verb=GIVE_POSITION, changes=[Change.of(before, row)],
            touched=[f"person:{row.person_id}"],
        )  # fmt: skip
    return row
