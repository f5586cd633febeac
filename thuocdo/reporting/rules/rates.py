"""*Tình hình gửi báo cáo*: of many reports how many were expected, received, in time, complete."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Sent:
    """One unit's report of one period. `sent`: it stands as sent today; `sent_on`: the first day on which it was;
    `until`: the last day of a unit that ended."""

    unit: int
    form: str
    period: str
    due: dt.date | None
    sent: bool
    sent_on: dt.date | None = None
    estimates: int = 0
    until: dt.date | None = None

    @property
    def expected(self) -> bool:
        return self.sent or owes(self.until, self.due)

    @property
    def in_time(self) -> bool:
        return self.sent and self.sent_on is not None and (not self.due or self.sent_on <= self.due)

    @property
    def complete(self) -> bool:
        """What is required was asked for before the report could be approved; an estimate is still to be replaced."""
        return self.sent and not self.estimates


def owes(until: dt.date | None, due: dt.date | None) -> bool:
    """Does a unit that has not sent still owe? One that ended before the due day does not; one that ended on it or
    later had its time, and what it did not send stays missing in the years to come.

    >>> due = dt.date(2026, 3, 15)
    >>> owes(None, due), owes(dt.date(2026, 3, 14), due), owes(due, due)
    (True, False, True)
    """
    return until is None or due is None or until >= due


@dataclass(frozen=True)
class Tally:
    expected: int
    received: int
    in_time: int
    complete: int

    @property
    def missing(self) -> int:
        return self.expected - self.received


def tally(reports: Iterable[Sent]) -> Tally:
    rows = [one for one in reports if one.expected]
    return Tally(
        len(rows),
        sum(one.sent for one in rows),
        sum(one.in_time for one in rows),
        sum(one.complete for one in rows),
    )
