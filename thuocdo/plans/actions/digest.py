"""One letter per person and day, put into the outbox slice by slice: a kill loses a slice, never a letter."""

from __future__ import annotations

import datetime as dt

from django.conf import settings
from django.db import transaction

from thuocdo.accounts.queries import legal_day, readers
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, require
from thuocdo.design.words import local, moment
from thuocdo.notices.actions import prepare
from thuocdo.notices.queries import lacking
from thuocdo.plans.access import SEND_DIGEST
from thuocdo.plans.models import DigestRun
from thuocdo.plans.queries.digest import letters
from thuocdo.plans.rules.digest import in_hours

SLICE = 500  # persons of one transaction: a few seconds of the tick


def prepare_digests(*, by: Actor, at: dt.datetime, people: int = SLICE) -> int:
    """The letters of the next `people` persons of today; how many were put into the outbox.

    Nothing outside office hours, and nothing while mail cannot go out at all: letters of days gone by
    would leave together on the day it can.
    """
    require(by, SEND_DIGEST)
    if not settings.DIGEST or lacking() or not in_hours(local(at).time()):
        return 0
    today = legal_day(at)
    with transaction.atomic():
        run, fresh = DigestRun.objects.select_for_update().get_or_create(day=today)
        if run.finished_at:
            return 0
        before = None if fresh else snapshot(run)
        found = readers(today, after=run.last_person, limit=people)
        told = letters(found, at, settings.SITE_ADDRESS)
        for one in found:
            if letter := told.get(one.person):
                prepare(
                    by=by,
                    at=at,
                    key=f"digest:{one.person}:{today}",
                    title=letter.title(today),
                    text=letter.text(moment(at), settings.SITE_ADDRESS),
                    person=one.person,
                    address=one.email,
                )
        run.prepared += len(told)
        if found:
            run.last_person = found[-1].person
        if len(found) < people:
            run.finished_at = at
        run.save()
        record(by=by, at=at, verb=SEND_DIGEST, changes=[Change.of(before, run)])
    return len(told)
