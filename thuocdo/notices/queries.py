"""What pages may ask of the outbox."""

from __future__ import annotations

import datetime as dt

from django.db.models import QuerySet

from thuocdo.audit.rules import Actor
from thuocdo.notices import contrib
from thuocdo.notices.access import visible_to
from thuocdo.notices.models import Message, State


def outbox(by: Actor, state: str = "") -> QuerySet[Message]:
    """Messages `by` may see, the newest first, in one state where one is named."""
    messages = visible_to(by)
    return messages.filter(state=state) if state in State.values else messages


def failed(by: Actor, at: dt.datetime) -> int:
    """How many messages did not arrive: the number beside the menu entry."""
    return outbox(by, State.FAILED).count()


def due(at: dt.datetime) -> QuerySet[Message]:
    """What waits and whose moment has come, the oldest first."""
    return Message.objects.filter(state=State.WAITING, next_at__lte=at).order_by("next_at", "id")


def lacking() -> str:
    """Why mail cannot go out at all, in words; empty when it can."""
    return contrib.channel("mail").lacking()
