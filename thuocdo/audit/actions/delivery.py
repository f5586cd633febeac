"""Telling the subscribers: after commit, and again from their watermark at the next tick."""

from __future__ import annotations

import json
import logging
import threading

from django.db import transaction

from thuocdo.audit.events import SUBSCRIBERS, Event, Subscriber
from thuocdo.audit.models import Entry, Watermark

BATCH = 200  # entries per transaction of one subscriber
log = logging.getLogger(__name__)
_here = threading.local()
_known: set[str] = set()  # subscribers whose watermark this process has seen committed


def mark_newcomers(number: int) -> None:
    """Give subscribers without a watermark the present end: they hear everything from here on.

    Runs inside the recording transaction, so that not even the first event can be lost.
    """
    if fresh := SUBSCRIBERS.keys() - _known:
        Watermark.objects.bulk_create(
            [Watermark(subscriber=name, number=number) for name in sorted(fresh)],
            ignore_conflicts=True,
        )
        transaction.on_commit(lambda: _known.update(fresh))


def deliver() -> int:
    """Bring every subscriber to the end of the log; how many events were heard.

    A subscriber that fails keeps its watermark, is logged, and is tried again at the next call.
    """
    if getattr(_here, "delivering", False):
        return 0  # a subscriber's own action: the loop outside reaches its entry too
    _here.delivering = True
    try:
        heard = 0
        while news := sum(_bring(subscriber) for subscriber in list(SUBSCRIBERS.values())):
            heard += news
        return heard
    finally:
        _here.delivering = False


def _bring(subscriber: Subscriber) -> int:
    heard = 0
    try:
        while batch := _step(subscriber):
            heard += batch
    except Exception:
        log.exception("subscriber %s failed", subscriber.name)
    return heard


def _step(subscriber: Subscriber) -> int:
    """One batch: what the subscriber writes and how far it has read commit together."""
    with transaction.atomic():
        mark = Watermark.objects.select_for_update().filter(subscriber=subscriber.name).first()
        if mark is None:
            return 0
        entries = list(Entry.objects.filter(number__gt=mark.number).order_by("number")[:BATCH])
        for entry in entries:
            if not subscriber.verbs or entry.verb in subscriber.verbs:
                subscriber.hear(event(entry))
            mark.number = entry.number
        if entries:
            mark.save()
        return len(entries)


def event(entry: Entry) -> Event:
    touched = frozenset(json.loads(entry.touched))
    return Event(entry.number, entry.at, entry.verb, touched, entry.unit, entry.person)
