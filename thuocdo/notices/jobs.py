"""Timed work: sending what is due."""

import datetime as dt

from thuocdo.audit.rules import system
from thuocdo.audit.rules.jobs import Job
from thuocdo.notices import actions


def send(at: dt.datetime) -> int:
    return actions.send_due(by=system("notices.send"), at=at)


JOBS = [Job("notices.send", dt.timedelta(seconds=20), send)]
