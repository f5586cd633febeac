"""When the story of the demonstration happens: early in the year of today, and never after now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from thuocdo.lawbook.periods import month_end

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Days:
    """Moments of the story, UTC. `year` is the year of the plans."""

    year: int
    founded: dt.datetime
    uploaded: dt.datetime
    reviewed: dt.datetime
    issued: dt.datetime
    live: dt.datetime
    now: dt.datetime

    @property
    def issued_on(self) -> dt.date:
        return self.issued.astimezone(ZONE).date()


def days(now: dt.datetime, week: int = 0) -> Days:
    """A plan comes in on the first Monday after 4 January, is signed that Friday, live the next Monday.

    `week`: that many weeks later.

    >>> story = days(dt.datetime(2026, 11, 21, 3, tzinfo=dt.UTC))
    >>> story.uploaded.date(), story.issued_on, story.live.date()
    (datetime.date(2026, 1, 5), datetime.date(2026, 1, 9), datetime.date(2026, 1, 12))
    >>> days(dt.datetime(2027, 1, 2, 3, tzinfo=dt.UTC)).live.date()
    datetime.date(2027, 1, 2)
    """
    year = now.astimezone(ZONE).year
    monday = next(d for d in (dt.date(year, 1, n) for n in range(5, 12)) if d.weekday() == 0)

    def moment(after: int, hour: int) -> dt.datetime:
        local = dt.datetime.combine(monday + dt.timedelta(after, weeks=week), dt.time(hour), ZONE)
        return min(local.astimezone(dt.UTC), now)

    founded = min(dt.datetime(year, 1, 1, 8, tzinfo=ZONE).astimezone(dt.UTC), now)
    return Days(
        year, founded, moment(0, 9), moment(2, 14), moment(4, 10), moment(7, 8), now
    )  # fmt: skip


def day_of_old_plans(
    printed: Iterable[tuple[str | None, Sequence[int]]], today: dt.date
) -> dt.date | None:
    """The day on which plans of past years are shown: the end of the month in which the last was made.

    `printed`: of each plan its date as far as it is known ("2022-08", "2023") and its years. None where one
    of them is still of this year, or says no year at all.

    >>> day_of_old_plans([("2022-08", [2022, 2023]), ("2023-01", [2023])], dt.date(2026, 11, 21))
    datetime.date(2023, 1, 31)
    >>> day_of_old_plans([(None, [2023])], dt.date(2026, 11, 21))
    datetime.date(2023, 1, 31)
    >>> day_of_old_plans([("2022-08", [2022]), ("2026-01", [2026])], dt.date(2026, 11, 21)) is None
    True
    """
    plans = list(printed)
    if not plans or not all(years and max(years) < today.year for _, years in plans):
        return None
    return max(_end_of(date or str(min(years))) for date, years in plans)


def _end_of(printed: str) -> dt.date:
    year, month = ([int(part) for part in printed.split("-")] + [1])[:2]
    return month_end(year, month)
