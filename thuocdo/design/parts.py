"""Small values the parts of a page are drawn from. No business words: labels come from the caller."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.design.words import number

# Tone of each bucket, in the one order of the house: done in time, done late, done without due date,
# open in time, open overdue, open without due date. Each has its icon, so colour is never alone.
TONES = ("t1", "t2", "t3", "t4", "t5", "t6")
TONE_ICONS = dict(
    zip(TONES, ("done", "done-late", "done-open", "clock", "late", "open"), strict=True)
)


@dataclass(frozen=True)
class Share:
    """One part of a whole: a bucket with its count. `tone` is one of TONES; `url` leads to the rows."""

    label: str
    count: int
    tone: str
    url: str = ""

    @property
    def icon(self) -> str:
        return TONE_ICONS[self.tone]


@dataclass(frozen=True)
class Slice:
    """A share drawn: where it begins and how wide it is, in hundredths of the bar."""

    share: Share
    start: float
    width: float


LEAST = 0.8  # hundredths of the bar: one overdue row among thousands is still seen


def slices(shares: Sequence[Share]) -> list[Slice]:
    """Shares side by side over 100, with a hair between them; none is thinner than LEAST, the widest gives.

    >>> [(s.start, s.width) for s in slices([Share("a", 1, "t1"), Share("b", 0, "t2"), Share("c", 3, "t4")])]
    [(0.0, 24.6), (25.0, 75.0)]
    """
    seen = [s for s in shares if s.count]
    total = sum(s.count for s in seen)
    widths = [max(100 * s.count / total, LEAST) for s in seen]
    if widths:
        widths[widths.index(max(widths))] -= sum(widths) - 100
    drawn, start = [], 0.0
    for share, width in zip(seen, widths, strict=True):
        gap = 0 if share is seen[-1] else 0.4
        drawn.append(Slice(share, round(start, 2), round(width - gap, 2)))
        start += width
    return drawn


def spoken(shares: Sequence[Share]) -> str:
    """The same bar for a person who hears it.

    >>> spoken([Share("Xong", 1, "t1"), Share("Chưa", 1200, "t4")])
    'Xong: 1; Chưa: 1.200'
    """
    return "; ".join(f"{s.label}: {number(s.count)}" for s in shares)


@dataclass(frozen=True)
class Bullet:
    """A value against the level set for it, both as a share of `most` (0–100). `met` decides the colour."""

    value: float
    aim: float
    met: bool


def bullet(value: float, aim: float, *, most: float | None = None, at_least: bool = True) -> Bullet:
    """Where the bar ends and the mark stands; without `most` the scale ends a fifth beyond the larger.

    >>> bullet(41.8, 50, most=100)
    Bullet(value=41.8, aim=50.0, met=False)
    >>> bullet(3, 2, at_least=False).met
    False
    """
    top = most or max(value, aim, 1e-9) * 1.2
    met = value >= aim if at_least else value <= aim
    return Bullet(
        round(100 * min(max(value, 0), top) / top, 2), round(100 * min(aim, top) / top, 2), met
    )


@dataclass(frozen=True)
class Hit:
    """One thing a search found. `kind` is the heading it stands under; `mini` the line under the title."""

    kind: str
    title: str
    url: str
    mini: str = ""
    icon: str = "document"


@dataclass(frozen=True)
class Step:
    """One link among equals: a tab, a saved filter, a place in a trail."""

    label: str
    url: str
    here: bool = False
    count: int | None = None
