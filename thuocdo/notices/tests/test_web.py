"""The page *Thư đi*."""

import datetime as dt

import pytest

from thuocdo.audit.rules import Actor, Grant
from thuocdo.notices.models import Message, State

AT = dt.datetime(2023, 3, 15, 5, tzinfo=dt.UTC)
ADMIN = Actor("An", person=1, account=1, grants=(Grant("admin", None),))
OFFICER = Actor("Bình", person=2, account=2, grants=(Grant("officer", None),))
pytestmark = pytest.mark.django_db


@pytest.fixture
def sign_in(client, monkeypatch):
    """The gate's own question "who is this" answered with a given actor."""
    from thuocdo.accounts.models import Account, Person

    def as_(actor):
        person, _ = Person.objects.get_or_create(full_name="An", folded="an")
        account, _ = Account.objects.get_or_create(
            username="an", person=person, defaults={"created_at": AT, "must_change_password": False}
        )
        client.force_login(account)
        monkeypatch.setattr("thuocdo.accounts.queries.actor_for", lambda *a, **k: actor)
        return client

    return as_


def message(state=State.FAILED, n=1, **more):
    return Message.objects.create(
        key=f"k{n}", address=f"a{n}@vi.test", title="Đôn đốc", text="…", prepared_at=AT, state=state, **more
    )  # fmt: skip


def test_an_administrator_sees_why_it_failed_and_sends_again(sign_in):
    failed = message(reason="Máy chủ từ chối địa chỉ nhận (mã 550).")
    client = sign_in(ADMIN)
    page = client.get("/thu-di/").content.decode()
    assert "mã 550" in page
    assert "Gửi lại" in page
    answer = client.post(f"/thu-di/{failed.pk}/gui-lai/")
    assert answer["Location"] == "/thu-di/"
    failed.refresh_from_db()
    assert failed.state == State.WAITING


def test_sending_again_twice_is_said_not_crashed(sign_in):
    sent = message(State.SENT)
    client = sign_in(ADMIN)
    answer = client.post(
        f"/thu-di/{sent.pk}/gui-lai/", headers={"referer": "http://testserver/thu-di/"}
    )
    assert answer["Location"] == "http://testserver/thu-di/"
    assert "Chỉ gửi lại được thư" in client.get("/thu-di/").content.decode()


def test_an_officer_is_refused(sign_in):
    failed = message()
    client = sign_in(OFFICER)
    assert client.get("/thu-di/").status_code == 403
    assert client.post(f"/thu-di/{failed.pk}/gui-lai/").status_code == 403


def test_ten_rows_or_many_the_same_number_of_queries(sign_in):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = sign_in(ADMIN)
    client.get("/thu-di/")
    counts = []
    for upto in (10, 60):
        for n in range(Message.objects.count(), upto):
            message(n=n)
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/thu-di/").status_code == 200
        counts.append(len(seen))
    assert counts[0] == counts[1]


def test_the_page_says_when_mail_is_not_set_up(sign_in, settings):
    settings.EMAIL_HOST = ""
    assert "THUOCDO_MAIL_HOST" in sign_in(ADMIN).get("/thu-di/").content.decode()
