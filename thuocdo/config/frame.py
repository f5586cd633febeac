"""What the page frame shows everywhere: menu, actor, whether the clock is moved, whether this is a demonstration."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings

from thuocdo.config import clock
from thuocdo.design.menu import Entry


@cache
def menu() -> list[Entry]:
    """Menu entries of every room (`web/menu.py`: MENU), in their order."""
    entries = []
    for room in settings.ROOMS:
        name = f"thuocdo.{room}.web.menu"
        if find_spec(f"thuocdo.{room}.web") and find_spec(name):
            entries += import_module(name).MENU
    return sorted(entries, key=lambda e: e.order)


def frame(request):
    by = getattr(request, "by", None)
    shown = {"by": by, "demo": settings.DEMO, "clock_shifted": bool(clock.shift())}
    if by is not None and by.account is not None:
        shown["menu"] = [e for e in menu() if e.verb is None or e.verb.allows(by)]
    return shown
