"""The tick runs each job once per slot, whatever fails and however many ticks there are."""

import datetime as dt

import pytest

from thuocdo.audit.rules.jobs import Job
from thuocdo.config import timed

AT = dt.datetime(2023, 3, 15, 5, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
pytestmark = pytest.mark.django_db


def test_once_in_each_slot():
    ran: list[dt.datetime] = []
    job = Job("hourly", HOUR, ran.append)
    for minutes in (0, 20, 59, 60, 61, 185):
        timed.tick(AT + dt.timedelta(minutes=minutes), [job])
    assert [(at - AT) // HOUR for at in ran] == [0, 1, 3]


def test_a_failing_job_harms_no_other():
    ran: list[dt.datetime] = []

    def fail(at):
        raise RuntimeError

    names = timed.tick(AT, [Job("bad", HOUR, fail), Job("good", HOUR, ran.append)])
    assert names == ["bad", "good"]
    assert ran == [AT]
    assert timed.tick(AT, [Job("bad", HOUR, fail)]) == []


def test_a_clock_that_lags_a_little_runs_nothing_twice():
    ran: list[dt.datetime] = []
    job = Job("hourly", HOUR, ran.append)
    timed.tick(AT, [job])
    timed.tick(AT - dt.timedelta(seconds=1), [job])
    assert ran == [AT]


def test_a_clock_set_back_by_years_stops_no_job():
    ran: list[dt.datetime] = []
    job = Job("hourly", HOUR, ran.append)
    back = AT - dt.timedelta(days=400)
    for at in (AT, back, back, back + HOUR):
        timed.tick(at, [job])
    assert ran == [AT, back, back + HOUR]


def test_jobs_of_the_rooms_have_names_of_their_own():
    names = [job.name for job in timed.jobs()]
    assert "notices.send" in names
    assert len(names) == len(set(names))
