"""Putting a message into the outbox."""

from __future__ import annotations

import datetime as dt

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction

from thuocdo.audit.actions import Change, record
from thuocdo.audit.rules import Actor
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.notices.models import Message


def prepare(
    *,
    by: Actor,
    at: dt.datetime,
    key: str,
    title: str,
    text: str,
    person: int | None = None,
    address: str = "",
    channel: str = "mail",
) -> Message:
    """The message with this key: the one already there, or a new one that waits to be sent.

    No verb of its own: whoever may do the deed may have it told, so it is called inside that deed's action.
    Raises Mistake where the address is none.
    """
    title = nfc(title)[:200]
    _require_address(address)
    with transaction.atomic():
        message, fresh = Message.objects.get_or_create(
            key=key,
            defaults={
                "person_id": person,
                "channel": channel,
                "address": address,
                "title": title,
                "text": text,
                "prepared_at": at,
                "next_at": at,
            },
        )
        if fresh:
            changes = [Change.of(None, message)]
            touched = [f"person:{person}"] if person else []
            record(by=by, at=at, verb="notices.prepare", changes=changes, touched=touched)
    return message


def _require_address(address: str) -> None:
    try:
        validate_email(address)
    except ValidationError:
        raise Mistake(
            "Người nhận chưa có địa chỉ thư điện tử hợp lệ. Bổ sung địa chỉ rồi gửi lại.",
            field="address",
        ) from None
