"""Bringing messages out, and noting what became of each attempt."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.notices import contrib
from thuocdo.notices.access import RESEND
from thuocdo.notices.models import Attempt, Message, State
from thuocdo.notices.queries import due
from thuocdo.notices.rules import HOLD, Undelivered, again

BATCH = 50  # messages per call: a full outbox must not keep the tick from its other jobs


def send_due(*, by: Actor, at: dt.datetime) -> int:
    """Send what is due; how many went out. A channel that is not set up leaves its messages waiting.

    Between the mail server's yes and our note of it a kill can make one message go out twice; it then
    bears the same Message-ID.
    """
    sent = 0
    for message in due(at)[:BATCH]:
        way = contrib.channel(message.channel)
        if way.lacking() or not take(message, at):
            continue
        try:
            way.send(message)
            trouble = None
        except Undelivered as undelivered:
            trouble = undelivered
        note(message, trouble, by=by, at=at)
        sent += trouble is None
    return sent


def take(message: Message, at: dt.datetime) -> bool:
    """Reserve the message for this worker; False where another was first."""
    mine = Message.objects.filter(pk=message.pk, state=State.WAITING, next_at=message.next_at)
    return bool(mine.update(next_at=at + HOLD))


def note(message: Message, trouble: Undelivered | None, *, by: Actor, at: dt.datetime) -> None:
    """Write down the attempt and what follows from it."""
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message.pk)
        before = snapshot(message)
        message.tries += 1
        message.reason = trouble.reason if trouble else ""
        message.next_at = again(message.tries, at) if trouble and not trouble.final else None
        if trouble is None:
            message.state, message.sent_at = State.SENT, at
        elif message.next_at is None:
            message.state = State.FAILED
        message.save()
        attempt = Attempt.objects.create(message=message, at=at, reason=message.reason)
        changes = [Change.of(before, message), Change.of(None, attempt)]
        record(by=by, at=at, verb="notices.send", changes=changes)


def resend(*, by: Actor, at: dt.datetime, message: Message) -> Message:
    """Let a message that failed wait again, its attempts counted anew."""
    require(by, RESEND)
    with transaction.atomic():
        message = Message.objects.select_for_update().get(pk=message.pk)
        if message.state != State.FAILED:
            raise Refused("Chỉ gửi lại được thư ở tình trạng “Không gửi được”.")
        before = snapshot(message)
        message.state, message.tries, message.next_at = State.WAITING, 0, at
        message.save()
        record(by=by, at=at, verb=RESEND, changes=[Change.of(before, message)])
    return message
