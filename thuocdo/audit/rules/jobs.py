"""Timed work of a room: what, how often, and when in the day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
_MONDAY = dt.datetime(2024, 1, 1, tzinfo=_ZONE)  # slots are counted from the midnight of a Monday


@dataclass(frozen=True)
class Job:
    """`run(at)` calls an action and returns how many things it did, or None.

    Time is cut into slots of `every`, counted from legal midnight (of Monday) plus `after`; a job runs
    once in each slot, as soon as the tick finds it, and a slot missed while the house was off is not made up:
    a job therefore asks what is due, never "what happened since".
    """

    name: str
    every: dt.timedelta
    run: Callable[[dt.datetime], int | None]
    after: dt.timedelta = dt.timedelta()

    def slot(self, at: dt.datetime) -> int:
        """The slot that `at` lies in.

        >>> seven = Job("digest", dt.timedelta(days=1), lambda at: None, after=dt.timedelta(hours=7))
        >>> morning = dt.datetime(2023, 3, 15, 6, 59, tzinfo=_ZONE)
        >>> seven.slot(morning + dt.timedelta(minutes=1)) - seven.slot(morning)
        1
        """
        return (at - _MONDAY - self.after) // self.every
