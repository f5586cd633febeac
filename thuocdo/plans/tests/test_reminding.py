"""Reminders are text first: handed on by a person, taken back before they leave, mailed once where there is an address."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.accounts.models import Account, Person, Position
from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Refused, system
from thuocdo.config import clock
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.notices.models import Message
from thuocdo.organisations.actions import abolish_unit
from thuocdo.plans import actions, jobs
from thuocdo.plans.actions.tracking import go_live
from thuocdo.plans.models import Assignment, PhoneLink, Reminder
from thuocdo.plans.queries.phone import code_to_show
from thuocdo.plans.queries.reminding import message_of, owing, to_remind, told
from thuocdo.plans.rules.reminding import (
    MOST,
    UNDO,
    UNITS,
    WHYS,
    Due,
    UnitPart,
    group_page,
    message,
)
from thuocdo.plans.tests.conftest import AT, TODAY

DAY = dt.timedelta(days=1)
LATE = TODAY + 100 * DAY  # the office's row 1 fell due on 31/3
NOW = AT + 100 * DAY


@pytest.fixture(autouse=True)
def now(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def live(focal, settled):
    return go_live(by=focal, at=AT, today=TODAY, plan=settled)


@pytest.fixture
def late(live):
    return Assignment.objects.get(task__number="1", of=None)


@pytest.fixture
def head(someone, unit):
    """The head of the office, with an address."""
    person = someone(name="Đỗ Văn Chánh", username="chanh").person
    Person.objects.filter(pk=person.pk).update(email="chanh@so.vi.test")
    Position.objects.create(
        person=person, unit_id=unit("Văn phòng"), title="Chánh Văn phòng", roles=["head"],
        since=dt.date(2020, 1, 1),
    )  # fmt: skip
    return person


def work_of(focal, unit, whys=WHYS):
    return to_remind(focal, LATE, [unit], whys)


def remind(focal, *units, n=0, **more):
    work = to_remind(focal, LATE, units, WHYS)
    return actions.remind(by=focal, at=NOW + n * DAY, work=work, **more).reminders


def text_of(reminder, at=NOW):
    (one,) = told([reminder], at, "https://so.test/l/{code}/")
    return message_of(one, at)


def test_units_with_late_near_and_silent_work_most_late_first(focal, live, late):
    rows = owing(focal, LATE, WHYS)
    assert rows == sorted(rows, key=lambda o: -o.late)
    office = next(o for o in rows if o.unit == late.unit_id)
    assert office.late >= 1
    assert office.last is None
    assert not owing(focal, LATE, [])
    named = to_remind(focal, LATE, [o.unit for o in rows], WHYS)
    assert {u: len(w) for u, w in named.items()} == {
        o.unit: o.late + o.soon + o.silent for o in rows
    }


def test_silent_work_alone_may_be_asked_for_and_late_silent_work_is_among_it(focal, live, late, client):  # fmt: skip
    every = next(o for o in owing(focal, LATE, WHYS) if o.unit == late.unit_id)
    alone = next(o for o in owing(focal, LATE, ["silent"]) if o.unit == late.unit_id)
    assert late.due < LATE
    assert late.pk in {w.pk for w in work_of(focal, late.unit_id, ["silent"])[late.unit_id]}
    assert every.unheard == alone.unheard == alone.silent >= 1
    assert every.silent < every.unheard  # what is late is counted once in the sums of a message
    client.force_login(Account.objects.get(pk=focal.account))
    row = client.get("/don-doc/?loai=chua-cap-nhat").content.decode().split("<tbody>")[1]
    assert ">–<" in row  # what was not asked for is not said to be none


def test_a_silent_duty_is_not_named_beside_its_missed_checkpoint(focal, live):
    marks = Assignment.objects.filter(kind="checkpoint", due__lt=LATE).exclude(of=None)
    assert marks.exists()
    named = {w.pk for w in work_of(focal, marks[0].unit_id)[marks[0].unit_id]}
    assert marks[0].pk in named
    assert marks[0].of_id not in named


def test_the_text_names_each_piece_with_its_link(focal, late):
    (reminder,) = remind(focal, late.unit_id, note="Đồng chí lưu ý.")
    text = text_of(reminder)
    assert text.startswith("Văn phòng")
    assert "quá hạn" in text
    assert "Đồng chí lưu ý." in text
    code = code_to_show(PhoneLink.objects.get(assignment=late))
    assert f"https://so.test/l/{code}/" in text
    assert "!" not in text
    Assignment.objects.filter(pk=late.pk).update(state="done", done_on=LATE)
    assert late.task.content not in text_of(reminder)


def test_copied_is_what_the_log_says(focal, late, client):
    (reminder,) = remind(focal, late.unit_id)
    client.force_login(Account.objects.get(pk=focal.account))
    page = client.get(f"/don-doc/dot/{reminder.batch}/").content.decode()
    assert "Sao chép tin nhắn" in page
    assert "đã gửi" not in page.lower().replace("thư đã gửi", "")
    assert client.post(f"/don-doc/tin/{reminder.pk}/sao-chep/").status_code == 302
    assert Entry.objects.last().verb == "plans.copy_reminder"
    assert "đã sao chép" in client.get(f"/don-doc/dot/{reminder.batch}/").content.decode()
    with pytest.raises(Refused, match="hoàn tác"):
        actions.withdraw(by=focal, at=NOW, reminders=[reminder])


def test_undo_before_it_leaves_closes_the_links_it_made(focal, late, head, client):
    handed = actions.issue_links(by=focal, at=NOW - DAY, works=[late])[late.pk]
    (reminder,) = remind(focal, late.unit_id)
    assert reminder.leaves_at == NOW + UNDO
    client.force_login(Account.objects.get(pk=focal.account))
    assert client.post(f"/don-doc/dot/{reminder.batch}/hoan-tac/").status_code == 302
    actions.send_reminders(by=system("x"), at=NOW + DAY)
    assert not Message.objects.exists()
    handed.refresh_from_db()
    assert handed.revoked_at is None  # handed out before, by itself
    assert not PhoneLink.objects.filter(made_at=NOW, revoked_at=None).exists()
    assert owing(focal, LATE, WHYS)[0].last is None


def test_mail_leaves_once_after_the_time_for_undoing(focal, late, head, settings):
    settings.SITE_ADDRESS = "https://so.test"
    (reminder,) = remind(focal, late.unit_id)
    assert jobs.remind(NOW) == 0
    assert jobs.remind(NOW + UNDO) == 1
    assert jobs.remind(NOW + UNDO) == 0
    message = Message.objects.get()
    assert (message.address, message.person_id) == ("chanh@so.vi.test", head.pk)
    assert "https://so.test/l/" in message.text
    with pytest.raises(Refused):
        actions.withdraw(by=focal, at=NOW, reminders=[reminder])


def test_without_the_sites_address_mail_carries_no_link(focal, late, head):
    remind(focal, late.unit_id)
    jobs.remind(NOW + UNDO)
    assert "/l/" not in Message.objects.get().text


def test_whoever_has_left_is_not_written_to_and_a_shared_account_needs_no_mail(focal, late, head, unit):  # fmt: skip
    Position.objects.filter(person=head).update(until=LATE - DAY)
    Account.objects.create(
        username="dungchung", shared=True, unit_id=late.unit_id, must_change_password=False, created_at=AT
    )  # fmt: skip
    (reminder,) = remind(focal, late.unit_id)
    assert reminder.leaves_at is None
    assert "/l/" in text_of(reminder)
    actions.send_reminders(by=system("x"), at=NOW + DAY)
    assert not Message.objects.exists()


def test_a_unit_that_is_no_more_is_refused_and_said(focal, late, unit):
    gone = unit("Phòng Giáo dục Trung học")
    assert Assignment.objects.filter(unit=gone, state="open").exists()
    abolish_unit(by=system("x"), at=AT + 50 * DAY, unit=gone, on=TODAY + 50 * DAY)
    row = next(o for o in owing(focal, LATE, WHYS) if o.unit == gone)
    assert row.ended
    made = actions.remind(by=focal, at=NOW, work=work_of(focal, gone))
    assert not made.reminders
    assert "không còn hoạt động" in made.refused[0][1]
    handed = jobs.hand_on(NOW)
    assert handed >= 1
    rows = owing(focal, LATE, WHYS)
    assert gone not in {o.unit for o in rows}
    assert not any(o.ended for o in rows)


def test_nothing_chosen_is_a_mistake_and_an_officer_reminds_nobody(focal, late, someone, unit, client):  # fmt: skip
    with pytest.raises(Mistake, match="Chưa chọn"):
        actions.remind(by=focal, at=NOW, work={})
    account = someone(name="An", username="an")
    Position.objects.create(
        person=account.person, unit_id=late.unit_id, title="CV", roles=["officer"], since=TODAY
    )
    client.force_login(account)
    assert client.get("/don-doc/").status_code == 403
    (reminder,) = remind(focal, late.unit_id)
    assert client.post(f"/don-doc/tin/{reminder.pk}/sao-chep/").status_code == 403


def test_chosen_pieces_become_one_reminder_per_unit(focal, live, late, client):
    client.force_login(Account.objects.get(pk=focal.account))
    other = Assignment.objects.filter(state="open", of=None).exclude(unit=late.unit_id).first()
    answer = client.post("/don-doc/soan/", {"chosen": [late.pk, other.pk, 999_999]})
    assert answer.status_code == 302
    assert Reminder.objects.count() == 2
    assert {line.assignment_id for r in Reminder.objects.all() for line in r.lines.all()} == {
        late.pk,
        other.pk,
    }


def test_the_page_for_the_group_names_every_unit_on_one_page(focal, live, client):
    client.force_login(Account.objects.get(pk=focal.account))
    page = client.get("/don-doc/danh-sach/").content.decode()
    for row in owing(focal, LATE, WHYS):
        assert row.name in page
    assert "/l/" not in page
    only = client.get("/don-doc/danh-sach/?loai=chua-cap-nhat").context["text"]
    assert "quá hạn" not in only


def test_long_lists_are_cut_and_say_so():
    rows = [Due(f"Việc {n}", "", LATE, "late", -n, None) for n in range(1, 9)]
    assert group_page("Văn phòng", [], "14:05") == ""
    parts = [UnitPart(f"Phòng {n}", (8, 0, 0), rows[:5]) for n in range(UNITS + 2)]
    text = group_page("Văn phòng", parts, "14:05")
    assert "… và 3 việc khác" in text
    assert text.endswith("… và 2 đơn vị khác: 16 việc quá hạn")
    assert message("Văn phòng", "Phòng A", rows, "14:05").count("\n") == 8
    assert MOST >= 30


def test_the_same_queries_for_one_unit_or_many(focal, live, late, client):
    client.force_login(Account.objects.get(pk=focal.account))

    def asked(address):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    reminders = remind(focal, late.unit_id)
    places = ["/don-doc/", "/don-doc/danh-sach/", f"/don-doc/dot/{reminders[0].batch}/"]
    for place in places:
        asked(place)  # what a process reads once
    few = [asked(place) for place in places]
    units = list(Assignment.objects.exclude(unit=late.unit_id).values_list("unit", flat=True))
    for unit in set(units):
        Assignment.objects.filter(unit=unit, kind="standing").update(kind="dated", due=LATE - DAY)
    more = remind(focal, *set(units))
    Reminder.objects.filter(pk__in=[r.pk for r in more]).update(batch=reminders[0].batch)
    assert [asked(place) for place in places] == few


def test_only_the_nearest_work_of_each_unit_is_fetched_where_that_is_asked(focal, live):
    units = {o.unit for o in owing(focal, LATE, WHYS)}
    everything = to_remind(focal, LATE, units, WHYS)
    first = to_remind(focal, LATE, units, WHYS, most=1)
    assert any(len(rows) > 1 for rows in everything.values())
    assert first == {unit: rows[:1] for unit, rows in everything.items()}


def test_the_last_reminder_and_the_letters_can_be_found_again(focal, live, late, client):
    client.force_login(Account.objects.get(pk=focal.account))
    remind(focal, late.unit_id)
    (last,) = remind(focal, late.unit_id, n=0)
    letter = actions.write_letter(by=focal, at=NOW, unit=late.unit_id, answer_by=LATE + 7 * DAY)
    page = client.get("/don-doc/").content.decode()
    assert f"/don-doc/dot/{last.batch}/" in page
    assert f"/don-doc/cong-van/so/{letter.pk}/" in page


def test_an_office_that_reminds_itself_asks_nobody_else():
    row = Due("Rà soát", "", dt.date(2026, 3, 1), "late", -4, None)
    own, other = (message("Văn phòng", unit, [row], "10/3") for unit in ("Văn phòng", "Phòng A"))
    assert own.startswith("Văn phòng cập nhật tiến độ")
    assert other.startswith("Văn phòng đề nghị Phòng A cập nhật tiến độ")
