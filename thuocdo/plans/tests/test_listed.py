"""The list of everything: narrowed as asked, its six numbers always the total, the same work at any length."""

import datetime as dt
import io
import random

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.accounts.models import Position, RoleGrant, SavedFilter
from thuocdo.audit.rules import Actor, system
from thuocdo.config import clock
from thuocdo.organisations.models import GroupMember
from thuocdo.plans.actions import progress
from thuocdo.plans.actions.tracking import go_live
from thuocdo.plans.models import Assignment, Plan
from thuocdo.plans.queries.buckets import count_all
from thuocdo.plans.queries.listed import all_names, in_rows, listed
from thuocdo.plans.queries.one_work import silence
from thuocdo.plans.queries.orphans import strayed
from thuocdo.plans.rules.buckets import BUCKETS
from thuocdo.plans.tests.conftest import AT, TODAY
from thuocdo.plans.web.listed import SLUGS

LATER = dt.date(2023, 6, 20)


@pytest.fixture(autouse=True)
def now(monkeypatch):
    day = LATER - TODAY
    monkeypatch.setattr(clock, "now", lambda: AT + day)


@pytest.fixture
def live(focal, settled):
    return go_live(by=focal, at=AT, today=TODAY, plan=settled)


@pytest.fixture
def browser(client, focal, live):
    from thuocdo.accounts.models import Account

    client.force_login(Account.objects.get(username="daumoi"))
    return client


def shown(browser, address="/nhiem-vu/"):
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.context


def listed_ids(context):
    return {row.pk for row in context["page"].rows}


def test_six_numbers_sum_to_the_total_whatever_is_asked(browser, live, unit):
    room = unit("Phòng Giáo dục Trung học")
    for condition in (
        "",
        f"don-vi={room}",
        "nguon=plan",
        "den=30/06/2023",
        "chua-cap-nhat=1",
        "q=hop",
    ):
        seen = shown(browser, f"/nhiem-vu/?{condition}")
        counts = seen["counts"]
        assert counts.total == seen["page"].count
        for slug, bucket, share in zip(SLUGS, BUCKETS, seen["shares"], strict=True):
            part = shown(browser, f"/nhiem-vu/{share.url}")
            assert part["page"].count == share.count == getattr(counts, bucket)
            assert part["counts"] == counts, "the strip stays while one of its numbers is opened"
            assert {row.bucket for row in part["page"].rows} <= {bucket}
            assert f"tinh-trang={slug}" in share.url
    assert shown(browser)["counts"].overdue
    assert shown(browser)["counts"].total == Assignment.objects.count()


def test_each_condition_narrows_to_what_it_says(browser, live, unit, someone, focal):
    room = unit("Phòng Giáo dục Trung học")
    assert {r.work.unit_id for r in shown(browser, f"/nhiem-vu/?don-vi={room}")["page"].rows} == {
        room
    }
    period = shown(browser, "/nhiem-vu/?tu=01/03/2023&den=15/03/2023")["page"].rows
    assert {r.work.due for r in period} == {dt.date(2023, 3, 15)}
    assert all(
        r.work.due <= LATER for r in shown(browser, "/nhiem-vu/?tu=01/01/2023&den=nay")["page"].rows
    )
    assert not shown(browser, "/nhiem-vu/?nguon=meeting")["page"].rows
    assert listed_ids(shown(browser, f"/nhiem-vu/?ke-hoach={live.pk}")) == listed_ids(
        shown(browser)
    )
    words = shown(browser, "/nhiem-vu/?q=QUY+che+hop")["page"].rows
    assert {r.work.task.number for r in words} == {"1"}
    assert listed_ids(shown(browser, "/nhiem-vu/?q=07/KH-SGDDT")) == listed_ids(shown(browser))


def test_a_group_and_a_leader_stand_for_their_units(browser, live, unit, someone):
    group = live.tasks.get(number="2").owners.get(group__isnull=False).group
    rows = shown(browser, f"/nhiem-vu/?nhom={group.pk}")["page"].rows
    inside = set(GroupMember.objects.filter(group=group).values_list("unit", flat=True))
    assert rows
    assert {r.work.unit_id for r in rows} <= inside
    room, chief = unit("Phòng Giáo dục Trung học"), someone(name="Vũ Phó Giám Đốc", username="pgd")
    RoleGrant.objects.create(
        person=chief.person, role="leader", unit_id=room, since=dt.date(2020, 1, 1)
    )
    rows = shown(browser, f"/nhiem-vu/?lanh-dao={chief.person_id}")["page"].rows
    assert {r.work.unit_id for r in rows} == {room}


def test_a_bent_address_is_told_and_shows_everything(browser):
    seen = shown(browser, "/nhiem-vu/?tinh-trang=xyz&tu=31/02/2023&don-vi=0&sau=zzz")
    assert len(seen["page"].doubts) == 3
    assert seen["page"].count == seen["counts"].total > 0


def test_an_officer_sees_the_work_of_the_own_unit_alone(client, live, unit, someone):
    account = someone(name="An", username="an")
    room = unit("Phòng Giáo dục Trung học")
    Position.objects.create(person=account.person, unit_id=room, title="Chuyên viên", roles=["officer"], since=TODAY)  # fmt: skip
    client.force_login(account)
    seen = shown(client)
    assert {r.work.unit_id for r in seen["page"].rows} == {room}
    assert [value for value, _label in seen["page"].filters[0].filter.choices()] == [str(room)]
    other = unit("Văn phòng")
    assert shown(client, f"/nhiem-vu/?don-vi={other}")["page"].doubts
    assert not listed(Actor("Khách"), LATER).exists()


def test_silent_in_the_database_is_silent_in_the_rules(live):
    chance = random.Random(3)
    for work in Assignment.objects.filter(of=None):
        work.heard_on = chance.choice([None, TODAY + dt.timedelta(days=chance.randrange(1, 160))])
        work.save()
    Assignment.objects.filter(kind="checkpoint", pk__in=[w.pk for w in Assignment.objects.all() if chance.random() < 0.2]).update(state="closed")  # fmt: skip
    every = system("thử")
    found = {True: 0, False: 0}
    for days in range(0, 180, 9):
        today = TODAY + dt.timedelta(days=days)
        for row in in_rows(listed(every, today), today):
            marks = list(row.work.checkpoints.all())
            assert row.silent == silence(row.work, marks, today)
            found[row.silent is not None] += 1
    assert min(found.values()) > 50


def test_work_that_strayed_from_the_plan_of_its_task_is_named(live):
    assert strayed(9) == []
    work = Assignment.objects.first()
    other = Plan.objects.create(
        agency_id=live.agency_id, state="live", title="t", folded="t", first_year=2023, last_year=2023,
        reading={}, created_at=AT,
    )  # fmt: skip
    Assignment.objects.filter(pk=work.pk).update(plan=other)
    assert strayed(9) == [work.pk]


def test_the_same_queries_for_ten_rows_and_for_a_thousand(browser, live):
    template = Assignment.objects.filter(kind="dated").first()
    addresses = (
        "/nhiem-vu/",
        "/nhiem-vu/?chua-cap-nhat=1&den=nay",
        "/nhiem-vu/?tinh-trang=trong-han",
    )
    counts = []
    for many in (60, 1000):
        Assignment.objects.bulk_create(
            Assignment(
                task_id=template.task_id, plan_id=template.plan_id, unit_id=template.unit_id, kind="dated", created_at=AT,
                due=LATER + dt.timedelta(days=n % 60 - 20), first_due=LATER,
            )
            for n in range(3 * many)
        )  # fmt: skip
        for address in addresses:
            with CaptureQueriesContext(connection) as seen:
                shown(browser, address)
            counts.append(len(seen))
    assert counts[: len(addresses)] == counts[len(addresses) :]
    assert max(counts) <= 16


def test_the_list_as_a_file(browser, live):
    answer = browser.get("/nhiem-vu/?tai=xlsx&q=quy+che")
    sheet = openpyxl.load_workbook(io.BytesIO(b"".join(answer.streaming_content))).active
    heads, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert heads[:5] == ["Số", "Số cấp trên", "Nhiệm vụ", "Nội dung", "Đơn vị"]
    assert {row[2] for row in rows} == {"Ban hành quy chế họp"}
    assert {row[heads.index("Tình trạng")] for row in rows} == {"Chưa hoàn thành, quá hạn"}
    text = b"".join(browser.get("/nhiem-vu/?tai=csv").streaming_content).decode("utf-8-sig")
    assert len(text.splitlines()) == 1 + Assignment.objects.count()


def test_what_is_no_longer_tracked_is_not_listed(browser, live):
    Assignment.objects.filter(task__number="1").update(state="closed")
    numbers = {r.work.task.number for r in shown(browser)["page"].rows}
    assert "1" not in numbers
    Plan.objects.update(state="closed")
    seen = shown(browser)
    assert not seen["page"].rows
    assert seen["counts"].total == 0


def test_a_filter_kept_under_a_name_is_one_click_away(browser, live):
    place = shown(browser, "/nhiem-vu/?tu=01/04/2023&den=nay")["page"].save_url
    assert place.startswith("/bo-loc/?next=%2Fnhiem-vu%2F&list=plans.work&query=")
    kept = {"room_list": "plans.work", "query": "tu=01/04/2023&den=nay", "name": "Từ 01/4 đến nay"}
    back = browser.post(place, kept)["Location"]
    (saved,) = shown(browser, back)["page"].saved
    assert (saved.label, saved.here) == ("Từ 01/4 đến nay", True)
    assert SavedFilter.objects.get().room_list == "plans.work"


def test_waiting_work_is_found_and_judged_on_the_day_it_states(browser, live, unit, someone):
    from thuocdo.accounts.queries import actor_for

    account = someone(name="An", username="an")
    room = unit("Phòng Giáo dục Trung học")
    Position.objects.create(person=account.person, unit_id=room, title="Chuyên viên", roles=["officer"], since=dt.date(2020, 1, 1))  # fmt: skip
    work = Assignment.objects.get(task__number="5", of=None)
    at = AT + dt.timedelta(days=3)
    progress.report_done(
        by=actor_for(account, at), at=at, assignment=work, version=0, text="Xong.",
        done_on=TODAY, product=True,
    )  # fmt: skip
    seen = shown(browser, "/nhiem-vu/?cho-xac-nhan=1")
    assert listed_ids(seen) == {work.pk}
    assert seen["counts"].in_time == 1
    assert count_all(listed(system("thử"), LATER), LATER).total == Assignment.objects.count()


def test_work_taken_over_says_from_whom_and_so_do_its_checkpoints(browser, live, unit):
    work = Assignment.objects.filter(checkpoints__state="open", of=None).order_by("pk").first()
    giver, to = work.unit.pk, unit("Thanh tra Sở")
    progress.hand_over(
        by=system("thử"), at=AT, assignment=work, version=work.version, text="Đổi việc.", unit=to
    )
    mine = [row for row in shown(browser, f"/nhiem-vu/?don-vi={to}")["page"].rows if row.came_from]
    assert {row.pk for row in mine} == {work.pk, *work.checkpoints.filter(state="open").values_list("pk", flat=True)}  # fmt: skip
    assert len(mine) > 1
    name = mine[0].came_from
    assert name in dict(all_names(LATER))[giver]
    assert f"nhận bàn giao từ {name}" in browser.get(f"/nhiem-vu/?don-vi={to}").content.decode()


def test_the_plan_counts_its_printed_rows_and_each_number_opens(browser, live):
    page = browser.get(f"/ke-hoach/{live.pk}/").context
    rows = [row for row in page["page"].rows if row.bucket]
    assert sum(share.count for share in page["shares"]) == len(rows) > 0
    for share in page["shares"]:
        opened = browser.get(f"/ke-hoach/{live.pk}/{share.url}").context["page"].rows
        assert len(opened) == share.count
    standing = next(row for row in rows if row.task.number == "2")
    assert (standing.bucket, standing.silent > 0) == ("no_due", True)
