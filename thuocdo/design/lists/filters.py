"""What narrows a list. Each filter is one parameter of the address, read into a value or refused with words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

Options = Sequence[tuple[Any, str]]


@dataclass(frozen=True)
class Filter:
    """One parameter: `key` in the address, `label` on the screen, `where` from value to condition.

    `rare`: folded away until it is asked for or in use.
    """

    key: str
    label: str
    where: Callable[[Any], Q]
    rare: bool = field(default=False, kw_only=True)
    kind = "text"

    def read(self, raw: str) -> Any:
        """The value meant; ValueError where the address holds something else."""
        return raw

    def shown(self, value: Any) -> str:
        """The value in words, for the chip that takes the filter off again."""
        return str(value)


@dataclass(frozen=True)
class Choice(Filter):
    """One of `options` (value, label); a callable is asked only when the page is drawn."""

    options: Options | Callable[[], Options] = ()
    kind = "choice"

    def choices(self) -> list[tuple[str, str]]:
        options = self.options() if callable(self.options) else self.options
        return [(str(value), label) for value, label in options]

    def read(self, raw: str) -> str:
        if raw not in dict(self.choices()):
            raise ValueError(raw)
        return raw

    def shown(self, value: str) -> str:
        return dict(self.choices())[value]


@dataclass(frozen=True)
class Day(Filter):
    """A legal day, ISO as browsers send it or dd/mm/yyyy as people type it.

    With `today`, "nay" means that day: a saved "từ 01/10 đến nay" ends on the day it is opened.
    """

    today: dt.date | None = None
    kind = "day"

    def read(self, raw: str) -> dt.date:
        if raw == "nay" and self.today:
            return self.today
        if "/" in raw:
            return dt.datetime.strptime(raw, "%d/%m/%Y").date()
        return dt.date.fromisoformat(raw)

    def shown(self, value: dt.date) -> str:
        return f"{value:%d/%m/%Y}"


@dataclass(frozen=True)
class Hidden(Filter):
    """Set by a link, not by hand: carried in the address, shown as a chip, without a field of its own."""

    read_as: Callable[[str], Any] = str
    words_of: Callable[[Any], str] = str
    kind = "hidden"

    def read(self, raw: str) -> Any:
        return self.read_as(raw)

    def shown(self, value: Any) -> str:
        return self.words_of(value)


@dataclass(frozen=True)
class Flag(Filter):
    """On or absent."""

    kind = "flag"

    def read(self, raw: str) -> bool:
        if raw != "1":
            raise ValueError(raw)
        return True

    def shown(self, value: bool) -> str:
        return _("có")


def words_in(column: str, fold: Callable[[str], str]) -> Callable[[str], Q]:
    """Search: every word of the text, folded, stands in the folded `column` (indexed, so the scan is of the index)."""

    def where(text: str) -> Q:
        found = Q()
        for word in fold(text).split():
            found &= Q(**{f"{column}__contains": word})
        return found

    return where


@dataclass(frozen=True)
class Bound:
    """A filter with what the address says: `raw` as written, `value` as read, None where absent or refused."""

    filter: Filter
    raw: str
    value: Any

    @property
    def words(self) -> str:
        return f"{self.filter.label}: {self.filter.shown(self.value)}"


def text_of(query: Any, key: str) -> str:
    """One parameter as written, without what no database can store."""
    return query.get(key, "").replace("\0", "").strip()


def bind(filters: Sequence[Filter], query: Any) -> tuple[list[Bound], list[str]]:
    """Every filter with its value, and a sentence for each parameter that could not be read."""
    bound, doubts = [], []
    for one in filters:
        raw, value = text_of(query, one.key), None
        if raw:
            try:
                value = one.read(raw)
            except ValueError:
                doubts.append(
                    _("Bộ lọc “%(label)s” không có giá trị “%(raw)s” nên không được áp dụng.")
                    % {"label": one.label, "raw": raw[:40]}
                )
        bound.append(Bound(one, raw, value))
    return bound, doubts
