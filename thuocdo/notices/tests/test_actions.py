"""A message goes out once, fails visibly, and can be sent again."""

import datetime as dt
import smtplib

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend

from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Actor, Grant, Refused, system
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.notices import jobs
from thuocdo.notices.actions import prepare, resend, send_due
from thuocdo.notices.models import Attempt, Message, State
from thuocdo.notices.rules import HOLD, PAUSES

AT = dt.datetime(2023, 3, 15, 5, tzinfo=dt.UTC)
BY = system("test")
ADMIN = Actor("An", person=1, account=1, grants=(Grant("admin", None),))
pytestmark = pytest.mark.django_db


class Trouble(BaseEmailBackend):
    error: Exception = ConnectionRefusedError()

    def send_messages(self, messages):
        raise self.error


@pytest.fixture(autouse=True)
def server(settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.test", "So <so@vi.test>"


@pytest.fixture
def down(settings, monkeypatch):
    settings.EMAIL_BACKEND = f"{__name__}.Trouble"
    monkeypatch.setattr("django.core.mail.get_connection", lambda **_: Trouble())

    def say(error):
        monkeypatch.setattr(Trouble, "error", error)

    return say


def ask(key="k", address="a@vi.test", **more):
    return prepare(by=BY, at=AT, key=key, address=address, title="Đôn đốc", text="Nội dung", **more)


def test_prepared_twice_sent_once():
    assert ask() == ask()
    assert send_due(by=BY, at=AT) == 1
    assert send_due(by=BY, at=AT) == 0
    assert [m.subject for m in mail.outbox] == ["Đôn đốc"]
    assert Message.objects.get().state == State.SENT


def test_the_log_knows_it_without_the_words():
    ask()
    send_due(by=BY, at=AT)
    entries = Entry.objects.order_by("number")
    assert [e.verb for e in entries] == ["notices.prepare", "notices.send"]
    assert not any("vi.test" in e.changes or "Nội dung" in e.changes for e in entries)


def test_an_address_that_is_none_is_refused():
    with pytest.raises(Mistake, match="địa chỉ"):
        ask(address="không có")
    assert not Message.objects.exists()


def test_without_a_server_messages_wait(settings):
    settings.EMAIL_HOST = ""
    ask()
    assert send_due(by=BY, at=AT) == 0
    assert Message.objects.get().tries == 0
    settings.EMAIL_HOST = "mail.test"
    assert send_due(by=BY, at=AT) == 1


def test_trouble_is_tried_again_with_growing_pauses_then_shown(down):
    down(ConnectionRefusedError())
    ask()
    at = AT
    for tries, pause in enumerate((*PAUSES, None), 1):
        assert send_due(by=BY, at=at - dt.timedelta(seconds=1)) == 0
        send_due(by=BY, at=at)
        message = Message.objects.get()
        assert message.tries == tries
        at += pause or dt.timedelta()
    assert message.state == State.FAILED
    assert "Không nối được máy chủ thư" in message.reason
    assert Attempt.objects.count() == len(PAUSES) + 1


@pytest.mark.parametrize(
    ("error", "state"),
    [
        (smtplib.SMTPRecipientsRefused({"a@vi.test": (550, b"no such user a@vi.test")}), "failed"),
        (smtplib.SMTPRecipientsRefused({"a@vi.test": (451, b"later")}), "waiting"),
        (smtplib.SMTPAuthenticationError(535, b"bad"), "waiting"),
        (smtplib.SMTPServerDisconnected("gone"), "waiting"),
        (TimeoutError("slow"), "waiting"),
    ],
)
def test_a_refusal_for_good_is_not_tried_again(down, error, state):
    down(error)
    ask()
    send_due(by=BY, at=AT)
    message = Message.objects.get()
    assert message.state == state
    assert message.reason
    assert "a@vi.test" not in message.reason


def test_what_failed_is_sent_again_by_an_administrator(down, settings, monkeypatch):
    down(smtplib.SMTPRecipientsRefused({"a@vi.test": (550, b"")}))
    message = ask()
    send_due(by=BY, at=AT)
    with pytest.raises(Refused):
        resend(by=Actor("Bình", person=2, account=2), at=AT, message=message)
    monkeypatch.undo()
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.test", "so@vi.test"
    resend(by=ADMIN, at=AT, message=message)
    with pytest.raises(Refused, match="Chỉ gửi lại"):
        resend(by=ADMIN, at=AT, message=message)
    assert send_due(by=BY, at=AT) == 1


def test_a_worker_that_died_frees_its_message_after_a_while():
    message = ask()
    Message.objects.update(next_at=AT + HOLD)  # taken, and the worker is gone
    assert send_due(by=BY, at=AT + HOLD / 2) == 0
    assert send_due(by=BY, at=AT + HOLD) == 1
    message.refresh_from_db()
    assert message.sent_at == AT + HOLD


def test_two_workers_send_it_once(monkeypatch):
    from thuocdo.notices.actions.sending import take

    message = ask()
    assert take(message, AT)
    assert not take(message, AT)


def test_the_job_calls_the_action():
    ask()
    assert jobs.JOBS[0].run(AT) == 1
