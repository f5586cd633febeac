"""How the points of a group's parts become the group's: a formula, made for what could be scored."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from thuocdo.lawbook.formula.computing import Value
from thuocdo.lawbook.formula.nodes import Binary, Call, Name, Node, Number
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.scoring.parts import Part, Policy

How = Literal["scored", "missing", "shown"] | Policy
_LEFT_OUT: tuple[How, ...] = ("na", "redistribute", "drop_and_rescale")


@dataclass(frozen=True, slots=True)
class Point:
    """Points of one part. `out_of`: the maximum they count from; `raw`: what the formula gave before a policy;
    `dropped`: maximum points below it that the total makes up for.
    """

    part: Part
    points: Decimal | Missing
    out_of: Decimal | None
    how: How
    raw: Value
    formula: Node
    dropped: Decimal = Decimal(0)

    @property
    def left_out(self) -> bool:
        return self.how in _LEFT_OUT


@dataclass(frozen=True)
class Gathered:
    """A group before it is computed."""

    formula: Node
    out_of: Decimal | None
    dropped: Decimal


def number(value: Decimal) -> Number:
    return Number(value)


def gather(group: Part, below: Sequence[Point]) -> Gathered | None:
    """None: nothing of the group could be scored."""
    inside = [p for p in below if p.part.counts and not p.part.outside]
    kept = [p for p in inside if not p.left_out]
    if not kept:
        return None
    lost = {how: _sum(p.out_of for p in inside if p.how == how) for how in _LEFT_OUT}
    dropped = lost["drop_and_rescale"] + _sum(p.dropped for p in kept)
    held = _sum(p.out_of for p in kept)
    formula = _combined(group, kept)
    if lost["redistribute"] and held and group.combine == "sum":
        share = Binary("*", formula, number(held + lost["redistribute"]))
        formula = Binary("/", share, number(held))
    if group.combine != "sum":  # a mean is taken of what is there: nothing to make up for
        return Gathered(formula, group.max, Decimal(0))
    known = all(p.out_of is not None for p in kept)
    out_of = held + lost["redistribute"] if known and held else None
    return Gathered(formula, out_of, dropped)


def _combined(group: Part, kept: Sequence[Point]) -> Node:
    names = tuple(Name(f"${p.part.code}") for p in kept)
    if group.combine in ("sum", "mean"):
        return Call(group.combine, names)
    weights = [p.part.weight or Decimal(0) for p in kept]
    weighed = tuple(Binary("*", number(w), n) for w, n in zip(weights, names, strict=True))
    if group.combine == "weighted":
        return Call("sum", weighed)
    return Binary("/", Call("sum", weighed), number(sum(weights, Decimal(0))))


def _sum(figures: object) -> Decimal:
    return sum((f for f in figures if f is not None), Decimal(0))  # type: ignore[attr-defined]
