"""Where one unit stood in a year: its points in each part of an index, and its rank by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from thuocdo.indices.models import IndexResult, IndexRound
from thuocdo.indices.rules.rounds import ranks
from thuocdo.lawbook.missing import Missing


@dataclass(frozen=True)
class Standing:
    """`round` is where the points are explained, `code` whose; `source` says who gave the results."""

    points: Decimal
    place: int
    of: int
    source: str
    round: int
    code: str


def standings(index: str, year: int, unit: int, parts: Iterable[str]) -> dict[str, Standing]:
    """By part, from closed results that name the unit. A part without points is absent. Two queries."""
    own = IndexResult.objects.filter(
        unit=unit, round__index=index, round__year=year, round__state=IndexRound.State.CLOSED
    )
    mine = own.select_related("round").order_by("round_id").first()
    if mine is None:
        return {}
    every = dict(mine.round.results.values_list("code", "points"))
    found = {}
    for part in parts:
        points = {code: _number(held.get(part)) for code, held in every.items()}
        rank, value = ranks(points).get(mine.code), points[mine.code]
        if rank is not None and isinstance(value, Decimal):
            found[part] = Standing(
                value, rank.place, rank.of, mine.round.source, mine.round_id, mine.code
            )
    return found


def _number(held: object) -> Decimal | Missing:
    """Points as stored: digits, or the word for why there are none."""
    try:
        return Decimal(str(held))
    except InvalidOperation:
        return Missing.NOT_REPORTED
