"""A unit over the years: as it was, and in the shape it has today.

What was counted is added over the units that became this one; points that rest on counts alone are computed
again from the added counts; everything else (ranks, survey results, published scores) is never averaged:
*Không so sánh được*. A figure of a unit that was divided belongs to none of its heirs.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from thuocdo.indices.rules.computing import Ready, compute
from thuocdo.indices.rules.explaining import value_of
from thuocdo.indices.rules.reading import names_needed
from thuocdo.lawbook.formula import Value, inputs
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.scoring.law import Law
from thuocdo.lawbook.scoring.parts import TOTAL, Input, Part

# Units of measure that count things: two units' figures together are one unit's. Days, shares, points are not.
COUNTED = frozenset({"case", "procedure", "document", "unit", "person", "dong", "times"})


@dataclass(frozen=True)
class Passage:
    """On a day a unit ended, or gave a part away: since then `heirs` have what it had."""

    on: dt.date
    unit: str
    heirs: tuple[str, ...]


@dataclass(frozen=True)
class Succession:
    """Every passage, in the order of time. `births`: the first days of units that were not always there.

    >>> day = dt.date(2025, 7, 1)
    >>> known = Succession((Passage(day, "a", ("c",)), Passage(day, "b", ("c",))))
    >>> known.heirs("a", dt.date(2024, 12, 31)), known.heirs("a", dt.date(2025, 12, 31))
    (('c',), ('a',))
    """

    passages: tuple[Passage, ...] = ()
    births: Mapping[str, dt.date] = field(default_factory=dict)

    def lives(self, unit: str, on: dt.date) -> bool:
        """Was it there on the day, as far as passages and births tell?"""
        born = self.births.get(unit, dt.date.min) <= on
        return born and not any(
            p.unit == unit and p.on <= on and unit not in p.heirs for p in self.passages
        )

    def heirs(self, unit: str, since: dt.date) -> tuple[str, ...]:
        """Who has today what the unit had on the day; itself while nothing happened, () where nobody has."""
        found: dict[str, None] = {}
        ahead = [(unit, sum(p.on <= since for p in self.passages))]
        while ahead:
            here, start = ahead.pop(0)
            later = enumerate(self.passages[start:], start)
            at = next((number for number, p in later if p.unit == here), None)
            if at is None:
                found[here] = None
            else:
                ahead += [(heir, at + 1) for heir in self.passages[at].heirs]
        return tuple(found)


@dataclass(frozen=True)
class Known:
    """One unit's stored result of a year."""

    name: str
    figures: Mapping[str, object]
    points: Mapping[str, object]
    score: Decimal | None = None
    reason: str = ""
    rank: tuple[int, int] | None = None


@dataclass(frozen=True)
class Year:
    """One year's results by unit, under their edition (None: it is no longer what it was)."""

    year: int
    edition: str
    ready: Ready | None
    units: Mapping[str, Known]
    kind: str | None = None

    @property
    def end(self) -> dt.date:
        return dt.date(self.year, 12, 31)


@dataclass(frozen=True)
class Measure:
    """What is followed over the years: the score, a part's points, a figure."""

    kind: Literal["score", "part", "figure"]
    key: str = TOTAL

    def of(self, known: Known) -> Value:
        if self.kind == "score":
            reason = Missing(known.reason) if known.reason else Missing.NOT_REPORTED
            return known.score if known.score is not None else reason
        held = known.points if self.kind == "part" else known.figures
        return value_of(held[self.key]) if self.key in held else Missing.NOT_REPORTED


How = Literal["same", "sum", "parts", "not_comparable", "absent"]


@dataclass(frozen=True)
class Shaped:
    """A value in today's shape. `of`: the units of that year it is made from."""

    how: How
    value: Value | None = None
    of: tuple[str, ...] = ()


def groups(year: Year, known: Succession) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """The units of that year by the one that stands for them today, those without a result among them; and
    the units of today that cannot be made: they have a part of a unit that was divided.
    """
    named = {code for p in known.passages for code in (p.unit, *p.heirs)}
    silent = named - year.units.keys()
    there = [*year.units, *sorted(u for u in silent if known.lives(u, year.end))]
    found: dict[str, list[str]] = {}
    divided: set[str] = set()
    for unit in there:
        heirs = known.heirs(unit, year.end)
        if len(heirs) == 1:
            found.setdefault(heirs[0], []).append(unit)
        divided |= set(heirs) if len(heirs) > 1 else set()
    made = {u: tuple(of) for u, of in found.items() if any(one in year.units for one in of)}
    return made, frozenset(divided)


def shaped(year: Year, measure: Measure, known: Succession) -> dict[str, Shaped]:
    """Every unit of today with its value of that year."""
    made, divided = groups(year, known)
    return {
        unit: Shaped("not_comparable", None, made.get(unit, ()))
        if unit in divided
        else _together(year, measure, made[unit])
        for unit in [*made, *sorted(divided - made.keys())]
    }


def _together(year: Year, measure: Measure, of: tuple[str, ...]) -> Shaped:
    if len(of) == 1:
        return Shaped("same", measure.of(year.units[of[0]]), of)
    if year.ready is None or measure.kind == "score":
        return Shaped("not_comparable", None, of)
    law = year.ready.law
    if measure.kind == "figure":
        asked = law.form.inputs.get(measure.key)
        if asked is None or not counted(asked):
            return Shaped("not_comparable", None, of)
        return Shaped("sum", added(_figure(year, unit, measure.key) for unit in of), of)
    needed = figures_of(law, measure.key)
    if law.of_round or not needed or not all(counted(law.form.inputs[n]) for n in needed):
        return Shaped("not_comparable", None, of)
    figures = {name: added(_figure(year, unit, name) for unit in of) for name in needed}
    return Shaped("parts", compute(year.ready, figures, kind=year.kind).points(measure.key), of)


def _figure(year: Year, unit: str, name: str) -> Value:
    """A unit's figure; of one without a result that year it is not reported."""
    held = year.units[unit].figures if unit in year.units else {}
    return value_of(held[name]) if name in held else Missing.NOT_REPORTED


def counted(asked: Input) -> bool:
    """Is it a count, so that two units' figures add up to one's?"""
    own = asked.kind in ("measure", "observation") and asked.type == "number"
    return own and asked.unit in COUNTED


def figures_of(law: Law, code: str) -> list[str]:
    """The inputs a part's points rest on, those of the parts below it among them."""
    below = [part for _, part in law.parts[code].below()] if code in law.parts else []
    found = [name for part in below if part.score for name in _inputs(law, part)]
    return list(dict.fromkeys(found))


def _inputs(law: Law, part: Part) -> Iterator[str]:
    assert part.score is not None
    names = names_needed(law, inputs(part.score.node(law.on)))
    yield from (name for name in names if name in law.form.inputs)


def added(values: Iterable[Value]) -> Value:
    """The sum of counts. One that is missing leaves the sum missing; one that does not apply adds nothing."""
    known = [v for v in values if v is not Missing.NOT_APPLICABLE]
    missing = [v for v in known if not isinstance(v, Decimal)]
    if missing or not known:
        return missing[0] if missing else Missing.NOT_APPLICABLE
    return sum((v for v in known if isinstance(v, Decimal)), Decimal(0))


@dataclass(frozen=True)
class Row:
    """One year of a series. `was`: the unit's own value, None where it had no result that year."""

    year: int
    edition: str
    was: Value | None
    rank: tuple[int, int] | None
    now: Shaped
    other_edition: bool = False
    other_shape: bool = field(default=False)

    @property
    def moved(self) -> bool:
        """Does today's shape say something else than was said then?"""
        return self.now.how not in ("same", "absent") or self.was is None


def series(years: Sequence[Year], unit: str, measure: Measure, known: Succession) -> list[Row]:
    """The unit's rows, oldest first; years in which neither it nor what became of it had a result are left out."""
    rows: list[Row] = []
    for year in sorted(years, key=lambda y: y.year):
        own = year.units.get(unit)
        now = shaped(year, measure, known).get(unit, Shaped("absent"))
        if own is None and now.how == "absent":
            continue
        before = rows[-1] if rows else None
        rows.append(
            Row(
                year.year,
                year.edition,
                measure.of(own) if own else None,
                own.rank if own else None,
                now,
                before is not None and before.edition != year.edition,
                before is not None and set(before.now.of) != set(now.of),
            )
        )
    return rows
