"""What the page frame shows everywhere: agency, menu, person and position."""

from importlib import import_module
from importlib.util import find_spec

from django.conf import settings


def menu():
    """Menu entries of every room (`web/menu.py`: MENU), in their order."""
    entries = []
    for room in settings.ROOMS:
        name = f"thuocdo.{room}.web.menu"
        if find_spec(f"thuocdo.{room}.web") and find_spec(name):
            entries += import_module(name).MENU
    return sorted(entries, key=lambda e: e.order)


def frame(request):
    by = getattr(request, "by", None)
    if by is None or by.account is None:
        return {"by": by}
    return {"by": by, "menu": [e for e in menu() if e.verb is None or e.verb.allows(by)]}
