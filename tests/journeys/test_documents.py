"""A clerk records documents, opens one beside the list, keeps a series: every page seen by axe."""

import pytest

from thuocdo.audit.rules import system
from thuocdo.config import clock
from thuocdo.documents.actions import attach_evidence
from thuocdo.documents.models import Document
from thuocdo.documents.tests import factories

KNOWN = (
    ("Kế hoạch số 201/KH-UBND ngày 23/8/2022 của Ủy ban nhân dân thành phố Hải Phòng",
     "Nâng cao chỉ số năng lực cạnh tranh cấp tỉnh (PCI) năm 2022-2023 của thành phố Hải Phòng"),
    ("Nghị định số 107/2021/NĐ-CP ngày 06/12/2021",
     "Sửa đổi, bổ sung một số điều của Nghị định số 61/2018/NĐ-CP"),
    ("1234/SGDĐT-VP ngày 05/3/2023", ""),
)  # fmt: skip


@pytest.fixture
def clerk(office, enter):
    account = office("so-gddt-hai-phong", "clerk", title="Văn thư")
    enter(account)
    return account


def record(site, page, reference, abstract=""):
    page.goto(f"{site.url}/van-ban/ghi-nhan/")
    page.fill("[name=reference]", reference)
    page.fill("[name=abstract]", abstract)
    page.click("main button:has-text('Ghi nhận văn bản')")


def test_recorded_found_and_opened(site, page, clerk, check_axe, look, tmp_path):
    page.goto(f"{site.url}/van-ban/")
    assert "Chưa có văn bản nào" in page.inner_text("main")
    check_axe()
    look("van-ban-chua-co")

    record(site, page, "văn bản không có số")
    assert "Chưa nhận ra số, ký hiệu" in page.inner_text("main")
    check_axe()
    look("van-ban-ghi-nhan")
    for reference, abstract in KNOWN:
        record(site, page, reference, abstract)
    file = tmp_path / "van-ban.pdf"
    file.write_bytes(factories.plan_pdf())
    page.click("summary:has-text('Bổ sung tệp')")
    page.set_input_files("[name=uploads]", file)
    page.click("button:has-text('Tải tệp lên')")
    attach_evidence(
        by=system("journey"), at=clock.now(), thing="assignment:7", place="/van-ban/",
        document=Document.objects.get(number="1234"), about="Nhiệm vụ 7: Kiểm tra cải cách hành chính",
    )  # fmt: skip
    page.reload()
    assert "van-ban.pdf" in page.inner_text("main")
    check_axe()
    look("van-ban-mot")

    page.goto(f"{site.url}/van-ban/")
    check_axe()
    look("van-ban")
    page.fill("main [name=q]", "nang luc canh tranh")
    page.keyboard.press("Enter")
    page.click("text=201/KH-UBND")
    page.wait_for_selector("#beside h2")
    assert "Nâng cao chỉ số" in page.inner_text("#beside")
    check_axe()


def test_a_series_with_gaps(site, page, clerk, check_axe, look):
    page.goto(f"{site.url}/van-ban/so/lap/")
    page.fill("[name=symbol]", "SGDĐT-VP")
    page.fill("[name=name]", "Công văn của Văn phòng")
    page.check("[name=external]")
    check_axe()
    look("so-van-ban-lap")
    page.click("main button:has-text('Lập sổ')")
    for number in ("1", "2", "5"):
        page.fill("[name=number]", number)
        page.click("button:has-text('Nhập số')")
    assert "3–4" in page.inner_text("main")
    page.click("tr:has-text('02/SGDĐT-VP') summary")
    page.fill("tr:has-text('02/SGDĐT-VP') [name=reason]", "Nhập nhầm sổ")
    page.click("tr:has-text('02/SGDĐT-VP') button")
    assert "Nhập nhầm sổ" in page.inner_text("main")
    check_axe()
    look("so-van-ban-mot")
    page.goto(f"{site.url}/van-ban/so/")
    check_axe()
    look("so-van-ban")
