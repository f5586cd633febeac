"""All units of one round: their figures together, their points, their ranks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.indices.rules.computing import Ready, Scored
from thuocdo.lawbook.formula import Value
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.scoring.columns import score_all


def compute_round(
    ready: Ready, figures: Mapping[str, Mapping[str, Value]], *, kind: str | None = None
) -> dict[str, Scored]:
    """Points by unit. Where an edition scales over the round, its lowest and highest figures are added."""
    ends = extremes(ready, figures)
    rows = [{**own, **ends} for own in figures.values()] if ends else list(figures.values())
    results = score_all(ready.law, rows, kind)
    return {unit: Scored(unit, ready, one) for unit, one in zip(figures, results, strict=True)}


def extremes(ready: Ready, figures: Mapping[str, Mapping[str, Value]]) -> dict[str, Value]:
    """The lowest and highest of this round for the inputs scaled over it; only of those that have one."""
    found: dict[str, Value] = {}
    for name in ready.law.of_round:
        known = [v for own in figures.values() if isinstance(v := own.get(name), Decimal)]
        found[f"{name}.lowest"] = min(known, default=Missing.NOT_REPORTED)
        found[f"{name}.highest"] = max(known, default=Missing.NOT_REPORTED)
    return found


@dataclass(frozen=True)
class Rank:
    """Place `place` of the `of` units that have a score; `tied` of them share it (1: nobody else).

    >>> str(Rank(3, 63, 2))
    '3/63 (đồng hạng 2 đơn vị)'
    """

    place: int
    of: int
    tied: int = 1

    def __str__(self) -> str:
        return (
            f"{self.place}/{self.of}{f' (đồng hạng {self.tied} đơn vị)' if self.tied > 1 else ''}"
        )


def ranks(scores: Mapping[str, Decimal | Missing]) -> dict[str, Rank]:
    """Highest first; equal scores share a place and the next one is skipped (1, 2, 2, 4). A unit without a
    score has no rank and does not count.

    >>> found = ranks({"a": Decimal(5), "b": Decimal(7), "c": Decimal(5), "d": Missing.REFUSED})
    >>> [(unit, rank.place, rank.of) for unit, rank in found.items()]
    [('a', 2, 3), ('b', 1, 3), ('c', 2, 3)]
    """
    known = {unit: score for unit, score in scores.items() if isinstance(score, Decimal)}
    times = Counter(known.values())
    places: dict[Decimal, int] = {}
    place = 1
    for score in sorted(times, reverse=True):
        places[score] = place
        place += times[score]
    return {u: Rank(places[s], len(known), times[s]) for u, s in known.items()}
