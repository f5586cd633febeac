"""Timed work: uploads that nobody finished are forgotten."""

import datetime as dt

from thuocdo.audit.rules import system
from thuocdo.audit.rules.jobs import Job
from thuocdo.documents import actions


def sweep(at: dt.datetime) -> int:
    return actions.sweep_parts(by=system("documents.sweep"), at=at)


JOBS = [Job("documents.sweep", dt.timedelta(days=1), sweep, after=dt.timedelta(hours=2))]
