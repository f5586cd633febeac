"""The formulas of an edition in words: worked out once, however many units are explained with them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from thuocdo.lawbook.formula import Node, inputs, say, text_of
from thuocdo.lawbook.scoring.law import ONE_MAX, Law


class Said(NamedTuple):
    """A formula in words, as text, and the names it needs."""

    formula: Node
    words: str
    text: str
    names: tuple[str, ...]


class Wording:
    """Keeps for every place of the law the formula said last: of a criterion it is always the same, of a group
    almost always."""

    def __init__(self, law: Law) -> None:
        self.law = law
        self._said: dict[str, Said] = {}

    @cached_property
    def called(self) -> Mapping[str, str]:
        return labels(self.law)

    def of(self, place: str, formula: Node) -> Said:
        held = self._said.get(place)
        if held is None or held.formula is not formula:
            words = say(formula, self.called)
            held = self._said[place] = Said(formula, words, text_of(formula), inputs(formula))
        return held


def labels(law: Law) -> dict[str, str]:
    """What the names of a formula are called."""
    form = law.form
    called = {ONE_MAX: "điểm tối đa", **{k: o.name for k, o in form.inputs.items()}}
    called |= {k: b.name for k, b in form.between.items()}
    called |= {k: s.name for k, s in form.settings.items()}
    for name in law.of_round:
        called[f"{name}.lowest"] = f"{called[name]} thấp nhất trong đợt"
        called[f"{name}.highest"] = f"{called[name]} cao nhất trong đợt"
    answers = (o.options for o in form.inputs.values())
    return called | {key: name for options in answers for key, name in options.items()}
