"""The one clock. Nothing else in the house asks what time it is; everything else is told."""

import datetime as dt
import os
from zoneinfo import ZoneInfo

LEGAL_ZONE = ZoneInfo(
    "Asia/Ho_Chi_Minh"
)  # every legal day is a day there; instants are stored in UTC


def shift() -> dt.timedelta:
    """How far `THUOCDO_TODAY` (yyyy-mm-dd) moves the clock; zero as a rule, and a banner says so."""
    wanted = os.environ.get("THUOCDO_TODAY", "")
    if not wanted:
        return dt.timedelta()
    return dt.date.fromisoformat(wanted) - dt.datetime.now(LEGAL_ZONE).date()


def now() -> dt.datetime:
    """This instant, in UTC."""
    return dt.datetime.now(dt.UTC) + shift()


def today() -> dt.date:
    """The legal day."""
    return now().astimezone(LEGAL_ZONE).date()
