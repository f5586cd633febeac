"""The officer's morning: a PDF becomes tracked work; an amendment and a new plan change it. Seen by axe."""

import re

import pytest

from thuocdo.config import clock
from thuocdo.demo.papers.paper import paper
from thuocdo.demo.papers.printed import pdf
from thuocdo.plans.models import Assignment, Plan, RowOwner, Task

SHORT = """\
SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG

Số: {number}/KH-SGDĐT

Hải Phòng, ngày 03 tháng 01 năm {year}

KẾ HOẠCH

Họp không giấy năm {year}

Thực hiện chương trình công tác năm {year}, Sở ban hành Kế hoạch như sau:
{replaces}
Nơi nhận:

- Lưu: VT.

GIÁM ĐỐC

Trần Văn Mẫu

PHỤ LỤC

TT\tNội dung công việc\tĐơn vị chủ trì\tĐơn vị phối hợp\tThời gian hoàn thành\tSản phẩm
1\tBan hành quy chế họp\tPhòng Kế hoạch - Tài chính\t\tTháng 12/{year}\tQuy chế
{second}
"""
SECOND = "2\tRà soát thiết bị phòng họp\tPhòng Giáo dục Trung học\t\tTháng 12/{year}\tBáo cáo"


@pytest.fixture
def officer(office, enter):
    account = office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà", title="Chuyên viên")
    enter(account)
    return account


def short(folder, number, replaces="", second=SECOND):
    year = clock.today().year
    file = folder / f"ke-hoach-{number}.txt"
    text = SHORT.format(
        number=number, year=year, replaces=replaces, second=second.format(year=year)
    )
    file.write_text(text, encoding="utf-8")
    return file


def upload(site, page, file):
    page.goto(f"{site.url}/ke-hoach/tai-len/")
    page.set_input_files("[name=file]", file)
    page.click("main button:has-text('Đọc kế hoạch')", timeout=60_000)  # a PDF on a busy machine
    page.wait_for_url(re.compile("/ra-soat/"), timeout=60_000)


def go_live(page):
    page.click("main >> text=Đưa vào theo dõi")
    page.wait_for_url(re.compile("/dua-vao-theo-doi/"))
    page.click("main button:has-text('Đưa vào theo dõi')")
    page.wait_for_url(re.compile(r"/ke-hoach/\d+/$"))


def live_plan(site, page, file):
    upload(site, page, file)
    go_live(page)
    return Plan.objects.order_by("-pk").first()


def test_from_pdf_to_tracked_work(site, page, office, officer, enter, check_axe, look, tmp_path):
    today = clock.today()
    file = tmp_path / "ke-hoach.pdf"
    file.write_bytes(pdf(paper("bo-chi-so", today.year, today.month)))
    page.goto(f"{site.url}/ke-hoach/")
    assert "Chưa có kế hoạch nào" in page.inner_text("main")
    check_axe()
    upload(site, page, file)
    check_axe()
    look("ra-soat")
    assert page.is_disabled("main button:has-text('Đưa vào theo dõi')")

    page.click("article.should button:has-text('Giữ nguyên như văn bản')")
    assert "Giữ nguyên như văn bản" in page.inner_text("article.done")

    page.click("nav.tabs >> text=Tên đơn vị")
    check_axe()
    look("ra-soat-ten-don-vi")
    page.click("tr.open button.link")  # the proposal, once, for every row that bears the name
    assert page.locator("tr.open").count() == 0
    group = page.locator("fieldset:has-text('Các phòng')").first
    group.get_by_text("Một đầu mối báo cáo chung").click()
    page.click("button.go:has-text('Lưu tên đơn vị')")

    page.click("nav.tabs >> text=Nhiệm vụ")
    check_axe()
    look("ra-soat-nhiem-vu")
    assert not Task.objects.exists()
    go_live(page)
    check_axe()
    look("ke-hoach")
    assert not Task.objects.filter(tracked=True, assignments=None).exists()
    assert RowOwner.objects.filter(mode="focal", group__isnull=False).exists()

    owed = Assignment.objects.filter(unit__code="phong-quan-ly-chat-luong").first() or (
        Assignment.objects.exclude(unit=office.agency).first()
    )
    enter(office(owed.unit.code, "officer", name="Lê Văn Bình"))
    page.goto(f"{site.url}/")
    assert owed.task.content[:40] in page.inner_text("main")
    check_axe()


def test_the_source_stands_at_the_place_of_the_row(site, page, officer, check_axe, look, tmp_path):
    """Beside the rows on a desk; over them on a phone, where it goes again and leaves the reader at the row."""
    many = "\n".join(f"{n}\tViệc {n} của văn phòng\tVăn phòng Sở\t\tTháng 12/{{year}}\tBáo cáo " + "dài " * 40 for n in range(2, 40))  # fmt: skip
    upload(site, page, short(tmp_path, "07", second=many))
    page.click("nav.tabs >> text=Nhiệm vụ")

    def stands(words):
        page.wait_for_function(
            """words => { const pane = document.querySelector(".pane"), row = pane.querySelector(".sought");
            if (!row || !row.innerText.includes(words)) return false;
            const p = pane.getBoundingClientRect(), r = row.getBoundingClientRect();
            return r.top >= p.top && r.top < p.bottom - 40 && r.top < innerHeight; }""",
            arg=words,
        )

    stands("Ban hành quy chế họp")
    page.locator("#task-30 >> text=xem trong văn bản").click()
    stands("Việc 31 của văn phòng")
    check_axe()
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    page.locator("#task-20 >> text=xem trong văn bản").click()
    stands("Việc 21 của văn phòng")
    check_axe()
    page.keyboard.press("Escape")
    assert page.locator(".pane.up").count() == 0
    assert page.evaluate("document.activeElement.closest('li').id") == "task-20"
    look("ra-soat-van-ban")


def test_an_amendment_shows_its_lines_and_takes_effect(
    site, page, officer, check_axe, look, tmp_path
):
    plan = live_plan(site, page, short(tmp_path, "07"))
    changed = (
        SECOND.replace("Tháng 12", "Tháng 11")
        + "\n3\tTập huấn sử dụng phần mềm họp\t"
        + ("Phòng Giáo dục Trung học\t\tTháng 12/{year}\tTài liệu")
    )
    page.goto(f"{site.url}/ke-hoach/{plan.pk}/dieu-chinh/")
    check_axe()
    page.fill("[name=number]", "30/KH-SGDĐT")
    page.set_input_files("[name=file]", short(tmp_path, "30", second=changed))
    page.click("main button:has-text('Xem thay đổi')")
    page.wait_for_url(re.compile("/dieu-chinh/"))
    shown = page.inner_text("main")
    assert "Tập huấn sử dụng phần mềm họp" in shown
    assert "Tháng 11" in shown
    check_axe()
    look("dieu-chinh")
    page.click("button:has-text('Nhận tất cả')")
    page.click("main button:has-text('Áp dụng')")
    page.wait_for_url(re.compile(r"/ke-hoach/\d+/"))
    assert Task.objects.filter(plan=plan, tracked=True).count() == 3
    second = Assignment.objects.get(task__plan=plan, task__number="2", of=None)
    assert (second.due.month, second.first_due.month) == (11, 12)


def test_a_new_plan_takes_over_what_is_open(site, page, officer, check_axe, look, tmp_path):
    old = live_plan(site, page, short(tmp_path, "07"))
    replaces = f"\nKế hoạch này thay thế Kế hoạch số 07/KH-SGDĐT ngày 03/01/{clock.today().year}.\n"
    upload(site, page, short(tmp_path, "09", replaces, second=""))
    page.click("nav.tabs >> text=Chuyển tiếp")
    assert "Rà soát thiết bị phòng họp" in page.inner_text("main")
    check_axe()
    look("chuyen-tiep")
    go_live(page)
    old.refresh_from_db()
    assert old.state == Plan.State.SUPERSEDED
    assert not Assignment.objects.filter(task__plan=old, state="open").exists()
    assert Task.objects.filter(plan__replaces=old, carried_from__plan=old).count() == 1


def test_the_keyboard_alone_is_enough(site, page, officer, tmp_path):
    """A name settled, a point answered, a group set to one focal unit, into tracking: no mouse at all."""
    rows = "2\tRà soát thiết bị\tCác phòng cơ quan Sở\t\tTháng 12/{year}\tBáo cáo\n3\tTổng kết\tcác đơn vị liên quan\t\tTháng 12/{year}\tBáo cáo"
    upload(site, page, short(tmp_path, "07", second=rows))

    def reach(words):
        for _ in range(200):
            page.keyboard.press("Tab")
            here = page.evaluate(
                "(e => !e.matches('a, button, input') ? '' : e.closest('label')?.innerText || e.innerText || e.placeholder)(document.activeElement)"
            )
            if words in here:
                return
        raise AssertionError(f"“{words}” is not reached by Tab")

    def press(words, key="Enter"):
        reach(words)
        page.keyboard.press(key)

    press("Giữ nguyên như văn bản")
    page.wait_for_selector("article.done")
    press("Tên đơn vị")
    page.wait_for_url(re.compile("phan=ten"))
    reach("Chọn đơn vị")
    page.keyboard.type("Phòng Giáo dục Trung học")
    page.keyboard.press("Escape")
    press("Từng đơn vị báo cáo", "Space")  # the first of the modes; the arrow takes the next
    page.keyboard.press("ArrowDown")
    press("Lưu tên đơn vị")
    page.wait_for_selector("text=Đã lưu tên đơn vị cho mọi dòng")
    press("Đưa vào theo dõi")
    page.wait_for_url(re.compile("/dua-vao-theo-doi/"))
    press("Đưa vào theo dõi")
    page.wait_for_url(re.compile(r"/ke-hoach/\d+/$"))
    assert Plan.objects.get().state == Plan.State.LIVE
    assert RowOwner.objects.filter(mode="focal", group__isnull=False).exists()
    assert not Task.objects.filter(tracked=True, assignments=None).exists()


def test_a_second_press_is_not_a_second_plan(site, page, officer, tmp_path):
    page.goto(f"{site.url}/ke-hoach/tai-len/")
    page.set_input_files("[name=file]", short(tmp_path, "07"))
    page.dblclick("main button:has-text('Đọc kế hoạch')")
    page.wait_for_url(re.compile("/ra-soat/"))
    page.wait_for_load_state("networkidle")
    assert Plan.objects.count() == 1
