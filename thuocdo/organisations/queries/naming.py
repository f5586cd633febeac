"""What units are called on a day, and finding them by what they are called."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from thuocdo.lawbook.text import fold
from thuocdo.organisations.models import Unit, UnitName
from thuocdo.organisations.models.dated import holding


def names_on(ids: Iterable[int] | None, on: dt.date) -> dict[int, tuple[str, str]]:
    """Name and abbreviation of each unit (None: of all) on the day.

    A unit that had no name that day (before its birth, after its end) is called by its nearest one: a
    list of old work still says whose it was. One query.
    """
    rows = UnitName.objects.all() if ids is None else UnitName.objects.filter(unit__in=list(ids))
    best: dict[int, tuple[int, tuple[str, str]]] = {}
    for unit, name, short, since, until in rows.values_list(
        "unit", "name", "short", "since", "until"
    ):
        away = max((since - on).days if since else 0, (on - until).days if until else 0, 0)
        if unit not in best or away < best[unit][0]:
            best[unit] = (away, (name, short))
    return {unit: found for unit, (_, found) in best.items()}


def name_on(ids: Iterable[int], on: dt.date) -> dict[int, str]:
    """The full name of each unit on the day, else its nearest one. One query."""
    return {unit: name for unit, (name, _) in names_on(ids, on).items()}


def by_code(codes: Iterable[str]) -> dict[str, int]:
    """Ids of the units that bear these codes; a code nobody bears is left out. One query."""
    return dict(Unit.objects.filter(code__in=list(codes)).values_list("code", "id"))


@dataclass(frozen=True)
class Found:
    """A unit found by one of its names. `now` is False where that name held only on other days."""

    unit: int
    name: str
    short: str
    kind: str
    now: bool


def search(text: str, on: dt.date, *, limit: int = 20) -> list[Found]:
    """Units whose name or abbreviation holds every word of the text, those of the day first. One query."""
    words = fold(text).split()
    if not words:
        return []
    rows = UnitName.objects.select_related("unit")
    for word in words:
        rows = rows.filter(folded__contains=word)
    today = rows.filter(holding(on), holding(on, "unit__")).order_by("unit__order", "name", "id")
    first = {row.unit_id: row for row in today[:limit]}
    found = [Found(u, r.name, r.short, r.unit.kind, True) for u, r in first.items()]
    if len(found) < limit:
        others = rows.exclude(unit__in=first).order_by("name", "id")[:limit]
        rest = {row.unit_id: row for row in others}
        found += [Found(u, r.name, r.short, r.unit.kind, False) for u, r in rest.items()]
    return found[:limit]
