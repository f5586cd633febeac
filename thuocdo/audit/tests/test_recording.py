"""Entries follow each other, hide what is personal, and cannot be touched afterwards."""

import datetime as dt
import json

import pytest
from django.db import DatabaseError, transaction

from thuocdo.accounts.models import Person
from thuocdo.audit.actions import Change, Deed, erase_subject, record, record_many, snapshot
from thuocdo.audit.models import Entry
from thuocdo.audit.queries import ERASED, Keyring, broken, latest
from thuocdo.audit.rules import Actor, Verb, system

AT = dt.datetime(2026, 3, 1, 2, 0, tzinfo=dt.UTC)
DO = Verb("test.do", "Làm")
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path


def an() -> Person:
    return Person.objects.create(full_name="Nguyễn Văn An", folded="nguyen van an")


def test_entries_are_chained():
    for n in range(3):
        entry = record(by=system("đêm"), at=AT, verb=DO, touched=[f"plan:{n}"])
    assert (entry.number, latest(), broken()) == (3, 3, "")
    assert Entry.objects.get(number=3).prev_hash == Entry.objects.get(number=2).hash


def test_only_what_differs_is_kept_and_personal_fields_are_sealed():
    person = an()
    before = snapshot(person)
    person.phone = "0912345678"
    person.save()
    entry = record(by=system("x"), at=AT, verb=DO, changes=[Change.of(before, person)])
    (change,) = json.loads(entry.changes)
    assert change["thing"] == f"person:{person.pk}"
    assert set(change["after"]) == {"phone"}
    assert "0912345678" not in entry.changes
    ring = Keyring([person.subject()])
    assert ring.open(change["after"]["phone"]) == "0912345678"


def test_the_name_of_the_actor_is_sealed_too():
    person = an()
    by = Actor(person.full_name, person=person.pk, account=1)
    entry = record(by=by, at=AT, verb=DO)
    assert (
        "Nguyễn" not in entry.name
    )  # what is sealed is base64: a short name may stand in it by chance
    assert Keyring([person.subject()]).open(json.loads(entry.name)) == "Nguyễn Văn An"


def test_an_erased_subject_leaves_nothing_and_the_chain_holds():
    person = an()
    entry = record(by=system("x"), at=AT, verb=DO, changes=[Change.of(None, person)])
    erase_subject(person.subject(), at=AT)
    sealed = json.loads(entry.changes)[0]["after"]["full_name"]
    assert Keyring([person.subject()]).open(sealed) == ERASED
    again = record(by=system("x"), at=AT, verb=DO, changes=[Change.of(None, person)])
    assert json.loads(again.changes)[0]["after"]["full_name"] is None
    assert broken() == ""


def test_a_bulk_action_appends_an_entry_per_deed():
    entries = record_many(
        by=system("x"), at=AT, verb=DO, deeds=[Deed(touched=(f"task:{n}",)) for n in range(5)]
    )
    assert [e.number for e in entries] == [1, 2, 3, 4, 5]
    assert broken() == ""


@pytest.mark.parametrize("write", ["update", "delete"])
def test_the_database_refuses_to_alter_or_remove(write):
    record(by=system("x"), at=AT, verb=DO)
    rows = Entry.objects.filter(number=1)
    with pytest.raises(DatabaseError, match="never altered"), transaction.atomic():
        rows.update(verb="other") if write == "update" else rows.delete()
    assert broken() == ""
