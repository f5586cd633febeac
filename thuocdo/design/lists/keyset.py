"""Pages by key, not by number: the next page begins after the last row seen, however long the list is.

An offset makes the database walk all rows before it and shifts when a row is added; a key does neither.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from types import SimpleNamespace
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import F, Field, Q, QuerySet
from django.db.models.expressions import OrderBy


@dataclass(frozen=True)
class Key:
    """One part of the order. Rows without a value stand last going forward, first going back."""

    name: str
    field: Field
    descending: bool = False
    nullable: bool = False
    nulls_last: bool = True

    def turned(self) -> Key:
        return replace(self, descending=not self.descending, nulls_last=not self.nulls_last)

    def ordering(self) -> OrderBy:
        """Null placement is said only where nulls can be: it keeps an index from being walked on SQLite."""
        where: dict[str, Any] = {}
        if self.nullable:
            where = {"nulls_last": True} if self.nulls_last else {"nulls_first": True}
        return F(self.name).desc(**where) if self.descending else F(self.name).asc(**where)

    def past(self, value: Any) -> Q | None:
        """Rows strictly after `value` in this key alone; None where there are none."""
        if value is None:
            return None if self.nulls_last else Q(**{f"{self.name}__isnull": False})
        after = Q(**{f"{self.name}__{'lt' if self.descending else 'gt'}": value})
        if self.nullable and self.nulls_last:
            after |= Q(**{f"{self.name}__isnull": True})
        return after

    def same(self, value: Any) -> Q:
        return Q(**{f"{self.name}__isnull": True}) if value is None else Q(**{self.name: value})


def keys(rows: QuerySet, order: Sequence[str]) -> list[Key]:
    """The order with its tie-break: names as Django writes them ("-due"), then the primary key, same direction."""
    named = [*order, "-pk" if order and order[-1].startswith("-") else "pk"]
    found = []
    for name in named:
        bare = name.lstrip("-")
        field, nullable = _field(rows, bare)
        found.append(Key(bare, field, name.startswith("-"), nullable))
    return found


def _field(rows: QuerySet, path: str) -> tuple[Field, bool]:
    """The field at the end of `path` and whether it can be empty; an annotation counts as possibly empty."""
    if path in rows.query.annotations:
        field = rows.query.annotations[path].output_field.clone()
        field.set_attributes_from_name(path)  # a column of a table has a name of its own
        return field, True
    model: Any = rows.model
    field, nullable = model._meta.pk, False
    for part in path.split("__"):
        field = model._meta.pk if part == "pk" else model._meta.get_field(part)
        nullable = nullable or field.null
        model = field.related_model
    return field, nullable


def ordered(rows: QuerySet, order: Sequence[Key]) -> QuerySet:
    return rows.order_by(*(key.ordering() for key in order))


def take(
    rows: QuerySet, order: Sequence[Key], after: Sequence[Any] | None, most: int, whole: QuerySet
) -> list[Any]:
    """The first `most` rows of `rows` in `order`, from just after `after` (None: from the start).

    They are chosen by key alone, which an index may answer; only the chosen are then read as `whole` has them.

    Rows without a value in the leading key are asked for apart, only when reached: no index of SQLite walks
    NULLS LAST, and sorting a million rows for each page is what keys are there to avoid.
    """
    lead = order[0]
    if not lead.nullable:
        return _read(_beyond(rows, order, after)[:most], order, whole)
    valued = rows.filter(**{f"{lead.name}__isnull": False})
    without = rows.filter(**{f"{lead.name}__isnull": True})
    there, rest = [replace(lead, nullable=False), *order[1:]], order[1:]
    in_without = after is not None and after[0] is None
    parts = [
        (valued, there, None if in_without else after),
        (without, rest, after[1:] if after is not None and in_without else None),
    ]
    if not lead.nulls_last:
        parts.reverse()
    if after is not None and in_without == lead.nulls_last:
        parts = parts[1:]  # the first part lies before `after`
    found: list[Any] = []
    for part, keys_of_part, start in parts:
        if len(found) < most:
            wanted = _beyond(part, keys_of_part, start)[: most - len(found)]
            found += _read(wanted, keys_of_part, whole)
    return found


def _read(chosen: QuerySet, order: Sequence[Key], whole: QuerySet) -> list[Any]:
    return list(ordered(whole.filter(pk__in=chosen.values("pk")), order))


def _beyond(rows: QuerySet, order: Sequence[Key], values: Sequence[Any] | None) -> QuerySet:
    """`rows` in `order`, from just after `values`."""
    if values is None:
        return ordered(rows, order)
    after = Q()
    for place, key in enumerate(order):
        step = key.past(values[place])
        if step is None:
            continue
        for earlier, value in zip(order[:place], values[:place], strict=True):
            step &= earlier.same(value)
        after |= step
    lead = order[0]
    if values[0] is not None and not lead.nullable:  # says again what lets an index begin there
        after &= Q(**{f"{lead.name}__{'lte' if lead.descending else 'gte'}": values[0]})
    return ordered(rows.filter(after), order)


def mark(row: Any, order: Sequence[Key]) -> str:
    """The place of `row`, as the address carries it."""
    values = [_written(key.field, _value(row, key.name)) for key in order]
    absent = [_value(row, key.name) is None for key in order]
    text = json.dumps([None if gone else value for value, gone in zip(values, absent, strict=True)])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def place(text: str, order: Sequence[Key]) -> list[Any] | None:
    """What `mark` wrote, read back; None for an address somebody bent."""
    try:
        values = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        if not isinstance(values, list) or len(values) != len(order):
            return None
        return [
            None if value is None and key.nullable else key.field.to_python(_text(value))
            for key, value in zip(order, values, strict=True)
        ]
    except (ValueError, binascii.Error, ValidationError, UnicodeDecodeError):
        return None


def _text(value: Any) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise ValueError(value)
    return value


def _value(row: Any, path: str) -> Any:
    for part in path.split("__"):
        row = getattr(row, part)
    return row


def _written(field: Field, value: Any) -> str:
    """The value as text; `value_to_string` asks an object for its attribute, so it is given one."""
    holder: Any = SimpleNamespace(**{field.attname: value})
    return field.value_to_string(holder)
