"""The officer's side: a sheet, its cells, the units, the day; later the lock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence

from django.db import transaction

from thuocdo.accounts.queries import legal_day, new_link
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents.actions import store_upload
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.organisations.queries import successors_of
from thuocdo.reporting.access import COLLECT
from thuocdo.reporting.intake import read_sheets
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.queries.phone import PURPOSE
from thuocdo.reporting.rules.figures import ADDED, Input, limit_of
from thuocdo.reporting.rules.sheets import MOST_INPUTS, proposed


def make_collection(
    *, by: Actor, at: dt.datetime, agency: int, title: str, name: str, data: bytes, note: str = ""
) -> Collection:
    """A draft from an Excel sheet, its empty cells proposed as cells to be filled."""
    require(by, COLLECT, agency)
    if not nfc(title).strip():
        raise Mistake("Ghi tên biểu số liệu.", field="title")
    inputs = proposed(read_sheets(data, name))
    with transaction.atomic():
        made = Collection.objects.create(
            agency_id=agency,
            unit_id=by.unit,
            title=nfc(title).strip()[:250],
            note=nfc(note).strip(),
            file=store_upload(by=by, at=at, data=data, name=name),
            inputs=[one.to_json() for one in inputs],
            created_at=at,
        )
        record(by=by, at=at, verb=COLLECT, changes=[Change.of(None, made)])
    return made


def mark_inputs(
    *, by: Actor, at: dt.datetime, collection: Collection, inputs: Sequence[Input], version: int
) -> Collection:
    """Settle which cells are filled, what may stand in them and how answers come together. Drafts only."""
    if not inputs:
        raise Mistake("Chưa đánh dấu ô nào. Đánh dấu ít nhất một ô cần điền.")
    if len(inputs) > MOST_INPUTS:
        raise Mistake(f"Có {len(inputs)} ô cần điền. Bớt còn tối đa {MOST_INPUTS} ô.")
    for one in inputs:
        if one.gather == "sum" and one.kind not in ADDED:
            raise Mistake(f"{one.ref} “{one.label}”: chỉ số và số nguyên mới cộng lại được.")
    _require_limits(inputs)
    with transaction.atomic():
        row = _draft(by, collection, version)
        before = snapshot(row)
        row.inputs, row.version = [one.to_json() for one in inputs], row.version + 1
        row.save()
        record(by=by, at=at, verb=COLLECT, changes=[Change.of(before, row)])
    return row


def _require_limits(inputs: Sequence[Input]) -> None:
    """Mistake where a figure is held against something that is no figure of the sheet."""
    numbers = {one.key for one in inputs if one.kind not in ("text", "date")}
    columns = {key.rstrip("0123456789") for key in numbers}
    for one in inputs:
        if not one.most:
            continue
        if one.key not in numbers:
            raise Mistake(f"{one.ref} “{one.label}”: chỉ ô số mới có mức cao nhất.")
        key = limit_of(one)
        if key and (key == one.key or key.rstrip("0123456789") not in columns):
            raise Mistake(
                f"{one.ref} “{one.label}”: cột {one.most} không có ô số cần điền nào khác. Ghi chữ của một cột số được đánh dấu."
            )
        if key and key not in numbers and any(other.key == key for other in inputs):
            raise Mistake(f"{one.ref} “{one.label}”: ô {key.partition('!')[2]} không phải ô số.")


def open_collection(
    *,
    by: Actor,
    at: dt.datetime,
    collection: Collection,
    units: Iterable[int],
    due: dt.date,
    version: int,
) -> Collection:
    """Send the sheet to units, each with a reply to fill until the due day."""
    today = legal_day(at)
    if due < today:
        raise Mistake("Thời hạn gửi đã qua. Chọn ngày từ hôm nay trở đi.", field="due")
    wanted = sorted(set(units))
    if not wanted:
        raise Mistake("Chưa chọn đơn vị nào. Chọn đơn vị hoặc nhóm đơn vị.", field="units")
    heirs = successors_of(wanted, today)
    if any(unit not in heirs[unit] for unit in wanted):
        raise Mistake("Có đơn vị đã kết thúc hoạt động. Tải lại trang rồi chọn lại.", field="units")
    with transaction.atomic():
        row = _draft(by, collection, version)
        if not row.inputs:
            raise Mistake("Chưa đánh dấu ô nào cần điền. Đánh dấu ô trước khi gửi.")
        before = snapshot(row)
        row.state, row.due, row.opened_at = Collection.State.OPEN, due, at
        row.version += 1
        row.save()
        replies = Reply.objects.bulk_create([new_reply(row, unit) for unit in wanted])
        changes = [Change.of(before, row), *(Change.of(None, reply) for reply in replies)]
        record(by=by, at=at, verb=COLLECT, changes=changes, touched=[f"unit:{u}" for u in wanted])
    return row


def new_reply(collection: Collection, unit: int) -> Reply:
    """A reply to be kept, with a link that opens it once somebody hands the link out."""
    nonce, digest = new_link(PURPOSE)
    return Reply(collection=collection, unit_id=unit, nonce=nonce, digest=digest)


def close_collection(*, by: Actor, at: dt.datetime, collection: Collection) -> Collection:
    """Lock the figures: nobody sends or changes any more."""
    return _turned(by, at, collection, Collection.State.OPEN, Collection.State.CLOSED)


def reopen_collection(*, by: Actor, at: dt.datetime, collection: Collection) -> Collection:
    """Take the lock off: locked by mistake, or a unit is still to correct. Who sends now, sends on this day."""
    return _turned(by, at, collection, Collection.State.CLOSED, Collection.State.OPEN)


def _turned(
    by: Actor, at: dt.datetime, collection: Collection, before: str, after: Collection.State
) -> Collection:
    require(by, COLLECT, collection.agency_id)
    with transaction.atomic():
        row = Collection.objects.select_for_update().get(pk=collection.pk)
        if row.state != before:
            raise Refused(
                f"Đợt thu thập này {row.get_state_display().lower()}. Tải lại trang để xem tình trạng."
            )
        was = snapshot(row)
        row.state, row.closed_at = after, at if after == Collection.State.CLOSED else None
        row.save()
        record(by=by, at=at, verb=COLLECT, changes=[Change.of(was, row)])
    return row


def drop_collection(*, by: Actor, at: dt.datetime, collection: Collection) -> None:
    """Remove a draft nobody has been asked with."""
    with transaction.atomic():
        row = _draft(by, collection, None)
        before = snapshot(row)
        row.delete()
        record(by=by, at=at, verb=COLLECT, changes=[Change.of(before, None)])


def _draft(by: Actor, collection: Collection, version: int | None) -> Collection:
    """The locked draft; Refused where it was opened, or changed by somebody else meanwhile."""
    require(by, COLLECT, collection.agency_id)
    row = Collection.objects.select_for_update().get(pk=collection.pk)
    if row.state != Collection.State.DRAFT:
        raise Refused("Biểu đã gửi cho các đơn vị nên không sửa được nữa. Lập biểu mới nếu cần.")
    if version is not None and version != row.version:
        raise Refused("Người khác vừa sửa biểu này. Tải lại trang để xem rồi làm tiếp.")
    return row
