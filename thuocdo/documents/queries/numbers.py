"""What a run of numbers lacks."""

from __future__ import annotations

from thuocdo.documents.models import NumberSeries, TakenNumber
from thuocdo.documents.rules.numbers import gaps


def missing_numbers(series: NumberSeries, period: str) -> list[tuple[int, int]]:
    """Runs of numbers nobody took in the period, as (first, last); only an external series can have any."""
    taken = TakenNumber.objects.filter(series=series, period=period)
    return gaps(taken.values_list("number", flat=True))
