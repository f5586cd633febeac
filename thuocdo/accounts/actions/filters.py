"""Saved filters: a list narrowed once, kept under a name."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.accounts.access import SAVE_FILTER
from thuocdo.accounts.models import SavedFilter
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc


def save_filter(
    *, by: Actor, at: dt.datetime, room_list: str, name: str, query: str, shared: bool = False
) -> SavedFilter:
    """Keep a filter; one of the same name and list is replaced. `shared`: with the unit worked for now."""
    require(by, SAVE_FILTER)
    if by.account is None:
        raise Refused("Hệ thống không lưu bộ lọc cho mình. Đăng nhập để lưu.")
    name = nfc(name)
    if not name or len(name) > 80:
        raise Mistake("Đặt cho bộ lọc một tên từ 1 đến 80 ký tự.", field="name")
    if shared and by.unit is None:
        raise Mistake("Đang không làm việc cho đơn vị nào nên không chia sẻ được.", field="shared")
    with transaction.atomic():
        row = SavedFilter.objects.filter(
            owner_id=by.account, room_list=room_list, name=name
        ).first()
        before = None if row is None else snapshot(row)
        row = row or SavedFilter(owner_id=by.account, room_list=room_list, name=name)
        row.query = query.lstrip("?")
        row.unit_id = by.unit if shared else None
        row.save()
        record(by=by, at=at, verb=SAVE_FILTER, changes=[Change.of(before, row)])
    return row


def delete_filter(*, by: Actor, at: dt.datetime, saved: int) -> None:
    """Only its owner removes a filter."""
    require(by, SAVE_FILTER)
    with transaction.atomic():
        row = SavedFilter.objects.filter(pk=saved).first()
        if row is None or row.owner_id != by.account:
            raise Refused("Chỉ người đã lưu mới xóa được bộ lọc này.")
        before = snapshot(row)
        row.delete()
        record(by=by, at=at, verb=SAVE_FILTER, changes=[Change.of(before, None)])
