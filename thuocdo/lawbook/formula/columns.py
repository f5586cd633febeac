"""A formula over many units at once: figures by column → values by column.

Only for columns without a gap; what is missing goes through `computing`, unit by unit. Operations and their
order are those of `computing`, so every digit is the same; the caller sets the `EXACT` context.
"""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import repeat
from typing import Any

from thuocdo.lawbook.formula.computing import SIGNS, round_half_up
from thuocdo.lawbook.formula.nodes import (
    Binary,
    Call,
    If,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Steps,
    Word,
)

NOTHING = Decimal(0)


class ZeroDenominators(Exception):
    """Rows (`at`) in which something is divided by zero."""

    def __init__(self, at: Sequence[int]) -> None:
        super().__init__(at)
        self.at = at


def over(node: Node, columns: Mapping[str, Sequence[Any]], length: int) -> Iterable[Any]:
    """The values of a formula, one for each row.

    >>> from thuocdo.lawbook.formula.parsing import parse
    >>> list(over(parse("2 * a"), {"a": [Decimal(3), Decimal(4)]}, 2))
    [Decimal('6'), Decimal('8')]
    """
    match node:
        case Number() | Word():
            return repeat(node.value, length)
        case Name(name):
            return columns[name]
        case Negative(of):
            return map(operator.neg, over(of, columns, length))
        case Not(of):
            return map(operator.not_, over(of, columns, length))
        case Binary():
            return _sign(node, over(node.left, columns, length), over(node.right, columns, length))
        case If(condition, then, otherwise):
            inside = (over(n, columns, length) for n in (condition, then, otherwise))
            return (yes if holds else no for holds, yes, no in zip(*inside, strict=True))
        case Steps():
            return _ladder(node, columns, length)
        case Call(function, arguments):
            return _called(function, [over(n, columns, length) for n in arguments], length)


def _sign(node: Binary, left: Iterable[Any], right: Iterable[Any]) -> Iterable[Any]:
    if node.sign != "/":
        return map(SIGNS[node.sign], left, right)
    below = list(right)
    if not all(below):
        raise ZeroDenominators([at for at, figure in enumerate(below) if not figure])
    return map(operator.truediv, left, below)


def _ladder(node: Steps, columns: Mapping[str, Sequence[Any]], length: int) -> Iterator[Any]:
    """The lowest rung first, each higher one over it: as many passes as there are rungs."""
    of = list(over(node.of, columns, length))
    found = over(node.otherwise, columns, length)
    for band in reversed(node.bands):
        holds = map(SIGNS[band.sign], of, over(band.bound, columns, length))
        gives = over(band.gives, columns, length)
        found = [yes if held else no for held, yes, no in zip(holds, gives, found, strict=True)]
    return iter(found)


def _called(function: str, values: Sequence[Iterable[Any]], length: int) -> Iterable[Any]:
    match function:
        case "known":
            return repeat(True, length)
        case "min" | "max" if len(values) > 1:
            return map(min if function == "min" else max, *values)
        case "first" | "min" | "max":
            return values[0]
        case "sum":
            return map(sum, zip(*values, strict=True), repeat(NOTHING))
        case "mean":
            whole = map(sum, zip(*values, strict=True), repeat(NOTHING))
            return map(operator.truediv, whole, repeat(len(values)))
        case "abs":
            return map(abs, values[0])
    return (round_half_up(v, int(places)) for v, places in zip(*values, strict=True))
