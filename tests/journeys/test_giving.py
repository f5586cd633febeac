"""Work without a plan at a browser: one piece by keyboard; a conclusion pasted, two wrong cells mended, given."""

import re

from thuocdo.config import clock
from thuocdo.plans.models import Assignment, Plan

from .test_plans import officer  # noqa: F401 - the fixture

PASTED = """\
1. Rà soát trang thiết bị phòng họp – Phòng Kế hoạch - Tài chính – 31/12/{year}
2. Hướng dẫn các trường nhập dữ liệu – Phòng Giáo dục Trung hok – Tháng 12/{year}
3. Trực đường dây nóng tiếp nhận phản ánh – Phòng Kế hoạch - Tài chính – khi nào xong thì báo
4. Niêm yết thủ tục mới tại Bộ phận Một cửa – Phòng Kế hoạch - Tài chính – thường xuyên"""


def test_a_conclusion_is_pasted_mended_and_given(site, page, office, officer, check_axe, look):  # noqa: F811
    today = clock.today()
    page.goto(f"{site.url}/nhiem-vu/")
    page.click("main >> text=Giao việc")
    page.wait_for_url(re.compile("/giao/$"))
    check_axe()
    look("giao-mot-viec")
    page.click("nav.tabs >> text=Nhiều việc")
    page.fill("[name=text]", PASTED.format(year=today.year))
    page.check("[name=source][value=meeting]")
    page.fill("[name=issued_on]", f"{today:%d/%m/%Y}")
    look("giao-nhieu-viec")
    page.click("main button:has-text('Kiểm tra các dòng')")
    assert "Còn 2 chỗ phải sửa" in page.inner_text(".errors")
    assert page.locator("[aria-invalid]").count() == 2
    assert not Assignment.objects.exists()
    check_axe()
    look("giao-kiem-tra-loi")
    page.click(".errors a >> nth=0")
    page.fill("[name=c-2-units]", "Phòng Giáo dục Trung học")
    page.fill("[name=c-3-due]", "Thường xuyên")
    page.click("main button:has-text('Kiểm tra lại')")
    assert "Sẽ giao 4 phần việc cho 2 đơn vị" in page.inner_text("main")
    check_axe()
    look("giao-kiem-tra")
    page.click("main button:has-text('Giao việc')")
    page.wait_for_url(re.compile(r"/nhiem-vu/\?giao="))
    assert "Đã giao 4 phần việc" in page.inner_text("main")
    assert page.locator("table.list tbody tr").count() == 4
    look("vua-giao")


def test_one_piece_is_given_by_keyboard_alone(site, page, officer):  # noqa: F811
    page.goto(f"{site.url}/nhiem-vu/giao/")

    def reach(name):
        for _ in range(80):
            page.keyboard.press("Tab")
            here = page.evaluate(
                "(document.activeElement.name || '') + '|' + document.activeElement.innerText"
            )
            if here.startswith(f"{name}|") or here.endswith(f"|{name}"):
                return
        raise AssertionError(f"“{name}” is not reached by Tab")

    for name, words in (
        ("content", "Báo cáo nhanh tình hình tuyển sinh"),
        ("units", "Phòng Giáo dục Trung học"),
        ("due", f"31/12/{clock.today().year}"),
        ("issued_on", f"{clock.today():%d/%m/%Y}"),
    ):
        reach(name)
        page.keyboard.type(words)
    reach("Giao việc")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/nhiem-vu/\?giao="))
    assert Plan.objects.get().source == "meeting"
    assert Assignment.objects.get().unit.code == "giao-duc-trung-hoc"
