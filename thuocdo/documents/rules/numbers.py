"""Runs of document numbers: which period a day falls in, which numbers are missing.

Numbers begin at 01 on 1 January and end on 31 December: Decree 30/2020/NĐ-CP, article 15.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

PERIODS = {"year": "Mỗi năm từ 01", "none": "Liên tục, không đánh lại"}


def period_of(kind: str, on: dt.date) -> str:
    """
    >>> period_of("year", dt.date(2023, 3, 5)), period_of("none", dt.date(2023, 3, 5))
    ('2023', '')
    """
    return f"{on.year}" if kind == "year" else ""


def gaps(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Runs missing between 1 and the largest, as (first, last).

    >>> gaps([2, 3, 7, 8, 10]), gaps([1, 2]), gaps([])
    ([(1, 1), (4, 6), (9, 9)], [], [])
    """
    missing, expected = [], 1
    for number in sorted(set(numbers)):
        if number > expected:
            missing.append((expected, number - 1))
        expected = number + 1
    return missing
