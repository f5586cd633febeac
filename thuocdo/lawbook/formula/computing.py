"""Figures → the value of a formula. Decimal throughout; what is missing stays missing."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal, localcontext
from enum import Enum
from typing import Any, TypeAlias

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
    parts_of,
)
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake

# 28 significant digits; a half is rounded up, as offices round.
EXACT = Context(prec=28, rounding=ROUND_HALF_UP)


class Undefined(Enum):
    """A formula without a value although every figure is there. What then counts, the criterion says."""

    ZERO_DENOMINATOR = "zero_denominator"

    @property
    def label(self) -> str:
        return "Mẫu số bằng 0"


Value: TypeAlias = Decimal | bool | str | Missing | Undefined

# Of several reasons for no figure the first here is told: what is still to come before what never will.
_FIRST: tuple[Missing | Undefined, ...] = (
    Missing.NOT_REPORTED,
    Missing.REFUSED,
    Missing.NOT_APPLICABLE,
    Undefined.ZERO_DENOMINATOR,
)
SIGNS: dict[str, Callable[[Any, Any], Any]] = {
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "=": operator.eq,
    "<>": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "and": operator.and_,
    "or": operator.or_,
}


def compute(node: Node, values: Mapping[str, Value]) -> Value:
    """The value of a formula.

    >>> from thuocdo.lawbook.formula.parsing import parse
    >>> compute(parse("6 * a / b"), {"a": Decimal(9), "b": Decimal(12)})
    Decimal('4.5')
    >>> compute(parse("a / b"), {"a": Decimal(0), "b": Decimal(0)})
    <Undefined.ZERO_DENOMINATOR: 'zero_denominator'>
    >>> compute(parse("a + 1"), {"a": Missing.REFUSED})
    <Missing.REFUSED: 'refused'>
    """
    with localcontext(EXACT):
        value: Value = prepare(node)(values)
    return value


Prepared: TypeAlias = Callable[[Mapping[str, Value]], Any]


def prepare(node: Node) -> Prepared:
    """The formula as a function, for computing it many times. Its caller sets the `EXACT` context.

    Two plain numbers go straight to their sign; everything else, what is missing first of all, to `apply`.

    >>> from thuocdo.lawbook.formula.parsing import parse
    >>> prepare(parse("2 * a"))({"a": Decimal(3)})
    Decimal('6')
    """
    if isinstance(node, Number | Word):
        constant = node.value
        return lambda values: constant
    if isinstance(node, Name):
        return lambda values: found(node, values)
    parts = [prepare(part) for part in parts_of(node)]
    if isinstance(node, Binary):
        return _prepared_sign(node, *parts)
    return lambda values: apply(node, [part(values) for part in parts])


def _prepared_sign(node: Binary, left: Prepared, right: Prepared) -> Prepared:
    divides = node.sign == "/"
    sign = operator.truediv if divides else SIGNS[node.sign]

    def signed(values: Mapping[str, Value]) -> Any:
        one, other = left(values), right(values)
        plain = one.__class__ is Decimal and other.__class__ is Decimal
        return sign(one, other) if plain and (other or not divides) else apply(node, (one, other))

    return signed


def found(node: Name, values: Mapping[str, Value]) -> Value:
    try:
        return values[node.name]
    except KeyError:
        raise Mistake(f"Chưa có số liệu “{node.name}”. Bổ sung rồi tính lại.") from None


def is_gap(value: Value) -> bool:
    return isinstance(value, Missing | Undefined)


def gap(values: Sequence[Value]) -> Missing | Undefined | None:
    """The reason to tell where several figures have none."""
    gaps = [v for v in values if isinstance(v, Missing | Undefined)]
    return min(gaps, key=_FIRST.index) if gaps else None


def apply(node: Node, values: Sequence[Any]) -> Value:
    """The value of one node from the values of its parts (`parts_of`)."""
    if isinstance(node, Call) and node.function in ("known", "first"):
        there = [v for v in values if not is_gap(v)]
        if node.function == "known":
            return bool(there)
        return there[0] if there else gap(values)  # type: ignore[return-value]
    if isinstance(node, Steps):
        return _step(node, values)
    nothing = gap(values[:1] if isinstance(node, If) else values)
    return nothing if nothing is not None else _whole(node, values)


def _step(node: Steps, values: Sequence[Any]) -> Value:
    of, *inside, otherwise = values
    for number, band in enumerate(node.bands):
        bound, gives = inside[2 * number : 2 * number + 2]
        if (nothing := gap((of, bound))) is not None:
            return nothing
        if SIGNS[band.sign](of, bound):
            return gives  # type: ignore[no-any-return]
    nothing = gap((of,))
    return otherwise if nothing is None else nothing


def _whole(node: Node, values: Sequence[Any]) -> Value:
    match node:
        case Negative():
            return -values[0]  # type: ignore[no-any-return]
        case Not():
            return not values[0]
        case If():
            return values[1 if values[0] else 2]  # type: ignore[no-any-return]
        case Binary("/"):
            return values[0] / values[1] if values[1] else Undefined.ZERO_DENOMINATOR
        case Binary(sign):
            return SIGNS[sign](*values)  # type: ignore[no-any-return]
        case Call(function):
            return _called(function, values)
    raise TypeError(node)


def _called(function: str, values: Sequence[Any]) -> Value:
    match function:
        case "min":
            return min(values)  # type: ignore[no-any-return]
        case "max":
            return max(values)  # type: ignore[no-any-return]
        case "sum":
            return sum(values, Decimal(0))
        case "mean":
            return sum(values, Decimal(0)) / len(values)
        case "abs":
            return abs(values[0])  # type: ignore[no-any-return]
    return round_half_up(values[0], int(values[1]))


def round_half_up(figure: Decimal, places: int) -> Decimal:
    """As offices round: 0.125 to two places is 0.13.

    >>> round_half_up(Decimal("0.125"), 2)
    Decimal('0.13')
    """
    return figure.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
