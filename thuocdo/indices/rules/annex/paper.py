"""A set of criteria as its decision prints it: rows with their numbers, points, ways of scoring, evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Literal

from pydantic import TypeAdapter

from thuocdo.documents.rules.blocks import Source
from thuocdo.lawbook.formula.words import figure

Outside = Literal["", "bonus", "penalty"]


@dataclass(frozen=True)
class Case:
    """A line below a criterion: what is the case, and the points printed for it (None: none printed)."""

    words: str
    points: Decimal | None

    def __str__(self) -> str:
        return self.words if self.points is None else f"{self.words}: {figure(self.points)} điểm"


@dataclass(frozen=True)
class Row:
    """One criterion or group. `label` is its number as printed, `code` its own in the edition; `above` the key
    of the group it stands in. `outside`: points beyond the total. A penalty's points are what it may take."""

    key: str
    label: str
    code: str
    above: str
    name: str
    max: Decimal | None
    how: str
    evidence: tuple[str, ...]
    cases: tuple[Case, ...]
    source: Source
    outside: Outside = ""


@dataclass(frozen=True)
class Band:
    """What a score is called from `least` points on."""

    name: str
    least: Decimal

    def __str__(self) -> str:
        return f"{self.name}: từ {figure(self.least)}"


@dataclass(frozen=True)
class Reading:
    """Everything read. `total` is the printed sum, `total_at` the block where it stands; `rounding` a key of
    `whole.ROUNDINGS` ("": not said, or not plainly), `rounding_words` the sentence about it."""

    title: str
    rows: tuple[Row, ...]
    total: Decimal | None = None
    total_at: int | None = None
    number: str = ""
    date: dt.date | None = None
    issuer: str = ""
    year: int | None = None
    rounding: str = ""
    rounding_words: str = ""
    bands: tuple[Band, ...] = ()

    def to_json(self) -> Any:
        return _ADAPTER.dump_python(self, mode="json")

    @classmethod
    def from_json(cls, data: Any) -> Reading:
        return _ADAPTER.validate_python(data)


_ADAPTER = TypeAdapter(Reading)


def below(rows: Iterable[Row]) -> dict[str, list[Row]]:
    """The rows right below each key; "" is the top."""
    found: dict[str, list[Row]] = {"": []}
    for row in rows:
        found.setdefault(row.above, []).append(row)
    return found


def coded(rows: list[Row]) -> Iterator[tuple[Row, str]]:
    """A code for every row: its printed number where the annex uses each number once, else with the numbers of
    the groups around it in front; printed twice in one group, the later one gets a letter."""
    labels = [_plain(row.label) for row in rows]
    whole = len(set(labels)) == len(labels)
    known: dict[str, str] = {"": ""}
    seen: set[str] = set()
    for row, label in zip(rows, labels, strict=True):
        around = known[row.above]
        inside = label if whole or not around or label.startswith(f"{around}.") else ""
        code = free(inside or _joined(around, label), seen)
        seen.add(code)
        known[row.key] = code
        yield row, code


def _joined(around: str, label: str) -> str:
    """ "I" and "1.2" are I.1.2; "I.1" and "1.2" too: what both say is said once."""
    parts, more = around.split("."), label.split(".")
    same = next((n for n in range(len(more), 0, -1) if parts[-n:] == more[:n]), 0)
    return ".".join([*parts, *more[same:]])


def free(code: str, seen: set[str]) -> str:
    return next(c for c in (code, *(f"{code}{x}" for x in "bcdefghijklmnopqrstuvwxyz")) if c not in seen)  # fmt: skip


def _plain(label: str) -> str:
    return label.replace("đ", "dd").replace("Đ", "DD")
