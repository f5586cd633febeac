"""Appending to the log: the last statement of every action, inside its transaction."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection, models, transaction

from thuocdo.audit.actions.delivery import deliver, mark_newcomers
from thuocdo.audit.actions.keys import Sealer
from thuocdo.audit.models import Entry, Head, Touch
from thuocdo.audit.queries.log import content
from thuocdo.audit.queries.snapshots import Snapshot, snapshot
from thuocdo.audit.rules import Actor, Verb
from thuocdo.audit.rules.chain import GENESIS, canonical, difference, link

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Change:
    """What happened to one row: `before` None is a new row, `after` None a removed one."""

    before: Snapshot | None
    after: Snapshot | None

    @classmethod
    def of(cls, before: Snapshot | None, instance: models.Model | None) -> Change:
        """From a snapshot taken before the write and the saved instance after it.

        Raises ValueError where both are missing.
        """
        if before is None and instance is None:
            raise ValueError("a change has a before or an after")
        return cls(before, None if instance is None else snapshot(instance))

    @property
    def row(self) -> Snapshot:
        row = self.after or self.before
        assert row is not None
        return row

    def sealed(self, sealer: Sealer) -> dict[str, Any]:
        """The change as it enters the log: only what differs, personal values in boxes."""
        before, after = difference(
            None if self.before is None else self.before.values,
            None if self.after is None else self.after.values,
        )
        row = self.row

        def close(side: dict[str, Any] | None) -> dict[str, Any] | None:
            return side and {
                key: sealer.seal(row.subject, value) if key in row.personal else value
                for key, value in side.items()
            }

        return {"thing": row.thing, "before": close(before), "after": close(after)}


@dataclass(frozen=True)
class Deed:
    """One entry to be: its changes and the further things it concerns."""

    changes: tuple[Change, ...] = ()
    touched: tuple[str, ...] = ()


def record(
    *,
    by: Actor,
    at: dt.datetime,
    verb: Verb | str,
    changes: Iterable[Change] = (),
    touched: Iterable[str] = (),
) -> Entry:
    """Append one entry. `touched` names things it concerns beside the changed rows ("plan:3")."""
    return record_many(by=by, at=at, verb=verb, deeds=[Deed(tuple(changes), tuple(touched))])[0]


def record_many(
    *, by: Actor, at: dt.datetime, verb: Verb | str, deeds: Iterable[Deed]
) -> list[Entry]:
    """Append an entry per deed, the head locked once: for bulk actions."""
    if not connection.in_atomic_block:
        raise RuntimeError("audit.record belongs inside the action's transaction.atomic()")
    deeds = list(deeds)
    who = _subject(by)
    sealer = Sealer({who, *(c.row.subject for deed in deeds for c in deed.changes)})
    code = verb if isinstance(verb, str) else verb.code
    drafts = [_draft(deed, sealer) for deed in deeds]
    head = lock_head()
    mark_newcomers(head.number)
    entries = [
        _next(
            head,
            at=at.astimezone(dt.UTC),
            person=by.person,
            account=by.account,
            name=canonical(sealer.seal(who, by.name)) if who else by.name,
            position=by.position,
            position_id=by.position_id,
            unit=by.unit,
            on_behalf=by.on_behalf,
            verb=code,
            touched=canonical(sorted(touched)),
            changes=changes,
        )
        for touched, _changed, changes in drafts
    ]
    Entry.objects.bulk_create(entries, batch_size=500)
    touches = [
        Touch(thing=key, entry=entry, changed=key in changed)
        for entry, (touched, changed, _) in zip(entries, drafts, strict=True)
        for key in sorted(touched)
    ]
    Touch.objects.bulk_create(touches, batch_size=2000)
    head.save()
    number = head.number
    transaction.on_commit(lambda: log.info("recorded", extra={"audit": number}), robust=True)
    transaction.on_commit(deliver, robust=True)
    return entries


def _next(head: Head, **words: Any) -> Entry:
    """One entry at the end of the chain; the head moves on to it."""
    entry = Entry(number=head.number + 1, prev_hash=head.hash, **words)
    entry.hash = link(content(entry), entry.prev_hash)
    head.number, head.hash = entry.number, entry.hash
    return entry


def _subject(by: Actor) -> str:
    """Whose key seals the actor's name; the system's name is nobody's secret."""
    if by.system:
        return ""
    if by.link:
        return by.link
    return f"person:{by.person}" if by.person else f"account:{by.account}"


def _draft(deed: Deed, sealer: Sealer) -> tuple[set[str], set[str], str]:
    changes = [change.sealed(sealer) for change in deed.changes]
    changed = {change["thing"] for change in changes}
    kept = [c for c in changes if c["before"] != {} or c["after"] != {}]
    return changed | set(deed.touched), changed, canonical(kept)


def lock_head() -> Head:
    """The head row, ours until commit. On SQLite the IMMEDIATE transaction already holds the lock."""
    head, _ = Head.objects.select_for_update().get_or_create(
        pk=1, defaults={"number": 0, "hash": GENESIS}
    )
    return head
