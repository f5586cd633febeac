"""The figures of a year's periods put together: the running total, and what is less than was already reported."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from thuocdo.lawbook.editions.reports import FigureLine
from thuocdo.lawbook.periods import Period
from thuocdo.reporting.rules.figures import Figure
from thuocdo.reporting.rules.reports import plain, told

ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Sent:
    """What was sent for one period."""

    period: Period
    figure: Figure

    @property
    def value(self) -> Decimal:
        return Decimal(self.figure.value)


def adds(line: FigureLine) -> bool:
    """Has the figure a meaning for several periods together? What still stands open at the end of each has none."""
    return line.gather == "sum" and line.cumulative


def cumulated(
    line: FigureLine, period: Period, figure: Figure | None, sent: Iterable[Sent]
) -> Figure | None:
    """*Lũy kế từ đầu năm*: with the figures of the periods before it since the year began; None where one of them was
    not sent, or that has no meaning."""
    if figure is None or not adds(line):
        return None
    before = tiled(list(sent), year_start(period), period.start)
    return None if before is None else _sum([*(one.figure for one in before), figure])


def year_start(period: Period) -> dt.date:
    return replace(period, number=1).start


def tiled(sent: Sequence[Sent], start: dt.date, until: dt.date) -> list[Sent] | None:
    """Periods that fill the days from `start` up to `until` without gap or overlap, the longest first; None: there is
    a gap."""
    if start == until:
        return []
    fitting = [one for one in sent if one.period.start == start and one.period.end < until]
    for one in sorted(fitting, key=lambda one: one.period.end, reverse=True):
        rest = tiled(sent, one.period.end + ONE, until)
        if rest is not None:
            return [one, *rest]
    return None


def most_sent(sent: Iterable[Sent], start: dt.date, end: dt.date) -> list[Sent]:
    """Of the periods that lie between two days those which do not overlap and make the greatest sum."""
    inside = [one for one in sent if start <= one.period.start and one.period.end <= end]
    inside.sort(key=lambda one: one.period.end)
    best: list[tuple[Decimal, list[Sent]]] = [(Decimal(0), [])]
    for n, one in enumerate(inside):
        total, parts = best[sum(other.period.end < one.period.start for other in inside[:n])]
        best.append(max(best[-1], (total + one.value, [*parts, one]), key=lambda b: b[0]))
    return best[-1][1]


def less_than_sent(
    line: FigureLine,
    period: Period,
    figure: Figure | None,
    cumulative: Figure | None,
    sent: Sequence[Sent],
) -> list[str]:
    """Why a figure, or its running total, cannot be as small as it is: shorter periods in it were reported with more.

    `sent`: what was sent for other periods. Work put off may make it right, so it is a question, no refusal.
    """
    if figure is None or not adds(line):
        return []
    found = [_less(line, period.label, figure, most_sent(sent, period.start, period.end))]
    if cumulative is not None and year_start(period) < period.start:
        parts = most_sent(sent, year_start(period), period.end)
        found.append(_less(line, "Lũy kế từ đầu năm", cumulative, parts))
    return [words for words in found if words]


def _less(line: FigureLine, name: str, figure: Figure, parts: Sequence[Sent]) -> str:
    total = _sum([one.figure for one in parts])
    if Decimal(figure.value) >= Decimal(total.value):
        return ""
    each = ", ".join(f"{one.period.label}: {told(line, one.figure)}" for one in parts)
    return (
        f"{name} ghi {told(line, figure)}, thấp hơn {told(line, total)} đã báo cáo ({each}). "
        "Kiểm tra lại; nếu số đúng thì giữ và nêu lý do trong báo cáo."
    )


def _sum(figures: Sequence[Figure]) -> Figure:
    total = sum((Decimal(figure.value) for figure in figures), Decimal(0))
    return Figure(plain(total), any(figure.estimate for figure in figures))
