"""The organisation as a person walks through it: every page seen by axe, a merger previewed and written."""

import pytest

PAGES = {
    "to-chuc/?ngay=10/01/2023": "to-chuc",
    "to-chuc/?q=khao+thi": "to-chuc-tim",
    "to-chuc/them/": "to-chuc-them",
    "to-chuc/thay-doi/": "to-chuc-thay-doi",
    "to-chuc/thay-doi/sap-nhap/": "to-chuc-sap-nhap",
    "to-chuc/nhom/": "to-chuc-nhom",
    "to-chuc/ten-goi/": "to-chuc-ten-goi",
    "to-chuc/ten-goi/them/": "to-chuc-ten-goi-them",
    "to-chuc/ben-ngoai/": "to-chuc-ben-ngoai",
    "to-chuc/lich/2026/": "to-chuc-lich",
}


@pytest.fixture
def admin(office, enter):
    account = office("so-gddt-hai-phong", "admin")
    enter(account)
    return account


def test_every_page_can_be_used_by_everybody(site, page, admin, check_axe, look):
    for place, name in PAGES.items():
        page.goto(f"{site.url}/{place}")
        check_axe()
        look(name)


def test_a_unit_and_a_group_are_seen_with_their_past(site, page, admin, check_axe, look):
    page.goto(f"{site.url}/to-chuc/?q=khao+thi")
    page.click("text=Phòng Khảo thí")
    assert page.inner_text("h1") == "Phòng Quản lý chất lượng"
    check_axe()
    look("to-chuc-don-vi")
    page.click("text=Các phòng cơ quan Sở")
    page.click("summary:has-text('Thay đổi thành viên')")
    check_axe()
    look("to-chuc-mot-nhom")


def test_a_merger_is_seen_before_it_is_written(site, page, admin, check_axe, look):
    page.goto(f"{site.url}/to-chuc/thay-doi/sap-nhap/")
    page.check("text=Phòng Kế hoạch - Tài chính")
    page.check("text=Phòng Tổ chức - Hành chính")
    page.fill("[name=name]", "Phòng Tổng hợp")
    page.click("text=Xem trước thay đổi")
    assert "Thành lập “Phòng Tổng hợp”" in page.inner_text("main")
    check_axe()
    look("to-chuc-xem-truoc")
    page.click("text=Sửa lại")
    assert page.input_value("[name=name]") == "Phòng Tổng hợp"
    page.click("text=Xem trước thay đổi")
    page.click("text=Ghi thay đổi")
    page.wait_for_url("**/to-chuc/thay-doi/")
    assert "Phòng Tổng hợp" in page.inner_text("main")


def test_a_week_of_the_calendar_stands_in_one_line(site, page, admin):
    page.goto(f"{site.url}/to-chuc/lich/2026/")
    tops = page.evaluate(
        "[...document.querySelectorAll('.month tbody tr')].map(r => new Set([...r.cells].map(c => c.getBoundingClientRect().top)).size)"
    )
    assert set(tops) == {1}
    assert page.evaluate("document.querySelector('.month').rows[3].cells.length") == 7


def test_a_day_is_switched_on_by_keyboard_alone(site, page, admin):
    page.goto(f"{site.url}/to-chuc/lich/2026/")
    page.focus("a:has-text('Cho áp dụng')")
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=date]")
    assert page.input_value("[name=date]") == "24/11/2026"
    page.focus("button:has-text('Ghi ngày')")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Cơ quan quyết định")
