"""An edition made ready: formulas parsed, settings chosen, the order of computing known. Made once, used often."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.lawbook.formula import Node, Value, compute, cycle, inputs, parse
from thuocdo.lawbook.formula.computing import Prepared, prepare
from thuocdo.lawbook.formula.nodes import Call, Number
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.criteria import Criteria
from thuocdo.lawbook.scoring.parts import POLICIES, TOTAL, Part, Policy
from thuocdo.lawbook.scoring.rules import Linear

ONE_MAX = "max"  # a criterion's own maximum in its formula


@dataclass(frozen=True)
class Policies:
    """What counts where a denominator is zero, and where the criterion does not apply."""

    zero_den: Policy | None
    not_applicable: Policy | None


@dataclass(frozen=True)
class Law:
    """`steps` are names in computing order: "$1.2" for a part, a bare name for a value between."""

    form: Criteria
    root: Part
    on: dt.date
    chosen: Mapping[str, str]
    constants: Mapping[str, Value]
    parts: Mapping[str, Part]
    formulas: Mapping[str, Node]
    prepared: Mapping[str, Prepared]
    policies: Mapping[str, Policies]
    steps: tuple[str, ...]
    of_round: frozenset[str]  # inputs whose lowest and highest of the round are needed


def enact(form: Criteria, settings: Mapping[str, str], on: dt.date) -> Law:
    """Mistake: an unknown setting or option, a ring of formulas."""
    chosen = choose(form, settings)
    root = form.root
    parts = {part.code: part for _, part in root.below()}
    formulas: dict[str, Node] = {k: parse(b.formula) for k, b in form.between.items()}
    formulas |= {f"${c}": p.score.node(on) for c, p in parts.items() if p.score}
    for code in parts:
        if f"${code}" in formulas:
            formulas[f"${code}"] = rounded(form, code, formulas[f"${code}"])
    linear = (p.score for p in parts.values() if isinstance(p.score, Linear))
    return Law(
        form,
        root,
        on,
        chosen,
        {k: value_of(form.settings[k].options[o].value) for k, o in chosen.items()},
        parts,
        formulas,
        {name: prepare(node) for name, node in formulas.items()},
        dict(policies(form, root, chosen)),
        order(needs(parts, formulas)),
        frozenset(rule.of for rule in linear if rule.bounds == "round"),
    )


def choose(form: Criteria, settings: Mapping[str, str]) -> dict[str, str]:
    """The option of every setting: the one given, else the default."""
    for key, option in settings.items():
        if key not in form.settings:
            raise Mistake(f"Bộ chỉ số không có lựa chọn “{key}”.", field=key)
        if option not in form.settings[key].options:
            known = ", ".join(form.settings[key].options)
            raise Mistake(f"“{key}” không có phương án “{option}”; chỉ có: {known}.", field=key)
    return {key: settings.get(key, setting.default) for key, setting in form.settings.items()}


def value_of(text: str) -> Value:
    """A setting's value: a number, or a word such as a policy."""
    return text if text in POLICIES else compute(parse(text), {})


def policies(
    form: Criteria, root: Part, chosen: Mapping[str, str]
) -> Iterator[tuple[str, Policies]]:
    """Every part with its policies, taken from the nearest part around it that states them."""

    def meant(word: str | None) -> Policy | None:
        if word in form.settings:
            word = form.settings[word].options[chosen[word]].value
        return next((p for p in POLICIES if p == word), None)

    def walk(part: Part, zero: str | None, none: str | None) -> Iterator[tuple[str, Policies]]:
        zero, none = part.zero_den or zero, part.not_applicable or none
        yield part.code, Policies(meant(zero), meant(none))
        for child in part.parts:
            yield from walk(child, zero, none)

    return walk(root, None, None)


def needs(parts: Mapping[str, Part], formulas: Mapping[str, Node]) -> dict[str, tuple[str, ...]]:
    """What each step must wait for."""
    groups = {f"${c}": tuple(f"${p.code}" for p in part.parts) for c, part in parts.items()}
    return groups | {name: inputs(node) for name, node in formulas.items()}


def order(waits: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Steps so that each comes after what it needs. Mistake: a ring, its names in order."""
    if ring := cycle(waits):
        raise Mistake(f"Công thức chạy vòng: {' → '.join(ring)}. Bỏ một liên hệ.")
    done: dict[str, None] = {}

    def walk(name: str) -> None:
        if name in waits and name not in done:
            for needed in waits[name]:
                walk(needed)
            done[name] = None

    for name in waits:
        walk(name)
    return tuple(done)


def rounded(form: Criteria, code: str, formula: Node) -> Node:
    """The formula rounded as the edition says: at the total alone, at every part, or not at all."""
    rounding = form.rounding
    if rounding is None or (rounding.at == "total" and code != TOTAL):
        return formula
    return Call("round", (formula, Number(Decimal(rounding.places))))


def maximum(part: Part) -> Decimal | None:
    """Its own, or the sum of what counts below it."""
    if part.max is not None or not part.parts or part.combine != "sum":
        return part.max
    inside = [maximum(p) for p in part.parts if p.counts and not p.outside]
    known = [m for m in inside if m is not None]
    return sum(known, Decimal(0)) if len(known) == len(inside) else None
