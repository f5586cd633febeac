"""The board and its sheet: the same numbers, worst first, one page whatever happens."""

import datetime as dt
import io
import random

import pdfplumber
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.accounts.models import RoleGrant
from thuocdo.accounts.queries import actor_for
from thuocdo.audit.rules import system
from thuocdo.config import clock
from thuocdo.desk.output import cut, sheet
from thuocdo.desk.tests.factories import owe
from thuocdo.organisations.models import Unit, UnitName
from thuocdo.organisations.queries import calendar_for
from thuocdo.plans.actions import progress
from thuocdo.plans.models import Assignment
from thuocdo.plans.queries import board
from thuocdo.plans.rules.progress import patience_before

OFFICE = ("so-gddt-hai-phong", "Chuyên viên", ["focal"])
ROOM = ("giao-duc-trung-hoc", "Chuyên viên", ["officer"])


def days(number):
    return clock.today() + dt.timedelta(days=number)


@pytest.fixture
def work(plan):
    """One room with two late pieces, another with one in time, and one that is done late."""
    late = owe(
        plan, 1, "Rà soát thủ tục hành chính", days(-30), days(-3), unit="ke-hoach-tai-chinh"
    )
    owe(plan, 2, "Công khai thủ tục hành chính", days(20), unit="giao-duc-trung-hoc")
    owe(
        plan, 3, "Ban hành quy chế họp", days(-9), unit="giao-duc-trung-hoc",
        state="done", done_on=days(-2), heard_on=days(-2),
    )  # fmt: skip
    return late


def test_units_stand_worst_first_and_sum_to_the_whole(work, client, enter):
    enter("Trần Thu Hà", OFFICE)
    seen = client.get("/dieu-hanh/").context
    found = seen["board"]
    assert found.counts.numbers == (0, 1, 0, 1, 2, 0)
    assert [line.counts.overdue for line in found.units] == [2, 0]
    assert sum(line.counts.total for line in found.units) == found.counts.total == 4
    assert [row.pk for row in found.late] == [piece.pk for piece in work]
    assert found.silent_count == 2
    assert {row.pk for row in found.silent} == {piece.pk for piece in work}


def test_each_number_leads_to_its_rows(work, client, enter):
    enter("Trần Thu Hà", OFFICE)
    seen = client.get("/dieu-hanh/").context
    for share in seen["shares"]:
        assert client.get(share.url).context["page"].count == share.count
    for line in [*seen["first"], *seen["groups"]]:
        assert client.get(line["url"]).context["page"].count == line["line"].counts.total
        assert client.get(line["late_url"]).context["page"].count == line["line"].counts.overdue
        assert client.get(line["silent_url"]).context["page"].count == line["line"].silent


def test_a_leader_s_units_alone(work, client, enter, someone):
    chief = someone("leader", name="Vũ Phó Giám Đốc")
    unit = Unit.objects.get(code="giao-duc-trung-hoc")
    RoleGrant.objects.create(
        person=chief.person, role="leader", unit=unit, since=dt.date(2020, 1, 1)
    )
    enter("Trần Thu Hà", OFFICE)
    page = client.get(f"/dieu-hanh/?lanh-dao={chief.person.pk}")
    assert page.context["board"].counts.total == 2
    assert "Vũ Phó Giám Đốc" in page.content.decode()
    for share in page.context["shares"]:
        assert client.get(share.url).context["page"].count == share.count
    assert client.get("/dieu-hanh/?lanh-dao=x").context["board"].counts.total == 4
    client.force_login(chief)
    assert client.get("/dieu-hanh/").context["board"].counts.total == 2
    assert client.get("/dieu-hanh/?lanh-dao=tat-ca").context["board"].counts.total == 4


def test_what_waits_for_a_decision_is_named(work, client, enter, someone):
    account = someone("officer", unit=Unit.objects.get(code="giao-duc-trung-hoc"))
    by, at = actor_for(account, clock.now()), clock.now()
    piece = Assignment.objects.get(task__number="2")
    progress.tell_obstacle(
        by=by, at=at, assignment=piece, text="Chưa có kinh phí mua máy.", to_leader=True
    )
    progress.ask_extension(
        by=by, at=at, assignment=piece, version=piece.version + 1, text="Chờ hướng dẫn.",
        wanted=days(60),
    )  # fmt: skip
    enter("Trần Thu Hà", OFFICE)
    found = client.get("/dieu-hanh/").context["board"]
    assert {w.text for w in found.wanted} == {"Chưa có kinh phí mua máy.", "Chờ hướng dẫn."}
    assert {w.until for w in found.wanted} == {None, days(60)}


def test_the_board_is_not_for_everybody_and_says_when_it_is_empty(client, enter, plan):
    enter("Lê Ngọc Ánh", ROOM)
    assert client.get("/dieu-hanh/").status_code == 403
    enter("Trần Thu Hà", OFFICE)
    assert "Chưa có phần việc nào được theo dõi" in client.get("/dieu-hanh/").content.decode()


def test_an_obstacle_the_office_leaves_lying_asks_the_leader(work, agency):
    """Seen on the board from the day on which it goes up, under the words the unit used."""
    by, today = system("thử"), clock.today()
    progress.tell_obstacle(by=by, at=clock.now(), assignment=work[0], text="Thiếu kinh phí.")
    assert board(by, today, agency.pk).wanted == []
    last = patience_before(today, calendar_for(agency.pk))
    Assignment.objects.filter(pk=work[0].pk).update(obstacle_since=last)
    assert [one.text for one in board(by, today, agency.pk).wanted] == ["Thiếu kinh phí."]


def test_the_same_queries_at_any_length(plan, client, enter):
    enter("Trần Thu Hà", OFFICE)
    rooms = ("ke-hoach-tai-chinh", "giao-duc-trung-hoc", "to-chuc-hanh-chinh")

    def asked(address):
        with CaptureQueriesContext(connection) as seen:
            assert client.get(address).status_code == 200
        return len(seen)

    for place in range(1, 7):
        owe(plan, place, f"Việc {place}", days(place - 4), unit=rooms[place % 3])
    asked("/dieu-hanh/")
    few = [asked("/dieu-hanh/"), asked("/dieu-hanh/giao-ban/")]
    for place in range(7, 120):
        owe(plan, place, f"Việc {place}", days(place - 90), unit=rooms[place % 3])
    assert [asked("/dieu-hanh/"), asked("/dieu-hanh/giao-ban/")] == few


def test_the_sheet_is_one_page_with_the_board_s_numbers(plan, client, enter):
    rng, words = random.Random(7), "nghiệp vụ chuyển đổi số cải cách thủ tục hành chính công khai "
    rooms = list(
        Unit.objects.filter(
            code__in=["ke-hoach-tai-chinh", "giao-duc-trung-hoc", "to-chuc-hanh-chinh"]
        )
    )
    UnitName.objects.filter(unit__in=rooms).update(name=(words * 5)[:250])
    for place in range(1, 501):
        [piece] = owe(
            plan, place, (words * 9)[rng.randrange(20) :], days(-rng.randrange(1, 200)),
            unit=rooms[place % 3].code,
        )  # fmt: skip
        if place < 20:
            progress.tell_obstacle(
                by=system("thử"), at=clock.now(), assignment=piece, text=words * 5, to_leader=True
            )
    enter("Trần Thu Hà", OFFICE)
    answer = client.get("/dieu-hanh/giao-ban/pdf/")
    assert answer["Content-Type"] == "application/pdf"
    with pdfplumber.open(io.BytesIO(answer.content)) as document:
        assert len(document.pages) == 1
        page = document.pages[0]
        assert (round(page.width), round(page.height)) == (595, 842)
        text = " ".join(page.extract_text().split())
    for printed in ("TÓM TẮT GIAO BAN", "Quá hạn lâu nhất", "Cần cho ý kiến, quyết định", "500"):
        assert printed in text
    html = client.get("/dieu-hanh/giao-ban/").content.decode()
    assert "Tóm tắt giao ban" in html


def test_the_words_of_the_sheet_are_those_of_the_board(work, agency):
    found = board(system("thử"), clock.today(), agency.pk)
    printed = sheet(found, "Sở", "", clock.now())
    assert [n for _label, n in printed["six"]] == ["0", "1", "0", "1", "2", "0"]
    calendar, today = calendar_for(agency.pk), clock.today()
    days = [-calendar.working_days_between(today, w.due) for w in work]  # as letters count them
    assert [row[3] for row in printed["late"]] == [str(n) for n in days]
    assert printed["share"] == "0%" or printed["share"] == "0,0%"
    assert len(cut("a" * 500, 110)) == 110


def test_a_word_from_a_unit_moves_the_board(work, client, enter):
    enter("Trần Thu Hà", OFFICE)
    keys = client.get("/dieu-hanh/").context["keys"]
    assert keys == f"plan:{work[0].task.plan_id}"
    progress.update_progress(by=system("thử"), at=clock.now(), assignment=work[0], text="Đang làm.")
    from thuocdo.audit.models import Touch

    assert Touch.objects.filter(thing=keys).exists()
    assert client.get("/dieu-hanh/").context["board"].silent_count == 1
