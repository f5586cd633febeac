"""The nodes of a formula: frozen, without behaviour; each walk has its own file."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, TypeAlias

Kind = Literal["number", "truth", "word"]

# Binding strength of the signs: what parsing and printing must agree on.
STRENGTH = {
    "or": 1,
    "and": 2,
    **dict.fromkeys(("=", "<>", "<", "<=", ">", ">="), 4),
    **dict.fromkeys("+-", 5),
    **dict.fromkeys("*/", 6),
}
NOT, MINUS, WHOLE = 3, 7, 8
COMPARISONS = ("=", "<>", "<", "<=", ">", ">=")


@dataclass(frozen=True)
class Number:
    value: Decimal


@dataclass(frozen=True)
class Word:
    """One of the answers an input offers: 'late'."""

    value: str


@dataclass(frozen=True)
class Name:
    """An input, a setting, a value between, or the points of a part: "$1.2"."""

    name: str


@dataclass(frozen=True)
class Negative:
    of: Node


@dataclass(frozen=True)
class Not:
    of: Node


@dataclass(frozen=True)
class Binary:
    sign: str
    left: Node
    right: Node


@dataclass(frozen=True)
class If:
    condition: Node
    then: Node
    otherwise: Node


@dataclass(frozen=True)
class Band:
    """`>= 70%: 1`"""

    sign: str
    bound: Node
    gives: Node


@dataclass(frozen=True)
class Steps:
    """The first band that holds gives the value."""

    of: Node
    bands: tuple[Band, ...]
    otherwise: Node


@dataclass(frozen=True)
class Call:
    function: str
    arguments: tuple[Node, ...]


Node: TypeAlias = Number | Word | Name | Negative | Not | Binary | If | Steps | Call


def parts_of(node: Node) -> tuple[Node, ...]:
    """What a node is made of, in reading order.

    >>> parts_of(Binary("+", Name("a"), Number(Decimal(1))))
    (Name(name='a'), Number(value=Decimal('1')))
    """
    match node:
        case Negative(of) | Not(of):
            return (of,)
        case Binary(_, left, right):
            return (left, right)
        case If(condition, then, otherwise):
            return (condition, then, otherwise)
        case Steps(of, bands, otherwise):
            inside = (n for band in bands for n in (band.bound, band.gives))
            return (of, *inside, otherwise)
        case Call(_, arguments):
            return arguments
    return ()
