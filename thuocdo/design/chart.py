"""Lines over time as a drawing: places in a box of fixed size, made on the server. No business words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from thuocdo.design.words import number

WIDE, HIGH = 720, 260
LEFT, RIGHT, TOP, FOOT = 56, 24, 34, 34
LETTER = 10  # how wide one is on a phone: words along the foot stand side by side

Place = tuple[float, str]
Point = tuple[float, str, Decimal | None]


@dataclass(frozen=True)
class Mark:
    """A value on a line, with the words a reader hears."""

    x: float
    y: float
    words: str


@dataclass(frozen=True)
class Line:
    """`paths` are pieces of the line; where there is no value it is broken, not drawn through."""

    key: str
    paths: tuple[str, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True)
class Drawing:
    """`aim` is the height of the level the line is held against."""

    lines: tuple[Line, ...]
    ticks: tuple[Place, ...]
    levels: tuple[Place, ...]
    breaks: tuple[Place, ...]
    aim: Place | None
    wide: int = WIDE
    high: int = HIGH
    left: int = LEFT
    right: int = WIDE - RIGHT
    foot: int = HIGH - FOOT
    top: int = TOP


def draw(
    ticks: Sequence[Place],
    lines: Sequence[tuple[str, Sequence[Point]]],
    breaks: Sequence[Place] = (),
    aim: tuple[Decimal, str] | None = None,
) -> Drawing | None:
    """`ticks`: places in time and the word under each, in order; a line: its places, the words for each, the value,
    None where there is none; `breaks`: where something changed; `aim`: the level the lines are held against, in
    words too. None: less than two values, nothing to draw.
    """
    values = [v for _, line in lines for _, _, v in line if v is not None]
    if len(values) < 2 or ticks[0][0] == ticks[-1][0]:
        return None
    held = [*values, aim[0]] if aim else values
    low, high, step = _scale(min(held), max(held))
    first, span = ticks[0][0], ticks[-1][0] - ticks[0][0]

    def x(place: float) -> float:
        return round(LEFT + (WIDE - LEFT - RIGHT) * (place - first) / span, 1)

    def y(value: Decimal) -> float:
        share = float((value - low) / (high - low))
        return round(HIGH - FOOT - (HIGH - TOP - FOOT) * share, 1)

    drawn = []
    for key, line in lines:
        marks = [
            Mark(x(place), y(value), f"{words}: {_said(value)}") if value is not None else None
            for place, words, value in line
        ]
        drawn.append(Line(key, tuple(_pieces(marks)), tuple(m for m in marks if m)))
    levels = [low + step * number_ for number_ in range(int((high - low) / step) + 1)]
    return Drawing(
        tuple(drawn),
        tuple((x(place), words) for place, words in _readable(ticks)),
        tuple((y(level), _said(level)) for level in levels),
        tuple((x(place), words) for place, words in breaks),
        (y(aim[0]), aim[1]) if aim else None,
    )


def _readable(ticks: Sequence[Place]) -> Sequence[Place]:
    """Every tick, or every second, third … one where more would run into each other."""
    room = (WIDE - LEFT - RIGHT) // (LETTER * (max(len(words) for _, words in ticks) + 1))
    return ticks[:: -(-len(ticks) // room)]


def _said(value: Decimal) -> str:
    """At most two digits after the comma, none that say nothing.

    >>> _said(Decimal("41.80")), _said(Decimal("100"))
    ('41,8', '100')
    """
    return number(round(value, 2).normalize() + 0)


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
