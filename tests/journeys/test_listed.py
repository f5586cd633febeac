"""The list of everything at a browser: narrowed, counted, kept under a name, one row opened beside it."""

import datetime as dt
import re

from thuocdo.accounts.queries import actor_for
from thuocdo.config import clock
from thuocdo.plans.actions import progress
from thuocdo.plans.models import Assignment

from .test_plans import live_plan, officer, short  # noqa: F401 - the fixture and what it is given

ROWS = """\
2\tRà soát thiết bị phòng họp\tPhòng Giáo dục Trung học\t\tTháng 12/{year}\tBáo cáo
3\tTập huấn sử dụng phần mềm họp cho các phòng\tPhòng Giáo dục Trung học\t\tThường xuyên\t
4\tHướng dẫn các trường lưu tài liệu họp\tPhòng Kế hoạch - Tài chính\t\tTháng 12/{year}\tHướng dẫn"""


def test_everything_is_found_counted_and_kept(
    site, page, office, officer, enter, check_axe, look, tmp_path  # noqa: F811
):  # fmt: skip
    page.goto(f"{site.url}/nhiem-vu/")
    assert "Chưa có phần việc nào" in page.inner_text("main")
    live_plan(site, page, short(tmp_path, "07", second=ROWS))
    room = office("giao-duc-trung-hoc", "officer", name="Lê Văn Bình")
    work = Assignment.objects.get(task__number="2", of=None)
    Assignment.objects.filter(task__number="4").update(due=clock.today() - dt.timedelta(days=30))
    at = clock.now()
    progress.tell_obstacle(
        by=actor_for(room, at), at=at, assignment=work, text="Chưa có kinh phí.", to_leader=True
    )
    page.goto(f"{site.url}/")
    page.click("nav >> text=Nhiệm vụ")
    page.wait_for_url(re.compile("/nhiem-vu/$"))
    numbers = [int(n) for n in page.locator(".six b").all_inner_texts()]
    assert sum(numbers) == Assignment.objects.count()
    check_axe()
    look("danh-muc-nhiem-vu")

    page.click(".six .t5 a")
    assert "Hướng dẫn các trường" in page.inner_text("table.list")
    assert page.locator("table.list tbody tr").count() == numbers[4] == 1
    page.click("summary:has-text('Bộ lọc đã lưu')")
    page.click("text=Lưu bộ lọc này")
    page.fill("[name=name]", "Quá hạn của Sở")
    check_axe()
    page.click("main button:has-text('Lưu bộ lọc')")
    page.wait_for_url(re.compile(r"/nhiem-vu/\?tinh-trang=qua-han"))
    page.goto(f"{site.url}/nhiem-vu/")
    page.click("summary:has-text('Bộ lọc đã lưu')")
    page.click("text=Quá hạn của Sở")
    page.wait_for_url(re.compile("tinh-trang=qua-han"))

    page.click("text=Bỏ mọi bộ lọc")
    page.click("text=Thêm điều kiện")
    page.check("text=Có khó khăn, vướng mắc")
    check_axe()
    look("danh-muc-loc")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("vuong-mac=1"))
    row = page.locator("table.list tbody tr a").first
    row.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector("#beside >> text=Chưa có kinh phí.")
    page.keyboard.press("Escape")
    with page.expect_download() as got:
        page.click("text=Tải về Excel")
    assert got.value.suggested_filename == "danh-muc-nhiem-vu.xlsx"


def test_on_a_phone_the_list_comes_first_and_its_conditions_are_one_tap_away(
    site, page, office, officer, enter, check_axe, tmp_path  # noqa: F811
):  # fmt: skip
    live_plan(site, page, short(tmp_path, "07", second=ROWS))
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{site.url}/nhiem-vu/")
    unit = page.locator("[name=don-vi]")
    assert not unit.is_visible()
    assert page.locator(".six").bounding_box()["y"] < 400  # seen without scrolling
    fold = page.locator("[data-fold]")
    fold.click()
    assert unit.is_visible()
    assert fold.get_attribute("aria-expanded") == "true"
    check_axe()
    page.select_option("[name=don-vi]", label="Phòng Giáo dục Trung học")
    page.click("main button:has-text('Lọc'):not([data-fold])")
    page.wait_for_url(re.compile("don-vi="))
    assert (
        not unit.is_visible()
    )  # what is asked for stands as a chip, and the list is there at once
    assert "Phòng Giáo dục Trung học" in page.inner_text(".applied")
    page.fill("main [name=q]", "thiết bị")
    page.press("main [name=q]", "Enter")  # the search is sent with the conditions, folded or not
    page.wait_for_url(re.compile("[?&]q="))
    assert "q=" in page.url
    assert "don-vi=" in page.url
