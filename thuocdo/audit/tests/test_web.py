"""The log's page: who sees which entries, in words, with a constant number of queries."""

import datetime as dt

import pytest

from thuocdo.accounts.models import Person
from thuocdo.audit.actions import Change, Deed, record, record_many, snapshot
from thuocdo.audit.rules import Actor, system
from thuocdo.organisations.models import Unit

AT = dt.datetime(2026, 3, 1, 20, 0, tzinfo=dt.UTC)  # 03:00 on 2 March in Vietnam
pytestmark = pytest.mark.django_db


def person(name="Trần Thị Bình"):
    row = Person.objects.create(full_name=name, folded=name.lower())
    record(
        by=system("Thiết lập"), at=AT, verb="accounts.manage_people", changes=[Change.of(None, row)]
    )
    return row


def test_it_tells_who_did_what_and_what_it_was_before(signed_in):
    row = person()
    before = snapshot(row)
    row.phone = "0912 345 678"
    row.save()
    by = Actor("Lê Hoa", person=row.pk, account=1, position="Chuyên viên", on_behalf="KT. GIÁM ĐỐC")
    record(by=by, at=AT, verb="accounts.manage_people", changes=[Change.of(before, row)])
    page = signed_in("admin").get("/nhat-ky/").content.decode()
    for words in (
        "Lê Hoa", "KT. GIÁM ĐỐC", "Quản lý người dùng và chức vụ", "0912 345 678", "Trần Thị Bình",
        "03:00 ngày 02/03/2026",
    ):  # fmt: skip
        assert words in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("tu=2026-03-02", True), ("tu=2026-03-03", False), ("den=2026-03-02", True),
        ("den=2026-03-01", False), ("viec=accounts.manage_people", True), ("viec=audit.read_log", False),
        ("doi-tuong=person:1", None), ("nguoi=77", False), ("nguoi=x", False), ("viec=la", True),
    ],
)  # fmt: skip
def test_the_filters(signed_in, query, shown):
    row = person()
    query = query.replace("person:1", f"person:{row.pk}")
    page = signed_in("auditor").get(f"/nhat-ky/?{query}").content.decode()
    assert ("Trần Thị Bình" in page) is (shown is not False)


def test_a_reader_of_a_part_sees_that_part(signed_in):
    room, other = (Unit.objects.create(code=c, kind="room") for c in ("p1", "p2"))
    for unit in (room, other):
        by = Actor(f"Người của {unit.code}", account=1, unit=unit.pk)
        record(by=by, at=AT, verb="test.do")
    client = signed_in("auditor", unit=room)
    page = client.get("/nhat-ky/").content.decode()
    assert "Người của p1" in page
    assert "Người của p2" not in page


@pytest.mark.parametrize("role", ["officer", "head", "leader", "focal"])
def test_others_do_not_open_it(signed_in, role):
    assert signed_in(role).get("/nhat-ky/").status_code == 403


def test_the_same_number_of_queries_at_10_and_1000_rows(signed_in, django_assert_max_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in("admin")
    counts = []
    for many in (10, 990):
        record_many(
            by=Actor("An", person=5, account=1), at=AT, verb="test.do",
            deeds=[Deed(touched=(f"plan:{n}",)) for n in range(many)],
        )  # fmt: skip
        with CaptureQueriesContext(
            connection,
        ) as seen:
            client.get("/nhat-ky/")
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 12
