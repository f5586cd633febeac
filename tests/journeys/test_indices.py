"""Indices: one read from the list down to a criterion, two editions beside each other."""

import re


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
