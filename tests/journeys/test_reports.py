"""A period of reporting: opened, written by a room, approved, returned, corrected, put together, issued."""

import re

import pytest

from thuocdo.config import clock
from thuocdo.documents.tests.factories import plain_pdf
from thuocdo.reporting.models import Report

ROOM, NAME = "giao-duc-trung-hoc", "Phòng Giáo dục Trung học"
WORK = ("due", "done_in_time", "done_late", "open", "overdue")  # no plan is tracked: typed by hand
FIGURES = {
    **{f"work_{key}": "0" for key in WORK},
    "dialogues": "2",
    "petitions": "5",
    "petitions_done": "5",
}


@pytest.fixture
def people(office):
    return {
        "focal": office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà", title="Chuyên viên"),
        "leader": office("so-gddt-hai-phong", "leader", name="Vũ Đức Thắng", title="Phó Giám đốc"),
        "officer": office(ROOM, "officer", name="Trần Văn Bình", title="Chuyên viên"),
        "head": office(ROOM, "head", "officer", name="Lê Thị Mai", title="Trưởng phòng"),
    }  # fmt: skip


def test_a_period_from_its_opening_to_the_number(site, page, people, enter, check_axe, look):
    enter(people["focal"])
    page.goto(f"{site.url}/bao-cao/")
    assert "Chưa có chế độ báo cáo nào" in page.inner_text("main")
    check_axe()
    look("bao-cao-chua-co")
    page.click("main a:has-text('Thêm chế độ báo cáo')")
    page.select_option(
        "[name=form]", label="Báo cáo kết quả nâng cao chỉ số năng lực cạnh tranh (PCI)"
    )
    page.click("summary:has-text('Chọn từng đơn vị')")
    page.get_by_label(NAME, exact=True).check()
    page.get_by_label("Phòng Quản lý chất lượng", exact=True).check()
    check_axe()
    look("bao-cao-them-che-do")
    page.click("main button:has-text('Thêm chế độ báo cáo')")
    page.wait_for_url("**/bao-cao/")
    check_axe()
    look("bao-cao-lich")
    year = clock.today().year
    page.click(f"tr:has-text('Năm {year}'):has-text('Các đơn vị') button")
    page.wait_for_url(re.compile(r"/ky/\d+/$"))
    round_url = page.url
    check_axe()
    look("bao-cao-tinh-hinh")

    enter(people["officer"])
    page.goto(f"{site.url}/bao-cao/")
    page.click("main a:has-text('PCI')")
    page.fill(
        "[name=chu-results]", "- Đã tổ chức hai cuộc đối thoại với cơ sở giáo dục ngoài công lập."
    )
    page.click("button:has-text('Trình lãnh đạo')")
    assert "Đã lưu, nhưng chưa trình được" in page.inner_text(".errors")
    check_axe()
    look("bao-cao-thieu")
    _interrupted(page)
    for key, value in FIGURES.items():
        page.fill(f"[name=so-{key}]", value)
    page.fill("[name=chu-next]", "- Tiếp tục công khai thủ tục hành chính.")
    page.click("button:has-text('Trình lãnh đạo')")
    page.wait_for_selector("text=Đã trình lãnh đạo.")
    url = page.url

    enter(people["head"])
    page.goto(url)
    page.click("button:has-text('Duyệt')")
    page.click("button:has-text('Gửi báo cáo')")
    page.wait_for_selector("text=Đã gửi báo cáo.")
    check_axe()
    look("bao-cao-da-gui")

    enter(people["focal"])
    page.goto(round_url)
    page.click("tr a:has-text('Trả lại')")
    page.fill("[name=reason]", "Ghi rõ số cuộc đối thoại.")
    page.click("main button:has-text('Trả lại')")

    enter(people["head"])
    page.goto(url)
    assert "Ghi rõ số cuộc đối thoại." in page.inner_text("main")
    page.fill("[name=so-dialogues]", "3")
    page.click("button:has-text('Lưu và duyệt')")
    page.click("button:has-text('Gửi báo cáo')")
    page.wait_for_selector("text=Đã gửi báo cáo.")

    enter(people["focal"])
    page.goto(f"{round_url}?phan=tong-hop")
    page.check("[name=chon] >> nth=0")
    check_axe()
    look("bao-cao-tong-hop")
    page.fill("[name='doan-results:1']", "Đã tổ chức hai cuộc đối thoại")
    assert page.inner_text("[data-words='doan-results:1']") == "7"
    page.reload()
    page.check("[name=chon] >> nth=0")
    page.click("button:has-text('Đưa các đoạn đã chọn') >> nth=0")
    page.click("button:has-text('Tổng hợp số liệu và mọi đoạn vào dự thảo')")
    page.wait_for_url(re.compile(r"/bao-cao/\d+/$"))
    whole_url = page.url
    assert page.input_value("[name=so-dialogues]") == "3"
    assert f"({NAME})" in page.input_value("[name=chu-results]")
    page.fill("[name=chu-next]", "- Tiếp tục cải thiện chỉ số.")
    check_axe()
    look("bao-cao-du-thao")
    page.click("button:has-text('Trình lãnh đạo')")

    enter(people["leader"])
    page.goto(whole_url)
    page.click("button:has-text('Duyệt')")

    enter(people["focal"])
    page.goto(whole_url)
    page.click("a:has-text('Ghi số, ngày ban hành')")
    page.fill("[name=reference]", f"1250/BC-SGDĐT ngày {clock.today():%d/%m/%Y}")
    check_axe()
    page.click("button:has-text('Ghi và gửi cấp trên')")
    page.wait_for_url(whole_url)
    assert "1250/BC-SGDĐT" in page.inner_text("main")
    assert Report.objects.get(whole=True).state == Report.State.SENT
    _replaced(site, page, people, enter, check_axe, look)


def _replaced(site, page, people, enter, check_axe, look):
    """Withdrawn with a reason; the one that replaces it goes the whole way, to its own number and its own signed copy."""
    page.click("a:has-text('Thu hồi')")
    page.fill("[name=reason]", "Số cuộc đối thoại đếm thiếu.")
    check_axe()
    page.click("main button:has-text('Thu hồi, lập báo cáo thay thế')")
    page.wait_for_url(re.compile(r"/bao-cao/\d+/$"))
    new_url = page.url
    gone = Report.objects.get(whole=True, state=Report.State.WITHDRAWN)
    assert "1250/BC-SGDĐT" in page.inner_text("main")
    page.fill("[name=so-dialogues]", "4")
    page.click("button:has-text('Trình lãnh đạo')")
    enter(people["leader"])
    page.goto(f"{site.url}/")
    assert "Chờ duyệt" in page.inner_text("#bao-cao")
    check_axe()
    look("viec-cua-toi-bao-cao")
    page.click("#bao-cao a")
    page.click("button:has-text('Duyệt')")
    enter(people["focal"])
    page.goto(new_url)
    page.click("a:has-text('Ghi số, ngày ban hành')")
    assert "thay thế" in page.inner_text("main .note")
    page.fill("[name=reference]", f"1261/BC-SGDĐT ngày {clock.today():%d/%m/%Y}")
    page.click("button:has-text('Ghi và gửi cấp trên')")
    page.wait_for_url(new_url)
    page.click("a:has-text('Tải bản đã ký lên')")
    page.set_input_files(
        "[name=file]",
        {"name": "1261-da-ky.pdf", "mimeType": "application/pdf", "buffer": plain_pdf()},
    )
    page.click("main button:has-text('Tải bản đã ký lên')")
    page.wait_for_url(new_url)
    shown = page.inner_text("main")
    assert "1261-da-ky.pdf" in shown
    assert "đã khóa số liệu" in shown
    check_axe()
    look("bao-cao-thay-the")
    gone.refresh_from_db()
    made = gone.replaced_by
    assert (gone.state, made.state) == (Report.State.REPLACED, Report.State.SENT)
    assert (gone.document.reference.code, made.document.reference.code) == (
        "1250/BC-SGDĐT",
        "1261/BC-SGDĐT",
    )
    assert made.round.state == made.round.State.CLOSED
    page.goto(f"{site.url}/bao-cao/{gone.pk}/")
    assert "Đã được thay thế" in page.inner_text("main")
    page.click("a:has-text('Xem báo cáo thay thế')")
    page.wait_for_url(new_url)


def _interrupted(page):
    """The machine goes off over a section that had words already, and a figure: both are there when it is back."""
    other = page.context.new_page()
    other.goto(page.url)
    kept = other.input_value("[name=chu-results]")
    assert kept
    other.fill("[name=chu-results]", f"{kept} Đang gõ dở")
    other.fill("[name=so-dialogues]", "8")
    other.close(run_before_unload=False)
    other = page.context.new_page()
    other.goto(page.url)
    assert other.input_value("[name=chu-results]") == f"{kept} Đang gõ dở"
    assert other.input_value("[name=so-dialogues]") == "8"
    other.evaluate("localStorage.clear()")
    other.close(run_before_unload=False)
