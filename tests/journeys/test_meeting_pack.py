"""The office before a meeting: a domain reviewed, the period locked, figures opened, the pack and the entry sheet."""

import io

import pdfplumber
import pytest

from thuocdo.audit.rules import system
from thuocdo.config import clock
from thuocdo.lawbook.periods import year
from thuocdo.organisations.models import Unit
from thuocdo.reporting import actions
from thuocdo.reporting.models import Report, Review

ROOM = "giao-duc-trung-hoc"


@pytest.fixture
def one(office):
    """The year of reform reports, to which one room has sent its figures."""
    by, at = system("journey"), clock.now()
    room = Unit.objects.get(code=ROOM)
    duty = actions.keep_duty(by=by, at=at, agency=office.agency.pk, form="report_forms/cchc", units=[room.pk])  # fmt: skip
    one = actions.open_round(by=by, at=at, duty=duty, period=year(clock.today().year))
    report = one.reports.select_related("round__duty").get(unit=room, whole=False)
    figures = {"dossiers": "120", "dossiers_on_time": "118", "satisfied": "95", "documents": "4"}
    texts = {"direction": "- Đã phân công.", "next": "- Tiếp tục."}
    report = actions.save_report(by=by, at=at, report=report, figures={**dict.fromkeys(("work_due", "work_done_in_time", "work_done_late", "work_open", "work_overdue"), "0"), **figures}, texts=texts, version=report.version)  # fmt: skip
    report = actions.approve_report(by=by, at=at, report=report, version=report.version)
    actions.send_report(by=by, at=at, report=report, version=report.version)
    actions.consolidate(by=by, at=at, report=one.reports.get(whole=True))
    return one


def test_before_the_meeting(site, page, office, one, enter, check_axe, look):
    enter(office(office.agency.code, "focal", name="Nguyễn Thị Minh Hà", title="Chuyên viên"))
    url = f"{site.url}/bao-cao/ky/{one.pk}/"
    page.goto(url)
    page.click("main a:has-text('Đánh giá theo lĩnh vực')")
    check_axe()
    look("danh-gia-linh-vuc")
    page.click("main a:has-text('Viết lĩnh vực tiếp theo')")
    page.fill(
        "[name=strengths]", "Đã ban hành kế hoạch ngay từ đầu năm; phân công rõ đơn vị chủ trì."
    )
    page.reload()  # the browser went away: what was typed is still there
    assert page.input_value("[name=strengths]").startswith("Đã ban hành")
    for name, words in (("limits", "Một số đơn vị cập nhật chậm."), ("causes", "Nhân lực kiêm nhiệm."), ("solutions", "Đôn đốc hằng tuần.")):  # fmt: skip
        page.fill(f"[name={name}]", words)
    page.fill("[name=score]", "85,5")
    page.click("main button:has-text('Lưu')")
    assert "Ghi nguồn của điểm" in page.inner_text("main")
    check_axe()
    look("danh-gia-mot-linh-vuc")
    page.fill("[name=place]", "2")
    page.fill("[name=of]", "18")
    page.fill("[name=source]", "Quyết định số 100/QĐ-UBND ngày 20/02/2026")
    page.click("main button:has-text('Lưu')")
    page.wait_for_url(f"{url}danh-gia/")
    assert "02/18" in page.inner_text("main")
    assert Review.objects.get().limits == "Một số đơn vị cập nhật chậm."

    whole = Report.objects.get(whole=True)
    page.goto(f"{site.url}/bao-cao/{whole.pk}/")
    page.click("#dossiers a:has-text('theo đơn vị')")
    assert "Phòng Giáo dục Trung học" in page.inner_text("main")
    check_axe()
    look("mot-so-lieu")

    page.goto(url)
    page.click("button:has-text('Khóa số liệu')")
    page.click("summary:has-text('Tải về')")
    check_axe()
    look("ky-da-khoa")
    answer = page.context.request.get(f"{url}tai-lieu-hop/")
    with pdfplumber.open(io.BytesIO(answer.body())) as book:
        words = " ".join(" ".join(p.extract_text() for p in book.pages).split())
    assert "xếp hạng 02/18" in words
    page.click("a:has-text('Phiếu nhập số liệu')")
    assert "120" in page.inner_text("main")
    check_axe()
    look("phieu-nhap-so-lieu")
