"""Runs of numbers as pages show them, and what a run lacks."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db.models import QuerySet

from thuocdo.documents.models import Counter, NumberSeries, TakenNumber
from thuocdo.documents.rules.numbers import gaps, period_of


@dataclass(frozen=True)
class SeriesLine:
    """A series with the last number of the present period; 0 where none was given yet."""

    series: NumberSeries
    period: str
    last: int


def series_lines(series: QuerySet[NumberSeries], on: dt.date) -> list[SeriesLine]:
    """The series with where they stand on the day. Two queries."""
    rows = list(series)
    wanted = Counter.objects.filter(series__in=rows).values_list("series", "period", "last")
    last = {(pk, period): n for pk, period, n in wanted}
    return [
        SeriesLine(row, period, last.get((row.pk, period), 0))
        for row in rows
        for period in [period_of(row.period, on)]
    ]


def missing_numbers(series: NumberSeries, period: str) -> list[tuple[int, int]]:
    """Runs of numbers nobody took in the period, as (first, last); only an external series can have any."""
    taken = TakenNumber.objects.filter(series=series, period=period)
    return gaps(taken.values_list("number", flat=True))
