"""Figures of one unit → points of every part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, localcontext

from thuocdo.lawbook.formula import Undefined, Value, compute
from thuocdo.lawbook.formula.computing import EXACT
from thuocdo.lawbook.formula.nodes import Binary, Call, Name, Node, Number
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.law import ONE_MAX, Law, maximum, rounded
from thuocdo.lawbook.scoring.left_out import Gathered, How, Point, gather, number
from thuocdo.lawbook.scoring.parts import TOTAL, Input, Part, Policy

NOTHING = Decimal(0)


@dataclass(frozen=True)
class Result:
    """Points by part code, "total" among them. `values` holds every figure and every point by its name in a
    formula: with it each point's formula computes again.
    """

    law: Law
    values: Mapping[str, Value]
    points: Mapping[str, Point]

    @property
    def total(self) -> Point:
        return self.points[TOTAL]

    @property
    def doubts(self) -> Iterator[str]:
        """Points beyond what the criterion can give: almost always a wrong figure."""
        for code, point in self.points.items():
            most, points = point.out_of, point.points
            if not isinstance(points, Decimal) or most is None or point.part.outside:
                continue
            if point.part.score and not NOTHING <= points <= most:
                yield f"{code} được {figure(points)} điểm, ngoài khoảng 0–{figure(most)}. Xem lại số liệu."


def score(law: Law, figures: Mapping[str, Value], kind: str | None = None) -> Result:
    """The points a unit of this kind gets. A figure not given is not reported; never zero.

    Mistake: an unknown figure, one of the wrong type, one outside its range.
    """
    values: dict[str, Value] = {**law.constants, **accepted(law, figures)}
    points: dict[str, Point] = {}
    with localcontext(EXACT):
        _walk(law, values, points, kind or law.form.units.kinds[0])
    return Result(law, values, points)


def _walk(law: Law, values: dict[str, Value], points: dict[str, Point], kind: str) -> None:
    outside_kind = frozenset(not_for(law.root, kind))
    for step in law.steps:
        if not step.startswith("$"):
            values[step] = law.prepared[step](values)
            continue
        part = law.parts[step[1:]]
        if part.parts:
            point = _group(law, part, points, values)
        elif part.code in outside_kind:
            point = left_out(law, part, Missing.NOT_APPLICABLE)
        else:
            point = _criterion(law, part, values)
        points[part.code], values[step] = point, point.points


def names_asked(law: Law) -> tuple[str, ...]:
    """The names of every figure a unit may give."""
    of_round = (f"{name}.{end}" for name in law.of_round for end in ("lowest", "highest"))
    return (*law.form.inputs, *of_round)


def accepted(law: Law, figures: Mapping[str, Value]) -> dict[str, Value]:
    """Every input the edition asks for, those not given as not reported."""
    names = names_asked(law)
    known = {**dict.fromkeys(names, Missing.NOT_REPORTED), **figures}
    for name, value in known.items():
        asked = law.form.inputs.get(name)
        if asked is None and name not in names:
            raise Mistake(f"Bộ chỉ số không dùng số liệu “{name}”. Kiểm tra lại tên.", field=name)
        if asked and not isinstance(value, Missing):
            fits(name, asked, value)
    return known


def fits(name: str, asked: Input, value: Value) -> None:
    """Mistake: the figure is of another type than asked for, no answer offered, or outside its range."""
    types = {"number": Decimal, "yes_no": bool, "choice": str}
    if not isinstance(value, types[asked.type]):
        raise Mistake(f"“{name}” không nhận giá trị {figure(value)}.", field=name)
    if asked.options and value not in asked.options:
        raise Mistake(f"“{name}” chỉ nhận: {', '.join(asked.options)}.", field=name)
    if isinstance(value, Decimal):
        least, most = asked.least, asked.most
        if (
            not value.is_finite()
            or (least is not None and value < least)
            or (most is not None and value > most)
        ):
            told = (
                f"{'…' if least is None else figure(least)}–{'…' if most is None else figure(most)}"
            )
            raise Mistake(f"“{name}” là {figure(value)}, ngoài khoảng {told}.", field=name)


def not_for(part: Part, kind: str, inherited: bool = False) -> Iterator[str]:
    """The criteria that do not apply to this kind of unit."""
    without = inherited or bool(part.only and kind not in part.only)
    if without:
        yield part.code
    for child in part.parts:
        yield from not_for(child, kind, without)


def _criterion(law: Law, part: Part, values: dict[str, Value]) -> Point:
    if part.max is not None:
        values[ONE_MAX] = part.max
    raw = law.prepared[f"${part.code}"](values)
    values.pop(ONE_MAX, None)
    return judged(law, part, raw)


def judged(law: Law, part: Part, raw: Value) -> Point:
    """The point of what a criterion's formula gave. Mistake: no policy for it, or no number."""
    if raw is Missing.NOT_APPLICABLE or isinstance(raw, Undefined):
        return left_out(law, part, raw)
    if isinstance(raw, Missing):
        return Point(part, raw, part.max, "missing", raw, law.formulas[f"${part.code}"])
    if not isinstance(raw, Decimal):
        raise Mistake(f"Tiêu chí {part.code} không cho ra số.")
    return pointed(law, part, raw)


def pointed(law: Law, part: Part, raw: Decimal) -> Point:
    """A criterion's points as its formula gave them."""
    how: How = "scored" if part.counts else "shown"
    return Point(part, raw, part.max, how, raw, law.formulas[f"${part.code}"])


def left_out(law: Law, part: Part, reason: Missing | Undefined) -> Point:
    """What the edition says counts where nothing can be computed."""
    stated = law.policies[part.code]
    policy = stated.zero_den if isinstance(reason, Undefined) else stated.not_applicable
    if policy is None:
        raise Mistake(f"Tiêu chí {part.code} chưa nêu cách xử lý khi {reason.label.lower()}.")
    if policy == "full":
        return Point(part, part.max or NOTHING, part.max, policy, reason, Name(ONE_MAX))
    if policy == "zero":
        return Point(part, NOTHING, part.max, policy, reason, Number(NOTHING))
    return Point(part, Missing.NOT_APPLICABLE, part.max, policy, reason, Name(f"${part.code}"))


@dataclass(frozen=True)
class Shape:
    """A group's formula for the parts that could be scored, before its figures."""

    formula: Node
    out_of: Decimal | None
    dropped: Decimal

    def scored(self, part: Part, raw: Value) -> Point:
        if isinstance(raw, Missing):
            return Point(part, raw, self.out_of, "missing", raw, self.formula, self.dropped)
        if not isinstance(raw, Decimal):
            raise Mistake(f"Nhóm {part.code} không cho ra số.")
        return Point(part, raw, self.out_of, "scored", raw, self.formula, self.dropped)


def _group(law: Law, part: Part, points: Mapping[str, Point], values: Mapping[str, Value]) -> Point:
    shape = shaped(law, part, [points[child.code] for child in part.parts])
    if isinstance(shape, Point):
        return shape
    return shape.scored(part, compute(shape.formula, values))


def shaped(law: Law, part: Part, below: list[Point]) -> Shape | Point:
    """How the group is computed: it depends on how its parts stand, not on their points. A Point: not at all."""
    found = gather(part, below)
    if found is None:
        policies: list[Policy] = ["redistribute", "drop_and_rescale", "na"]
        how = next(p for p in policies if p == "na" or any(b.how == p for b in below))
        nothing = Missing.NOT_APPLICABLE
        return Point(part, nothing, maximum(part), how, nothing, Name(f"${part.code}"))
    formula, out_of, dropped = found.formula, found.out_of, found.dropped
    if part.code == TOTAL and dropped and out_of:
        formula = Binary("/", Binary("*", formula, number(out_of + dropped)), number(out_of))
        out_of, dropped = out_of + dropped, NOTHING
    whole = _with_bonus(law, Gathered(formula, out_of, dropped), below)
    return Shape(rounded(law.form, part.code, whole), out_of, dropped)


def _with_bonus(law: Law, found: Gathered, below: list[Point]) -> Node:
    more = [Name(f"${p.part.code}") for p in below if p.part.outside and not p.left_out]
    rule = law.form.bonus
    if not more or rule is None:
        return found.formula
    bonus: Node = Call("sum", tuple(more))
    if rule.cap is not None:
        bonus = Call("min", (number(rule.cap), bonus))
    whole = Binary("+", found.formula, bonus)
    if rule.over_max or found.out_of is None:
        return whole
    return Call("min", (number(found.out_of), whole))
