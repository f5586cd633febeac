"""Lines over the years as a drawing: places in a box of fixed size, made on the server."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.design.words import number

WIDE, HIGH = 720, 260
LEFT, RIGHT, TOP, FOOT = 56, 24, 34, 34


@dataclass(frozen=True)
class Mark:
    """A year's value on a line, with the words a reader hears."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Line:
    """`paths` are pieces of the line; where a year has no value it is broken, not drawn through."""

    key: str
    paths: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Drawing:
    lines: tuple[Line, ...]
    years: tuple[tuple[float, str], ...]
    levels: tuple[tuple[float, str], ...]
    breaks: tuple[tuple[float, str], ...]
    wide: int = WIDE
    high: int = HIGH
    left: int = LEFT
    right: int = WIDE - RIGHT
    foot: int = HIGH - FOOT
    top: int = TOP


def draw(
    years: Sequence[int],
    lines: Sequence[tuple[str, Sequence[Decimal | None]]],
    breaks: Sequence[tuple[int, str]],
) -> Drawing | None:
    """Values by year, one line each; `breaks` are years before which something changed. None: nothing to draw."""
    values = [v for _, line in lines for v in line if v is not None]
    if len(values) < 2 or len(years) < 2:
        return None
    low, high, step = _scale(min(values), max(values))
    first, span = years[0], max(1, years[-1] - years[0])

    def x(year: float) -> float:
        return round(LEFT + (WIDE - LEFT - RIGHT) * (year - first) / span, 1)

    def y(value: Decimal) -> float:
        share = float((value - low) / (high - low))
        return round(HIGH - FOOT - (HIGH - TOP - FOOT) * share, 1)

    drawn = []
    for key, line in lines:
        marks = [
            Mark(x(year), y(value), f"{year}: {number(value, 2)}") if value is not None else None
            for year, value in zip(years, line, strict=True)
        ]
        drawn.append(Line(key, tuple(_pieces(marks)), tuple(m for m in marks if m)))
    levels = [low + step * number_ for number_ in range(int((high - low) / step) + 1)]
    return Drawing(
        tuple(drawn),
        tuple((x(year), str(year)) for year in years),
        tuple((y(level), number(level.normalize() + 0)) for level in levels),
        tuple((x(year - 0.5), words) for year, words in breaks),
    )


def _scale(low: Decimal, high: Decimal) -> tuple[Decimal, Decimal, Decimal]:
    """Round ends and the step between levels, four steps or five.

    >>> _scale(Decimal(52), Decimal("71.4"))
    (Decimal('50'), Decimal('75'), Decimal('5'))
    """
    reach = high - low or abs(high) or Decimal(1)
    size = Decimal(1).scaleb((reach / 4).adjusted())
    step = next(size * n for n in (1, 2, 5, 10) if size * n >= reach / 5)
    bottom = (low / step).to_integral_value("ROUND_FLOOR") * step
    top = (high / step).to_integral_value("ROUND_CEILING") * step
    return bottom, top if top > bottom else bottom + step, step


def _pieces(marks: Sequence[Mark | None]) -> list[str]:
    pieces: list[list[str]] = [[]]
    for mark in marks:
        if mark is None:
            pieces.append([])
        else:
            pieces[-1].append(f"{mark.x:g},{mark.y:g}")
    return [" ".join(piece) for piece in pieces if len(piece) > 1]
