"""How one criterion is scored, as a person chooses it and as the edition writes it.

Each kind becomes one rule of `lawbook.scoring.rules`. `best` gives the figures with which the criterion
gets most: the worked case every edition must bring.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from typing import Any, Literal

from pydantic import TypeAdapter

from thuocdo.indices.rules.annex.paper import Outside

Kind = Literal[
    "yes_no", "timely", "choice", "parts", "steps", "ratio", "capped_ratio", "step_ratio",
    "count", "deduct", "external", "hand",
]  # fmt: skip
KINDS: dict[Kind, str] = {
    "yes_no": "Có được điểm tối đa, không được 0 điểm",
    "timely": "Theo thời hạn: đúng hạn, muộn, không có",
    "choice": "Chọn một trong các mức",
    "parts": "Cộng điểm từng ý đạt được",
    "steps": "Theo bậc của tỷ lệ %",
    "ratio": "Theo tỷ lệ: tử số ÷ mẫu số × điểm tối đa",
    "capped_ratio": "Theo tỷ lệ so với mục tiêu, đạt mục tiêu là điểm tối đa",
    "step_ratio": "Theo tỷ lệ từ mức sàn, dưới sàn 0 điểm",
    "count": "Cộng điểm cho mỗi việc, không quá điểm tối đa",
    "deduct": "Trừ điểm cho mỗi lần",
    "external": "Quy đổi từ chỉ số, tỷ lệ % đã công bố",
    "hand": "Chấm tay",
}
HUNDRED = Decimal(100)
ANSWERS = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Option:
    """What may be the case, and its points."""

    words: str
    points: Decimal


@dataclass(frozen=True)
class Rung:
    """From `bound` percent on, the bound itself counted or (`above`) not."""

    bound: Decimal
    points: Decimal
    above: bool = False


@dataclass(frozen=True)
class Scoring:
    """`options` of yes_no, timely (in time, late, none), choice, parts; `rungs` from the top, `otherwise` below
    them; `num`, `den` name what is counted; `figure` is points each time, the target or the floor in percent;
    `least` what a deduction leaves at least."""

    kind: Kind
    options: tuple[Option, ...] = ()
    rungs: tuple[Rung, ...] = ()
    otherwise: Decimal = Decimal(0)
    num: str = ""
    den: str = ""
    figure: Decimal | None = None
    least: Decimal = Decimal(0)

    def to_json(self) -> Any:
        return _ADAPTER.dump_python(self, mode="json")

    @classmethod
    def from_json(cls, data: Any) -> Scoring:
        return _ADAPTER.validate_python(data)


_ADAPTER = TypeAdapter(Scoring)
HAND = Scoring("hand")

Plain = dict[str, Any]
Figures = dict[str, Any]


@dataclass(frozen=True)
class Written:
    """A criterion's rule, the inputs it asks for, the figures that give the most points, and those points."""

    rule: Plain
    inputs: dict[str, Plain]
    figures: Figures
    points: Decimal


@dataclass(frozen=True)
class Criterion:
    """What is known of the criterion itself: `name` in formulas, what it is called, its maximum."""

    name: str
    called: str
    max: Decimal
    outside: Outside = ""


def written(scoring: Scoring, of: Criterion) -> Written:
    return _WRITERS[scoring.kind](scoring, of)


def _number(called: str, unit: str, kind: str = "measure", **more: Any) -> Plain:
    return {"name": called, "kind": kind, "unit": unit, "least": 0, **more}


def _yes(called: str) -> Plain:
    return {"name": called, "kind": "evidence", "type": "yes_no"}


def _yes_no(scoring: Scoring, of: Criterion) -> Written:
    rule = {"rule": "yes_no", "of": of.name}
    said = scoring.options[0].words if scoring.options else ""  # "không có vi phạm" is a yes here
    asked = _yes(f"{of.called}: {said}" if said else of.called)
    return Written(rule, {of.name: asked}, {of.name: True}, of.max)


def _timely(scoring: Scoring, of: Criterion) -> Written:
    keys = ("on_time", "late", "none")
    points = [o.points for o in scoring.options]
    rule: Plain = {"rule": "timely", "of": of.name}
    rule |= {key: p for key, p in zip(keys, points, strict=True) if not (key == "none" and p == 0)}
    if points[0] == of.max:
        del rule["on_time"]
    words = {key: o.words for key, o in zip(keys, scoring.options, strict=True)}
    asked = {"name": of.called, "kind": "evidence", "type": "choice", "options": words}
    best = max(range(3), key=lambda n: points[n])
    return Written(rule, {of.name: asked}, {of.name: keys[best]}, points[best])


def _choice(scoring: Scoring, of: Criterion) -> Written:
    keys = ANSWERS[: len(scoring.options)]
    *first, last = zip(keys, scoring.options, strict=True)
    formula = str(last[1].points)
    for key, option in reversed(first):
        formula = f"if({of.name} = '{key}', {option.points}, {formula})"
    words = {key: o.words for key, o in zip(keys, scoring.options, strict=True)}
    asked = {"name": of.called, "kind": "evidence", "type": "choice", "options": words}
    best = max(range(len(keys)), key=lambda n: scoring.options[n].points)
    rule = {"rule": "formula", "formula": formula}
    return Written(rule, {of.name: asked}, {of.name: keys[best]}, scoring.options[best].points)


def _parts(scoring: Scoring, of: Criterion) -> Written:
    names = [f"{of.name}_{key}" for key in ANSWERS[: len(scoring.options)]]
    pairs = list(zip(names, scoring.options, strict=True))
    formula = " + ".join(f"if({name}, {o.points}, 0)" for name, o in pairs)
    return Written(
        {"rule": "formula", "formula": formula},
        {name: _yes(o.words) for name, o in pairs},
        {name: o.points > 0 for name, o in pairs},
        sum((max(o.points, Decimal(0)) for o in scoring.options), Decimal(0)),
    )


def _percent(called: str) -> Plain:
    return _number(called, "percent", most=100)


def _steps(scoring: Scoring, of: Criterion) -> Written:
    rungs = [{"above" if r.above else "from": r.bound, "points": r.points} for r in scoring.rungs]
    rule: Plain = {"rule": "steps", "of": of.name, "rungs": rungs}
    if scoring.otherwise:
        rule["otherwise"] = scoring.otherwise
    tops = [HUNDRED, *(r.bound for r in scoring.rungs)]
    best = max(scoring.rungs, key=lambda r: r.points)
    at = tops[scoring.rungs.index(best)] if best.above else best.bound
    points = best.points
    if scoring.otherwise > points:
        at, points = Decimal(0), scoring.otherwise
    asked = {of.name: _percent(f"{of.called}: tỷ lệ đạt được")}
    return Written(rule, asked, {of.name: at}, points)


def _counted(scoring: Scoring, of: Criterion) -> tuple[dict[str, Plain], Plain, Figures]:
    """The two counts of a share, or the share itself where the annex does not name them."""
    if not scoring.den:
        share = {of.name: _percent(scoring.num or f"{of.called}: tỷ lệ đạt được")}
        return share, {"num": of.name, "den": "100"}, {of.name: HUNDRED}
    a, b = f"{of.name}_a", f"{of.name}_b"
    asked = {a: _number(scoring.num, "times"), b: _number(scoring.den, "times")}
    return asked, {"num": a, "den": b}, {a: Decimal(10), b: Decimal(10)}


def _ratio(scoring: Scoring, of: Criterion) -> Written:
    asked, share, figures = _counted(scoring, of)
    return Written({"rule": "ratio", **share}, asked, figures, of.max)


def _capped(scoring: Scoring, of: Criterion) -> Written:
    asked, share, figures = _counted(scoring, of)
    rule = {"rule": "capped_ratio", **share, "target": f"{scoring.figure}%"}
    return Written(rule, asked, figures, of.max)


def _floored(scoring: Scoring, of: Criterion) -> Written:
    asked, share, figures = _counted(scoring, of)
    of_what = f"{share['num']} / {share['den']}"
    rule = {"rule": "step_ratio", "of": of_what, "floor": f"{scoring.figure}%", "full": "100%"}
    return Written({**rule, "between": "share"}, asked, figures, of.max)


def _each(scoring: Scoring) -> Decimal:
    assert scoring.figure is not None
    return scoring.figure


def _count(scoring: Scoring, of: Criterion) -> Written:
    asked = {of.name: _number(scoring.num or of.called, "times")}
    kind = "bonus" if of.outside else "count"
    most = (of.max / _each(scoring)).to_integral_value(ROUND_CEILING)
    rule = {"rule": kind, "of": of.name, "each": _each(scoring)}
    return Written(rule, asked, {of.name: most}, of.max)


def _deduct(scoring: Scoring, of: Criterion) -> Written:
    asked = {of.name: _number(scoring.num or of.called, "times")}
    rule: Plain = {"rule": "deduct", "of": of.name, "each": _each(scoring)}
    if of.outside:
        rule |= {"start": 0, "floor": -of.max}
        return Written(rule, asked, {of.name: 0}, Decimal(0))
    return Written({**rule, "floor": scoring.least}, asked, {of.name: 0}, of.max)


def _external(scoring: Scoring, of: Criterion) -> Written:
    asked = _number(scoring.num or of.called, "percent", "external", most=100)
    rule = {"rule": "external", "of": of.name, "out_of": 100}
    return Written(rule, {of.name: asked}, {of.name: HUNDRED}, of.max)


def _hand(scoring: Scoring, of: Criterion) -> Written:
    penalty = of.outside == "penalty"
    least, most = (-of.max, Decimal(0)) if penalty else (Decimal(0), of.max)
    asked = _number(f"{of.called}: điểm chấm tay", "point", "evidence") | {
        "least": least,
        "most": most,
    }
    return Written({"rule": "given", "of": of.name}, {of.name: asked}, {of.name: most}, most)


_WRITERS: Mapping[Kind, Callable[[Scoring, Criterion], Written]] = {
    "yes_no": _yes_no,
    "timely": _timely,
    "choice": _choice,
    "parts": _parts,
    "steps": _steps,
    "ratio": _ratio,
    "capped_ratio": _capped,
    "step_ratio": _floored,
    "count": _count,
    "deduct": _deduct,
    "external": _external,
    "hand": _hand,
}
