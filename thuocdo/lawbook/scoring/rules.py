"""The ways to score one criterion. Each is a formula of `lawbook.formula`; `max` is the criterion's own maximum."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field

from thuocdo.lawbook.editions.form import Key, Strict
from thuocdo.lawbook.formula import parse, text_of
from thuocdo.lawbook.formula.checking import divides
from thuocdo.lawbook.formula.nodes import Node
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.validity import current
from thuocdo.lawbook.values import Status


def _written(figure: object) -> object:
    number = isinstance(figure, int | float | Decimal) and not isinstance(figure, bool)
    return f"{Decimal(str(figure)):f}" if number else figure


def _readable(text: str) -> str:
    return text_of(parse(text))


# A formula, often one name or one number; a number may also stand as a setting's key.
Expression = Annotated[str, BeforeValidator(_written), AfterValidator(_readable)]
Figure = Annotated[Decimal, BeforeValidator(_written)]


class Rule(Strict):
    """`shape` is the formula, the fields stand in braces; `told` the rule's name for an official."""

    shape: ClassVar[str] = ""
    told: ClassVar[str] = ""

    def text(self, on: dt.date) -> str:
        """The formula on a day."""
        fields = self.model_dump(exclude={"rule"})
        return self.shape.format(**{k: f"({v})" for k, v in fields.items()})

    def node(self, on: dt.date) -> Node:
        return parse(self.text(on))

    def problems(self) -> Iterator[str]:
        return iter(())


class Ratio(Rule):
    told = "theo tỷ lệ"
    shape = "max * {num} / {den}"
    rule: Literal["ratio"]
    num: Expression
    den: Expression


class CappedRatio(Rule):
    told = "theo tỷ lệ so với mục tiêu, đạt mục tiêu là điểm tối đa"
    shape = "min(max, max * {num} / {den} / {target})"
    rule: Literal["capped_ratio"]
    num: Expression
    den: Expression
    target: Expression


class Rung(Strict):
    """`from: 70%` counts the bound itself, `above: 90%` does not; `below`, `to` for what should be low."""

    from_: Expression | None = Field(default=None, alias="from")
    above: Expression | None = None
    to: Expression | None = None
    below: Expression | None = None
    points: Expression

    def text(self) -> str:
        bounds = {">=": self.from_, ">": self.above, "<=": self.to, "<": self.below}
        ((sign, bound),) = ((s, b) for s, b in bounds.items() if b is not None)
        return f"{sign} ({bound}): {self.points}"

    @property
    def bounds(self) -> int:
        return sum(b is not None for b in (self.from_, self.above, self.to, self.below))


class Steps(Rule):
    told = "theo bậc"
    rule: Literal["steps"]
    of: Expression
    rungs: Annotated[list[Rung], Field(min_length=1)]
    otherwise: Expression = "0"

    def text(self, on: dt.date) -> str:
        rungs = "; ".join(rung.text() for rung in self.rungs)
        return f"steps({self.of}; {rungs}; else: {self.otherwise})"

    def problems(self) -> Iterator[str]:
        if any(rung.bounds != 1 for rung in self.rungs):
            yield "Mỗi bậc có đúng một mốc: from, above, to hoặc below."


class StepRatio(Rule):
    """Nothing below `floor`, all from `full` on; between them by the share itself (`share`: max × of ÷ full)
    or by the way made from the floor (`way`). Decisions differ, so it is always stated.
    """

    told = "theo tỷ lệ từ mức sàn"
    rule: Literal["step_ratio"]
    of: Expression
    floor: Expression
    full: Expression
    between: Literal["share", "way"]

    def text(self, on: dt.date) -> str:
        of, floor, full = (f"({e})" for e in (self.of, self.floor, self.full))
        way = f"({of} - {floor}) / ({full} - {floor})"
        part = f"{of} / {full}" if self.between == "share" else way
        return f"steps({of}; >= {full}: max; >= {floor}: max * {part}; else: 0)"


class YesNo(Rule):
    told = "có được điểm tối đa, không được 0 điểm"
    shape = "if({of}, max, 0)"
    rule: Literal["yes_no"]
    of: Expression


class Timely(Rule):
    """`of` is a choice on_time | late | none."""

    told = "theo thời hạn"
    shape = "if({of} = 'on_time', {on_time}, if({of} = 'late', {late}, {none}))"
    rule: Literal["timely"]
    of: Key
    on_time: Expression = "max"
    late: Expression
    none: Expression = "0"


class Count(Rule):
    told = "theo số lượng, không quá điểm tối đa"
    shape = "min(max, {each} * {of})"
    rule: Literal["count"]
    of: Expression
    each: Expression


class Deduct(Rule):
    """From `start` (the maximum unless said) down to `floor` for every event."""

    told = "trừ điểm theo số lần"
    shape = "max({floor}, {start} - {each} * {of})"
    rule: Literal["deduct"]
    of: Expression
    each: Expression
    start: Expression = "max"
    floor: Expression


class Bonus(Rule):
    told = "điểm thưởng"
    shape = "min({cap}, {each} * {of})"
    rule: Literal["bonus"]
    of: Expression
    each: Expression
    cap: Expression = "max"


class SurveyWeighted(Rule):
    """Numbers of answers by option, each option worth a share of the points."""

    told = "theo kết quả khảo sát có trọng số"
    rule: Literal["survey_weighted"]
    answers: Annotated[dict[Key, Expression], Field(min_length=2)]

    def text(self, on: dt.date) -> str:
        worth = " + ".join(f"({weight}) * {name}" for name, weight in self.answers.items())
        return f"max * ({worth}) / ({' + '.join(self.answers)})"


class External(Rule):
    """A published figure brought to this criterion's points: `max` × of ÷ out_of."""

    told = "quy đổi từ kết quả đã công bố"
    shape = "max * {of} / {out_of}"
    rule: Literal["external"]
    of: Expression
    out_of: Expression


class Given(Rule):
    """Points as published, or as a person gives them by hand."""

    told = "điểm ghi nhận"
    shape = "{of}"
    rule: Literal["given"]
    of: Expression


class Shown(Rule):
    """A figure published beside the points, worth none."""

    told = "chỉ công bố, không tính điểm"
    shape = "{of}"
    rule: Literal["shown"]
    of: Expression


class Bounds(Strict):
    """The figures that give the least and the most points, from a day on. `since` is the first year of use."""

    low: Figure
    high: Figure
    since: dt.date
    until: dt.date | None = None
    source: Key
    status: Status
    note: str = ""


class Linear(Rule):
    """Between two bounds on a scale. `bounds: round` takes the lowest and highest of the units of this round.
    `outside`: a figure beyond the bounds is cut to the scale's end, or extends it.
    """

    told = "chuẩn hóa tuyến tính"
    rule: Literal["linear"]
    of: Key
    direction: Literal["up", "down"]
    bounds: Literal["round"] | Annotated[list[Bounds], Field(min_length=1)]
    outside: Literal["cut", "extend"]
    bottom: Expression = "1"
    top: Expression = "10"

    def text(self, on: dt.date) -> str:
        low, high = self._ends(on)
        far = f"({self.of} - {low})" if self.direction == "up" else f"({high} - {self.of})"
        share = f"{far} / ({high} - {low})"
        if self.outside == "cut":
            share = f"max(0, min(1, {share}))"
        return f"{self.bottom} + ({self.top} - {self.bottom}) * {share}"

    def _ends(self, on: dt.date) -> tuple[str, str]:
        if self.bounds == "round":
            return f"{self.of}.lowest", f"{self.of}.highest"
        now = current(self.bounds, on)
        if now is None:
            raise Mistake(f"“{self.of}” chưa có mốc chuẩn hóa vào ngày {on:%d/%m/%Y}.")
        return f"{now.low:f}", f"{now.high:f}"

    def problems(self) -> Iterator[str]:
        if self.bounds != "round" and any(b.low >= b.high for b in self.bounds):
            yield "Mốc thấp phải nhỏ hơn mốc cao."


class Formula(Rule):
    told = "theo công thức"
    shape = "{formula}"
    rule: Literal["formula"]
    formula: Expression


AnyRule = Annotated[
    Ratio
    | CappedRatio
    | Steps
    | StepRatio
    | YesNo
    | Timely
    | Count
    | Deduct
    | Bonus
    | SurveyWeighted
    | External
    | Given
    | Shown
    | Linear
    | Formula,
    Field(discriminator="rule"),
]


def may_divide_by_zero(rule: Any, on: dt.date) -> bool:
    return divides(rule.node(on))
