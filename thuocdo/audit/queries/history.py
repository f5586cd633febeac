"""The log in words: who did what to which thing, and what it was before."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.dateparse import parse_datetime

from thuocdo.audit.models import Entry, Touch
from thuocdo.audit.queries.keys import Keyring, subjects_in
from thuocdo.audit.queries.verbs import labels

HIDDEN = ("folded",)  # the searched form of a field that is shown anyway


@dataclass(frozen=True)
class Part:
    """One field of one thing; `before`, `after` as a person reads them, None where there was nothing."""

    label: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Told:
    """One changed thing. `kind`: added | changed | removed."""

    thing: str
    label: str
    kind: str
    parts: list[Part]


@dataclass(frozen=True)
class Line:
    """One entry as pages show it."""

    number: int
    at: dt.datetime
    who: str
    position: str
    on_behalf: str
    verb: str
    told: list[Told]


def model_of(thing: str) -> type[models.Model] | None:
    """The model a thing's name speaks of; None where it is gone since."""
    name = thing.split(":")[0]
    for room in settings.ROOMS:
        try:
            return apps.get_model(room, name)
        except LookupError:
            continue
    return None


def history(
    things: Iterable[str], *, before: int | None = None, limit: int = 20, told: bool = True
) -> list[Line]:
    """What happened to these things ("plan:3"), latest first; `before` a number goes further back.

    Whoever may see the things may see this: the calling page has checked. Three queries, and one per
    kind of row the changes refer to. Without `told` only who did what: an entry may hold 10,000 rows.
    """
    touched = Touch.objects.filter(thing__in=list(things))
    if before is not None:
        touched = touched.filter(entry__lt=before)
    numbers = touched.order_by("-entry").values_list("entry", flat=True).distinct()[:limit]
    entries = Entry.objects.filter(number__in=list(numbers)).order_by("-number")
    return lines(entries if told else entries.defer("changes"), told=told)


def lines(entries: Iterable[Entry], *, told: bool = True) -> list[Line]:
    """Entries in words, boxes opened, references named."""
    rows = list(entries)
    bodies = [json.loads(row.changes) if told else [] for row in rows]
    names = [row.name if row.name[:1] != "{" else json.loads(row.name) for row in rows]
    ring = Keyring(subjects_in([bodies, names]))
    referred = _referred(bodies)
    return [
        Line(
            row.number, row.at, str(ring.open(name) or ""), row.position, row.on_behalf,
            labels().get(row.verb, row.verb), [_told(change, ring, referred) for change in body],
        )
        for row, body, name in zip(rows, bodies, names, strict=True)
    ]  # fmt: skip


def _told(change: dict[str, Any], ring: Keyring, referred: dict[tuple[Any, Any], str]) -> Told:
    before, after = change["before"], change["after"]
    kind = "added" if before is None else "removed" if after is None else "changed"
    model = model_of(change["thing"])
    parts = [
        Part(
            _label(model, key),
            None if before is None else _words(model, key, ring.open(before.get(key)), referred),
            None if after is None else _words(model, key, ring.open(after.get(key)), referred),
        )
        for key in (after or before or {})
        if key not in HIDDEN
    ]
    seen = [part for part in parts if part.before not in (None, "") or part.after not in (None, "")]
    label = str(model._meta.verbose_name) if model else change["thing"]
    return Told(change["thing"], label, kind, seen)


def _field(model: type[models.Model] | None, key: str) -> Any:
    try:
        return model._meta.get_field(key) if model else None
    except FieldDoesNotExist:
        return None


def _label(model: type[models.Model] | None, key: str) -> str:
    field = _field(model, key)
    return key if field is None else str(field.verbose_name)


def _words(
    model: type[models.Model] | None, key: str, value: Any, referred: dict[tuple[Any, Any], str]
) -> Any:
    field = _field(model, key)
    if isinstance(field, models.ForeignKey):
        return referred.get((field.related_model, value), value)
    if isinstance(value, list):
        return ", ".join(str(_words(model, key, one, referred)) for one in value)
    if words := getattr(model, "WORDS", {}).get(key):
        return words().get(value, value)
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(field, models.DateTimeField) and isinstance(value, str):
        return parse_datetime(value)
    if isinstance(field, models.DateField) and isinstance(value, str):
        return dt.date.fromisoformat(value)
    if getattr(field, "choices", None):
        return str(dict(field.flatchoices).get(value, value))
    return value


def _referred(bodies: Sequence[list[dict[str, Any]]]) -> dict[tuple[Any, Any], str]:
    """What every row the changes point at is called: one query per kind of row.

    A model may say so itself (`named(ids)`); else it is its text form.
    """
    wanted: dict[type[models.Model], set[Any]] = {}
    for change in (change for body in bodies for change in body):
        model = model_of(change["thing"])
        for side in (change["before"] or {}, change["after"] or {}):
            for key, value in side.items():
                field = _field(model, key)
                if value is not None and isinstance(field, models.ForeignKey):
                    wanted.setdefault(field.related_model, set()).add(value)
    return {
        (model, pk): name
        for model, keys in wanted.items()
        for pk, name in _names(model, keys).items()
    }


def _names(model: type[models.Model], keys: set[Any]) -> dict[Any, str]:
    if hasattr(model, "named"):
        return model.named(keys)
    return {pk: str(row) for pk, row in model._default_manager.in_bulk(list(keys)).items()}
