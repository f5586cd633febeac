"""One unit's replies: what it owes, what it may open."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass

from thuocdo.audit.rules import Actor
from thuocdo.reporting.access import ANSWER, replies_visible_to
from thuocdo.reporting.models import Collection, Reply

_OWED = (Reply.State.WAITING, Reply.State.RETURNED)


@dataclass(frozen=True)
class Owed:
    """A reply the unit still owes; `late` where its due day is over."""

    reply: Reply
    late: bool


def owed(by: Actor, today: dt.date) -> list[Owed]:
    """What the unit worked for still has to send, nearest day first. One query."""
    if by.unit is None or not ANSWER.allows(by, by.unit):
        return []
    rows = Reply.objects.filter(
        unit=by.unit, state__in=_OWED, collection__state=Collection.State.OPEN
    ).select_related("collection")
    return [
        Owed(r, bool(r.collection.due and r.collection.due < today))
        for r in rows.order_by("collection__due", "id")
    ]


def seen_reply(by: Actor, pk: int) -> Reply | None:
    """The reply, if this reader may see it. One query."""
    rows = Reply.objects.filter(replies_visible_to(by), pk=pk)
    return rows.select_related("collection__file").first()


def codes(reply: Reply) -> list[str]:
    """What the hidden sheet of this unit's copy says: whose answer to which cells it is."""
    text = json.dumps(reply.collection.inputs, sort_keys=True, ensure_ascii=False)
    layout = hashlib.sha256(text.encode()).hexdigest()[:16]
    return [f"collection:{reply.collection_id}", f"unit:{reply.unit_id}", layout]
