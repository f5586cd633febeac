"""A subscriber hears every event once, in order, whatever happens in between."""

import datetime as dt

import pytest
from django.db import transaction

from thuocdo.audit import events
from thuocdo.audit.actions import deliver, delivery, record
from thuocdo.audit.models import Head, Watermark
from thuocdo.audit.rules import Verb, system

AT = dt.datetime(2026, 3, 1, 2, 0, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def heard(monkeypatch):
    monkeypatch.setattr(events, "SUBSCRIBERS", {})
    monkeypatch.setattr(delivery, "SUBSCRIBERS", events.SUBSCRIBERS)
    monkeypatch.setattr(delivery, "_known", set())
    told: list[int] = []
    events.subscribe("ears", {"test.loud"})(lambda event: told.append(event.number))
    return told


def do(verb="test.loud"):
    with transaction.atomic():
        return record(by=system("x"), at=AT, verb=Verb(verb, ""))


def test_it_hears_what_is_committed_and_only_its_verbs(heard):
    do()
    do("test.quiet")
    do()
    assert heard == [1, 3]
    assert Watermark.objects.get(subscriber="ears").number == 3


def test_what_is_rolled_back_is_never_heard(heard):
    with transaction.atomic():
        record(by=system("x"), at=AT, verb="test.loud")
        transaction.set_rollback(True)
    do()
    assert heard == [1]
    assert Head.objects.get().number == 1


def test_a_kill_between_commit_and_subscriber_loses_nothing(heard, monkeypatch):
    monkeypatch.setattr("thuocdo.audit.actions.recording.deliver", lambda: None)
    do()
    do()
    assert heard == []
    deliver()
    assert heard == [1, 2]


def test_a_failing_subscriber_is_tried_again_and_harms_no_other(heard):
    down = [True]

    @events.subscribe("mail")
    def mail(event):
        if down[0]:
            raise ConnectionError

    do()
    assert heard == [1]
    assert Watermark.objects.get(subscriber="mail").number == 0
    down[0] = False
    deliver()
    assert Watermark.objects.get(subscriber="mail").number == 1


def test_an_action_of_a_subscriber_is_heard_too(heard):
    @events.subscribe("echo", {"test.loud"})
    def echo(event):
        if event.number == 1:
            record(by=system("echo"), at=AT, verb="test.loud")

    do()
    assert sorted(heard) == [1, 2]
