"""Persons: entered, corrected, erased."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.accounts.access import ERASE_PERSON, MANAGE_PEOPLE
from thuocdo.accounts.actions.guard import keeping_an_admin, require_person
from thuocdo.accounts.models import Account, Acting, Person, Position, RoleGrant, holding
from thuocdo.accounts.queries import legal_day
from thuocdo.accounts.rules.names import full_name
from thuocdo.audit.actions import Change, erase_subject, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.lawbook.text import fold, nfc


def create_person(
    *, by: Actor, at: dt.datetime, name: str, phone: str = "", email: str = ""
) -> Person:
    """A person, with or without a login. Raises Mistake for a name that is none, Refused."""
    require(by, MANAGE_PEOPLE)
    stored = full_name(name)
    with transaction.atomic():
        person = Person.objects.create(
            full_name=stored, folded=fold(stored), phone=nfc(phone), email=email.strip()
        )
        record(by=by, at=at, verb=MANAGE_PEOPLE, changes=[Change.of(None, person)])
    return person


def update_person(
    *, by: Actor, at: dt.datetime, person: int, name: str, phone: str = "", email: str = ""
) -> Person:
    """Correct a person's name, phone, e-mail."""
    with transaction.atomic():
        row = require_person(by, MANAGE_PEOPLE, person)
        before = snapshot(row)
        row.full_name = full_name(name)
        row.folded = fold(row.full_name)
        row.phone, row.email = nfc(phone), email.strip()
        row.save()
        record(by=by, at=at, verb=MANAGE_PEOPLE, changes=[Change.of(before, row)])
    return row


def erase_person(*, by: Actor, at: dt.datetime, person: int) -> Person:
    """Erase what is personal: name, phone, e-mail, login; positions stay as bare facts of the office.

    Law 91/2025/QH15 on personal data and Decree 356/2025/NĐ-CP. The log keeps what was done, not by
    whose name. Refused while the person still holds a position, and for the last administrator.
    """
    on = legal_day(at)
    with transaction.atomic():
        row = require_person(by, ERASE_PERSON, person)
        if Position.objects.filter(holding(on), person=row).exists():
            raise Refused("Người này đang giữ chức vụ. Kết thúc chức vụ trước khi xóa dữ liệu.")
        with keeping_an_admin(on):
            changes = _end_powers(row, on) + _empty_account(row)
            before = snapshot(row)
            row.full_name = row.folded = row.phone = row.email = ""
            row.erased_at = at
            row.save()
        erase_subject(row.subject(), at=at)
        changes.append(Change.of(before, row))
        record(by=by, at=at, verb=ERASE_PERSON, changes=changes)
    return row


def _end_powers(person: Person, on: dt.date) -> list[Change]:
    """Grants and acting end the day before; what had begun today is removed."""
    changes = []
    for model in (RoleGrant, Acting):
        for row in model.objects.filter(holding(on), person=person):
            before = snapshot(row)
            if row.since == on:
                row.delete()
                changes.append(Change.of(before, None))
            else:
                row.until = on - dt.timedelta(days=1)
                row.save()
                changes.append(Change.of(before, row))
    return changes


def _empty_account(person: Person) -> list[Change]:
    account = Account.objects.select_for_update(of=("self",)).filter(person=person).first()
    if account is None:
        return []
    before = snapshot(account)
    account.username = f"erased-{account.pk}"
    account.is_active = False
    account.set_unusable_password()
    account.save()
    return [Change.of(before, account)]
