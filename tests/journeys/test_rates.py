"""Who sends reports, from a number to the report behind it; an issued report withdrawn and replaced."""

import datetime as dt

import pytest

from thuocdo.accounts.queries import actor_for
from thuocdo.config import clock
from thuocdo.lawbook.periods import year as a_year
from thuocdo.organisations.models import Unit
from thuocdo.reporting import actions
from thuocdo.reporting.models import Report
from thuocdo.reporting.queries.reports import report_view

ROOMS = ("giao-duc-trung-hoc", "giao-duc-tieu-hoc", "van-phong-so")
TEXTS = {"results": "- Đã đối thoại với cơ sở giáo dục.", "next": "- Tiếp tục."}


@pytest.fixture
def people(office):
    return {
        "focal": office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà"),
        "leader": office("so-gddt-hai-phong", "leader", name="Vũ Đức Thắng", title="Phó Giám đốc"),
        "head": office(ROOMS[0], "head", "officer", name="Lê Thị Mai", title="Trưởng phòng"),
    }


@pytest.fixture
def issued(office, people):
    """A year's report with one of three rooms' figures, out with its number."""
    at = clock.now()
    focal, leader, head = (actor_for(people[who], at) for who in ("focal", "leader", "head"))
    units = list(Unit.objects.filter(code__in=ROOMS).values_list("id", flat=True))
    duty = actions.keep_duty(by=focal, at=at, agency=office.agency.pk, form="report_forms/pci", units=units)  # fmt: skip
    one = actions.open_round(by=focal, at=at, duty=duty, period=a_year(clock.today().year))

    def through(report, by, approver):
        rows = report_view(report, clock.today()).figures
        figures = {row.key: row.value or ("8" if row.key == "work_due" else "2") for row in rows}
        report = actions.save_report(by=by, at=at, report=report, figures=figures, texts=TEXTS, version=report.version)  # fmt: skip
        return actions.approve_report(by=approver, at=at, report=report, version=report.version)

    row = one.reports.select_related("round__duty").get(unit__code=ROOMS[0])
    report = through(row, head, head)
    actions.send_report(by=head, at=at, report=report, version=report.version)
    whole = actions.consolidate(by=focal, at=at, report=one.own_report())
    whole = through(Report.objects.select_related("round__duty").get(pk=whole.pk), focal, leader)
    day = clock.today() - dt.timedelta(days=1)
    return actions.issue_report(by=focal, at=at, report=whole, reference=f"1250/BC-SGDĐT ngày {day:%d/%m/%Y}", version=whole.version)  # fmt: skip


def test_from_the_numbers_to_a_replaced_report(site, page, people, issued, enter, check_axe, look):
    enter(people["focal"])
    page.goto(f"{site.url}/bao-cao/")
    page.click("main a:has-text('Tình hình gửi báo cáo')")
    page.wait_for_url("**/bao-cao/tinh-hinh/")
    assert "Phòng Giáo dục Trung học" in page.inner_text("main table")
    check_axe()
    look("tinh-hinh-don-vi")
    page.click("nav.tabs a:has-text('Mẫu báo cáo')")
    check_axe()
    look("tinh-hinh-mau")
    page.click("main table td[data-label='Chưa gửi'] a")
    assert page.locator("main tbody tr").count() == 2
    check_axe()
    look("tinh-hinh-chua-gui")

    page.goto(f"{site.url}/bao-cao/{issued.pk}/")
    page.click("main a:has-text('Thu hồi')")
    check_axe()
    look("thu-hoi")
    page.fill("[name=reason]", "Số liệu đối thoại chưa đúng.")
    page.click("main button:has-text('Thu hồi, lập báo cáo thay thế')")
    page.wait_for_selector("text=Đây là dự thảo báo cáo thay thế")
    assert "1250/BC-SGDĐT" in page.inner_text("main .note:has-text('đã thu hồi ngày')")
    check_axe()
    look("bao-cao-thay-the")
    page.click("main .note a:has-text('Xem')")
    assert "Số liệu đối thoại chưa đúng." in page.inner_text("main")
    check_axe()
    look("bao-cao-da-thu-hoi")
