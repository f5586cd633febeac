"""Rows changed behind the application: each recorded row against what the log last said of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import models

from thuocdo.audit.models import Entry, Touch
from thuocdo.audit.queries.keys import Keyring, subjects_in
from thuocdo.audit.queries.snapshots import snapshot
from thuocdo.audit.rules.boxes import is_box

CHUNK = 500  # rows compared at a time; memory does not grow with the table


def changed_behind(most: int = 100) -> list[str]:
    """One sentence per row that no longer is what its last entry says: altered, added or removed past
    the application. At most `most`; empty where all is well. A column younger than the entry is not
    compared; a value whose key was destroyed cannot be."""
    found: list[str] = []
    for room in settings.ROOMS:
        for model in apps.get_app_config(room).get_models():
            for fault in _faults(model):
                found.append(fault)
                if len(found) == most:
                    return found
    return found


def _faults(model: type[models.Model]) -> Iterator[str]:
    prefix = f"{model._meta.model_name}:"
    # by the words, not by a range: a database that sorts as Vietnamese passes over the colon
    recorded = Touch.objects.filter(thing__startswith=prefix, changed=True)
    if not recorded.exists():
        return  # no action ever recorded this kind of row
    label = model._meta.verbose_name
    keys = model._default_manager.order_by("pk").values_list("pk", flat=True)
    for chunk in batched(keys.iterator(CHUNK), CHUNK):
        rows = model._default_manager.in_bulk(list(chunk))
        last = _last([f"{prefix}{pk}" for pk in chunk])
        ring = Keyring(subjects_in(list(last.values())))
        for pk, row in rows.items():
            said = last.get(f"{prefix}{pk}")
            if said is None:
                yield f"{label} {prefix}{pk}: không có trong nhật ký hoặc nhật ký ghi đã xóa."
            elif different := _different(row, said, ring):
                yield f"{label} {prefix}{pk}: khác nhật ký ở {', '.join(different)}."
    things = recorded.order_by("thing").values_list("thing", flat=True).distinct()
    for chunk in batched(things.iterator(CHUNK), CHUNK):
        last = _last(list(chunk))
        there = model._default_manager.in_bulk([thing.split(":", 1)[1] for thing in last])
        for thing in last.keys() - {f"{prefix}{pk}" for pk in there}:
            yield f"{label} {thing}: đã bị xóa ngoài hệ thống."


def _last(things: list[str]) -> dict[str, dict[str, Any]]:
    """What the log says of each thing now: its changes folded, first to last; a removed thing is absent."""
    touches = Touch.objects.filter(thing__in=things, changed=True)
    numbers = touches.values_list("entry", flat=True).distinct()
    wanted = set(things)
    said: dict[str, dict[str, Any]] = {}
    for entry in Entry.objects.filter(number__in=numbers).order_by("number"):
        for change in json.loads(entry.changes):
            name = change["thing"]
            if name not in wanted:
                continue
            if change["after"] is None:
                said.pop(name, None)
            else:
                said[name] = {**said.get(name, {}), **change["after"]}
    return said


def _different(row: models.Model, said: dict[str, Any], ring: Keyring) -> list[str]:
    now = snapshot(row)
    return [
        key
        for key, value in said.items()
        if key in now.values
        and not _erased(value, key in now.personal, ring)
        and ring.open(value) != now.values[key]
    ]


def _erased(value: Any, personal: bool, ring: Keyring) -> bool:
    """Sealed under a key that is gone, or entered after it was gone (then nothing is in the log)."""
    return (is_box(value) and value["subject"] not in ring.keys) or (personal and value is None)


def batched(items: Iterator[Any], size: int) -> Iterator[tuple[Any, ...]]:
    """As itertools.batched of Python 3.12."""
    while chunk := tuple(islice(items, size)):
        yield chunk
