"""Roles given apart from a position."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.accounts.access import GRANT_ROLE
from thuocdo.accounts.actions.guard import keeping_an_admin, living_person
from thuocdo.accounts.models import RoleGrant
from thuocdo.accounts.queries import legal_day
from thuocdo.accounts.queries import roles as all_roles
from thuocdo.accounts.rules.granting import require_grantable, require_in_reach
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.validity import Validity


def grant_role(
    *,
    by: Actor,
    at: dt.datetime,
    person: int,
    role: str,
    since: dt.date,
    unit: int | None = None,
    until: dt.date | None = None,
) -> RoleGrant:
    """A role in a unit and below (`unit` None: the whole tree) for a time. Raises Mistake, Refused."""
    require(by, GRANT_ROLE)
    if role not in all_roles():
        raise Mistake("Chọn một vai trò trong danh sách.", field="role")
    Validity(since, until)
    require_in_reach(by, GRANT_ROLE.roles, unit)
    require_grantable(by, person, [role])
    with transaction.atomic():
        living_person(person)
        row = RoleGrant.objects.create(
            person_id=person, role=role, unit_id=unit, since=since, until=until
        )
        record(
            by=by, at=at, verb=GRANT_ROLE,
            changes=[Change.of(None, row)], touched=[f"person:{person}"],
        )  # fmt: skip
    return row


def revoke(*, by: Actor, at: dt.datetime, grant: int, until: dt.date) -> RoleGrant:
    """The last day of a grant; a day before its first removes it. Refused for the last administrator."""
    require(by, GRANT_ROLE)
    with transaction.atomic():
        row = RoleGrant.objects.select_for_update().filter(pk=grant).first()
        if row is None:
            raise Mistake("Vai trò này đã được thu hồi. Tải lại trang.")
        require_in_reach(by, GRANT_ROLE.roles, row.unit_id)
        before, person = snapshot(row), row.person_id
        with keeping_an_admin(legal_day(at)), keeping_an_admin(max(until, legal_day(at)) + _DAY):
            if until < row.since:
                row.delete()
                change = Change.of(before, None)
            else:
                row.until = until
                row.save()
                change = Change.of(before, row)
        record(
            by=by, at=at, verb=GRANT_ROLE, changes=[change], touched=[f"person:{person}"],
        )  # fmt: skip
    return row


_DAY = dt.timedelta(days=1)
