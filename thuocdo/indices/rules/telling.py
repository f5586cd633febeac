"""An explanation laid out line by line: what stands on the page and on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from thuocdo.indices.rules.explaining import Plain, plain_words, value_of
from thuocdo.lawbook.formula import Value, parse, say
from thuocdo.lawbook.formula.computing import round_half_up
from thuocdo.lawbook.formula.words import figure

SHOWN = 4  # decimals on a page; the JSON carries every digit


@dataclass(frozen=True)
class Told:
    """One part: its points, the rule in words, the same with the figures in it, the figures, the law."""

    depth: int
    code: str
    name: str
    points: str
    out_of: str
    rule: str
    words: str
    sum: str
    figures: tuple[tuple[str, str, str], ...]
    between: tuple[tuple[str, str], ...]
    because: str
    policy: str
    source: dict[str, Any]
    group: bool = field(default=False)


def told(explained: Plain, depth: int = 0) -> Iterator[Told]:
    """The part and all below it."""
    yield _one(explained, depth)
    for part in explained["parts"]:
        yield from told(part, depth + 1)


def _one(part: Plain, depth: int) -> Told:
    points = value_of(part["points"])
    out_of = part["out_of"]
    return Told(
        depth,
        part["code"],
        part["name"],
        shown(points),
        shown(Decimal(out_of)) if out_of is not None else "",
        part["rule"],
        part["words"],
        _sum(part, points),
        tuple(_figures(part)),
        tuple(_between(part)),
        part.get("because", ""),
        part.get("policy", ""),
        part["source"],
        bool(part["parts"]),
    )


def shown(value: Value) -> str:
    """A value with no more decimals than a page needs.

    >>> shown(Decimal("3.3333333"))
    '3,3333'
    """
    if isinstance(value, Decimal):
        return figure(round_half_up(value, SHOWN))
    return figure(value) if isinstance(value, bool) else plain_words(value)


def _sum(part: Plain, result: Value) -> str:
    """The formula with its figures in the places of their names, and what comes out."""
    if not part["values"]:
        return ""
    values = {name: shown(value_of(held)) for name, held in part["values"].items()}
    return f"{say(parse(part['formula']), values)} = {shown(result)}"


def _figures(part: Plain) -> Iterator[tuple[str, str, str]]:
    for row in part["figures"]:
        yield row["name"], shown(value_of(row["value"])), row["kind"]
    for between in part["between"]:
        yield from _figures(between)


def _between(part: Plain) -> Iterator[tuple[str, str]]:
    for between in part["between"]:
        yield between["name"], _sum(between, value_of(between["value"]))
        yield from _between(between)
