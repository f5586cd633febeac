"""The tick: what is due by the clock. Each room lists its timed work in `<room>/jobs.py: JOBS`."""

from __future__ import annotations

import datetime as dt
import logging
import time
from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec

from django.conf import settings
from django.db.models import Q

from thuocdo.audit.actions import deliver
from thuocdo.audit.models import Watermark
from thuocdo.audit.rules.jobs import Job

log = logging.getLogger("thuocdo.tick")


def jobs() -> Iterator[Job]:
    for room in settings.ROOMS:
        if find_spec(f"thuocdo.{room}.jobs"):
            yield from import_module(f"thuocdo.{room}.jobs").JOBS


def tick(at: dt.datetime, work: Iterable[Job] | None = None) -> list[str]:
    """Run every job that is due at `at` and bring the subscribers up to date; names of the jobs run.

    A job that fails is logged and runs again in its next slot; the others run all the same.
    """
    ran = []
    for job in jobs() if work is None else work:
        if claim(job, at):
            run(job, at)
            ran.append(job.name)
    deliver()
    return ran


def claim(job: Job, at: dt.datetime) -> bool:
    """Take the job's present slot; True for one of any number of ticks that run at once.

    A mark far ahead was left before the clock was set back (THUOCDO_TODAY): it holds nobody up.
    """
    mark, slot = f"job:{job.name}", job.slot(at)
    Watermark.objects.bulk_create(
        [Watermark(subscriber=mark, number=slot - 1)], ignore_conflicts=True
    )
    free = Q(number__lt=slot) | Q(number__gt=slot + 1)
    return bool(Watermark.objects.filter(free, subscriber=mark).update(number=slot))


def run(job: Job, at: dt.datetime) -> None:
    started = time.perf_counter()
    try:
        count = job.run(at)
    except Exception:
        log.exception("job failed", extra={"job": job.name})
        return
    ms = round((time.perf_counter() - started) * 1000)
    log.info("job ran", extra={"job": job.name, "count": count, "ms": ms})
