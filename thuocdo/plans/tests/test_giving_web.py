"""*Giao việc* at a browser without script: nothing typed is lost, nothing is given before all is right."""

import io
import json

import openpyxl
import pytest

from thuocdo.plans.models import Assignment, Plan
from thuocdo.plans.tests.test_giving import ROWS, sheet


def test_one_piece_is_given_and_shown(reader, unit):
    reader.open("/nhiem-vu/giao/")
    shown = reader.press(
        "Giao việc", content="Báo cáo số hóa", units="Văn phòng Sở; Thanh tra Sở", due="28/02/2023",
        source="committee", number="15/UBND-KSTTHC", issued_on="04/01/2023", signer="Nguyễn Văn Mẫu", higher="II.3",
    )  # fmt: skip
    assert "Đã giao 2 phần việc cho 2 đơn vị." in shown
    assert "Vừa giao" in shown
    assert shown.count("Báo cáo số hóa") == 2
    assert "số cấp trên II.3" in shown
    plan = Plan.objects.get()
    assert (plan.source, plan.signer) == ("committee", "Nguyễn Văn Mẫu")
    assert "15/UBND-KSTTHC" in reader.open("/nhiem-vu/?nguon=committee")
    assert "Chưa có" not in reader.open("/ke-hoach/?loai=giao")
    assert "Báo cáo số hóa" in reader.open(f"/ke-hoach/{plan.pk}/")
    work = reader.open(f"/phan-viec/{Assignment.objects.first().pk}/")
    assert "Văn bản của UBND 15/UBND-KSTTHC ngày 04/01/2023" in work
    assert "Người ký Nguyễn Văn Mẫu" in work
    assert "Số nhiệm vụ cấp trên" in reader.open(f"/nhiem-vu/{plan.tasks.get().pk}/")


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(reader):
    reader.open("/nhiem-vu/giao/")
    shown = reader.press(
        "Giao việc", content="Một việc dài", units="Phòng Giáo dục Trung hoc phổ thông", due="hôm kia",
        source="meeting", issued_on="03/01/2023",
    )  # fmt: skip
    assert reader.status == 422
    assert "Phòng Giáo dục Trung học" in shown
    assert "không đọc được" in shown
    (content,) = reader.page.xpath("//textarea[@name='content']")
    assert content.value.strip() == "Một việc dài"
    assert not Assignment.objects.exists()


def test_a_day_that_has_passed_is_asked_about_once(reader):
    reader.open("/nhiem-vu/giao/")
    typed = {"content": "Việc cũ", "units": "Văn phòng Sở", "due": "04/01/2023", "source": "meeting", "issued_on": "03/01/2023"}  # fmt: skip
    assert not reader.page.xpath("//input[@name='past']")
    assert "đã qua" in reader.press("Giao việc", **typed)
    assert "Đã giao 1" in reader.press("Giao việc", past=True)


TEXT = """\
Rà soát trang thiết bị – Phòng Kế hoạch - Tài chính – 30/3/2023
Hướng dẫn nhập liệu – Phòng Giáo dục Trung hok – Quý II/2023
Trực đường dây nóng – Văn phòng Sở – bao giờ xong thì thôi
Việc thừa
"""


def test_pasted_lines_are_mended_where_they_are_wrong_and_given_whole(reader, unit):
    reader.open("/nhiem-vu/giao/?cach=nhieu")
    shown = reader.press("Kiểm tra các dòng", text=TEXT, source="meeting", issued_on="03/01/2023")
    assert reader.status == 422
    assert "Còn 3 chỗ phải sửa" in shown
    assert "Phòng Kế hoạch - Tài chính" in shown
    wrong = reader.page.xpath("//*[@aria-invalid]/@name")
    assert wrong == ["c-2-units", "c-3-due", "c-4-units"]
    assert not Plan.objects.exists()
    mended = {"c-2-units": "Phòng Giáo dục Trung học", "c-3-due": "thường xuyên"}
    reader.page.xpath("//input[@name='drop'][@value='4']")[0].checked = True
    shown = reader.press("Kiểm tra lại", **mended)
    assert reader.status == 200
    assert "Sẽ giao 3 phần việc cho 3 đơn vị" in shown
    assert not Plan.objects.exists()
    assert "Đã giao 3 phần việc" in reader.press("Giao việc")
    assert list(Assignment.objects.values_list("task__content", flat=True).order_by("id")) == [
        "Rà soát trang thiết bị", "Hướng dẫn nhập liệu", "Trực đường dây nóng",
    ]  # fmt: skip


def test_a_sheet_is_checked_before_it_is_given(reader):
    file = io.BytesIO(
        sheet(*ROWS, [4, "", "", "", "", "Việc lạ", "Phòng Không Đâu Có", "31/02/2023"])
    )
    file.name = "theo-doi.xlsx"
    reader.open("/nhiem-vu/giao/?cach=nhieu")
    shown = reader.press("Kiểm tra các dòng", file=file, source="committee")
    assert "Còn 2 chỗ phải sửa" in shown
    assert "Dòng 7" in shown
    reader.page.xpath("//input[@name='drop'][@value='7']")[0].checked = True
    reader.press("Kiểm tra lại")
    assert "Đã giao 3" in reader.press("Giao việc")
    assert set(Plan.objects.values_list("number", flat=True)) == {"15/UBND-KSTTHC", "09/TB-VP"}


def test_what_another_system_says_is_done_is_not_given_again_unless_somebody_says_so(reader):
    text = "\n".join(
        [
            "Nội dung\tĐơn vị\tThời hạn\tTrạng thái",
            "Số hóa hồ sơ\tVăn phòng Sở\t31/03/2023\tĐã hoàn thành",
            "Công khai thủ tục\tVăn phòng Sở\t31/03/2023\tĐã hoàn thành quá hạn",
            "Rà soát thủ tục\tVăn phòng Sở\t31/03/2023\tChưa hoàn thành",
        ]
    )
    reader.open("/nhiem-vu/giao/?cach=nhieu")
    shown = reader.press("Kiểm tra các dòng", text=text, source="other")
    assert "Còn 2 chỗ phải sửa" in shown
    assert "Hệ thống nguồn ghi “Đã hoàn thành”" in shown
    shown = reader.press("Kiểm tra lại", drop_done=True)
    assert "Sẽ giao 1 phần việc" in shown
    assert "Đã giao 1" in reader.press("Giao việc")


def test_nothing_pasted_both_ways_and_a_broken_file_are_told(reader):
    reader.open("/nhiem-vu/giao/?cach=nhieu")
    assert "Chưa có việc nào" in reader.press("Kiểm tra các dòng", source="meeting")
    book = io.BytesIO()
    openpyxl.Workbook().save(book)
    book.seek(0)
    book.name = "trong.xlsx"
    assert "dòng tiêu đề" in reader.press("Kiểm tra các dòng", file=book)


@pytest.mark.parametrize(
    "lines", ["", "x", "[1]", "[[]]", '[{"place": "a"}]', '[{"place":1},{"place":1}]', "{}", json.dumps([{"place": n} for n in range(2001)])],
)  # fmt: skip
def test_a_page_bent_on_its_way_gives_nothing(reader, lines):
    sent = {"source": "meeting", "issued_on": "03/01/2023", "lines": lines, "act": "give"}
    answer = reader.client.post("/nhiem-vu/giao/kiem-tra/", sent)
    assert answer.status_code == 302
    assert not Plan.objects.exists()


def test_who_may_not_give_work_has_neither_button_nor_page(reader, someone):
    reader.as_(someone("officer", name="An", username="an"))
    assert "Giao việc" not in reader.open("/nhiem-vu/")
    reader.open("/nhiem-vu/giao/")
    assert reader.status == 403
