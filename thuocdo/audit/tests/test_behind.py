"""Rows changed behind the application are named, and nothing else is."""

import datetime as dt

import pytest

from thuocdo.accounts.models import Person, Position
from thuocdo.audit.actions import Change, erase_subject, record, snapshot
from thuocdo.audit.queries import changed_behind
from thuocdo.audit.rules import system
from thuocdo.organisations.models import Unit

AT = dt.datetime(2026, 3, 1, 2, 0, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def note(change):
    record(by=system("x"), at=AT, verb="test.do", changes=[change])


@pytest.fixture
def people():
    rows = [Person.objects.create(full_name=f"Người {n}", folded=f"nguoi {n}") for n in range(3)]
    for row in rows:
        note(Change.of(None, row))
    return rows


def test_what_was_written_by_actions_is_as_the_log_says(people):
    before = snapshot(people[0])
    people[0].phone = "0912"
    people[0].save()
    note(Change.of(before, people[0]))
    before = snapshot(people[1])
    people[1].delete()
    note(Change.of(before, None))
    assert changed_behind() == []


def test_an_altered_row_is_named_with_its_columns(people):
    Person.objects.filter(pk=people[1].pk).update(phone="0999", email="x@example.vn")
    assert changed_behind() == [f"Người person:{people[1].pk}: khác nhật ký ở email, phone."]


def test_an_added_and_a_removed_row_are_named(people):
    extra = Person.objects.create(full_name="Lén Lút", folded="len lut")
    Person.objects.filter(pk=people[2].pk).delete()
    assert changed_behind() == [
        f"Người person:{extra.pk}: không có trong nhật ký hoặc nhật ký ghi đã xóa.",
        f"Người person:{people[2].pk}: đã bị xóa ngoài hệ thống.",
    ]


def test_a_row_put_back_after_its_removal_is_named(people):
    before = snapshot(people[0])
    key = people[0].pk
    people[0].delete()
    note(Change.of(before, None))
    Person.objects.create(pk=key, full_name="Người 0", folded="nguoi 0")
    assert len(changed_behind()) == 1


def test_kinds_that_were_never_recorded_are_left_alone(people):
    Unit.objects.create(code="so", kind="agency")
    assert changed_behind() == []


def test_lists_dates_and_references_compare_equal_after_reading_back(people):
    unit = Unit.objects.create(code="so", kind="agency")
    row = Position.objects.create(
        person=people[0], unit=unit, title="Chuyên viên", roles=["officer", "clerk"],
        since=dt.date(2020, 1, 1),
    )  # fmt: skip
    note(Change.of(None, row))
    assert changed_behind() == []
    Position.objects.filter(pk=row.pk).update(roles=["leader"])
    assert changed_behind() == [f"Chức vụ position:{row.pk}: khác nhật ký ở roles."]


def test_what_was_erased_is_not_compared(people):
    erase_subject(people[0].subject(), at=AT)
    Person.objects.filter(pk=people[0].pk).update(full_name="", folded="")
    assert changed_behind() == []


def test_at_most_so_many_are_named(people):
    Person.objects.update(phone="0999")
    assert len(changed_behind(most=2)) == 2
