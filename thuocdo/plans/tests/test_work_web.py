"""The page of one piece of work and its forms: what is offered is what may be done, typed words are never lost."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from thuocdo.accounts.models import Position
from thuocdo.audit.rules import system
from thuocdo.config import clock
from thuocdo.plans.actions import progress
from thuocdo.plans.actions.tracking import go_live
from thuocdo.plans.models import Assignment, Extension
from thuocdo.plans.tests.conftest import AT, TODAY


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT + dt.timedelta(days=10))


@pytest.fixture
def piece(focal, settled):
    go_live(by=focal, at=AT, today=TODAY, plan=settled)
    return Assignment.objects.get(task__number="5", of=None)


@pytest.fixture
def enter(client, someone, unit):
    """A browser of somebody who holds a role in a unit."""

    def go(role, where, name):
        account = someone(name=name, username=name)
        Position.objects.create(
            person=account.person, unit_id=unit(where), title=role, roles=[role], since=TODAY
        )
        client.force_login(account)
        return client

    return go


def address(piece, act=""):
    return f"{reverse('plans:work', args=[piece.pk])}{act}"


def test_an_officer_updates_reports_and_the_head_agrees(enter, piece):
    browser = enter("officer", "Phòng Giáo dục Trung học", "an")
    page = browser.get(address(piece)).content.decode()
    assert "Cập nhật tiến độ" in page
    assert "Xác nhận hoàn thành" not in page
    said = {"version": 0, "text": "Đã khảo sát.", "reference": "12/BC-SGDĐT ngày 10/01/2023"}
    assert browser.post(address(piece, "cap-nhat/"), said).status_code == 302
    page = browser.get(address(piece)).content.decode()
    assert "Đã khảo sát." in page
    assert "12/BC-SGDĐT" in page
    done = {"version": 1, "text": "Đã xong.", "done_on": "12/01/2023", "product": "on"}
    assert browser.post(address(piece, "hoan-thanh/"), done).status_code == 302
    assert (
        Assignment.objects.get(pk=piece.pk).stage == "office"
    )  # the room has no head who signs in
    assert browser.get(address(piece, "xac-nhan/")).status_code == 403


def test_a_stale_form_keeps_the_words_and_can_be_sent_again(enter, piece):
    browser = enter("officer", "Phòng Giáo dục Trung học", "an")
    progress.update_progress(by=system("thử"), at=AT, assignment=piece, text="Đang làm.")
    said = {"version": 0, "text": "Câu đã gõ rất dài.", "done_on": "12/01/2023", "product": "on"}
    answer = browser.post(address(piece, "hoan-thanh/"), said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "vừa có thay đổi" in page
    assert "Câu đã gõ rất dài." in page
    assert 'name="version" value="1"' in page
    assert browser.post(address(piece, "hoan-thanh/"), {**said, "version": 1}).status_code == 302


def test_a_day_ahead_stands_beside_its_field(enter, piece):
    browser = enter("officer", "Phòng Giáo dục Trung học", "an")
    said = {"version": 0, "text": "Xong.", "done_on": "01/02/2023", "product": "on"}
    answer = browser.post(address(piece, "hoan-thanh/"), said)
    assert answer.status_code == 422
    assert answer.context["form"].errors["done_on"]


def test_the_office_confirms_many_beside_their_evidence(enter, focal, client, piece):
    by = system("thử")
    progress.update_progress(
        by=by,
        at=AT,
        assignment=piece,
        text="Dự thảo xong.",
        reference="77/BC-SGDĐT ngày 04/01/2023",
    )
    progress.report_done(
        by=by, at=AT, assignment=piece, version=1, text="Đã tổng kết.", done_on=TODAY, product=True
    )
    from thuocdo.accounts.models import Account

    client.force_login(Account.objects.get(pk=focal.account))
    page = client.get(reverse("plans:waiting")).content.decode()
    assert "77/BC-SGDĐT" in page
    piece.refresh_from_db()
    answer = client.post(reverse("plans:confirm_many"), {"chosen": [f"{piece.pk}:{piece.version}"]})
    assert answer.status_code == 302
    assert Assignment.objects.get(pk=piece.pk).done_on == TODAY
    assert "77/BC-SGDĐT" not in client.get(reverse("plans:waiting")).content.decode()


def test_an_extension_is_asked_and_decided_on_the_pages(enter, focal, client, piece):
    from thuocdo.accounts.models import Account

    browser = enter("officer", "Phòng Giáo dục Trung học", "an")
    said = {"version": 0, "text": "Chờ Bộ.", "wanted": "31/01/2024"}
    assert browser.post(address(piece, "gia-han/"), said).status_code == 302
    client.force_login(Account.objects.get(pk=focal.account))
    assert "Chờ Bộ." in client.get(reverse("plans:waiting")).content.decode()
    assert "quyet-dinh-gia-han/" in client.get(address(piece)).content.decode().split("<dl")[0]
    page = client.get(address(piece, "quyet-dinh-gia-han/")).content.decode()
    assert "31/01/2024" in page  # what is asked for, beside the answer
    assert "Chờ Bộ." in page
    assert "checked" not in page.split('name="granted"', 1)[1]
    decided = {"version": 1, "text": "Đồng ý.", "new_due": ""}
    answer = client.post(address(piece, "quyet-dinh-gia-han/"), decided)
    assert (answer.status_code, Extension.objects.get().granted) == (422, None)
    decided["granted"] = "1"
    assert client.post(address(piece, "quyet-dinh-gia-han/"), decided).status_code == 302
    assert Extension.objects.get().granted is True
    page = client.get(address(piece)).content.decode()
    assert "Thời hạn ban đầu" in page
    assert "31/01/2024" in page


def test_the_office_hands_work_to_another_unit_and_a_head_to_a_person(
    enter, focal, client, piece, unit
):
    from thuocdo.accounts.models import Account

    enter("officer", "Phòng Giáo dục Trung học", "an")
    browser = enter("head", "Phòng Giáo dục Trung học", "binh")
    page = browser.get(address(piece, "ban-giao/")).content.decode()
    assert 'name="unit"' not in page
    choices = dict(
        browser.get(address(piece, "ban-giao/")).context["form"].fields["holder"].choices
    )
    an = next(pk for pk, name in choices.items() if name.startswith("an"))
    said = {"version": 0, "holder": "", "text": "An phụ trách."}
    assert browser.post(address(piece, "ban-giao/"), said).status_code == 422
    assert browser.post(address(piece, "ban-giao/"), {**said, "holder": an}).status_code == 302
    assert Assignment.objects.get(pk=piece.pk).holder_id == an
    client.force_login(Account.objects.get(pk=focal.account))
    to = unit("Phòng Kế hoạch - Tài chính")
    said = {"version": 1, "unit": to, "holder": "", "text": "Việc thuộc phòng KHTC."}
    assert client.post(address(piece, "ban-giao/"), {**said, "holder": an}).status_code == 422
    assert client.post(address(piece, "ban-giao/"), said).status_code == 302
    piece.refresh_from_db()
    assert (piece.unit_id, piece.holder_id) == (to, None)
    assert not piece.checkpoints.filter(state="open").exclude(unit=to).exists()


def test_another_units_work_is_not_there(enter, piece):
    browser = enter("officer", "Thanh tra", "la")
    assert browser.get(address(piece)).status_code == 404
    assert browser.post(address(piece, "cap-nhat/"), {"version": 0, "text": "x"}).status_code == 404


def test_the_same_queries_however_much_was_said(enter, piece):
    browser = enter("officer", "Phòng Giáo dục Trung học", "an")

    def asked():
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert browser.get(address(piece)).status_code == 200
        return len(seen)

    progress.update_progress(by=system("thử"), at=AT, assignment=piece, text="Một.")
    asked()  # what a process reads once
    few = asked()
    for n in range(20):
        progress.update_progress(by=system("thử"), at=AT, assignment=piece, text=f"Lần {n}.")
    assert asked() == few
