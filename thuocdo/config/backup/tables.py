"""What a database contains, as one figure per table, whatever order its rows come in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

MODULUS = 1 << 256


def digest(columns: Iterable[str], rows: Iterable[tuple[Any, ...]]) -> dict[str, Any]:
    """Count and checksum: the sum of the rows' hashes, so neither order nor memory matters.

    >>> a = digest(["id", "name"], [(1, "An"), (2, None)])
    >>> a == digest(["id", "name"], [(2, None), (1, "An")]), a == digest(["id", "name"], [(1, "An")])
    (True, False)
    """
    names = list(columns)
    order = sorted(range(len(names)), key=names.__getitem__)
    count, total = 0, 0
    for row in rows:
        told = repr([plain(row[i]) for i in order]).encode()
        total = (total + int.from_bytes(hashlib.sha256(told).digest())) % MODULUS
        count += 1
    head = hashlib.sha256(repr(sorted(names)).encode()).hexdigest()[:8]
    return {"rows": count, "sha256": f"{head}{total:064x}"}


def plain(value: Any) -> Any:
    return bytes(value) if isinstance(value, memoryview | bytearray) else value


def differences(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    """Names of the tables that are not the same."""
    return sorted(t for t in before.keys() | after.keys() if before.get(t) != after.get(t))
