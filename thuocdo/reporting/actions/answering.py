"""The unit's side: figures typed or in the sheet, nothing to report; and the officer who sends them back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, Snapshot, record, snapshot
from thuocdo.audit.rules import Actor, Refused, Verb, require
from thuocdo.documents.queries import content
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.reporting.access import ANSWER, COLLECT
from thuocdo.reporting.intake import Fault, read_filled, read_sheets
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.queries.phone import link_closed
from thuocdo.reporting.queries.replies import codes
from thuocdo.reporting.rules.figures import Figure, exceeds, inputs_from, read_figure

MISSING = "Ô này cần có số liệu; nếu không có, ghi 0 hoặc bấm “Không phát sinh” cho cả biểu."


class Overtaken(Refused):
    """Somebody else sent this unit's figures since the page was opened; nothing was taken."""


@dataclass(frozen=True)
class Faulty(Exception):
    """Nothing was taken: these cells cannot be read; `figures`: what the others say."""

    faults: tuple[Fault, ...]
    figures: Mapping[str, Figure]


def answer(
    *, by: Actor, at: dt.datetime, reply: Reply, typed: Mapping[str, str], version: int
) -> Reply:
    """Send what was typed, by key of the cell. All or nothing: Faulty names every cell that is wrong."""
    figures: dict[str, Figure] = {}
    faults: list[Fault] = []
    for cell in inputs_from(reply.collection.inputs):
        try:
            figure = read_figure(cell, typed.get(cell.key, ""))
        except Mistake as mistake:
            faults.append(Fault(cell, mistake.message))
            continue
        if figure is not None:
            figures[cell.key] = figure
    return _send(by, at, reply, figures, faults, version)


def answer_sheet(
    *, by: Actor, at: dt.datetime, reply: Reply, data: bytes, name: str, version: int
) -> Reply:
    """Send the filled copy of the sheet; as `answer`."""
    require(by, ANSWER, reply.unit_id)
    inputs = inputs_from(reply.collection.inputs)
    drawn = read_sheets(content(reply.collection.file), reply.collection.file.name)
    figures, faults = read_filled(data, name, inputs, codes(reply), drawn)
    return _send(by, at, reply, figures, faults, version)


def answer_nil(*, by: Actor, at: dt.datetime, reply: Reply, version: int) -> Reply:
    """*Không phát sinh*: an answer without figures, which is not zero."""
    with transaction.atomic():
        row = _take(by, at, ANSWER, reply, version)
        return _keep(by, at, row, ANSWER, Reply.State.NIL, {})


def _send(
    by: Actor,
    at: dt.datetime,
    reply: Reply,
    figures: dict[str, Figure],
    faults: list[Fault],
    version: int,
) -> Reply:
    inputs = inputs_from(reply.collection.inputs)
    wrong = {fault.key for fault in faults}
    faults += [
        Fault(cell, MISSING)
        for cell in inputs
        if cell.required and cell.key not in figures and cell.key not in wrong
    ]
    faults += [
        Fault(cell, said)
        for cell in inputs
        if cell.key not in wrong and (said := exceeds(cell, figures))
    ]
    if faults:
        order: dict[str, int] = {cell.key: place for place, cell in enumerate(inputs)}
        raise Faulty(tuple(sorted(faults, key=lambda fault: order[fault.key])), figures)
    with transaction.atomic():
        row = _take(by, at, ANSWER, reply, version)
        return _keep(by, at, row, ANSWER, Reply.State.SENT, figures)


def return_reply(*, by: Actor, at: dt.datetime, reply: Reply, reason: str, version: int) -> Reply:
    """*Trả lại để chỉnh sửa*: the figures stay as they were sent until the unit sends them anew."""
    if not nfc(reason).strip():
        raise Mistake("Ghi lý do trả lại để đơn vị biết cần sửa gì.", field="reason")
    with transaction.atomic():
        row = _take(by, at, COLLECT, reply, version)
        if row.state not in (Reply.State.SENT, Reply.State.NIL):
            raise Refused("Đơn vị chưa gửi số liệu nên không có gì để trả lại.")
        before = snapshot(row)
        row.state, row.reason, row.version = (
            Reply.State.RETURNED, nfc(reason).strip(), row.version + 1,
        )  # fmt: skip
        row.save()
        _record(by, at, COLLECT, before, row)
    return row


def _take(by: Actor, at: dt.datetime, verb: Verb, reply: Reply, version: int) -> Reply:
    """The locked reply of an open collection; Refused where it is no longer this unit's to send, Overtaken where
    somebody else was first."""
    collection = Collection.objects.select_for_update().get(pk=reply.collection_id)
    require(by, verb, collection.agency_id if verb is COLLECT else reply.unit_id)
    if collection.state != Collection.State.OPEN:
        raise Refused("Đợt thu thập đã khóa số liệu. Liên hệ đơn vị đầu mối nếu cần sửa.")
    row = Reply.objects.select_for_update().get(pk=reply.pk)
    row.collection = collection
    if row.state == Reply.State.PASSED:
        raise Refused("Đơn vị không còn hoạt động; số liệu do đơn vị kế thừa gửi.")
    if by.link and (by.link != str(row) or link_closed(row, at)):
        raise Refused("Đường dẫn này không còn hiệu lực. Mở lại đường dẫn để xem lý do.")
    if row.version != version:
        raise Overtaken(
            "Người khác vừa gửi số liệu của đơn vị này. Xem số vừa gửi trên trang này; gửi lần nữa thì số của lần sau được lấy."
        )
    return row


def _keep(
    by: Actor, at: dt.datetime, row: Reply, verb: Verb, state: str, figures: Mapping[str, Figure]
) -> Reply:
    before = snapshot(row)
    row.state, row.reason = state, ""
    row.figures = {key: figure.to_json() for key, figure in figures.items()}
    row.estimates = sum(figure.estimate for figure in figures.values())
    row.sent_on = row.sent_on or legal_day(at)
    row.changed_at, row.version = at, row.version + 1
    row.person, row.name, row.position = by.person, by.name[:200], by.position[:200]
    row.by_link = bool(by.link)
    row.save()
    _record(by, at, verb, before, row)
    return row


def _record(by: Actor, at: dt.datetime, verb: Verb, before: Snapshot, row: Reply) -> None:
    touched = [f"collection:{row.collection_id}", f"unit:{row.unit_id}"]
    record(by=by, at=at, verb=verb, changes=[Change.of(before, row)], touched=touched)
