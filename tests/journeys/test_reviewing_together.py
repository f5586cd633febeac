"""Two people at one review, days no calendar has, files that are no plan: said clearly, nothing lost."""

import io
import re

import docx
import pytest
from PIL import Image

from thuocdo.config import clock
from thuocdo.documents.intake.kinds import OLE
from thuocdo.plans.models import Decision, Plan

PLAN = """\
SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG

Số: 11/KH-SGDĐT

Hải Phòng, ngày 03 tháng 01 năm {year}

KẾ HOẠCH

Họp không giấy năm {year}

Nơi nhận:

- Lưu: VT.

GIÁM ĐỐC

Trần Văn Mẫu

PHỤ LỤC

TT\tNội dung công việc\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành\tSản phẩm
1\tBan hành quy chế họp\tPhòng Kế hoạch - Tài chính\t\t31/6/{year}\tQuy chế
2\tRà soát thiết bị\tTổ giúp việc chuyển đổi số\t\tTháng 12/{year}\tBáo cáo
"""


def sign_in(office, enter, name):
    account = office("so-gddt-hai-phong", "focal", name=name, title="Chuyên viên")
    enter(account)
    return account


@pytest.fixture
def officer(office, enter):
    return sign_in(office, enter, "Nguyễn Thị Minh Hà")


@pytest.fixture
def plan(site, page, officer, tmp_path):
    file = tmp_path / "ke-hoach.txt"
    file.write_text(PLAN.format(year=clock.today().year), encoding="utf-8")
    page.goto(f"{site.url}/ke-hoach/tai-len/")
    page.set_input_files("[name=file]", file)
    page.click("main button:has-text('Đọc kế hoạch')")
    page.wait_for_url(re.compile("/ra-soat/"))
    return Plan.objects.get()


def names(site, page, plan):
    page.goto(f"{site.url}/ke-hoach/{plan.pk}/ra-soat/?phan=ten")


def choose(page, unit):
    page.fill("tr.open [name=means], tr:has-text('Tổ giúp việc') [name=means]", unit)
    page.click("button.go:has-text('Lưu tên đơn vị')")


def test_two_people_review_one_plan(site, page, plan, office, enter, browser, check_axe, look):
    """Both see one open name; the second to save is told of the first, keeps what was typed, and decides anew."""
    names(site, page, plan)
    mine = page.context.cookies()
    sign_in(office, enter, "Lê Văn Bình")
    other = browser.new_context(locale="vi-VN")
    other.add_cookies(page.context.cookies())
    page.context.clear_cookies()
    page.context.add_cookies(mine)
    theirs = other.new_page()
    names(site, theirs, plan)
    choose(theirs, "Phòng Kế hoạch - Tài chính")
    assert "Đã lưu tên đơn vị" in theirs.inner_text("main")

    choose(page, "Phòng Giáo dục Trung học")
    said = page.inner_text("main")
    assert "Lê Văn Bình vừa trả lời điểm này" in said
    assert (
        page.input_value("tr:has-text('Tổ giúp việc') [name=means]") == "Phòng Giáo dục Trung học"
    )
    assert Decision.objects.get(plan=plan).by_name == "Lê Văn Bình"
    check_axe()
    look("hai-nguoi-ra-soat")
    page.click("button.go:has-text('Lưu tên đơn vị')")
    assert Decision.objects.get(plan=plan).by_name == "Nguyễn Thị Minh Hà"

    # the other goes on with a page that shows the older decision: told, too, not overwritten
    choose(theirs, "Phòng Quản lý chất lượng")
    assert "Nguyễn Thị Minh Hà vừa trả lời điểm này" in theirs.inner_text("main")
    other.close()


def test_a_plan_already_in_tracking_is_no_longer_reviewed(site, page, plan, browser, check_axe):
    """One presses *Đưa vào theo dõi* while the other still answers: the late answer is refused with the way on."""
    names(site, page, plan)
    choose(page, "Phòng Kế hoạch - Tài chính")
    page.goto(f"{site.url}/ke-hoach/{plan.pk}/ra-soat/task-0/")
    page.select_option("[name=kind]", "deadline")
    page.fill("[name=due]", f"31/12/{clock.today().year}")
    page.click("button.go:has-text('Lưu dòng này')")
    page.wait_for_url(re.compile(r"/ra-soat/\?|/ra-soat/$|phan="))
    late = page.context.new_page()
    late.goto(f"{site.url}/ke-hoach/{plan.pk}/ra-soat/task-1/")
    page.goto(f"{site.url}/ke-hoach/{plan.pk}/ra-soat/?phan=diem")
    while page.locator("article:not(.done) button:has-text('Giữ nguyên như văn bản')").count():
        page.locator("article:not(.done) button:has-text('Giữ nguyên như văn bản')").first.click()
        page.wait_for_load_state()
    page.click("main >> text=Đưa vào theo dõi")
    page.wait_for_url(re.compile("/dua-vao-theo-doi/"))
    page.click("main button:has-text('Đưa vào theo dõi')")
    page.wait_for_url(re.compile(r"/ke-hoach/\d+/$"))
    before = Decision.objects.count()
    late.fill("[name=due]", f"30/11/{clock.today().year}")
    late.click("button.go:has-text('Lưu dòng này')")
    said = late.inner_text("main")
    assert "người khác đã đưa kế hoạch này vào theo dõi" in said
    assert "Mở kế hoạch" in said
    assert Decision.objects.count() == before


def test_days_no_calendar_has(site, page, plan, check_axe, look):
    """31/6 in the paper is a point beside its row; in a form it is said at the field and what was typed stays."""
    year = clock.today().year
    page.goto(f"{site.url}/ke-hoach/{plan.pk}/ra-soat/?phan=diem")
    assert f"31/6/{year}" in page.inner_text("main section[aria-label='Điểm cần xem lại']")
    assert page.is_disabled("main button:has-text('Đưa vào theo dõi')")

    page.goto(f"{site.url}/ke-hoach/{plan.pk}/ra-soat/task-0/")
    page.select_option("[name=kind]", "deadline")
    page.fill("[name=due]", f"30/02/{year}")
    page.click("button.go:has-text('Lưu dòng này')")
    assert f"“30/02/{year}” không phải ngày có thật" in page.inner_text(".errors")
    assert page.input_value("[name=due]") == f"30/02/{year}"
    check_axe()
    look("ngay-khong-co-that")
    assert not Decision.objects.exists()

    page.goto(f"{site.url}/ke-hoach/{plan.pk}/ban-hanh/")
    page.fill("[name=number]", "11/KH-SGDĐT")
    page.fill("[name=issued_on]", f"31/6/{year}")
    page.click("main button.go")
    assert "Ngày này không có trong lịch" in page.inner_text("main")
    assert page.input_value("[name=number]") == "11/KH-SGDĐT"
    assert page.input_value("[name=issued_on]") == f"31/6/{year}"

    page.goto(f"{site.url}/ke-hoach/{plan.pk}/ra-soat/?phan=bao-cao")
    page.fill("[name=pairs]", "15/3, 31/6")
    page.click("main button:has-text('Lưu')")
    assert "Không có ngày 31/6" in page.inner_text("main")
    assert page.input_value("[name=pairs]") == "15/3, 31/6"


def no_plan():
    paper, out = docx.Document(), io.BytesIO()
    paper.add_paragraph("Kính gửi các đồng chí. Mời dự liên hoan cuối năm.")
    paper.save(out)
    return out.getvalue()


def picture():
    out = io.BytesIO()
    Image.new("RGB", (20, 20)).save(out, "PNG")
    return out.getvalue()


WRONG = {
    "thu-moi.docx": (no_plan, "không phải kế hoạch"),
    "khoa.docx": (lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
    "hong.docx": (lambda: no_plan()[:900], "hỏng"),
    "hong.pdf": (lambda: b"%PDF-1.7\n%hong", "hỏng"),
    "trong.txt": (lambda: b"", "trống|rỗng|không có"),
    "anh.png": (picture, "Word|PDF"),
}


def test_files_that_are_no_plan(site, page, officer, tmp_path, check_axe, look):
    for name, (make, words) in WRONG.items():
        (tmp_path / name).write_bytes(make())
        page.goto(f"{site.url}/ke-hoach/tai-len/")
        page.set_input_files("[name=file]", tmp_path / name)
        page.fill("[name=year]", "2026")
        page.click("main button:has-text('Đọc kế hoạch')")
        said = page.inner_text(".errors")
        assert re.search(words, said), (name, said)
        assert page.input_value("[name=year]") == "2026"
    check_axe()
    look("khong-phai-ke-hoach")
    assert not Plan.objects.exists()
