"""The tree of criteria and the figures it needs, as they stand in a file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from thuocdo.lawbook.editions.form import Key, Strict, Text
from thuocdo.lawbook.formula.nodes import Kind
from thuocdo.lawbook.scoring.rules import AnyRule, Expression, Figure
from thuocdo.lawbook.values import Status

Name = Annotated[str, Field(pattern=r"^[a-z_][a-z0-9_]*$")]
Code = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+(\.[A-Za-z0-9]+)*$")]

TOTAL = "total"  # the code of the whole index

# What counts where a criterion cannot be scored; `left_out` carries it out. Or the key of a setting.
Policy = Literal["full", "zero", "na", "redistribute", "drop_and_rescale"]
POLICIES: dict[Policy, str] = {
    "full": "tính điểm tối đa",
    "zero": "tính 0 điểm",
    "na": "không tính, điểm tối đa giảm theo",
    "redistribute": "chia điểm tối đa cho các tiêu chí còn lại trong nhóm",
    "drop_and_rescale": "không tính, tổng điểm quy đổi về thang điểm đầy đủ",
}


class Input(Strict):
    """One figure from outside. `kind` says from where, `type` what it is; a number outside `least`–`most`
    is refused. A `choice` lists its answers: {on_time: Đúng hạn, late: Muộn, none: Không ban hành}.
    """

    name: Text
    kind: Literal["measure", "observation", "survey", "evidence", "external"]
    type: Literal["number", "yes_no", "choice"] = "number"
    unit: Key | None = None
    least: Figure | None = None
    most: Figure | None = None
    options: dict[Key, Text] = {}
    note: str = ""

    @property
    def sort(self) -> Kind:
        sorts: dict[str, Kind] = {"number": "number", "yes_no": "truth", "choice": "word"}
        return sorts[self.type]

    def problems(self) -> Iterator[str]:
        if self.type == "number" and self.unit is None:
            yield "Số liệu là số phải có đơn vị tính (unit)."
        if (self.type == "choice") != bool(self.options):
            yield "options đi cùng type: choice, và chỉ khi đó."
        if self.least is not None and self.most is not None and self.least >= self.most:
            yield "least phải nhỏ hơn most."


class Option(Strict):
    """One reading of the law. `source` says who reads it so."""

    value: Expression
    name: Text
    source: Key
    status: Status
    note: str = ""


class Setting(Strict):
    """A point on which sources disagree, or that each place decides itself: options, one of them the default."""

    name: Text
    options: Annotated[dict[Name, Option], Field(min_length=2)]
    default: Name


class Between(Strict):
    """A value computed once and used by several criteria."""

    name: Text
    unit: Key
    formula: Expression


class Part(Strict):
    """A group of parts or one criterion. `weight` is its share in a group that combines by weights.
    `outside`: a bonus or penalty beyond the group's maximum. `only`: the kinds of unit it applies to.
    """

    code: Code
    name: Text
    max: Figure | None = None
    weight: Figure | None = None
    combine: Literal["sum", "mean", "weighted", "weighted_mean"] = "sum"
    parts: list[Part] = []
    score: AnyRule | None = None
    zero_den: Key | None = None
    not_applicable: Key | None = None
    outside: bool = False
    only: list[Key] = []
    scorer: Literal["self", "verifier", "survey", "system"] | None = None
    evidence: list[Text] = []
    source: Key | None = None
    place: str = ""
    status: Status | None = None
    note: str = ""

    @property
    def counts(self) -> bool:
        """Is it part of the group's points, or only shown beside them?"""
        return self.score is None or self.score.rule != "shown"

    def below(self) -> Iterator[tuple[tuple[str | int, ...], Part]]:
        """Itself and every part below, each with its place in the file."""
        yield (), self
        for number, part in enumerate(self.parts):
            for place, one in part.below():
                yield ("parts", number, *place), one
