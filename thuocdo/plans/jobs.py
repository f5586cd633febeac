"""Timed work: nobody's work is handed on every night."""

import datetime as dt

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.rules import system
from thuocdo.audit.rules.jobs import Job
from thuocdo.plans.actions import hand_on_from_ended_units


def hand_on(at: dt.datetime) -> int:
    by = system("Bàn giao việc của đơn vị đã kết thúc")
    return hand_on_from_ended_units(by=by, at=at, today=legal_day(at))


JOBS = [Job("plans.hand_on", dt.timedelta(days=1), hand_on, after=dt.timedelta(hours=1))]
