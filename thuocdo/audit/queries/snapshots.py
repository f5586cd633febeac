"""A row as the log sees it: every column as plain JSON, personal ones marked."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import models


@dataclass(frozen=True)
class Snapshot:
    """`thing` is "model:id". `personal` names the columns that leave only sealed under `subject`'s key."""

    thing: str
    values: dict[str, Any]
    personal: frozenset[str] = frozenset()
    subject: str = ""


def thing(instance: models.Model) -> str:
    """The name of a row in the log: model name (unique in the house) and primary key."""
    return f"{instance._meta.model_name}:{instance.pk}"


def snapshot(instance: models.Model) -> Snapshot:
    """The row now. A model's `UNRECORDED` columns (passwords, sign-in times) never enter the log."""
    hidden = getattr(instance, "UNRECORDED", ())
    values = {
        field.attname: plain(field, getattr(instance, field.attname))
        for field in instance._meta.concrete_fields
        if not field.primary_key and field.attname not in hidden
    }
    personal = frozenset(getattr(instance, "PERSONAL", ()))
    return Snapshot(
        thing(instance),
        values,
        personal,
        instance.subject() if personal else "",  # type: ignore[attr-defined]
    )


def plain(field: models.Field, value: Any) -> Any:
    """A column's value as JSON that comes out the same before saving and after reading back."""
    if value is None:
        return None
    if isinstance(field, models.FileField):
        return str(value)
    if isinstance(field, models.BinaryField):
        return hashlib.sha256(bytes(value)).hexdigest()
    if isinstance(field, models.JSONField):
        return json.loads(json.dumps(value, cls=field.encoder))
    column = field.target_field if isinstance(field, models.ForeignKey) else field
    value = column.to_python(value)
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC).isoformat(timespec="microseconds")
    if isinstance(value, Decimal) and isinstance(column, models.DecimalField):
        return str(value.quantize(Decimal(1).scaleb(-column.decimal_places)))
    if isinstance(value, bool | int | str):
        return value
    return value.isoformat() if isinstance(value, dt.date | dt.time) else str(value)
