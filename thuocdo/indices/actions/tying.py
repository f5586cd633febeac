"""Saying which published figure a plan's target is."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, require
from thuocdo.indices.access import TIE
from thuocdo.indices.models import IndexTie
from thuocdo.indices.queries.series import measures
from thuocdo.indices.queries.tied import target_of
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.queries import agencies_up


def tie_target(
    *, by: Actor, at: dt.datetime, target: int, index: str, measure: str, code: str
) -> IndexTie:
    """From now on the target is read beside this figure of the unit `code`. Mistake: no such figure."""
    row = target_of(by, target)
    require(by, TIE, row.plan.agency_id)
    agencies = agencies_up(row.plan.agency_id, legal_day(at))
    if measure not in {address for address, _, _ in measures(index, agencies)}:
        raise Mistake("Chỉ số không có số liệu này. Chọn lại số liệu.", field="measure")
    if not code.strip():
        raise Mistake("Ghi mã đơn vị có kết quả.", field="code")
    with transaction.atomic():
        made = IndexTie.objects.select_for_update().filter(target=row.pk).first()
        before = snapshot(made) if made else None
        made = made or IndexTie(target_id=row.pk)
        made.index, made.measure, made.code = index, measure, code.strip()
        made.save()
        touched = [f"index:{index}", f"plan:{row.plan_id}"]
        record(by=by, at=at, verb=TIE, changes=[Change.of(before, made)], touched=touched)
    return made


def untie_target(*, by: Actor, at: dt.datetime, target: int) -> None:
    row = target_of(by, target)
    require(by, TIE, row.plan.agency_id)
    with transaction.atomic():
        tie = IndexTie.objects.select_for_update().filter(target=row.pk).first()
        if tie is None:
            raise Mistake("Chỉ tiêu này không còn gắn với chỉ số nào. Tải lại trang.")
        before = snapshot(tie)
        tie.delete()
        record(by=by, at=at, verb=TIE, changes=[Change.of(before, None)])
