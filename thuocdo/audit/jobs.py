"""Timed work: the daily head. (The subscribers are brought up to date by every tick.)"""

import datetime as dt

from thuocdo.audit.actions import write_head
from thuocdo.audit.rules.jobs import Job


def daily_head(at: dt.datetime) -> int:
    return write_head(at=at)


JOBS = [Job("audit.head", dt.timedelta(days=1), daily_head, after=dt.timedelta(hours=1))]
