"""A figure of a report taken from a collection: tied by the office, filled in the room's report, told where they part."""

import datetime as dt
import re

import pytest

from thuocdo.config import clock
from thuocdo.reporting import actions
from thuocdo.reporting.models import Reply, Report
from thuocdo.reporting.tests.factories import school_sheet

ROOM, TITLE = "giao-duc-trung-hoc", "Đối thoại với doanh nghiệp"


@pytest.fixture
def people(office):
    return {
        "focal": office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà", title="Chuyên viên"),
        "head": office(ROOM, "head", "officer", name="Lê Thị Mai", title="Trưởng phòng"),
    }  # fmt: skip


@pytest.fixture
def collection(office, people, site):
    """Asked of the room in the year of a report that it owes, its first cell still to be answered."""
    from thuocdo.accounts.queries import actor_for
    from thuocdo.lawbook.periods import parse
    from thuocdo.organisations.models import Unit

    at, agency = clock.now(), office.agency.pk
    by, room = actor_for(people["focal"], at), Unit.objects.get(code=ROOM).pk
    year = (clock.today() + dt.timedelta(days=17)).year  # its figures begin on 15 December
    duty = actions.keep_duty(by=by, at=at, agency=agency, form="report_forms/pci", units=[room])
    one = actions.open_round(by=by, at=at, duty=duty, period=parse(str(year)))
    made = actions.make_collection(by=by, at=at, agency=agency, title=TITLE, name="bieu.xlsx", data=school_sheet())  # fmt: skip
    due = min(one.end, clock.today() + dt.timedelta(days=5))
    return actions.open_collection(by=by, at=at, collection=made, units=[room], due=due, version=0)


def test_a_cell_becomes_a_figure(site, page, people, enter, check_axe, look, collection):
    reply, report = Reply.objects.get(), Report.objects.get(whole=False)
    enter(people["head"])
    _answers(site, page, reply, "7")

    enter(people["focal"])
    page.goto(f"{site.url}/bao-cao/{report.pk}/so-lieu/dialogues/")
    page.click("main a:has-text('đợt thu thập')")
    page.click(f"main a:has-text('{TITLE}')")
    page.click("main a:has-text('Tổng hợp')")
    page.click("table.grid a:has-text('7')")
    page.click("summary:has-text('làm số liệu của báo cáo')")
    check_axe()
    look("so-lieu-chon-cho-bao-cao")
    option = page.locator("#so option:has-text('Cuộc đối thoại với doanh nghiệp')")
    page.select_option("#so", option.get_attribute("value"))
    page.click("button:has-text('Lấy số liệu')")
    page.wait_for_selector("text=lấy số liệu từ ô này")
    assert "Cuộc đối thoại với doanh nghiệp" in page.inner_text("main form:has(button:has-text('Bỏ'))")  # fmt: skip
    check_axe()
    look("so-lieu-vao-bao-cao")

    enter(people["head"])
    page.goto(f"{site.url}/bao-cao/{report.pk}/")
    assert page.input_value("[name=so-dialogues]") == "7"
    page.click("button:text-is('Lưu')")
    _answers(site, page, reply, "9")
    page.goto(f"{site.url}/bao-cao/{report.pk}/")
    assert page.input_value("[name=so-dialogues]") == "7"
    assert re.search(r"đợt thu thập: 9.*khác", page.inner_text("#dialogues"), re.S)
    check_axe()
    look("bao-cao-so-lieu-lay-san")
    page.click("#dialogues a:has-text('đợt thu thập')")
    check_axe()
    look("bao-cao-mo-so-lieu-lay-san")
    page.click(f"main a:has-text('{TITLE}')")
    page.wait_for_url(re.compile(rf"/tra-loi/{reply.pk}/$"))


def _answers(site, page, reply, first):
    page.goto(f"{site.url}/thu-thap/tra-loi/{reply.pk}/")
    for box in page.locator("td.ask input").all():
        box.fill("3")
    page.locator("td.ask input").first.fill(first)
    page.click("button:has-text('Gửi số liệu')")
    page.wait_for_selector("text=Đã gửi số liệu")
