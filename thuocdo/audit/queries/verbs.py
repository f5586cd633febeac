"""Every verb of the house, collected from the rooms' `access.py`: for the log's words and the role matrix."""

from __future__ import annotations

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from thuocdo.audit.rules import Verb


@cache
def verbs() -> dict[str, tuple[Verb, ...]]:
    """Verbs by room, in the order of the floors."""
    rooms = [room for room in settings.ROOMS if find_spec(f"thuocdo.{room}.access")]
    return {room: import_module(f"thuocdo.{room}.access").VERBS for room in rooms}


@cache
def labels() -> dict[str, str]:
    """Vietnamese name of every code the log may bear: verbs, and what rooms only note (`NOTED`)."""
    noted = [
        verb
        for room in verbs()
        for verb in getattr(import_module(f"thuocdo.{room}.access"), "NOTED", ())
    ]
    return {v.code: v.label for v in [*(v for room in verbs().values() for v in room), *noted]}
