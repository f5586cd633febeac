"""An edition as an official reads it: its tree line by line, one criterion whole, nothing computed but its cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.indices.rules.computing import Ready, compute, form_of
from thuocdo.indices.rules.explaining import KINDS, combined
from thuocdo.indices.rules.wording import labels
from thuocdo.lawbook.formula import Value, inputs, parse, say, text_of
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.criteria import IndexCase
from thuocdo.lawbook.scoring.law import Law, maximum
from thuocdo.lawbook.scoring.parts import POLICIES, TOTAL, Input, Part
from thuocdo.lawbook.scoring.rules import Bounds, Linear
from thuocdo.lawbook.sources import Document
from thuocdo.lawbook.units import Unit
from thuocdo.lawbook.values import STATUSES, Status

SCORERS = {
    "self": "đơn vị tự chấm",
    "verifier": "cơ quan thẩm định",
    "survey": "kết quả khảo sát",
    "system": "hệ thống tính",
}


@dataclass(frozen=True)
class Line:
    """One part of the tree. `rule` names the way of scoring, `words` say it whole; a group has no words."""

    depth: int
    part: Part
    out_of: Decimal | None
    rule: str
    words: str
    status: Status

    @property
    def label(self) -> str:
        return STATUSES[self.status]


def outline(ready: Ready) -> list[Line]:
    """Every part of the edition in the order of its decision, the index itself left out."""
    called = labels(ready.law)
    return [
        _line(ready.law, part, depth, called)
        for depth, part in _walk(ready.law.root, 0)
        if part.code != TOTAL
    ]


def _walk(part: Part, depth: int) -> Iterator[tuple[int, Part]]:
    yield depth - 1, part
    for child in part.parts:
        yield from _walk(child, depth + 1)


def _line(law: Law, part: Part, depth: int, called: Mapping[str, str]) -> Line:
    words = say(part.score.node(law.on), called) if part.score else ""
    rule = part.score.told if part.score else combined(part.combine)
    return Line(depth, part, maximum(part), rule, words, part.status or law.form.status)


@dataclass(frozen=True)
class Needed:
    """A figure the criterion asks for."""

    key: str
    asked: Input
    range: str


@dataclass(frozen=True)
class Between:
    name: str
    words: str
    formula: str


@dataclass(frozen=True)
class Worked:
    """A case of the edition as this criterion sees it: its figures, and the points they give."""

    name: str
    figures: tuple[tuple[str, str], ...]
    points: str


@dataclass(frozen=True)
class Criterion:
    line: Line
    above: tuple[Part, ...]
    formula: str
    needed: tuple[Needed, ...]
    between: tuple[Between, ...]
    bounds: tuple[Bounds, ...]
    policies: tuple[tuple[str, str], ...]
    source: Document | None
    place: str
    cases: tuple[Worked, ...]

    @property
    def scorer(self) -> str:
        return SCORERS.get(self.line.part.scorer or "", "")


def criterion(ready: Ready, code: str, sources: Mapping[str, Document]) -> Criterion:
    """Mistake: the edition has no such part."""
    law, called = ready.law, labels(ready.law)
    if code not in law.parts or code == TOTAL:
        raise Mistake(f"Bộ {ready.edition.path} không có tiêu chí “{code}”.")
    part = law.parts[code]
    node = part.score.node(law.on) if part.score else None
    names = tuple(names_needed(law, inputs(node) if node else ()))
    betweens = [n for n in names if n in law.form.between]
    key = part.source or law.form.source
    return Criterion(
        _line(law, part, 0, called),
        tuple(_above(law.root, code))[1:-1],
        text_of(node) if node else "",
        tuple(_needed(n, law.form.inputs[n]) for n in names if n in law.form.inputs),
        tuple(_between(law, n, called) for n in betweens),
        _bounds(part),
        tuple(_policies(law, code)),
        {**sources, **law.form.documents}.get(key),
        part.place or law.form.place,
        tuple(_cases(ready, part, [n for n in names if n in law.form.inputs])),
    )


@dataclass(frozen=True)
class Meaning:
    """What is followed over the years: what it is, how it comes about, in what unit, by which document. `part` is
    the criterion it is the points of."""

    what: str
    how: str
    unit: str
    source: Document | None
    place: str
    status: Status
    part: str = ""

    @property
    def label(self) -> str:
        return STATUSES[self.status]


def meaning(
    ready: Ready,
    kind: str,
    key: str,
    sources: Mapping[str, Document],
    units: Mapping[str, Unit],
) -> Meaning:
    """Of the score, of a part's points, of a figure. Mistake: the edition has no such part or figure."""
    form = ready.law.form
    own = {**sources, **form.documents}
    most = f"{figure(form.max)} điểm là cao nhất" if form.max is not None else "điểm"
    if kind == "score":
        how = combined(form.combine)
        return Meaning(form.title, how, most, own.get(form.source), form.place, form.status)
    if kind == "part":
        found = criterion(ready, key, sources)
        line = found.line
        top = f"{figure(line.out_of)} điểm là cao nhất" if line.out_of is not None else "điểm"
        how = line.words or line.rule
        return Meaning(line.part.name, how, top, found.source, found.place, line.status, key)
    if key not in form.inputs:
        raise Mistake(f"Bộ {ready.edition.path} không có số liệu “{key}”.")
    asked = form.inputs[key]
    needed = _needed(key, asked)
    unit = units[asked.unit].name if asked.unit else ""
    told = f"{unit}, trong khoảng {needed.range}" if needed.range else unit
    return Meaning(
        asked.name, KINDS[asked.kind], told, own.get(form.source), form.place, form.status
    )


def names_needed(law: Law, names: Sequence[str]) -> Iterator[str]:
    """The names of a formula and of the values between it needs, once each."""
    seen: dict[str, None] = {}
    ahead = list(names)
    while ahead:
        name = ahead.pop(0).removesuffix(".lowest").removesuffix(".highest")
        if name not in seen:
            seen[name] = None
            if name in law.form.between:
                ahead += inputs(law.formulas[name])
    yield from seen


def _above(part: Part, code: str) -> list[Part]:
    """The way from a part down to the one of this code; empty where it is not below."""
    if part.code == code:
        return [part]
    for child in part.parts:
        if way := _above(child, code):
            return [part, *way]
    return []


def _needed(key: str, asked: Input) -> Needed:
    ends = [figure(end) if end is not None else "…" for end in (asked.least, asked.most)]
    return Needed(key, asked, "–".join(ends) if set(ends) != {"…"} else "")


def _between(law: Law, name: str, called: Mapping[str, str]) -> Between:
    node = parse(law.form.between[name].formula)
    return Between(law.form.between[name].name, say(node, called), text_of(node))


def _bounds(part: Part) -> tuple[Bounds, ...]:
    rule = part.score
    return tuple(rule.bounds) if isinstance(rule, Linear) and rule.bounds != "round" else ()


def _policies(law: Law, code: str) -> Iterator[tuple[str, str]]:
    stated = law.policies[code]
    if stated.zero_den:
        yield "Khi mẫu số bằng 0", POLICIES[stated.zero_den]
    if stated.not_applicable:
        yield "Khi không áp dụng", POLICIES[stated.not_applicable]


def _cases(ready: Ready, part: Part, names: list[str]) -> Iterator[Worked]:
    """Cases that say what this part gets, and those that give every figure it needs."""
    for case in form_of(ready.edition).cases:
        whole = bool(names) and all(name in case.inputs for name in names)
        if part.code in case.gives or whole:
            yield _worked(ready, part, names, case)


def _worked(ready: Ready, part: Part, names: list[str], case: IndexCase) -> Worked:
    chosen = Ready.of(ready.edition, settings=case.settings, on=case.on)
    found = compute(chosen, case.inputs, kind=case.kind).result.points[part.code]
    asked = chosen.law.form.inputs
    told = tuple((asked[n].name, _said(asked[n], case.inputs.get(n))) for n in names)
    points = found.points
    shown = figure(points) if isinstance(points, Decimal) else points.label
    return Worked(case.name, told, shown)


def _said(asked: Input, value: Value | None) -> str:
    if isinstance(value, str):
        return asked.options.get(value, value)
    return figure(Missing.NOT_REPORTED if value is None else value)
