"""Monday morning: the leader's board, moved live by a unit's word, opened into rows, printed as one sheet."""

import datetime as dt
import re

from thuocdo.accounts.queries import actor_for
from thuocdo.config import clock
from thuocdo.plans.actions import progress
from thuocdo.plans.models import Assignment, Plan

from .test_listed import ROWS
from .test_plans import live_plan, officer, short  # noqa: F401 - the fixture and what it is given


def write_result(site, page):
    """The office writes down a result that falls short of its level."""
    plan = Plan.objects.get()
    target = plan.targets.create(
        position=1, code="1", name="Tỷ lệ cuộc họp không dùng giấy", folded="ty le cuoc hop",
        operator=">=", value=60, unit="%", text="Tối thiểu 60%", origin="table",
    )  # fmt: skip
    page.goto(f"{site.url}/ke-hoach/{plan.pk}/?phan=chi-tieu")
    page.click("main >> text=Tỷ lệ cuộc họp")
    page.click("#beside >> text=Ghi kết quả")
    page.select_option("[name=period]", f"{clock.today().year}-Q1")
    page.fill("[name=value]", "41,8")
    page.fill("[name=source]", "Báo cáo số 12/BC-VP")
    page.click("main button:has-text('Ghi kết quả')")
    page.wait_for_url(re.compile(f"/chi-tieu/{target.pk}/"))
    assert "Có nguy cơ không đạt" in page.inner_text("main")


def test_the_director_looks_and_opens(
    site, page, office, officer, enter, check_axe, look, tmp_path  # noqa: F811
):  # fmt: skip
    page.goto(f"{site.url}/dieu-hanh/")
    assert "Chưa có phần việc nào được theo dõi" in page.inner_text("main")
    check_axe()
    live_plan(site, page, short(tmp_path, "07", second=ROWS))
    day, at = dt.timedelta(days=1), clock.now()
    Assignment.objects.filter(task__number="4").update(due=clock.today() - 30 * day)
    Assignment.objects.filter(task__number="1").update(due=clock.today() - 5 * day)
    write_result(site, page)
    look("chi-tieu")
    check_axe()
    room = actor_for(office("giao-duc-trung-hoc", "officer", name="Lê Văn Bình"), at)
    work = Assignment.objects.get(task__number="2", of=None)
    progress.tell_obstacle(
        by=room, at=at, assignment=work, text="Chưa có kinh phí mua thiết bị.", to_leader=True
    )
    enter(office("so-gddt-hai-phong", "leader", name="Vũ Đình Khải", title="Giám đốc"))
    page.goto(f"{site.url}/")
    page.click("nav >> text=Bảng điều hành")
    numbers = [int(n) for n in page.locator(".six b").all_inner_texts()]
    assert sum(numbers) == Assignment.objects.count()
    assert "Chưa có kinh phí mua thiết bị." in page.inner_text("main")
    assert "Tỷ lệ cuộc họp không dùng giấy" in page.inner_text("main")
    check_axe()
    look("bang-dieu-hanh")
    page.keyboard.press("Tab")
    page.locator("table.list tbody tr").first.locator("td.n a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/nhiem-vu/\?.*tinh-trang=qua-han"))
    assert page.locator("table.list tbody tr").count() == numbers[4]

    page.goto(f"{site.url}/dieu-hanh/")
    page.click("main a:has-text('Tóm tắt giao ban')")
    check_axe()
    look("tom-tat-giao-ban")
    href = page.get_attribute("main a:has-text('Mở bản in A4')", "href")
    answer = page.request.get(f"{site.url}{href}")
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")
