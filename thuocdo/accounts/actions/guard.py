"""Checks the actions of this room share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

from thuocdo.accounts.access import may
from thuocdo.accounts.models import Person
from thuocdo.accounts.queries.people import admins
from thuocdo.accounts.rules.granting import require_admin_left
from thuocdo.audit.rules import Actor, Refused, Verb, require
from thuocdo.lawbook.mistakes import Mistake


def require_person(by: Actor, verb: Verb, person: int) -> Person:
    """The person, locked until commit; Refused where the actor may not."""
    require(by, verb)
    row = living_person(person)
    if not may(by, verb, row):
        raise Refused("Người này làm việc ngoài phạm vi được giao quản lý.")
    return row


def living_person(person: int) -> Person:
    """The person, locked until commit; Mistake where there is none or their data was erased."""
    row = Person.objects.select_for_update().filter(pk=person, erased_at=None).first()
    if row is None:
        raise Mistake("Không còn người này trong danh sách. Tải lại trang và chọn lại.")
    return row


@contextmanager
def keeping_an_admin(on: dt.date) -> Iterator[None]:
    """Refuse, with everything done inside undone, what would leave the tree without an administrator."""
    before = admins(on)
    yield
    require_admin_left(before, admins(on))
