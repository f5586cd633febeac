"""From the phone of somebody without an account to a confirmed day: link, update, head, office."""

import io

import pytest

from thuocdo.audit.rules import system
from thuocdo.config import clock
from thuocdo.plans.actions import go_live, upload_plan
from thuocdo.plans.models import Assignment, Update

PLAN = """\
SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG

Số: 07/KH-SGDĐT

Hải Phòng, ngày 03 tháng 01 năm {year}

KẾ HOẠCH

Họp không giấy năm {year}

PHỤ LỤC

TT\tNội dung công việc\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành\tSản phẩm
1\tRà soát thiết bị phòng họp, lập danh mục cần thay thế\tPhòng Kế hoạch - Tài chính\t\tTháng 12/{year}\tBáo cáo
"""


@pytest.fixture
def piece(office):
    by, at, today = system("journey"), clock.now(), clock.today()
    text = PLAN.format(year=today.year).encode()
    plan = upload_plan(by=by, at=at, agency=office.agency.pk, name="ke-hoach.txt", data=text)
    go_live(by=by, at=at, today=today, plan=plan)
    return Assignment.objects.get(task__plan=plan, of=None)


@pytest.fixture
def phone(browser):
    """A phone 360 pixels wide, in whose browser nobody is signed in."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, has_touch=True, locale="vi-VN"
    )
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


def photo():
    """A picture of 9 million pixels, as phones take them: many parts, and made smaller on the way."""
    from PIL import Image

    file = io.BytesIO()
    Image.effect_noise((3600, 2500), 40).convert("RGB").save(file, "JPEG", quality=95)
    return {"name": "IMG_0001.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def check_narrow(phone, folder, name):
    over = phone.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert over <= 0, f"{phone.url} runs {over} px off"
    phone.screenshot(path=folder / f"{name}-360.png", full_page=True)


def test_phone_link_then_head_then_office(site, page, office, enter, check_axe, look, phone, piece, tmp_path_factory):  # fmt: skip
    import os
    from pathlib import Path

    from axe_playwright_python.sync_playwright import Axe

    folder = Path(os.environ.get("LOOK") or tmp_path_factory.mktemp("phone"))
    focal = office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà")
    head = office(piece.unit.code, "head", name="Trần Văn Trưởng", title="Trưởng phòng")
    enter(focal)
    page.goto(f"{site.url}/phan-viec/{piece.pk}/")
    page.click("main >> text=Đường dẫn điện thoại")
    page.click("main button:has-text('Lập đường dẫn')")
    check_axe()
    look("duong-dan-dien-thoai")
    address = page.inner_text("#duong-dan")

    phone.goto(address)
    assert not Axe().run(phone).response["violations"]
    check_narrow(phone, folder, "dien-thoai")
    phone.tap("[value=done]")
    phone.fill("[name=text]", "Đã rà soát 24/24 phòng họp, lập danh mục 6 thiết bị cần thay.")
    phone.check("[name=product]")
    phone.fill("[name=name]", "Lê Thị Kế Toán")
    phone.fill("[name=position]", "Kế toán")
    phone.set_input_files("[name=photo]", photo())

    phone.context.set_offline(True)  # the line breaks: nothing is lost, and the page says so
    phone.tap("text=Gửi cập nhật")
    phone.wait_for_selector(".told:has-text('Chưa có mạng')")
    check_narrow(phone, folder, "dien-thoai-mat-mang")
    phone.context.set_offline(False)
    phone.reload()
    assert "24/24" in phone.input_value("[name=text]")
    assert phone.is_checked("[value=done]")
    assert phone.input_value("[name=name]") == "Lê Thị Kế Toán"
    phone.check("[name=product]")
    phone.set_input_files("[name=photo]", photo())
    phone.tap("text=Gửi cập nhật")
    phone.wait_for_selector("h1:has-text('Đã ghi nhận')")
    check_narrow(phone, folder, "dien-thoai-da-ghi-nhan")
    said = Update.objects.get(assignment=piece)
    assert said.name == "Lê Thị Kế Toán"
    assert said.done_on == clock.today()

    enter(head)
    page.goto(f"{site.url}/cho-xac-nhan/")
    assert "24/24" in page.inner_text("main")
    page.check("[name=chosen]")
    page.click("main button:has-text('Xác nhận các việc đã chọn')")
    enter(focal)
    page.goto(f"{site.url}/phan-viec/{piece.pk}/")
    assert "qua đường dẫn điện thoại" in page.inner_text("main")
    check_axe()
    look("viec-qua-dien-thoai")
    page.goto(f"{site.url}/cho-xac-nhan/")
    assert page.locator("main a:has-text('.jpg')").count() == 1
    page.check("[name=chosen]")
    page.click("main button:has-text('Xác nhận các việc đã chọn')")
    piece.refresh_from_db()
    assert (piece.state, piece.done_on) == ("done", clock.today())
    phone.goto(address)
    assert not Axe().run(phone).response["violations"]
    assert "Mỗi đường dẫn gửi được một lần" in phone.inner_text("main")
