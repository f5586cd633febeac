"""The pages of a collection, as the officer and a school open them."""

import datetime as dt
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.accounts.models import Account
from thuocdo.audit.rules import Refused, system
from thuocdo.config import clock
from thuocdo.organisations.models import Unit, UnitName, UnitParent
from thuocdo.reporting import actions
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.factories import cell, filled, school_sheet
from thuocdo.reporting.tests.test_actions import ALL

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def now(day):
    return day


def upload(data=None, name="bieu.xlsx"):
    file = io.BytesIO(school_sheet() if data is None else data)
    file.name = name
    return file


def test_from_the_empty_sheet_to_three_units(office, units):
    assert "Chưa có đợt thu thập nào" in office.get("/thu-thap/").content.decode()
    answer = office.post("/thu-thap/lap/", {"title": "Học phí", "file": upload()})
    assert answer.status_code == 302
    one = Collection.objects.get()
    page = office.get(answer["Location"]).content.decode()
    assert "Đang đánh dấu 9 ô" in page
    marked = {"version": "0", "act": "next", "o": ["0!C6", "0!D6", "0!E6"], "kieu-0-3-number": "integer",
              "gop-0-3-number": "sum", "can-0-3-number": "1", "kieu-0-4-number": "number", "gop-0-4-number": "sum",
              "kieu-0-5-text": "text", "gop-0-5-text": "list"}  # fmt: skip
    answer = office.post(f"/thu-thap/{one.pk}/o-can-dien/", marked)
    assert answer["Location"] == f"/thu-thap/{one.pk}/don-vi/"
    one.refresh_from_db()
    assert [(c["ref"], c["kind"], c["required"]) for c in one.inputs] == [
        ("C6", "integer", True), ("D6", "number", False), ("E6", "text", False),
    ]  # fmt: skip
    said = {"version": "1", "due": "20/03/2026", "units": [str(u.pk) for u in units]}
    answer = office.post(f"/thu-thap/{one.pk}/don-vi/", said, follow=True)
    assert "0/3" in answer.content.decode()
    assert Reply.objects.count() == 3


def test_a_wrong_sheet_and_a_past_day_are_said_beside_their_fields(office, draft, units):
    answer = office.post("/thu-thap/lap/", {"title": "X", "file": upload(b"chu", "x.txt")})
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"]
    said = {"version": "0", "due": "01/03/2026", "units": [str(units[0].pk)]}
    answer = office.post(f"/thu-thap/{draft.pk}/don-vi/", said)
    assert answer.context["form"].errors["due"]
    answer = office.post(
        f"/thu-thap/{draft.pk}/don-vi/", {**said, "due": "20/03/2026", "version": "x"}
    )
    assert answer.status_code == 422
    answer = office.post(f"/thu-thap/{draft.pk}/o-can-dien/", {"version": "0"})
    assert (answer.status_code, "ít nhất một ô" in answer.content.decode()) == (422, True)


def test_a_school_answers_and_the_office_sees_it(office, opened, units, someone, client):
    school = someone("officer", unit=units[0], name="Vũ Thị Trường")
    client.force_login(school)
    page = client.get("/thu-thap/").content.decode()
    assert "Biểu đơn vị cần gửi" in page
    reply = Reply.objects.get(unit=units[0])
    address = f"/thu-thap/tra-loi/{reply.pk}/"
    answer = client.post(address, {**ALL, "version": "0", "0!C6": "năm"})
    page = answer.content.decode()
    assert (answer.status_code, "không phải số" in page, 'value="năm"' in page) == (422, True, True)
    assert client.post(address, {**ALL, "version": "0"}).status_code == 302
    copy = client.get(f"{address}bieu/")
    assert cell(copy.content, "C6") == 2
    assert (
        client.get(f"/thu-thap/tra-loi/{Reply.objects.get(unit=units[1]).pk}/").status_code == 404
    )
    client.force_login(
        Account.objects.exclude(pk=school.pk).get(person__full_name="Phạm Thị Đầu Mối")
    )
    page = client.get(f"/thu-thap/{opened.pk}/").content.decode()
    assert "1/3" in page
    assert "Vũ Thị Trường" in page
    page = client.get(f"/thu-thap/{opened.pk}/?phan=tong-hop&o=0!C6").content.decode()
    assert "Trường số 1" in page
    assert cell(client.get(f"/thu-thap/{opened.pk}/ket-qua/").content, "C6") == 2
    given_back = f"/thu-thap/{opened.pk}/tra-lai/{reply.pk}/"
    assert client.post(given_back, {"version": "1", "reason": "Thiếu"}).status_code == 302
    assert client.post(f"/thu-thap/{opened.pk}/khoa/").status_code == 302
    assert Collection.objects.get().state == "closed"


def test_the_same_queries_however_many_units(office, agency, focal, units, opened):
    def asked(address):
        with CaptureQueriesContext(connection) as seen:
            assert office.get(f"/thu-thap/{opened.pk}/{address}").status_code == 200
        return len(seen)

    parts = ("", "?tinh-trang=chua", "?tai=xlsx", "?phan=nhom", "?phan=tong-hop", "ket-qua/")
    asked("")
    few = [asked(part) for part in parts]
    for number in range(10, 40):
        unit = Unit.objects.create(code=f"truong-{number}", kind="room")
        UnitName.objects.create(unit=unit, name=f"Trường {number}", folded=f"truong {number}")
        UnitParent.objects.create(unit=unit, parent=agency)
        Reply.objects.create(collection=opened, unit=unit)
    assert [asked(part) for part in parts] == few


def test_the_day_is_past_and_the_unit_is_told(opened, units, someone, client, monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: AT + dt.timedelta(days=16))  # the day after DUE
    client.force_login(someone("officer", unit=units[0]))
    assert "Quá hạn" in client.get("/thu-thap/").content.decode()
    reply = Reply.objects.get(unit=units[0])
    assert (
        client.post(f"/thu-thap/tra-loi/{reply.pk}/khong-phat-sinh/", {"version": "0"}).status_code
        == 302
    )
    actions.close_collection(
        by=system("thử"),
        at=AT,
        collection=opened,
    )
    assert "đã khóa số liệu" in client.get(f"/thu-thap/tra-loi/{reply.pk}/").content.decode()


def test_the_right_cells_of_a_wrong_file_stay_on_the_page(opened, units, someone, client):
    client.force_login(someone("officer", unit=units[0]))
    address = f"/thu-thap/tra-loi/{Reply.objects.get(unit=units[0]).pk}/"
    copy = client.get(f"{address}bieu/").content
    file = upload(filled(copy, C6=41, D6="bốn", C7="ước 12"))
    page = client.post(f"{address}tep/", {"version": "0", "file": file})
    assert page.status_code == 422
    for shown in ('value="41"', 'value="ước 12"', "“bốn” không phải số"):
        assert shown in page.content.decode()
    assert not Reply.objects.exclude(figures={}).exists()


def test_a_lock_is_asked_about_while_somebody_is_silent_and_comes_off_again(office, opened, units, answerer):  # fmt: skip
    address = f"/thu-thap/{opened.pk}/"
    page = office.get(address).content.decode()
    assert "Còn 3 đơn vị chưa gửi, thời hạn đến hết ngày 20/03/2026." in page
    office.post(f"{address}khoa/")
    reply = Reply.objects.select_related("collection__file").get(unit=units[0])
    with pytest.raises(Refused):
        actions.answer_nil(by=answerer(units[0]), at=AT, reply=reply, version=0)
    assert "Mở lại" in office.get(address).content.decode()
    assert office.post(f"{address}mo-lai/").status_code == 302
    for unit in units:
        reply = Reply.objects.select_related("collection__file").get(unit=unit)
        actions.answer_nil(by=answerer(unit), at=AT, reply=reply, version=0)
    assert "đơn vị chưa gửi" not in office.get(address).content.decode()
    with pytest.raises(Refused):
        actions.reopen_collection(by=system("thử"), at=AT, collection=opened)


def test_two_answer_at_once_and_the_second_loses_nothing(opened, units, someone, client):
    client.force_login(someone("officer", unit=units[0]))
    reply = Reply.objects.get(unit=units[0])
    address = f"/thu-thap/tra-loi/{reply.pk}/"
    copy = client.get(f"{address}bieu/").content
    assert client.post(address, {**ALL, "version": "0", "0!C6": "5"}).status_code == 302
    page = client.post(address, {**ALL, "version": "0", "0!C6": "6"}).content.decode()
    assert page.count("Vừa được gửi: 5") == page.count("Vừa được gửi") == 1
    assert 'value="6"' in page
    cells = [key.partition("!")[2] for key in ALL]
    file = {"version": "0", "file": upload(filled(copy, **dict.fromkeys(cells, 7)))}
    answer = client.post(f"{address}tep/", file)
    assert answer.status_code == 422
    assert "Người khác vừa gửi" in answer.content.decode()
    assert 'value="5"' in answer.content.decode()
    assert client.post(address, {**ALL, "version": "1", "0!C6": "6"}).status_code == 302
    reply.refresh_from_db()
    assert (reply.figures["0!C6"], reply.version) == (["6", False], 2)
