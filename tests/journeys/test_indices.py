"""Indices: one read from the list down to a criterion, two editions beside each other, results and why they are so."""

import re

from thuocdo.indices.tests.conftest import row, table


def test_read_a_criterion_and_compare_two_editions(site, page, office, enter, check_axe, look):
    enter(office("van-phong-so", "officer", name="Lê Thị Thu"))
    page.goto(f"{site.url}/chi-so/")
    check_axe()
    look("chi-so")
    page.click("main a:has-text('Chỉ số năng lực cạnh tranh cấp tỉnh (PCI)')")
    check_axe()
    look("chi-so-pci")
    page.click("main a:has-text('PCI 2022–2024')")
    check_axe()
    look("chi-so-bo")
    page.click("main a:has-text('Chi phí không chính thức')")
    assert "điểm tối đa × Chi phí không chính thức ÷ 10" in page.inner_text("main")
    assert "Chưa đối chiếu văn bản gốc" in page.inner_text("main")
    check_axe()
    look("chi-so-tieu-chi")
    page.goto(f"{site.url}/chi-so/pci/")
    page.focus("main a:has-text('So sánh hai bộ')")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/so-sanh/"))
    assert "Tiếp cận đất đai" in page.inner_text("main")
    check_axe()
    look("chi-so-so-sanh")
    page.goto(f"{site.url}/chi-so/qd-766/bo/portal-2026/")
    check_axe()
    look("chi-so-766")
    page.goto(f"{site.url}/chi-so/qd-766/bo/portal-2026/2.1/")
    check_axe()
    look("chi-so-766-tieu-chi")


def test_results_go_in_and_a_unit_reads_why(site, page, office, enter, check_axe, look):
    enter(office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà"))
    page.goto(f"{site.url}/chi-so/pci/")
    assert "Chưa có kết quả năm nào" in page.inner_text("main")
    page.click("main a.go:has-text('Nhập kết quả')")
    page.wait_for_url("**/nhap/")
    check_axe()
    page.fill("[name=source]", "Báo cáo PCI 2022, công bố tháng 4/2023")
    rows = [
        row(2022, code, points, published, place, band)
        for code, points, published, place, band in (
            ("P14", 7.3, "72.95", "1", "Rất tốt"),
            ("P15", 7.28, "72.8", "2", "Tốt"),
            ("P13", 7.08, "70.76", "3", "Tốt"),
            ("P01", 6.67, "66.74", "4", "Khá"),
        )
    ]
    page.fill("[name=text]", table(*rows, row(2022, "P02", "0.6")))
    page.click("button:has-text('Kiểm tra')")
    page.wait_for_selector("text=Chưa nhập được, cần sửa")
    assert "Dòng 6, cột ci01_entry: 0,6 ngoài khoảng 1–10" in page.inner_text("[role=alert]")
    check_axe()
    look("chi-so-nhap-sai")
    page.fill("[name=text]", table(*rows, row(2022, "P02", "")))
    page.click("button:has-text('Kiểm tra')")
    page.wait_for_selector("button:has-text('Ghi kết quả')")
    check_axe()
    look("chi-so-nhap-kiem-tra")
    page.click("button:has-text('Ghi kết quả')")
    page.wait_for_url(re.compile(r"/ket-qua/\d+/$"))
    check_axe()
    look("chi-so-ket-qua")
    page.click("button:has-text('Khóa kết quả')")
    page.wait_for_selector("text=Đã khóa kết quả")

    enter(office("van-phong-so", "officer", name="Lê Thị Thu"))
    page.goto(f"{site.url}/chi-so/pci/")
    page.click("main a:has-text('Năm 2022')")
    page.focus("main a:has-text('Quảng Ninh')")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Vì sao được số điểm này")
    words = page.inner_text("main")
    assert "15 × 7,3 ÷ 10 = 10,95" in words
    assert "Chưa đối chiếu văn bản gốc" in words
    check_axe()
    look("chi-so-vi-sao")
    page.emulate_media(media="print")
    assert page.is_visible("text=15 × 7,3 ÷ 10 = 10,95")
    page.emulate_media(media="screen")


def test_a_series_over_a_merger(site, page, office, enter, check_axe, look):
    focal = office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà")
    enter(focal)
    rows = [
        row(year, code, points, f"{points * 10:g}", place)
        for year, first, second in (
            (2018, 6.0, 6.2), (2019, 6.3, 6.1), (2020, 6.6, 6.0), (2021, 7.0, 6.2), (2022, 7.1, 6.4),
        )
        for code, points, place in (("P20", first, 1), ("P19", second, 2))
    ]  # fmt: skip
    rows += [row(2023, "P20", 7.2, "72", 1)]
    page.goto(f"{site.url}/chi-so/pci/nhap/")
    page.fill("[name=source]", "Báo cáo PCI các năm")
    page.fill("[name=text]", table(*rows))
    page.click("button:has-text('Kiểm tra')")
    page.click("button:has-text('Ghi kết quả')")
    page.wait_for_selector("text=Đã nhập kết quả năm")
    check_axe()
    look("chi-so-cac-nam")
    page.click("main a:has-text('Năm 2022')")
    page.click("main a:has-text('Hải Phòng')")
    page.focus("main a:has-text('Qua các năm')")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=Hải Phòng qua các năm")
    words = page.inner_text("main")
    assert "Không so sánh được" in words
    assert "Hải Phòng, Hải Dương" in words
    check_axe()
    look("chi-so-qua-cac-nam")
    page.select_option("[name=so]", label="Gia nhập thị trường")
    page.click("button:has-text('Xem')")
    page.wait_for_url(re.compile("so=s.ci01_entry"))
    with page.expect_download() as download:
        page.click("main a:has-text('CSV')")
    assert "not_comparable" in download.value.path().read_text()


def test_a_plan_target_beside_what_was_published(site, page, office, enter, check_axe, look):
    from thuocdo.config import clock
    from thuocdo.plans.models import Plan, Target

    enter(office("so-gddt-hai-phong", "focal", name="Nguyễn Thị Minh Hà"))
    plan = Plan.objects.create(
        agency=office.agency, title="Kế hoạch nâng cao chỉ số PCI năm 2022", folded="", state="live",
        first_year=2022, last_year=2022, reading={}, created_at=clock.now(),
    )  # fmt: skip
    Target.objects.create(
        plan=plan, position=1, name="Điểm chỉ số thành phần Chi phí không chính thức", folded="",
        operator=">=", value="7.5", unit="điểm", origin="annex",
    )  # fmt: skip
    page.goto(f"{site.url}/chi-so/pci/nhap/")
    page.fill("[name=source]", "Báo cáo PCI các năm")
    page.fill("[name=text]", table(row(2020, "P20", 6.9), row(2022, "P20", 7.6)))
    page.click("button:has-text('Kiểm tra')")
    page.click("button:has-text('Ghi kết quả')")
    page.wait_for_selector("text=Đã nhập kết quả năm")
    page.click("main a:has-text('Chỉ tiêu kế hoạch')")
    page.select_option("[name=measure]", label="Chi phí không chính thức")
    page.fill("[name=code]", "P20")
    check_axe()
    look("chi-so-gan-chi-tieu")
    page.click("button:has-text('Gắn chỉ tiêu')")
    page.wait_for_selector("text=Đã gắn chỉ tiêu")
    assert "trễ 2 năm" in page.inner_text("main")
    check_axe()
    look("chi-so-chi-tieu")
