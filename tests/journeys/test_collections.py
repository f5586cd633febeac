"""Figures asked with an Excel sheet: made by the office, answered on the page, on a phone and in Excel, and back."""

import datetime as dt
import os
import re
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from thuocdo.config import clock
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.tests.factories import cell, filled, school_sheet


@pytest.fixture
def officer(office, enter):
    account = office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà", title="Chuyên viên")
    enter(account)
    return account


def answerer(office, code, name):
    return office(code, "officer", name=name)


@pytest.fixture
def phone(browser):
    """A phone 360 pixels wide, in whose browser nobody is signed in."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, locale="vi-VN"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture
def look_at(phone, tmp_path_factory):
    """The phone's page as it stands: no violation, nothing off the screen, a picture."""
    folder = Path(os.environ.get("LOOK") or tmp_path_factory.mktemp("phone"))

    def check(name):
        found = Axe().run(phone).response["violations"]
        assert not found, [(v["id"], [n["html"] for n in v["nodes"]][:3]) for v in found]
        over = phone.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert over <= 0, f"{phone.url} runs {over} px off"
        phone.screenshot(path=folder / f"{name}-360.png", full_page=True)

    return check


def test_a_sheet_goes_out_and_comes_back_full(
    site, page, office, officer, enter, check_axe, look, tmp_path, phone, look_at, settings
):
    settings.SITE_ADDRESS = site.url
    page.goto(f"{site.url}/thu-thap/")
    assert "Chưa có đợt thu thập nào" in page.inner_text("main")
    check_axe()
    look("thu-thap-chua-co")
    page.click("main a:has-text('Lập biểu thu thập')")
    check_axe()
    file = tmp_path / "bieu.xlsx"
    file.write_bytes(school_sheet())
    page.fill("[name=title]", "Học phí không dùng tiền mặt quý I")
    page.fill("[name=note]", "Số liệu tính đến ngày cuối quý. Không có thì ghi 0.")
    page.set_input_files("[name=file]", file)
    page.click("button:has-text('Đọc biểu')")
    page.wait_for_url(re.compile("/o-can-dien/"))
    check_axe()
    look("thu-thap-danh-dau")
    page.click("button:has-text('Chọn đơn vị')")
    page.wait_for_url(re.compile("/don-vi/"))
    due = clock.today() + dt.timedelta(days=10)
    page.fill("[name=due]", f"{due:%d/%m/%Y}")
    page.keyboard.press("Escape")  # the calendar of the day
    page.click("summary:has-text('Chọn từng đơn vị')")
    for name in (
        "Phòng Kế hoạch - Tài chính",
        "Phòng Giáo dục Trung học",
        "Phòng Quản lý chất lượng",
    ):
        page.get_by_label(name, exact=True).check()
    check_axe()
    look("thu-thap-don-vi")
    page.click("button:has-text('Gửi cho các đơn vị')")
    page.wait_for_url(re.compile(r"/thu-thap/\d+/$"))
    one = Collection.objects.get()
    replies = list(Reply.objects.select_related("unit").order_by("id"))
    assert len(replies) == 3
    page.click("summary:has-text('Khóa số liệu')")
    assert "Còn 3 đơn vị chưa gửi" in page.inner_text("main")
    check_axe()
    look("thu-thap-mot-dot")

    enter(answerer(office, replies[0].unit.code, "Lê Văn Bình"))
    page.goto(f"{site.url}/thu-thap/")
    page.click("main >> text=Học phí không dùng tiền mặt quý I")
    for box in page.locator("td.ask input").all():
        box.fill("12")
    page.locator("td.ask input").first.fill("mười hai")
    page.click("button:has-text('Gửi số liệu')")
    assert "không phải số" in page.inner_text("[role=alert]")
    check_axe()
    look("thu-thap-o-sai")
    page.locator("td.ask input").first.fill("ước 1.200")
    page.set_viewport_size({"width": 390, "height": 844})
    page.click("button:has-text('Gửi số liệu')")
    page.wait_for_selector("text=Đã gửi số liệu")
    check_axe()
    look("thu-thap-tra-loi")

    enter(answerer(office, replies[1].unit.code, "Đỗ Thị Mai"))
    page.goto(f"{site.url}/thu-thap/tra-loi/{replies[1].pk}/")
    with page.expect_download() as download:
        page.click("a:has-text('Tải biểu Excel')")
    copy = download.value.path().read_bytes()
    asked = [c["ref"] for c in one.inputs if c["kind"] != "text"]
    back = tmp_path / "da-dien.xlsx"
    back.write_bytes(filled(copy, **dict.fromkeys(asked, 30)))
    page.set_input_files("[name=file]", back)
    page.click("button:has-text('Gửi tệp')")
    page.wait_for_selector("text=Đã gửi số liệu")

    enter(officer)
    page.goto(f"{site.url}/thu-thap/{one.pk}/?tinh-trang=chua")
    page.click("main summary:has-text('Tin nhắn')")
    page.click("main button:has-text('Sao chép tin nhắn'):visible")
    page.wait_for_selector("main .chip:has-text('đã sao chép')")
    check_axe()
    look("thu-thap-nhac")
    text = page.inner_text(f"#tin-{replies[2].pk}")
    from_a_phone(phone, re.search(r"http\S+/s/\S+", text)[0], asked, look_at)
    page.goto(f"{site.url}/thu-thap/{one.pk}/")
    assert "qua đường dẫn, người khai: Kế toán" in page.inner_text("main")
    check_axe()
    look("thu-thap-da-du")
    page.goto(f"{site.url}/thu-thap/{one.pk}/?phan=nhom")
    check_axe()
    look("thu-thap-theo-nhom")

    page.goto(f"{site.url}/thu-thap/{one.pk}/?phan=tong-hop")
    assert "1.280" in page.inner_text("main")
    check_axe()
    look("thu-thap-tong-hop")
    page.click("table.grid a:has-text('1.280')")
    assert "ước 1.200" in page.inner_text("main")
    with page.expect_download() as download:
        page.click("a:has-text('Tải kết quả Excel')")
    data = download.value.path().read_bytes()
    assert cell(data, asked[0]) == 1280
    assert [cell(data, ref) for ref in asked[1:]] == [12 + 30 + 50] * (len(asked) - 1)
    assert cell(data, "B6") == "Tiểu học"
    assert cell(data, "C9") == "=SUM(C6:C8)"


def from_a_phone(phone, address, asked, look_at):
    """The third school: the line breaks while it sends, nothing is lost."""
    phone.goto(address)
    look_at("thu-thap-dien-thoai")
    for ref in asked:
        phone.fill(f"[name='0!{ref}']", "50")
    phone.fill("[name=name]", "Lê Thị Kế Toán")
    phone.fill("[name=position]", "Kế toán")
    phone.context.set_offline(True)
    phone.tap("text=Gửi số liệu")
    phone.wait_for_selector(".told:has-text('Chưa có mạng')")
    look_at("thu-thap-dien-thoai-mat-mang")
    phone.context.set_offline(False)
    phone.reload()
    assert [phone.input_value(f"[name='0!{ref}']") for ref in asked] == ["50"] * len(asked)
    assert phone.input_value("[name=name]") == "Lê Thị Kế Toán"
    phone.fill(f"[name='0!{asked[0]}']", "năm mươi")
    phone.tap("text=Gửi số liệu")
    phone.wait_for_selector(".wrong:has-text('không phải số')")
    look_at("thu-thap-dien-thoai-o-sai")
    phone.fill(f"[name='0!{asked[0]}']", "50")
    phone.check(f"[name='uoc-0!{asked[0]}']")
    phone.tap("text=Gửi số liệu")
    phone.wait_for_selector("h1:has-text('Đã ghi nhận')")
    look_at("thu-thap-dien-thoai-da-gui")
