"""From when until when a thing holds: units, names, posts, rules, values.

One way everywhere: both ends belong to it. `since` is the first day, `until` the last ("đến hết ngày
30/6/2025"); None means open on that side. A successor begins the day after.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol, TypeVar

from thuocdo.lawbook.mistakes import Mistake


class Dated(Protocol):
    """Anything with a validity: a row of a table, a value of an edition."""

    @property
    def since(self) -> dt.date | None: ...

    @property
    def until(self) -> dt.date | None: ...


DatedT = TypeVar("DatedT", bound=Dated)


@dataclass(frozen=True)
class Validity:
    """The days a thing holds.

    >>> before = Validity(until=dt.date(2025, 6, 30))
    >>> before.holds(dt.date(2025, 6, 30)), before.holds(dt.date(2025, 7, 1))
    (True, False)
    """

    since: dt.date | None = None
    until: dt.date | None = None

    def __post_init__(self) -> None:
        if self.since and self.until and self.until < self.since:
            raise Mistake(
                f"Hiệu lực đến {self.until:%d/%m/%Y} trước khi bắt đầu {self.since:%d/%m/%Y}. "
                "Sửa một trong hai ngày.",
                field="until",
            )

    def holds(self, on: dt.date) -> bool:
        return holds(self, on)


def holds(item: Dated, on: dt.date) -> bool:
    """Is the item in force on this day?"""
    return (item.since is None or item.since <= on) and (item.until is None or on <= item.until)


def in_force(items: Iterable[DatedT], on: dt.date) -> list[DatedT]:
    """Those that hold on the day, in their own order."""
    return [item for item in items if holds(item, on)]


def current(items: Iterable[DatedT], on: dt.date) -> DatedT | None:
    """The one that holds on the day; of several, the one that began last.

    >>> old, new = Validity(), Validity(since=dt.date(2025, 7, 1))
    >>> current([new, old], dt.date(2025, 7, 1)) is new
    True
    """
    return max(in_force(items, on), key=_first_day, default=None)


def overlapping(items: Iterable[DatedT]) -> list[tuple[DatedT, DatedT]]:
    """Neighbours that hold on the same day, earlier first: what a single value must not do.

    >>> overlapping([Validity(until=dt.date(2025, 6, 30)), Validity(since=dt.date(2025, 7, 1))])
    []
    """
    pairs = pairwise(sorted(items, key=_first_day))
    return [(a, b) for a, b in pairs if a.until is None or a.until >= _first_day(b)]


def _first_day(item: Dated) -> dt.date:
    return item.since or dt.date.min
