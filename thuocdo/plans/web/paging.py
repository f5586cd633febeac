"""Long lists on the pages of one plan: a hundred rows at a time, found by their words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from django.http import QueryDict

from thuocdo.lawbook.text import fold

Row = TypeVar("Row")
SIZE = 100  # rows a person can look through; a printed annex seldom has more
LONG = 20  # from so many rows on a list can be searched


@dataclass(frozen=True)
class Leaf(Generic[Row]):
    """One page of `total` rows. `first` and `last` count from 1; `before`, `after`: numbers of pages or None."""

    rows: Sequence[Row]
    total: int
    first: int
    last: int
    before: int | None
    after: int | None

    @property
    def many(self) -> bool:
        return self.before is not None or self.after is not None


def leaf(rows: Sequence[Row], wanted: str) -> Leaf[Row]:
    """The page a reader asked for; one that does not exist is the nearest that does.

    >>> leaf(range(250), "3").first, leaf(range(250), "99").last, leaf([], "x").rows
    (201, 250, [])
    """
    pages = max(1, -(-len(rows) // SIZE))
    page = min(max(1, int(wanted)), pages) if wanted.isdecimal() else 1
    start = (page - 1) * SIZE
    shown = rows[start : start + SIZE]
    before, after = (page - 1 or None), (page + 1 if page < pages else None)
    return Leaf(shown, len(rows), start + 1 if shown else 0, start + len(shown), before, after)


def page_of(place: int) -> int:
    """On which page the row at a place (from 0) stands.

    >>> page_of(99), page_of(100)
    (1, 2)
    """
    return place // SIZE + 1


def holding(rows: Sequence[Row], get: QueryDict, words: Callable[[Row], str]) -> list[Row]:
    """The rows whose words hold every word of `?tim=`."""
    sought = fold(get.get("tim", "")).split()
    return [row for row in rows if all(word in fold(words(row)) for word in sought)]
