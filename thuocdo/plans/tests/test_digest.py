"""One letter per person and working day, summary first, never empty; a slice is there whole or not at all."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.accounts.models import Account, Person, Position
from thuocdo.accounts.queries import actor_for, readers
from thuocdo.audit.rules import Actor, Refused, system
from thuocdo.lawbook.text import fold
from thuocdo.notices.models import Message
from thuocdo.organisations.actions import abolish_unit
from thuocdo.plans import actions, jobs
from thuocdo.plans.actions import digest, progress
from thuocdo.plans.actions.tracking import go_live
from thuocdo.plans.models import Assignment, DigestRun
from thuocdo.plans.queries.digest import letters
from thuocdo.plans.rules.digest import Letter
from thuocdo.plans.rules.reminding import Due
from thuocdo.plans.tests.conftest import AT, TODAY

DAY = dt.timedelta(days=1)
MONDAY = dt.datetime(2023, 4, 17, 1, tzinfo=dt.UTC)  # 8 in the morning in Vietnam
BY = system("thử")


@pytest.fixture(autouse=True)
def server(settings):
    settings.EMAIL_HOST, settings.DEFAULT_FROM_EMAIL = "mail.test", "so@vi.test"
    settings.SITE_ADDRESS = "https://so.test"


@pytest.fixture
def live(focal, settled):
    return go_live(by=focal, at=AT, today=TODAY, plan=settled)


@pytest.fixture
def person(someone, unit):
    """Somebody with a mailbox who holds a role in a unit."""

    def make(name, role, where, email=None, **more):
        account = someone(name=name, username=fold(name).replace(" ", "."))
        Person.objects.filter(pk=account.person_id).update(
            email=f"p{account.person_id}@so.test" if email is None else email
        )
        Position.objects.create(
            person=account.person, unit_id=unit(where), title=role, roles=[role],
            **{"since": dt.date(2020, 1, 1), **more},
        )  # fmt: skip
        return account

    return make


def send(at=MONDAY, people=500):
    return actions.prepare_digests(by=BY, at=at, people=people)


def test_one_letter_a_day_summary_first_grouped_by_need(live, person):
    an = person("An Thị Nhân", "officer", "Văn phòng")
    assert send() == 1
    assert send() == 0
    message = Message.objects.get()
    assert message.person_id == an.person_id
    assert "quá hạn" in message.title
    lines = message.text.splitlines()
    assert "quá hạn" in lines[2]
    heads = [line for line in lines if line.isupper() or line.split(" (")[0].isupper()]
    assert heads[0].startswith("QUÁ HẠN")
    assert "https://so.test/phan-viec/" in message.text
    assert send(MONDAY + DAY) == 1
    assert Message.objects.count() == 2


def test_what_waits_for_the_person_comes_first(live, person, focal):
    work = Assignment.objects.get(task__number="5", of=None)
    head = person("Bình Văn Trưởng", "head", "Phòng Giáo dục Trung học")
    officer = person("An Thị Nhân", "officer", "Phòng Giáo dục Trung học", email="")
    progress.report_done(
        by=actor_for(officer, MONDAY), at=MONDAY, assignment=work, version=0, text="Đã xong.",
        done_on=TODAY, product=True,
    )  # fmt: skip
    send()
    message = Message.objects.get(person=head.person_id)
    assert message.title.startswith("Việc ngày 17/04: 1 việc chờ trả lời")
    assert message.text.index("CHỜ ĐỒNG CHÍ") < message.text.index(work.task.content)


def test_nobody_gets_an_empty_letter(live, person):
    person("Chi Thị Rảnh", "officer", "Thanh tra")
    Assignment.objects.update(due=dt.date(2023, 12, 31), kind="dated", heard_on=MONDAY.date())
    assert send() == 0
    assert not Message.objects.exists()
    assert DigestRun.objects.get().finished_at


@pytest.mark.parametrize(
    ("at", "why"),
    [
        (dt.datetime(2023, 4, 16, 1, tzinfo=dt.UTC), "Sunday"),
        (dt.datetime(2023, 5, 1, 1, tzinfo=dt.UTC), "1 May"),
        (dt.datetime(2023, 4, 17, 12, tzinfo=dt.UTC), "evening"),
        (dt.datetime(2023, 4, 16, 22, tzinfo=dt.UTC), "5 in the morning"),
    ],
)
def test_not_on_days_off_nor_out_of_hours(live, person, at, why):
    person("An Thị Nhân", "officer", "Văn phòng")
    assert send(at) == 0, why
    assert not Message.objects.exists()


def test_a_person_who_left_a_locked_account_a_shared_one_and_an_erased_person_get_none(live, person, unit):  # fmt: skip
    person("Đi Văn Rồi", "officer", "Văn phòng", until=MONDAY.date() - DAY)
    locked = person("Khóa Văn Bị", "officer", "Văn phòng")
    Account.objects.filter(pk=locked.pk).update(is_active=False)
    erased = person("Xóa Văn Đã", "officer", "Văn phòng")
    Person.objects.filter(pk=erased.person_id).update(erased_at=AT)
    Account.objects.create(
        username="dungchung", shared=True, unit_id=unit("Văn phòng"), must_change_password=False, created_at=AT
    )  # fmt: skip
    assert send() == 0


def test_work_of_a_unit_that_is_no_more_is_told_to_its_heir(live, person, unit):
    gone, heir = unit("Phòng Giáo dục Trung học"), unit("Thanh tra")
    Assignment.objects.filter(unit=gone, kind="dated").update(due=TODAY + 30 * DAY)
    person("Thanh Thị Tra", "officer", "Thanh tra")
    abolish_unit(by=BY, at=AT, unit=gone, on=TODAY + 50 * DAY, heir=heir)
    jobs.hand_on(MONDAY - DAY)
    send()
    assert "Tổng kết thí điểm" in Message.objects.get().text


def test_slices_reach_everybody_once_and_a_broken_one_is_done_again(live, person, monkeypatch):
    for n in range(7):  # names run against the numbers: slices go by number
        person(f"Người {'GEDCBAĂ'[n]} {n}", "officer", "Văn phòng")
    assert send(people=3) == 3
    broken = digest.prepare
    calls = []

    def fail(**more):
        calls.append(more["person"])
        if len(calls) == 2:
            raise RuntimeError("the power went")
        return broken(**more)

    monkeypatch.setattr(digest, "prepare", fail)
    with pytest.raises(RuntimeError):
        send(people=3)
    assert Message.objects.count() == 3
    monkeypatch.undo()
    while not DigestRun.objects.get().finished_at:
        send(people=3)
    assert Message.objects.count() == 7
    assert DigestRun.objects.get().prepared == 7


def test_nothing_piles_up_while_mail_cannot_go_out_or_is_switched_off(live, person, settings):
    person("An Thị Nhân", "officer", "Văn phòng")
    settings.DIGEST = False
    assert send() == 0
    settings.DIGEST, settings.EMAIL_HOST = True, ""
    assert send() == 0
    assert not DigestRun.objects.exists()
    with pytest.raises(Refused):
        actions.prepare_digests(by=Actor("An"), at=MONDAY)


def test_the_same_queries_for_three_readers_or_thirty(live, person):
    def asked():
        found = readers(MONDAY.date())
        with CaptureQueriesContext(connection) as seen:
            assert letters(found, MONDAY, "")
        return len(seen)

    for n in range(3):
        person(f"Người Thứ {n}", "officer", "Văn phòng")
    asked()
    few = asked()
    for n in range(27):
        person(f"Người Nữa {n}", "officer", "Thanh tra" if n % 2 else "Văn phòng")
    assert asked() == few


def test_long_groups_are_cut_and_counted():
    owed = [Due(f"Việc {n}", "", TODAY, "late", -n, None) for n in range(1, 15)]
    text = Letter("An", (), owed).text("08:00", "")
    assert "QUÁ HẠN (14)" in text
    assert "… và 4 việc khác" in text
    assert "http" not in text
