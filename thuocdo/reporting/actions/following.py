"""The office follows who has not answered: a text copied, a new link, an ended unit's part given to its heirs."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.accounts.queries import legal_day, new_link
from thuocdo.audit.actions import Change, Snapshot, record, snapshot
from thuocdo.audit.rules import Actor, Refused, Verb, require
from thuocdo.organisations.queries import successors_of
from thuocdo.reporting.access import COLLECT, COPY_REMINDER, ISSUE_LINK
from thuocdo.reporting.actions.asking import new_reply
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.queries.phone import PURPOSE
from thuocdo.reporting.queries.tracking import OWED


def note_copied(*, by: Actor, at: dt.datetime, reply: Reply) -> Reply:
    """The reminder's text was copied into a chat: written down, since nothing else shows it."""
    with transaction.atomic():
        row = _owed(by, COPY_REMINDER, reply)
        before = snapshot(row)
        row.copied_at = at
        row.save()
        _record(by, at, COPY_REMINDER, before, row)
    return row


def renew_link(*, by: Actor, at: dt.datetime, reply: Reply) -> Reply:
    """Another link for this unit; the one before opens nothing any more."""
    with transaction.atomic():
        row = _owed(by, ISSUE_LINK, reply, also_given=True)
        before = snapshot(row)
        row.nonce, row.digest = new_link(PURPOSE)
        row.save()
        _record(by, at, ISSUE_LINK, before, row)
    return row


def pass_on(*, by: Actor, at: dt.datetime, reply: Reply) -> list[Reply]:
    """A unit that ended before it answered: its heirs are asked, those that were not yet; they are returned."""
    with transaction.atomic():
        row = _owed(by, COLLECT, reply)
        heirs = successors_of([row.unit_id], legal_day(at))[row.unit_id]
        if row.unit_id in heirs:
            raise Refused("Đơn vị này vẫn hoạt động nên tự gửi số liệu. Tải lại trang để xem.")
        asked = set(row.collection.replies.values_list("unit", flat=True))
        fresh = Reply.objects.bulk_create(
            [new_reply(row.collection, heir) for heir in heirs if heir not in asked]
        )
        before = snapshot(row)
        row.state, row.version = Reply.State.PASSED, row.version + 1
        row.save()
        changes = [Change.of(before, row), *(Change.of(None, one) for one in fresh)]
        touched = [f"collection:{row.collection_id}", *(f"unit:{heir}" for heir in heirs)]
        record(by=by, at=at, verb=COLLECT, changes=changes, touched=touched)
    return fresh


def _owed(by: Actor, verb: Verb, reply: Reply, *, also_given: bool = False) -> Reply:
    """The locked reply of an open collection that is still waited for."""
    collection = Collection.objects.select_for_update().get(pk=reply.collection_id)
    require(by, verb, collection.agency_id)
    row = Reply.objects.select_for_update().get(pk=reply.pk)
    row.collection = collection
    waits = row.state in OWED or (also_given and row.state != Reply.State.PASSED)
    if collection.state != Collection.State.OPEN or not waits:
        raise Refused("Không còn chờ số liệu của đơn vị này. Tải lại trang để xem tình trạng.")
    return row


def _record(by: Actor, at: dt.datetime, verb: Verb, before: Snapshot, row: Reply) -> None:
    touched = [f"collection:{row.collection_id}", f"unit:{row.unit_id}"]
    record(by=by, at=at, verb=verb, changes=[Change.of(before, row)], touched=touched)
