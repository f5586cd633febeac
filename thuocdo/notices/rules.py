"""When a message that did not go out is tried again."""

from __future__ import annotations

import datetime as dt

# Pauses before the 2nd, 3rd … attempt. A mail server that is down overnight is bridged; after about a
# day and a half a person is needed more than another attempt.
PAUSES = tuple(dt.timedelta(minutes=m) for m in (1, 5, 30, 120, 480, 1440))

# A message taken by a worker that then died is free again after this long.
HOLD = dt.timedelta(minutes=10)


class Undelivered(Exception):
    """What a channel raises. `reason` is shown to administrators; `final`: trying again is useless."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason = reason
        self.final = final


def again(tries: int, at: dt.datetime) -> dt.datetime | None:
    """The moment of the next attempt after `tries` failed ones, the last at `at`; None: give up.

    >>> noon = dt.datetime(2023, 3, 15, 5, tzinfo=dt.UTC)
    >>> again(1, noon).minute, again(7, noon)
    (1, None)
    """
    return at + PAUSES[tries - 1] if tries <= len(PAUSES) else None
