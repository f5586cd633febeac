"""A sheet goes out and comes in: two wrong cells are told by their address, mended in Excel, then all is kept."""

import re

import openpyxl

from thuocdo.accounts.queries import actor_for
from thuocdo.config import clock
from thuocdo.plans.actions import give_work
from thuocdo.plans.models import Assignment, Update
from thuocdo.plans.rules.given import Line, Paper
from thuocdo.plans.rules.sheet import letter

ROOM = "Phòng Giáo dục Trung học"


def test_sheet_out_and_in_with_two_wrong_cells(
    site, page, office, enter, check_axe, look, tmp_path
):
    giver = office(office.agency.code, "focal", name="Nguyễn Thị Minh Hà")
    officer = office("giao-duc-trung-hoc", "officer", name="Lê Văn Bình")
    today, at = clock.today(), clock.now()
    due = f"31/12/{today.year}"
    lines = [
        Line(1, "Rà soát trang thiết bị phòng họp", ROOM, due, product="Báo cáo"),
        Line(2, "Tập huấn phần mềm họp không giấy", ROOM, due),
        Line(3, "Trực đường dây nóng", ROOM, "Thường xuyên"),
    ]
    paper = Paper("meeting", issued_on=today)
    give_work(by=actor_for(giver, at), at=at, today=today, agency=office.agency.pk, paper=paper, lines=lines)  # fmt: skip

    enter(officer)
    page.goto(f"{site.url}/nhiem-vu/")
    page.click("summary:has-text('Excel')")
    with page.expect_download() as got:
        page.click("text=Tải phiếu cập nhật")
    file = tmp_path / "phieu.xlsx"
    got.value.save_as(file)
    book = openpyxl.load_workbook(file)
    sheet = book.active
    place = {row[2].value: row[0].row for row in sheet.iter_rows(min_row=5)}
    first, second, third = (place[line.content] for line in lines)
    sheet[f"{letter('text')}{first}"] = "Đã rà soát 24 phòng."
    sheet[f"{letter('done_on')}{first}"] = "31/02/2023"
    sheet[f"{letter('product')}{first}"] = "x"
    sheet[f"{letter('text')}{second}"] = "Đã tập huấn 2/3 lớp."
    sheet[f"{letter('product')}{second}"] = "gần xong"
    sheet[f"{letter('obstacle')}{third}"] = "Thiếu một máy điện thoại."
    book.save(file)

    page.goto(f"{site.url}/nhiem-vu/phieu/nap/")
    check_axe()
    page.set_input_files("[name=file]", file)
    page.click("main button:has-text('Kiểm tra phiếu')")
    page.wait_for_selector(".errors")
    told = page.inner_text(".errors")
    assert "Còn 2 ô phải sửa" in told
    assert f"Ô I{first}" in told
    assert f"Ô J{second}" in told
    assert not Update.objects.exists()
    check_axe()
    look("phieu-hai-o-sai")

    sheet[f"{letter('done_on')}{first}"] = today
    sheet[f"{letter('product')}{second}"] = None
    book.save(file)
    page.set_input_files("[name=file]", file)
    page.click("main button:has-text('Kiểm tra phiếu')")
    page.wait_for_selector("text=Sẽ ghi nhận 3 dòng, trong đó 1 báo cáo hoàn thành.")
    check_axe()
    look("phieu-kiem-tra")
    button = page.locator("main button:has-text('Ghi nhận')")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/nhiem-vu/\?nap="))
    assert page.locator("table.list tbody tr").count() == 3
    assert "Nạp từ Excel:" in page.inner_text(".applied")
    look("phieu-da-nap")
    assert Assignment.objects.exclude(stage="").get().claimed_on == today
    page.click("summary:has-text('Bộ lọc đã lưu')")
    assert "Lần nạp Excel gần nhất" in page.inner_text("details.menu[open]")
