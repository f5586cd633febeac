"""A set of criteria from the annex of its decision: read, answered, a rule chosen, in force, its page opened."""

import re

from thuocdo.indices.tests.annexes import annex_docx


def test_a_criteria_set_from_its_decision(site, page, office, enter, check_axe, look, tmp_path):
    file = tmp_path / "phu-luc-tieu-chi.docx"
    file.write_bytes(annex_docx())
    enter(office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà"))
    page.goto(f"{site.url}/chi-so/")
    page.click("main a.go:has-text('Lập bộ chỉ số từ quyết định')")
    check_axe()
    look("bo-chi-so-tai-len")
    page.set_input_files("[name=file]", str(file))
    page.focus("button:has-text('Đọc phụ lục')")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/tu-quyet-dinh/\d+/$"))
    words = page.inner_text("main")
    assert (
        "“II CẢI CÁCH THỦ TỤC HÀNH CHÍNH” ghi 10 điểm, các tiêu chí bên trong cộng lại là 9."
        in words
    )
    assert page.is_visible(".source tr.sought")
    check_axe()
    look("bo-chi-so-ra-soat")

    page.focus("button:has-text('Lấy tổng 9 điểm')")
    page.keyboard.press("Enter")
    page.click("button:has-text('Lấy tổng 15 điểm')")
    page.click("main article:has-text('giữa 80% và 95%') a:has-text('Sửa dòng này')")
    check_axe()
    look("bo-chi-so-tieu-chi-chon")
    page.select_option("[name=kind]", label="Theo bậc của tỷ lệ %")
    page.fill("[name=levels]", "từ 95%: 2\ntừ 80%: 1")
    page.click("button:has-text('Lưu tiêu chí này')")
    page.wait_for_selector("text=Chưa nói dưới 80% được bao nhiêu điểm")
    check_axe()
    page.fill("[name=levels]", "từ 95%: 2\ntừ 80%: 1\ncòn lại: 0")
    page.focus("button:has-text('Lưu tiêu chí này')")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Đã lưu tiêu chí")
    assert "từ 95%: 2; từ 80% đến dưới 95%: 1; còn lại: 0 · do người chọn" in page.inner_text(
        "main"
    )
    assert "Chấm tay" in page.inner_text("main tr:has-text('II.2.2')")
    check_axe()
    look("bo-chi-so-cac-tieu-chi")

    page.click("main nav a:has-text('Cả bộ chỉ số')")
    page.select_option(
        "[name=not_applicable]", label="Chia điểm tối đa cho các tiêu chí còn lại trong nhóm"
    )
    page.select_option("[name=zero_den]", label="Tính 0 điểm")
    page.select_option("[name=rounding]", label="Không làm tròn")
    page.fill("[name=bands]", "Tốt: từ 12")
    check_axe()
    look("bo-chi-so-ca-bo")
    page.click("main form.card button:has-text('Lưu')")
    page.wait_for_selector("text=Không còn điểm nào phải quyết định")
    page.click("button:has-text('Xem bản dự thảo')")
    page.wait_for_selector("text=Dự thảo, chưa dùng để chấm")
    check_axe()
    look("bo-chi-so-du-thao")
    page.click("a:has-text('Tiếp tục rà soát')")
    page.click("a:has-text('Áp dụng bộ chỉ số')")
    assert page.input_value("[name=number]") == "45/QĐ-SGDĐT"
    assert page.input_value("[name=date]") == "12/01/2026"
    check_axe()
    look("bo-chi-so-ap-dung")
    page.focus("main form.card button:has-text('Áp dụng')")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Bộ chỉ số đã áp dụng")
    words = page.inner_text("main")
    assert "Của cơ quan, đang áp dụng" in words
    assert "Quyết định số 45/QĐ-SGDĐT ngày 12/01/2026" in words
    check_axe()
    look("bo-chi-so-cua-co-quan")
    page.click("main a:has-text('Tiếp nhận phản ánh')")
    assert "từ 95 được 2; từ 80 được 1; còn lại 0" in page.inner_text("main")
    assert "Văn bản ghi: Xử lý đúng hạn từ 95%" in page.inner_text("main")
    check_axe()
    look("bo-chi-so-mot-tieu-chi")
