"""Timed work: nobody's work is handed on every hour, reminders leave once they can no longer be undone, and
each working day everybody with something to do gets one letter."""

import datetime as dt

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.rules import system
from thuocdo.audit.rules.jobs import Job
from thuocdo.plans.actions import hand_on_from_ended_units, prepare_digests, send_reminders


def hand_on(at: dt.datetime) -> int:
    by = system("Bàn giao việc của đơn vị đã kết thúc")
    return hand_on_from_ended_units(by=by, at=at, today=legal_day(at))


def remind(at: dt.datetime) -> int:
    return send_reminders(by=system("plans.remind"), at=at)


def digest(at: dt.datetime) -> int:
    return prepare_digests(by=system("plans.digest"), at=at)


JOBS = [
    Job("plans.hand_on", dt.timedelta(hours=1), hand_on),
    Job("plans.remind", dt.timedelta(minutes=1), remind),
    Job("plans.digest", dt.timedelta(minutes=1), digest),
]
