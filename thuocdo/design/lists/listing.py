"""A list declared once: columns, filters, order; and one page of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet

from thuocdo.design.lists import keyset
from thuocdo.design.lists.filters import Bound, Filter, bind, text_of
from thuocdo.design.parts import Step
from thuocdo.design.words import number

MOST = 10_000  # a count beyond this is said as "trên 10.000": nobody reads on, and no database counts it
AFTER, BEFORE, SORT, SEARCH, EXPORT, MORE = "sau", "truoc", "xep", "q", "tai", "them"
KINDS = ("csv", "xlsx")


@dataclass(frozen=True)
class Column:
    """`value` is what an export writes and a plain cell shows; `order` makes the head a sort link."""

    key: str
    label: str
    value: Callable[[Any], Any]
    number: bool = False
    order: tuple[str, ...] = ()


@dataclass(frozen=True)
class Head:
    """A column's head: its sort link, and whether the list stands in its order now."""

    column: Column
    url: str = ""
    sorted: str = ""  # ascending | descending | ""


@dataclass(frozen=True)
class Page:
    """One page as the template draws it."""

    listing: Listing
    rows: list[Any]
    heads: list[Head]
    filters: list[Bound]
    applied: list[Step]
    doubts: list[str]
    count: int
    text: str = ""
    before: str = ""
    after: str = ""
    exports: list[Step] = field(default_factory=list)
    saved: Sequence[Step] = ()
    save_url: str = ""
    kept_url: str = ""
    rare_url: str = ""

    @property
    def count_words(self) -> str:
        return f"trên {number(MOST)}" if self.count == MOST + 1 else number(self.count)

    @property
    def searchable(self) -> bool:
        return self.listing.search is not None

    @property
    def narrowed(self) -> bool:
        return bool(self.applied)

    @property
    def usual(self) -> list[Bound]:
        return [one for one in self.filters if not one.filter.rare]

    @property
    def rare(self) -> list[Bound]:
        return [one for one in self.filters if one.filter.rare]

    @property
    def rare_shown(self) -> bool:
        """In use or asked for; else what they offer to choose from is not even looked up."""
        return not self.rare_url or any(one.value is not None for one in self.rare)


@dataclass(frozen=True)
class Listing:
    """`order` as Django writes it, the primary key is added; `row` is the template of one row's cells,
    given `row`; without it each column's value is shown. `tick` adds a checkbox named "chosen".
    `name` ("plans.tasks") is what a saved filter is kept under."""

    columns: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    order: tuple[str, ...] = ()
    search: Callable[[str], Q] | None = None
    row: str = ""
    size: int = 50
    tick: bool = False
    exports: bool = True
    caption: str = ""
    name: str = ""

    def chosen(self, rows: QuerySet, query: Any) -> QuerySet:
        """All rows the address asks for, in its order: what a bulk action or an export works on."""
        bound, _doubts = bind(self.filters, query)
        return keyset.ordered(self._narrow(rows, bound, query), self._order(rows, query))

    def page(
        self,
        rows: QuerySet,
        query: Any,
        *,
        saved: Sequence[Step] = (),
        save_url: str = "",
        count: int | None = None,
    ) -> Page:
        """The page the address asks for. A bent address shows the first page, never an error.

        `count`: how many there are, where the caller counted them already.
        """
        bound, doubts = bind(self.filters, query)
        narrowed = self._narrow(rows, bound, query)
        shown, before, after = self._window(narrowed, query, rows)
        if count is None:
            count = narrowed.order_by().values("pk")[: MOST + 1].count()
        text = text_of(query, SEARCH)
        return Page(
            listing=self,
            rows=shown,
            heads=[self._head(column, query) for column in self.columns],
            filters=bound,
            applied=self._applied(bound, text, query),
            doubts=doubts,
            count=count,
            text=text,
            before=_address(query, {BEFORE: before}) if before else "",
            after=_address(query, {AFTER: after}) if after else "",
            exports=[Step(k.upper(), _address(query, {EXPORT: k})) for k in KINDS if self.exports],
            saved=saved,
            save_url=self._save_url(save_url, query),
            rare_url="" if query.get(MORE) else _address(query, {MORE: "1"}),
        )

    def _save_url(self, url: str, query: Any) -> str:
        """Where this address is kept under a name; `url` may already say where to return to."""
        if not url:
            return ""
        given = urlencode({"list": self.name, "query": _address(query, {})[1:]})
        return f"{url}{'&' if '?' in url else '?'}{given}"

    def wanted(self, query: Any) -> str:
        """csv or xlsx where the address asks for a file, else ""."""
        kind = query.get(EXPORT, "")
        return kind if self.exports and kind in KINDS else ""

    def export(self, rows: QuerySet, query: Any) -> Iterator[list[Any]]:
        """Heads, then one list of values per row, streamed: memory does not grow with the list."""
        yield [column.label for column in self.columns]
        for row in self.chosen(rows, query).iterator(chunk_size=1000):
            yield [column.value(row) for column in self.columns]

    def _narrow(self, rows: QuerySet, bound: Sequence[Bound], query: Any) -> QuerySet:
        for one in bound:
            if one.value is not None:
                rows = rows.filter(one.filter.where(one.value))
        text = text_of(query, SEARCH)
        return rows.filter(self.search(text)) if text and self.search else rows

    def _order(self, rows: QuerySet, query: Any) -> list[keyset.Key]:
        wanted = query.get(SORT, "")
        for column in self.columns:
            if column.order and wanted.lstrip("-") == column.key:
                turn = wanted.startswith("-")
                return keyset.keys(rows, [_turned(name) if turn else name for name in column.order])
        return keyset.keys(rows, self.order)

    def _window(self, rows: QuerySet, query: Any, whole: QuerySet) -> tuple[list[Any], str, str]:
        """The rows of this page, and the marks of the pages before and after it."""
        order = self._order(rows, query)
        for name, keys in ((AFTER, order), (BEFORE, [key.turned() for key in order])):
            values = keyset.place(query[name], order) if query.get(name) else None
            if values is None:
                continue
            found = keyset.take(rows, keys, values, self.size + 1, whole)
            more, found = len(found) > self.size, found[: self.size]
            if name == BEFORE:
                if not more:
                    break  # the beginning is near: show it whole
                found.reverse()
            if found:
                first, last = keyset.mark(found[0], order), keyset.mark(found[-1], order)
                return found, first, last if name == BEFORE or more else ""
        found = keyset.take(rows, order, None, self.size + 1, whole)
        last = keyset.mark(found[self.size - 1], order) if len(found) > self.size else ""
        return found[: self.size], "", last

    def _head(self, column: Column, query: Any) -> Head:
        if not column.order:
            return Head(column)
        now = query.get(SORT, "")
        if not now and self.order == column.order:
            now = column.key
        way = {column.key: "ascending", f"-{column.key}": "descending"}.get(now, "")
        flipped = f"-{column.key}" if way == "ascending" else column.key
        return Head(column, _address(query, {SORT: flipped}), way)

    def _applied(self, bound: Sequence[Bound], text: str, query: Any) -> list[Step]:
        steps = [
            Step(one.words, _address(query, {one.filter.key: ""}))
            for one in bound
            if one.value is not None
        ]
        if text and self.search:
            steps.insert(0, Step(f"“{text}”", _address(query, {SEARCH: ""})))
        return steps


def _turned(name: str) -> str:
    return name[1:] if name.startswith("-") else f"-{name}"


def _address(query: Any, changes: dict[str, str]) -> str:
    """The present address with `changes`; the place in the list and a wanted file do not carry over."""
    kept = {k: v for k, v in query.items() if k not in (AFTER, BEFORE, EXPORT)}
    kept.update(changes)
    return "?" + urlencode({k: v for k, v in kept.items() if v})
