"""The page *Thư đi*."""

import datetime as dt

import pytest

from thuocdo.notices.models import Message, State

AT = dt.datetime(2023, 3, 15, 5, tzinfo=dt.UTC)
pytestmark = pytest.mark.django_db


def message(state=State.FAILED, n=1, **more):
    return Message.objects.create(
        key=f"k{n}", address=f"a{n}@vi.test", title="Đôn đốc", text="…", prepared_at=AT, state=state, **more
    )  # fmt: skip


def test_an_administrator_sees_why_it_failed_and_sends_again(signed_in):
    failed = message(reason="Máy chủ từ chối địa chỉ nhận (mã 550).")
    client = signed_in("admin")
    page = client.get("/thu-di/").content.decode()
    assert "mã 550" in page
    assert "Gửi lại" in page
    answer = client.post(f"/thu-di/{failed.pk}/gui-lai/")
    assert answer["Location"] == "/thu-di/"
    failed.refresh_from_db()
    assert failed.state == State.WAITING


def test_sending_again_twice_is_said_not_crashed(signed_in):
    sent = message(State.SENT)
    client = signed_in("admin")
    answer = client.post(
        f"/thu-di/{sent.pk}/gui-lai/", headers={"referer": "http://testserver/thu-di/"}
    )
    assert answer["Location"] == "http://testserver/thu-di/"
    assert "Chỉ gửi lại được thư" in client.get("/thu-di/").content.decode()


def test_an_officer_is_refused(signed_in):
    failed = message()
    client = signed_in("officer")
    assert client.get("/thu-di/").status_code == 403
    assert client.post(f"/thu-di/{failed.pk}/gui-lai/").status_code == 403


def test_ten_rows_or_many_the_same_number_of_queries(signed_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = signed_in("admin")
    client.get("/thu-di/")
    counts = []
    for upto in (10, 60):
        for n in range(Message.objects.count(), upto):
            message(n=n)
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/thu-di/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_page_says_when_mail_is_not_set_up(signed_in, settings):
    settings.EMAIL_HOST = ""
    assert "THUOCDO_MAIL_HOST" in signed_in("admin").get("/thu-di/").content.decode()
