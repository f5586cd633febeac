"""The office's Monday: who is late, one text per unit copied for the chat group, taken back, one page for all."""

import datetime as dt

import pytest

from thuocdo.audit.rules import system
from thuocdo.config import clock
from thuocdo.plans.actions import go_live, upload_plan
from thuocdo.plans.models import Assignment, Reminder

PLAN = """\
SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG

Số: 07/KH-SGDĐT

Hải Phòng, ngày 03 tháng 01 năm {year}

KẾ HOẠCH

Họp không giấy năm {year}

PHỤ LỤC

TT\tNội dung công việc\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành\tSản phẩm
1\tRà soát thiết bị phòng họp, lập danh mục cần thay thế\tPhòng Kế hoạch - Tài chính\t\tTháng 12/{year}\tBáo cáo
2\tBan hành quy chế họp không giấy của cơ quan Sở\tTrường THPT Ngô Quyền\t\tTháng 12/{year}\tQuy chế
3\tTập huấn phần mềm họp cho lãnh đạo các phòng\tPhòng Giáo dục Trung học\t\tTháng 12/{year}\tTài liệu
"""


@pytest.fixture
def late(office):
    """Three pieces of work, due one, three and nine days ago."""
    by, at, today = system("journey"), clock.now(), clock.today()
    text = PLAN.format(year=today.year).encode()
    plan = upload_plan(by=by, at=at, agency=office.agency.pk, name="ke-hoach.txt", data=text)
    go_live(by=by, at=at, today=today, plan=plan)
    rows = list(Assignment.objects.filter(task__plan=plan, of=None).order_by("task__position"))
    for row, days in zip(rows, (9, 3, 1), strict=True):
        Assignment.objects.filter(pk=row.pk).update(due=today - dt.timedelta(days=days))
    return rows


def test_remind_copy_undo_and_the_page_for_the_group(site, page, office, enter, check_axe, look, late):  # fmt: skip
    enter(office("van-phong-so", "focal", name="Nguyễn Thị Minh Hà"))
    focal = office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà")
    enter(focal)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site.url}/don-doc/")
    assert page.locator("tbody tr").count() == 3
    check_axe()
    look("don-doc")
    page.check("thead [type=checkbox]")
    page.fill("[name=note]", "Đề nghị đơn vị báo cáo trước buổi giao ban thứ Hai.")
    page.click("main button:has-text('Soạn tin nhắn đôn đốc')")
    page.wait_for_url("**/don-doc/dot/**")
    check_axe()
    look("don-doc-tin-nhan")
    page.click("main button:has-text('Sao chép tin nhắn') >> nth=0")
    page.wait_for_selector("main .chip:has-text('đã sao chép')")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert "/l/" in copied
    assert "giao ban thứ Hai" in copied
    page.click("main button:has-text('Hoàn tác')")  # what was not copied yet
    page.wait_for_url("**/don-doc/")
    assert "Đã hoàn tác 2" in page.inner_text("main")
    assert Reminder.objects.filter(withdrawn_at=None).count() == 1

    page.click("text=Danh sách cho nhóm chat")
    assert "Tổng số: 3 việc quá hạn" in page.inner_text("#danh-sach")
    check_axe()
    look("don-doc-danh-sach")

    page.goto(f"{site.url}/nhiem-vu/")
    page.check("tbody [name=chosen] >> nth=0")
    page.click(".bulk button:has-text('Đôn đốc')")
    page.wait_for_url("**/don-doc/dot/**")
    assert page.locator("pre.message").count() == 1


def test_an_official_letter_for_the_late_unit(site, page, office, enter, check_axe, look, late):
    enter(office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà"))
    office("so-gddt-hai-phong", "leader", name="Trần Văn Lãnh Đạo", title="Phó Giám đốc")
    page.goto(f"{site.url}/don-doc/")
    page.click("tbody tr:has-text('Kế hoạch - Tài chính') >> text=Công văn")
    check_axe()
    look("cong-van-lap")
    page.select_option("[name=signer]", label="KT. GIÁM ĐỐC / PHÓ GIÁM ĐỐC – Trần Văn Lãnh Đạo")
    page.click("main button:has-text('Lập công văn')")
    page.wait_for_url("**/don-doc/cong-van/so/**")
    assert "Rà soát thiết bị phòng họp" in page.inner_text("main")
    check_axe()
    look("cong-van")
    with page.expect_download() as word:
        page.click("main >> text=Tải về Word")
    assert word.value.suggested_filename.endswith(".docx")
    page.goto(f"{site.url}/don-doc/")
    assert page.locator("h2:has-text('Công văn đã lập gần đây')").count() == 1
