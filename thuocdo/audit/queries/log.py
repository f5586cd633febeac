"""The chain as data: an entry's content, its end, its verification."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

from django.conf import settings

from thuocdo.audit.models import Entry, Head
from thuocdo.audit.rules.chain import GENESIS, link


def content(entry: Entry) -> dict[str, Any]:
    """What the hash covers: every column but the two hashes, the instant in UTC to the microsecond."""
    at = entry.at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return {
        "number": entry.number,
        "at": at,
        "person": entry.person,
        "account": entry.account,
        "name": entry.name,
        "position": entry.position,
        "position_id": entry.position_id,
        "unit": entry.unit,
        "on_behalf": entry.on_behalf,
        "verb": entry.verb,
        "touched": entry.touched,
        "changes": entry.changes,
    }


def latest() -> int:
    """The number of the last entry, 0 where there is none: what the live process watches."""
    return Head.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def touched_since(number: int, most: int = 500) -> tuple[int, frozenset[str]]:
    """The last number after `number` and every thing touched since: what open pages are told."""
    rows = Entry.objects.filter(number__gt=number).order_by("number")
    found = list(rows.values_list("number", "touched")[:most])
    things = frozenset(thing for _, touched in found for thing in json.loads(touched))
    return (found[-1][0] if found else number), things


def head() -> tuple[int, str]:
    """Number and hash of the end of the chain."""
    return Head.objects.filter(pk=1).values_list("number", "hash").first() or (0, GENESIS)


def heads_file() -> Path:
    return Path(settings.HOME) / "audit-heads.log"


def written_heads() -> dict[int, str]:
    """Number to hash of every head written down outside the database."""
    file = heads_file()
    lines = file.read_text("ascii").splitlines() if file.exists() else []
    return {int(number): value for _, number, value in map(str.split, lines)}


def broken() -> str:
    """The first place where the chain does not hold, in words; empty where all is well."""
    number, prev, known = 0, GENESIS, written_heads()
    for entry in Entry.objects.order_by("number").iterator(2000):
        if entry.number != number + 1:
            return f"Nhật ký thiếu dòng {number + 1}."
        if entry.prev_hash != prev or entry.hash != link(content(entry), prev):
            return f"Dòng nhật ký {entry.number} đã bị sửa."
        number, prev = entry.number, entry.hash
        if known.get(number, prev) != prev:
            return f"Dòng nhật ký {number} không phải dòng đã ghi ra ngoài: chuỗi bị viết lại."
    last = max([head()[0], *known])
    if last > number:
        return f"Nhật ký bị cắt: đã có dòng {last}, nay chỉ còn đến dòng {number}."
    return "" if (number, prev) == head() else "Đầu chuỗi nhật ký không khớp dòng cuối."
