"""The audit entry is the event. Who wants to hear of it subscribes here, once, by name.

A subscriber runs after commit and again from its own watermark at the next tick, so a kill between
commit and subscriber loses nothing. Its writes and its watermark commit together; anything it does
outside the database (mail) must be idempotent by `Event.number`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass


@dataclass(frozen=True)
class Event:
    """What subscribers are told: never personal data; ask the room's `queries` for the rest."""

    number: int
    at: dt.datetime
    verb: str
    touched: frozenset[str]
    unit: int | None
    person: int | None


@dataclass(frozen=True)
class Subscriber:
    """`verbs` empty: every event."""

    name: str
    hear: Callable[[Event], None]
    verbs: frozenset[str] = frozenset()


SUBSCRIBERS: dict[str, Subscriber] = {}


def subscribe(
    name: str, verbs: Collection[str] = ()
) -> Callable[[Callable[[Event], None]], Callable[[Event], None]]:
    """Decorate `hear(event)`; called from an app's `ready`. A second subscriber of a name replaces it."""

    def add(hear: Callable[[Event], None]) -> Callable[[Event], None]:
        SUBSCRIBERS[name] = Subscriber(name, hear, frozenset(verbs))
        return hear

    return add
