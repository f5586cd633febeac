"""The chain: each entry carries the hash of the one before it and of its own words.

Pure arithmetic, shared by the writer and by every verifier. The standalone verifier
(`docs/security/verify_audit.py`) repeats these few lines on purpose: it must not trust this code.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from typing import Any

GENESIS = "0" * 64  # the hash before the first entry


def canonical(value: Any) -> str:
    """One text for one value: keys sorted, no spaces, letters as they are.

    >>> canonical({"b": 1, "a": "Sở"})
    '{"a":"Sở","b":1}'
    """
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def link(entry: Mapping[str, Any], prev_hash: str) -> str:
    """SHA-256, in hex, of the entry's content with the hash of the entry before it.

    >>> a = link({"number": 1}, GENESIS)
    >>> a == link({"number": 1}, GENESIS), a == link({"number": 2}, GENESIS), len(a)
    (True, False, 64)
    """
    words = canonical({**entry, "prev_hash": prev_hash})
    return hashlib.sha256(words.encode()).hexdigest()


def difference(
    before: Mapping[str, Any] | None, after: Mapping[str, Any] | None
) -> tuple[dict[str, Any] | None, dict[str, Any] | None]:
    """The two sides of a change, only what differs; a new or removed thing is given whole.

    >>> difference({"a": 1, "b": 2}, {"a": 1, "b": 3})
    ({'b': 2}, {'b': 3})
    >>> difference(None, {"a": 1})
    (None, {'a': 1})
    """
    if before is None or after is None:
        return (dict(before) if before is not None else None), (
            dict(after) if after is not None else None
        )
    keys = [key for key in after if before.get(key) != after[key]]
    return {key: before.get(key) for key in keys}, {key: after[key] for key in keys}
