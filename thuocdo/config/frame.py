"""What the page frame shows everywhere: agency, menu, person and position."""

import datetime as dt
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from thuocdo.config import clock


def menu():
    """Menu entries of every room (`web/menu.py`: MENU), in their order."""
    entries = []
    for room in settings.ROOMS:
        name = f"thuocdo.{room}.web.menu"
        if find_spec(f"thuocdo.{room}.web") and find_spec(name):
            entries += import_module(name).MENU
    return sorted(entries, key=lambda e: e.order)


@lru_cache(maxsize=256)
def agency(unit: int | None, on: dt.date, minute: int) -> str:
    """Name of the agency whose seal stands over `unit`; of the only agency where no unit is acted for.

    Asked on every page and changed once in years, so an answer lives until the `minute` is over.
    """
    from thuocdo.organisations import queries

    seals = queries.agencies(on)
    found = queries.agency_of(unit, on) if unit else None
    if found is None and len(seals) == 1:
        (found,) = seals
    return seals[found].name if found in seals else ""


def frame(request):
    """Before the gate has run (an error in a middleware) there is no actor, and the frame is bare."""
    shown = {
        "by": getattr(request, "by", None),
        "accent": settings.OPTION["ACCENT"],
        "clock_shifted": bool(clock.shift()),
        "demo": settings.DEMO,
    }
    by = shown["by"]
    if by is None:
        return shown
    minute = int(request.at.timestamp() // 60)
    shown["agency"] = agency(by.unit, request.today, minute)
    if by.account is None:
        return shown
    return shown | {
        "menu": [e for e in menu() if e.verb is None or e.verb.allows(by)],
    }
