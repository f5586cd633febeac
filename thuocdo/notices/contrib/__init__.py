"""Channels by code. Another one is a module here (`contrib/zalo.py`) that puts itself into CHANNELS."""

from __future__ import annotations

from typing import Protocol

from thuocdo.notices.models import Message


class Channel(Protocol):
    """A way to a person. Two workers may call it at once."""

    def lacking(self) -> str:
        """Why it cannot send at all ("Chưa khai báo máy chủ thư."), empty when it can."""

    def send(self, message: Message) -> None:
        """Deliver, or raise `notices.rules.Undelivered`."""


CHANNELS: dict[str, Channel] = {}


def channel(code: str) -> Channel:
    from thuocdo.notices.contrib.mail import Mail

    CHANNELS.setdefault("mail", Mail())
    return CHANNELS[code]
