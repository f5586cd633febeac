"""A plan's target beside the published figure it is: the last one known when the plan began, that of the plan's years."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from rapidfuzz import fuzz, process, utils

from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.targets import Level

State = Literal["met", "not_met", "awaited", "not_judged"]
PERCENT = ("%", "percent", "phần trăm")
NEAR = 75  # of 100: below it no measure is proposed for a target's words


@dataclass(frozen=True)
class Beside:
    """`before`: year and value known when the plan began, `lag` years old then. `now`: the latest published value
    of the plan's own years."""

    before: tuple[int, Decimal] | None
    now: tuple[int, Decimal] | None
    lag: int | None
    state: State


def beside(
    level: Level, years: tuple[int, int], values: Mapping[int, Decimal], fits: bool
) -> Beside:
    """`values` by year, in the target's unit of measure; `fits` False: in another one, nothing is judged."""
    first, last = years
    earlier = [year for year in values if year < first]
    own = [year for year in values if first <= year <= last]
    before = (max(earlier), values[max(earlier)]) if earlier else None
    now = (max(own), values[max(own)]) if own else None
    lag = first - before[0] if before else None
    if now is None:
        return Beside(before, now, lag, "awaited")
    if not fits or level.value is None or level.way is None:
        return Beside(before, now, lag, "not_judged")
    return Beside(before, now, lag, "met" if level.reached_by(now[1]) else "not_met")


def scale(measured: str, promised: str) -> Decimal | None:
    """What a figure is multiplied with to stand beside a level; None where the two units do not meet.

    >>> scale("share", "%"), scale("percent", "%"), scale("point", "điểm"), scale("day", "%")
    (Decimal('100'), Decimal('1'), Decimal('1'), None)
    """
    if promised.strip().lower() in PERCENT:
        return {"share": Decimal(100), "percent": Decimal(1)}.get(measured)
    alike = {
        "point": ("", "điểm", "point"),
        "day": ("", "ngày", "day"),
        "hour": ("", "giờ", "hour"),
    }
    return Decimal(1) if promised.strip().lower() in alike.get(measured, ("",)) else None


def proposed(words: str, measures: Sequence[tuple[str, str]]) -> str | None:
    """The measure whose name is nearest to a target's words; None where none is near."""
    names = {address: fold(name) for address, name in measures if name}
    found = process.extractOne(
        fold(words), names, scorer=fuzz.token_set_ratio, processor=utils.default_process
    )
    return found[2] if found and found[1] >= NEAR else None
