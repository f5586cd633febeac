"""What is answered at one place of the review is answered at the others, and a mistake loses nothing."""

import io

import pytest
from django.urls import reverse

from thuocdo.plans.actions import close_plan, go_live, record_issue, upload_plan
from thuocdo.plans.models import Assignment, Decision, Plan
from thuocdo.plans.tests.conftest import AT, PLAN, TODAY

CLAUSES = "\n".join(f"{n}. Đẩy mạnh việc số {n} của ngành trong năm." for n in range(1, 6))


def at(plan, part):
    return reverse("plans:review", args=[plan.pk]) + f"?phan={part}"


def upload(focal, department, text):
    return upload_plan(by=focal, at=AT, agency=department.pk, name="k.txt", data=text.encode())


@pytest.fixture
def clausy(settled):
    """A plan whose body has five clauses that nobody owns."""
    for block in range(3, 8):
        finding = {"code": "missing-owner", "severity": "info", "message": f"Nội dung {block} chưa giao.",
                   "source": {"page": None, "block": block, "quote": "…"}}  # fmt: skip
        settled.reading["findings"].append(finding)
    settled.save()
    return settled


def test_a_clause_given_to_a_unit_is_no_open_point(reader, clausy):
    reader.open(at(clausy, "diem"))
    (folded,) = reader.page.xpath("//details[contains(@class, 'many')]")
    assert "5 nội dung" in folded.text_content()
    reader.open(at(clausy, "dieu-khoan"))
    reader.press("Giao", units="Thanh tra Sở", due="30/06/2023")
    said = "Giao Thanh tra Sở, thời hạn 30/06/2023"
    assert said in reader.open(at(clausy, "dieu-khoan"))
    words = reader.open(at(clausy, "diem"))
    assert said in words
    assert "4 nội dung" in words
    assert "Điểm cần xem lại" in words
    open_points = len(clausy.reading["findings"]) - 1
    assert str(open_points) in reader.page.xpath("//nav[contains(@class, 'tabs')]/a[1]")[0].text_content()  # fmt: skip


def test_a_recorded_number_answers_what_was_said_of_the_blank(reader, focal, department):
    blank = PLAN.replace("Số: 07/KH", "Số:      /KH")
    plan = upload(focal, department, blank)
    n = next(n for n, f in enumerate(plan.reading["findings"]) if f["code"] == "blank-number")
    reader.open(at(plan, "diem"))
    assert reader.page.get_element_by_id(f"diem-{n}").xpath(".//button")
    record_issue(by=focal, at=AT, plan=plan, number="12/KH-SGDĐT", issued_on=TODAY)
    words = reader.open(at(plan, "diem"))
    point = reader.page.get_element_by_id(f"diem-{n}")
    assert "Đã ghi số 12/KH-SGDĐT" in point.text_content()
    assert not point.xpath(".//button")
    assert "số 12/KH-SGDĐT ngày" in words


def test_rows_ticked_before_a_mistake_are_the_ones_answered_after_it(reader, focal, department):
    text = PLAN.replace("Tháng 3/2023\tQuy chế", "Tháng 11/2022\tQuy chế")
    plan = upload(focal, department, text.replace("Tháng 12/2023", "Tháng 12/2022"))
    reader.open(at(plan, "qua-han"))
    boxes = reader.page.xpath("//input[@name='row']")
    assert len(boxes) > 1
    assert not any(b.checked for b in boxes)
    boxes[0].checked = True
    reader.press("Lưu cho các dòng đã chọn", past="done", done_on="31/2/2023")
    assert [b.checked for b in reader.page.xpath("//input[@name='row']")][:2] == [True, False]
    proof = "45/QĐ-SGDĐT ngày 20/12/2022"
    words = reader.press("Lưu cho các dòng đã chọn", done_on="20/12/2022", evidence=proof)
    assert Decision.objects.filter(key__startswith="past:").count() == 1
    assert f"Đã hoàn thành ngày 20/12/2022, {proof}" in words


def test_a_reporting_clause_stands_once_with_its_rhythms(reader, settled):
    reporting = settled.reading["reporting"]
    assert reporting
    reporting.append({**reporting[0], "frequency": "yearly", "months": [12], "before_day": 5})
    settled.save()
    reader.open(at(settled, "bao-cao"))
    (clause,) = reader.page.xpath("//ul[@class='plain']/li")
    words = " ".join(clause.text_content().split())
    assert "hằng quý: trước ngày 15 tháng 3, 6, 9" in words
    assert "hằng năm: trước ngày 5 tháng 12" in words


def test_the_plan_page_tells_a_checkpoint_from_a_due_day(reader, focal, settled):
    go_live(by=focal, at=AT, today=TODAY, plan=settled)
    standing = Assignment.objects.filter(of__isnull=False, of__due=None).order_by("due").first()
    words = reader.open(reverse("plans:plan", args=[settled.pk]))
    assert f"mốc báo cáo {standing.due:%d/%m/%Y}" in words
    assert f"hạn {standing.due:%d/%m/%Y}" not in words


def test_a_file_taken_in_twice_is_said(reader, focal, department):
    blank = PLAN.replace("Số: 07/KH", "Số:      /KH")
    upload(focal, department, blank)
    again = upload(focal, department, blank)
    assert "Chính tệp này đã được tải lên" in reader.open(at(again, "diem"))
    other = upload(focal, department, blank + "\nKhác.")
    assert "Chính tệp này đã được tải lên" not in reader.open(at(other, "diem"))


def test_a_signed_plan_comes_in_once(reader, focal, settled):
    def take_in():
        reader.open(reverse("plans:upload"))
        file = io.BytesIO((PLAN + "\nBản khác của tệp.").encode())
        file.name = "k.txt"
        return reader.press("Đọc kế hoạch", file=file)

    words = take_in()
    assert "Kế hoạch số 07/KH-SGDĐT ngày 03/01/2023 đã có (đang rà soát)" in words
    assert "bỏ bản rà soát ấy trước" in words
    go_live(by=focal, at=AT, today=TODAY, plan=settled)
    assert "“Điều chỉnh, bổ sung”" in take_in()
    close_plan(by=focal, at=AT, plan=settled, reason="Hết thời gian thực hiện")
    words = take_in()
    assert "để xem" in words
    assert "“Điều chỉnh, bổ sung”" not in words  # it cannot be amended any more
    assert Plan.objects.count() == 1


def test_an_open_row_leads_to_its_answer(reader, focal, department):
    plan = upload(
        focal, department, PLAN.replace("Tháng 3/2023\tQuy chế", "Tháng 11/2022\tQuy chế")
    )
    reader.open(at(plan, "nhiem-vu"))
    row = reader.page.get_element_by_id("task-0")
    assert row.xpath(".//a[contains(., 'Trả lời')]/@href") == [reverse("plans:review_row", args=[plan.pk, "task-0"])]  # fmt: skip
