"""Figures of all units of a round → points of every part, one criterion after another over all units.

A criterion's formula runs once over whole columns. Rows with a gap or a zero denominator go through `compute`
one by one, so that the points, and the reasons for having none, are those of a unit scored alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation, localcontext
from operator import itemgetter

from thuocdo.lawbook.formula import Value, inputs
from thuocdo.lawbook.formula.columns import ZeroDenominators, over
from thuocdo.lawbook.formula.computing import EXACT, is_gap, prepare
from thuocdo.lawbook.formula.nodes import Node
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.compute import (
    NOTHING,
    Result,
    Shape,
    accepted,
    fits,
    judged,
    left_out,
    names_asked,
    not_for,
    pointed,
    shaped,
)
from thuocdo.lawbook.scoring.law import ONE_MAX, Law
from thuocdo.lawbook.scoring.left_out import Point
from thuocdo.lawbook.scoring.parts import Input, Part

Column = Sequence[Value]


@dataclass
class Columns:
    """`values` by name in a formula, `gaps` the rows of it without a figure. A part's point in a row is the one
    in `odd`, else the `usual` one with the row's value.
    """

    law: Law
    size: int
    values: dict[str, Column] = field(default_factory=dict)
    gaps: dict[str, set[int]] = field(default_factory=dict)
    usual: dict[str, Point] = field(default_factory=dict)
    odd: dict[str, dict[int, Point]] = field(default_factory=dict)

    def point(self, code: str, at: int) -> Point:
        if odd := self.odd[code].get(at):
            return odd
        usual = self.usual[code]
        if usual.how not in ("scored", "shown"):
            return usual
        points = self.values[f"${code}"][at]
        return Point(
            usual.part,
            points,  # type: ignore[arg-type]
            usual.out_of,
            usual.how,
            points,
            usual.formula,
            usual.dropped,
        )


@dataclass(frozen=True, slots=True)
class Row(Mapping[str, Value]):
    """Every figure and every point of one unit."""

    columns: Columns
    at: int

    def __getitem__(self, name: str) -> Value:
        return self.columns.values[name][self.at]

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns.values)

    def __len__(self) -> int:
        return len(self.columns.values)


@dataclass(frozen=True, slots=True)
class Points(Mapping[str, Point]):
    """The points of one unit, made when somebody asks."""

    columns: Columns
    at: int

    def __getitem__(self, code: str) -> Point:
        return self.columns.point(code, self.at)

    def __iter__(self) -> Iterator[str]:
        return iter(self.columns.usual)

    def __len__(self) -> int:
        return len(self.columns.usual)


def score_all(
    law: Law, figures: Sequence[Mapping[str, Value]], kind: str | None = None
) -> list[Result]:
    """`compute.score` for every unit, all of this kind. Mistake: figures of one of them do not fit."""
    if not figures:
        return []
    columns = Columns(law, len(figures))
    with localcontext(EXACT):
        found, plain = _accepted(law, figures)
        for name, column in found.items():
            _put(columns, name, column, plain=name in plain)
        outside_kind = frozenset(not_for(law.root, kind or law.form.units.kinds[0]))
        for step in law.steps:
            part = law.parts.get(step[1:]) if step.startswith("$") else None
            if part is None:
                _put(columns, step, _computed(columns, step))
            elif part.parts:
                _group(columns, part)
            elif part.code in outside_kind:
                _fill(columns, part, left_out(law, part, Missing.NOT_APPLICABLE))
            else:
                _criterion(columns, part)
    return [Result(law, Row(columns, at), Points(columns, at)) for at in range(columns.size)]


def _accepted(
    law: Law, figures: Sequence[Mapping[str, Value]]
) -> tuple[dict[str, Column], Set[str]]:
    """Columns of every input asked for, and the names of those that are plain numbers throughout. Mistake: a
    figure nobody asked for, or one that does not fit.
    """
    size, asked = len(figures), names_asked(law)
    columns: dict[str, Column] = {name: [value] * size for name, value in law.constants.items()}
    known = set(asked)
    for own in figures:
        if not own.keys() <= known:
            accepted(law, own)
    try:
        rows = map(itemgetter(*asked, asked[0]), figures)
        found: dict[str, Column] = dict(zip(asked, zip(*rows, strict=True), strict=False))
    except KeyError:
        found = {n: [own.get(n, Missing.NOT_REPORTED) for own in figures] for n in asked}
    inputs_ = law.form.inputs
    plain = {name for name, one in inputs_.items() if _are_plain(one, found[name])}
    for name in inputs_.keys() - plain:
        for value in found[name]:
            if not isinstance(value, Missing):
                fits(name, inputs_[name], value)
    return columns | found, plain


def _are_plain(asked: Input, column: Column) -> bool:
    """Is the whole column of numbers within the range? False: look at each."""
    if asked.type != "number" or set(map(type, column)) - {Decimal}:
        return False
    numbers: list[Decimal] = column  # type: ignore[assignment]
    try:
        low, high = min(numbers, default=NOTHING), max(numbers, default=NOTHING)
    except InvalidOperation:  # not a number among them
        return False
    within = (asked.least is None or asked.least <= low) and (
        asked.most is None or high <= asked.most
    )
    return within and low.is_finite() and high.is_finite()


def _put(columns: Columns, name: str, column: Column, *, plain: bool = False) -> None:
    columns.values[name] = column
    plain = plain or set(map(type, column)) <= {Decimal, bool, str}
    columns.gaps[name] = set() if plain else {at for at, v in enumerate(column) if is_gap(v)}


def _fill(columns: Columns, part: Part, point: Point) -> None:
    """The same point for every unit."""
    columns.usual[part.code], columns.odd[part.code] = point, {}
    _put(columns, f"${part.code}", [point.points] * columns.size)


def _criterion(columns: Columns, part: Part) -> None:
    law, step = columns.law, f"${part.code}"
    if part.max is not None:
        _put(columns, ONE_MAX, [part.max] * columns.size, plain=True)
    raws = _computed(columns, step)
    columns.values.pop(ONE_MAX, None)
    usual = pointed(law, part, NOTHING)
    odd: dict[int, Point] = {}
    if set(map(type, raws)) - {Decimal}:
        gaps = (at for at, raw in enumerate(raws) if not isinstance(raw, Decimal))
        odd = {at: judged(law, part, raws[at]) for at in gaps}
    points: list[Value] = list(raws)
    for at, point in odd.items():
        points[at] = point.points
    columns.usual[part.code], columns.odd[part.code] = usual, odd
    _put(columns, step, points, plain=not odd)


def _computed(columns: Columns, step: str) -> list[Value]:
    """The raw values of a formula; rows with a gap or a zero denominator one by one."""
    formula = columns.law.formulas[step]
    apart: set[int] = set()
    all_: Sequence[int] = range(columns.size)
    for name in inputs(formula):
        if name not in columns.values:
            raise Mistake(f"Chưa có số liệu “{name}”. Bổ sung rồi tính lại.")
        apart |= columns.gaps[name]
    while True:
        rows = [at for at in range(columns.size) if at not in apart] if apart else all_
        try:
            found = _over(columns, formula, rows)
            break
        except ZeroDenominators as zero:
            apart |= {rows[at] for at in zero.at}
    if not apart:
        return found
    alone = columns.law.prepared[step]
    whole: list[Value] = [Missing.NOT_REPORTED] * columns.size
    for at, value in zip(rows, found, strict=True):
        whole[at] = value
    for at in apart:
        whole[at] = alone(Row(columns, at))
    return whole


def _over(columns: Columns, formula: Node, rows: Sequence[int]) -> list[Value]:
    if len(rows) == columns.size:
        return list(over(formula, columns.values, len(rows)))
    own = {n: [columns.values[n][at] for at in rows] for n in inputs(formula)}
    return list(over(formula, own, len(rows)))


def _group(columns: Columns, part: Part) -> None:
    """Units whose parts below stand alike share one formula."""
    law, codes = columns.law, [child.code for child in part.parts]
    apart: set[int] = set().union(*(columns.odd[code] for code in codes))
    alike: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for at in sorted(apart):
        below = [columns.point(code, at) for code in codes]
        alike[tuple((p.how, p.out_of, p.dropped) for p in below)].append(at)
    points: list[Value] = [NOTHING] * columns.size
    odd: dict[int, Point] = {}
    for rows in alike.values():
        shape = shaped(law, part, [columns.point(code, rows[0]) for code in codes])
        for at, point in _scored(columns, part, shape, rows):
            odd[at], points[at] = point, point.points
    usual = shaped(law, part, [columns.usual[code] for code in codes])
    rows = [at for at in range(columns.size) if at not in apart]
    columns.odd[part.code] = odd
    if isinstance(usual, Point):
        columns.usual[part.code] = usual
        found: Sequence[Value] = [usual.points] * len(rows)
    else:
        columns.usual[part.code] = usual.scored(part, NOTHING)
        found = _over(columns, usual.formula, rows)
    for at, value in zip(rows, found, strict=True):
        points[at] = value
    _put(columns, f"${part.code}", points)


def _scored(
    columns: Columns, part: Part, shape: Shape | Point, rows: Sequence[int]
) -> Iterator[tuple[int, Point]]:
    if isinstance(shape, Point):
        yield from ((at, shape) for at in rows)
        return
    alone = prepare(shape.formula)
    for at in rows:
        yield at, shape.scored(part, alone(Row(columns, at)))
