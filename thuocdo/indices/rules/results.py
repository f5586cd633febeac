"""Results of one year: points as computed, points as published, rank of those that count, what is odd."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from thuocdo.indices.rules.computing import Ready, Scored, form_of
from thuocdo.indices.rules.explaining import plain, value_of
from thuocdo.indices.rules.rounds import Rank, compute_round, ranks
from thuocdo.lawbook.formula import Value
from thuocdo.lawbook.formula.computing import round_half_up
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.rulebook import Edition

PLACES = 6  # decimals of a stored score; published files carry no more
NEAR, NEAR_OF_ROUNDED = Decimal("0.0001"), Decimal("0.06")


@dataclass(frozen=True)
class Published:
    """What the publisher printed; None where it printed nothing."""

    score: Decimal | None = None
    place: int | None = None
    band: str = ""


@dataclass(frozen=True)
class Outcome:
    """One unit's result. `score` is what counts: as published, else as computed; without one `reason` says why."""

    unit: str
    computed: Decimal | Missing
    points: dict[str, Any]
    published: Published
    score: Decimal | None
    reason: str
    rank: Rank | None
    band: str
    doubts: tuple[str, ...] = field(default=())

    @property
    def reason_words(self) -> str:
        return Missing(self.reason).label if self.reason else ""


def outcomes(
    ready: Ready,
    figures: Mapping[str, Mapping[str, Value]],
    published: Mapping[str, Published],
    kind: str | None = None,
) -> dict[str, Outcome]:
    """Every unit's result by code; ranks are among the units given here."""
    scored = compute_round(ready, figures, kind=kind)
    counts: dict[str, Decimal | Missing] = {}
    for unit, one in scored.items():
        printed = published.get(unit, Published()).score
        counts[unit] = printed if printed is not None else one.total
    places = ranks(counts)
    small = small_shares(ready, figures.values())
    return {
        unit: _outcome(one, counts[unit], published.get(unit, Published()), places.get(unit), small)
        for unit, one in scored.items()
    }


def small_shares(ready: Ready, units: Collection[Mapping[str, Value]]) -> list[str]:
    """The inputs in percent of which every figure known is one at most: shares of one, by mistake."""
    asked = [name for name, one in form_of(ready.edition).inputs.items() if one.unit == "percent"]
    found = []
    for name in asked:
        known = [abs(v) for own in units if isinstance(v := own.get(name), Decimal)]
        if known and 0 < max(known) <= 1:
            found.append(name)
    return found


def _outcome(
    one: Scored,
    counts: Decimal | Missing,
    printed: Published,
    rank: Rank | None,
    small: Iterable[str],
) -> Outcome:
    points = {code: plain(point.points) for code, point in one.result.points.items()}
    score = counts if isinstance(counts, Decimal) else None
    reason = "" if isinstance(counts, Decimal) else counts.value
    doubts = (*one.doubts, *_differs(one, printed, rank), *_small(one, small))
    band = printed.band or band_of(one.ready, score)
    return Outcome(one.unit, one.total, points, printed, score, reason, rank, band, doubts)


def _differs(one: Scored, printed: Published, rank: Rank | None) -> Iterator[str]:
    """Where what was published is not what its own figures give."""
    if printed.score is not None and isinstance(one.total, Decimal):
        near = NEAR_OF_ROUNDED if _rounded(one) else NEAR
        if abs(printed.score - one.total) > near:
            found = figure(round_half_up(one.total, 4))
            yield f"điểm công bố {figure(printed.score)}, tính lại được {found}"
    if printed.place is not None and rank is not None and printed.place != rank.place:
        yield f"hạng công bố {printed.place}, theo điểm là {rank.place}"


def _small(one: Scored, names: Iterable[str]) -> Iterator[str]:
    for name in names:
        value = one.result.values[name]
        if isinstance(value, Decimal) and value:
            called = form_of(one.ready.edition).inputs[name].name
            yield f"“{called}” ghi {figure(value)}%: nếu là tỷ lệ theo 0–1 thì nhân 100"


def _rounded(one: Scored) -> bool:
    """Are its figures given with two decimals at most?"""
    known = [v for n, v in one.result.values.items() if n in one.ready.law.form.inputs]
    return all(round_half_up(v, 2) == v for v in known if isinstance(v, Decimal))


def band_of(ready: Ready, score: Decimal | None) -> str:
    """The band a score falls in; "" where the publisher decides, or there is no score."""
    bands = form_of(ready.edition).bands
    if score is None or bands is None or bands.rungs is None:
        return ""
    return next((rung.name for rung in bands.rungs if score >= rung.least), "")


def stored(score: Decimal | Missing | None) -> Decimal | None:
    """A score as a column keeps it."""
    return round_half_up(score, PLACES) if isinstance(score, Decimal) else None


def figures_to_json(figures: Mapping[str, Value]) -> dict[str, Any]:
    """Figures without loss; those not reported are left out, so a later edition's new input is not made up."""
    kept = {name: v for name, v in figures.items() if v is not Missing.NOT_REPORTED}
    return {name: plain(value) for name, value in kept.items()}


def figures_from_json(held: Mapping[str, Any]) -> dict[str, Value]:
    """The other way round."""
    return {name: value_of(value) for name, value in held.items()}


def kind_of(edition: Edition, kind: str) -> str:
    """The kind of unit scored: the one said, else the only one there is. Mistake: it has to be said."""
    kinds = form_of(edition).units.kinds
    if kind in kinds or (not kind and len(kinds) == 1):
        return kind or kinds[0]
    raise Mistake("Bộ này chấm cho nhiều loại đơn vị. Chọn loại đơn vị.", field="kind")
