"""The value of a formula as a tree of steps, each with its own value."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import localcontext

from thuocdo.lawbook.formula.computing import EXACT, Value, apply, found
from thuocdo.lawbook.formula.nodes import If, Name, Node, Number, Steps, Word, parts_of
from thuocdo.lawbook.formula.printing import text_of


@dataclass(frozen=True)
class Step:
    """One node with its value and the steps that led to it. A figure of the formula itself is no step."""

    node: Node
    value: Value
    steps: tuple[Step, ...] = ()

    @property
    def formula(self) -> str:
        return text_of(self.node)

    def again(self) -> Value:
        """The value computed anew from the steps alone: what a reader with a pencil would find."""
        with localcontext(EXACT):
            return self._again()

    def _again(self) -> Value:
        if not self.steps:
            return self.value
        return apply(self.node, [step._again() for step in self.steps])

    @property
    def used(self) -> tuple[Step, ...]:
        """The steps that decided: of a choice the branch taken, of a ladder what is compared."""
        if isinstance(self.node, If) and isinstance(self.steps[0].value, bool):
            return (self.steps[0], self.steps[1 if self.steps[0].value else 2])
        if isinstance(self.node, Steps):
            return self.steps[:1]
        return tuple(s for s in self.steps if not isinstance(s.node, Number | Word))


def explain(node: Node, values: Mapping[str, Value]) -> Step:
    """Every step from the figures to the value.

    >>> from decimal import Decimal
    >>> from thuocdo.lawbook.formula.parsing import parse
    >>> whole = explain(parse("6 * a / b"), {"a": Decimal(9), "b": Decimal(12)})
    >>> [(step.formula, step.value) for step in whole.used]
    [('6 * a', Decimal('54')), ('b', Decimal('12'))]
    """
    with localcontext(EXACT):
        return _step(node, values)


def _step(node: Node, values: Mapping[str, Value]) -> Step:
    if isinstance(node, Number | Word):
        return Step(node, node.value)
    if isinstance(node, Name):
        return Step(node, found(node, values))
    steps = tuple(_step(part, values) for part in parts_of(node))
    return Step(node, apply(node, [step.value for step in steps]), steps)
