"""Accounts: made, locked, given a new password; and what sign-in tells the log."""

from __future__ import annotations

import datetime as dt

from allauth.mfa.models import Authenticator
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction

from thuocdo.accounts.access import DECLARED, FACTOR_REMOVED, MANAGE_ACCOUNTS, OWN_ACCOUNT, may
from thuocdo.accounts.actions.guard import keeping_an_admin, living_person
from thuocdo.accounts.models import Account
from thuocdo.accounts.queries import capacities, legal_day
from thuocdo.accounts.rules.granting import require_in_reach
from thuocdo.accounts.rules.names import full_name, login_name
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc


def create_account(
    *,
    by: Actor,
    at: dt.datetime,
    username: str,
    password: str,
    person: int | None = None,
    unit: int | None = None,
    must_change: bool = True,
) -> Account:
    """A login for a person, or (`person` None) one shared by the people of `unit`.

    The password is the administrator's choice and must be changed at the first sign-in. Raises Mistake
    for a name that is taken or a weak password, Refused.
    """
    require(by, MANAGE_ACCOUNTS)
    name = login_name(username)
    _require_strong(password)
    with transaction.atomic():
        if Account.objects.filter(username=name).exists():
            raise Mistake("Tên đăng nhập này đã có người dùng. Chọn tên khác.", field="username")
        if person is None:
            _require_unit(by, unit)
        else:
            _require_holder(by, person)
        account = Account(
            username=name, person_id=person, shared=person is None,
            unit_id=unit if person is None else None,
            must_change_password=must_change, created_at=at,
        )  # fmt: skip
        account.set_password(password)
        account.save()
        record(
            by=by, at=at, verb=MANAGE_ACCOUNTS,
            changes=[Change.of(None, account)], touched=_touched(account),
        )  # fmt: skip
    return account


def _require_unit(by: Actor, unit: int | None) -> None:
    """A shared account belongs to a unit within reach."""
    require_in_reach(by, MANAGE_ACCOUNTS.roles, unit)
    if unit is None:
        raise Mistake("Chọn đơn vị của tài khoản dùng chung.", field="unit")


def _require_holder(by: Actor, person: int) -> None:
    """An account of one's own belongs to a person within reach who has none yet."""
    holder = living_person(person)
    if not may(by, MANAGE_ACCOUNTS, holder):
        raise Refused("Người này làm việc ngoài phạm vi được giao quản lý.")
    if Account.objects.filter(person=holder).exists():
        raise Mistake("Người này đã có tài khoản.", field="person")


def lock_account(*, by: Actor, at: dt.datetime, account: int) -> Account:
    """No sign-in from now on; open sessions end with their next request."""
    return _set(by, at, account, is_active=False)


def unlock_account(*, by: Actor, at: dt.datetime, account: int) -> Account:
    return _set(by, at, account, is_active=True)


def reset_password(*, by: Actor, at: dt.datetime, account: int, password: str) -> Account:
    """A new password, to be changed at the next sign-in; every open session ends."""
    _require_strong(password)
    return _set(by, at, account, password=password, must_change_password=True)


def reset_second_factor(*, by: Actor, at: dt.datetime, account: int) -> Account:
    """Forget a lost telephone: whoever needs a second factor sets it up again at the next sign-in."""
    with transaction.atomic():
        row = _set(by, at, account, factor_reset=True)
        Authenticator.objects.filter(user=account).delete()
    return row


def _set(by: Actor, at: dt.datetime, account: int, password: str = "", **values: bool) -> Account:
    require(by, MANAGE_ACCOUNTS)
    with transaction.atomic():
        row = Account.objects.select_for_update(of=("self",)).filter(pk=account).first()
        if row is None:
            raise Mistake("Không có tài khoản này. Tải lại trang và chọn lại.")
        if row.person is not None and not may(by, MANAGE_ACCOUNTS, row.person):
            raise Refused("Người này làm việc ngoài phạm vi được giao quản lý.")
        if row.shared:
            require_in_reach(by, MANAGE_ACCOUNTS.roles, row.unit_id)
        before = snapshot(row)
        reset = values.pop("factor_reset", False)
        for name, value in values.items():
            setattr(row, name, value)
        if password:
            row.set_password(password)
        with keeping_an_admin(legal_day(at)):
            row.save()
        record(
            by=by, at=at, verb=FACTOR_REMOVED if reset else MANAGE_ACCOUNTS,
            changes=[Change.of(before, row)], touched=_touched(row),
        )  # fmt: skip
    return row


def note_sign_in_event(
    *, by: Actor, at: dt.datetime, account: int, event: str, own_password: bool = False
) -> None:
    """What the sign-in library did, as the log keeps it. `event`: the code of one of `access.NOTED`.

    `own_password`: the person has just chosen their own, so that the duty to change it is done.
    """
    with transaction.atomic():
        changes = []
        row = Account.objects.select_for_update(of=("self",)).filter(pk=account).first()
        if own_password and row is not None and row.must_change_password:
            before = snapshot(row)
            row.must_change_password = False
            row.save(update_fields=["must_change_password"])
            changes.append(Change.of(before, row))
        record(by=by, at=at, verb=event, changes=changes, touched=[f"account:{account}"])


def declare(*, by: Actor, at: dt.datetime, name: str, position: str) -> dict[str, str]:
    """Who sits at a unit account now; kept in the session, borne by every entry from here on."""
    require(by, OWN_ACCOUNT)
    said = {"name": full_name(name), "position": nfc(position)[:120]}
    if not said["position"]:
        raise Mistake("Chưa có chức vụ. Nhập chức vụ đang giữ tại đơn vị.", field="position")
    if by.person is not None:
        raise Refused("Chỉ tài khoản đơn vị mới khai họ tên, chức vụ khi làm việc.")
    with transaction.atomic():
        declared = Actor(
            said["name"], account=by.account, position=said["position"], unit=by.unit,
            grants=by.grants,
        )  # fmt: skip
        record(by=declared, at=at, verb=DECLARED, touched=[f"account:{by.account}"])
    return said


def switch_position(*, by: Actor, at: dt.datetime, capacity: str) -> str:
    """The capacity to work in from now on; kept in the session alone, as every entry bears its own.

    Raises Refused for one that is not held today.
    """
    held = capacities(by.person, legal_day(at)) if by.person else []
    if capacity not in {c.key for c in held}:
        raise Refused("Tư cách này không còn hiệu lực hôm nay. Chọn tư cách khác.")
    return capacity


def _require_strong(password: str) -> None:
    try:
        validate_password(password)
    except ValidationError as error:
        raise Mistake(" ".join(error.messages), field="password") from None


def _touched(account: Account) -> list[str]:
    """The thing beside the account itself: its person, or the unit it belongs to."""
    return [f"person:{account.person_id}"] if account.person_id else [f"unit:{account.unit_id}"]
