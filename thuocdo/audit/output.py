"""The chain as a file that others can verify (docs/security/verify_audit.py)."""

from __future__ import annotations

from collections.abc import Iterator

from thuocdo.audit.models import Entry
from thuocdo.audit.queries.log import content
from thuocdo.audit.rules.chain import canonical


def chain() -> Iterator[str]:
    """One line of JSON per entry, in order; memory does not grow with the log."""
    for entry in Entry.objects.order_by("number").iterator(2000):
        yield canonical({**content(entry), "prev_hash": entry.prev_hash, "hash": entry.hash})
