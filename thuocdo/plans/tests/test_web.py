"""The pages of plans as a person without script uses them: every form sent as the page shows it."""

import copy
import io

import docx
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from thuocdo.organisations.models import Unit
from thuocdo.plans.actions import decide, go_live, upload_plan
from thuocdo.plans.models import Amendment, Assignment, Decision, Plan, Task
from thuocdo.plans.queries import review
from thuocdo.plans.rules.decisions import name_key
from thuocdo.plans.tests.conftest import AT, PLAN, TODAY

STRANGE = "Bộ phận lạ chưa ai biết"
SECOND = PLAN.replace("07/KH", "09/KH").replace(
    "Kế hoạch số 02/KH-SGDĐT ngày 04/01/2022", "Kế hoạch số 07/KH-SGDĐT ngày 03/01/2023"
)


def at(plan, part=""):
    return reverse("plans:review", args=[plan.pk]) + (f"?phan={part}" if part else "")


def answer(plan, key):
    found = Decision.objects.filter(plan=plan, key=key).first()
    return found and found.value


@pytest.fixture
def live(focal, settled):
    return go_live(by=focal, at=AT, today=TODAY, plan=settled)


def file(words, name="k.txt"):
    data = io.BytesIO(words.encode())
    data.name = name
    return data


def test_from_the_file_to_the_work_of_the_unit(reader, unit):
    assert "Chưa có kế hoạch nào" in reader.open(reverse("plans:list"))
    reader.open(reverse("plans:upload"))
    assert "Còn 1 điểm phải quyết định" in reader.press("Đọc kế hoạch", file=file(PLAN))
    plan = Plan.objects.get()
    assert "Chọn đơn vị" in reader.open(at(plan, "ten")) or reader.page.xpath("//tr[@class='open']")
    places = reader.page.xpath("//input[@name='means']")
    places[0].value = "Phòng Giáo dục Trung học"
    assert "Không còn điểm nào" in reader.press("Lưu tên đơn vị")
    assert answer(plan, name_key(STRANGE))["id"] == unit("Phòng Giáo dục Trung học")
    assert "Sẽ được ghi" in reader.open(reverse("plans:live", args=[plan.pk]))
    assert "Đã đưa kế hoạch vào theo dõi" in reader.press("Đưa vào theo dõi")
    assert Assignment.objects.filter(unit=unit("Phòng Giáo dục Trung học")).exists()


def test_a_name_nobody_bears_keeps_everything_that_was_typed(reader, plan):
    reader.open(at(plan, "ten"))
    for place in reader.page.xpath("//input[@name='means']")[:2]:
        place.value = "Phòng không có thật" if not place.value else "Thanh tra Sở"
    words = reader.press("Lưu tên đơn vị")
    assert reader.status == 422
    assert "Không có đơn vị, nhóm hay cơ quan nào tên" in words
    typed = [p.value for p in reader.page.xpath("//input[@name='means']")]
    assert typed[:2] == ["Phòng không có thật", "Thanh tra Sở"]
    assert not Decision.objects.exists()
    reader.page.xpath("//input[@name='means']")[0].value = "Văn phòng Sở"
    reader.press("Lưu tên đơn vị")
    assert Decision.objects.count() == 2


def test_two_people_at_one_table_lose_nothing(reader, plan, focal, unit):
    reader.open(at(plan, "ten"))
    reader.page.xpath("//input[@name='means']")[0].value = "Thanh tra Sở"
    office = {"kind": "unit", "id": unit("Văn phòng")}
    decide(by=focal, at=AT, plan=plan, decisions={name_key(STRANGE): office})
    words = reader.press("Lưu tên đơn vị")
    assert "vừa trả lời điểm này" in words
    assert "Văn phòng Sở: Phạm Thị Đầu Mối chọn" in words
    assert answer(plan, name_key(STRANGE)) == office
    assert "Thanh tra Sở" in [p.value for p in reader.page.xpath("//input[@name='means']")]
    reader.press("Lưu tên đơn vị")
    assert answer(plan, name_key(STRANGE))["id"] == unit("Thanh tra")


def test_two_people_in_one_row_lose_nothing(reader, settled, focal):
    """The row was untouched when both opened it: nothing but the missing version tells that one came first."""
    reader.open(reverse("plans:review_row", args=[settled.pk, "task-2"]))
    mine = {"kind": "continuous", "start": None, "due": None, "rule": None, "event": None, "then": None}  # fmt: skip
    decide(by=focal, at=AT, plan=settled, decisions={"schedule:task-2": mine})
    words = reader.press("Lưu dòng này", kind="on_event", event="Khi có đoàn kiểm tra")
    assert "vừa trả lời điểm này" in words
    assert answer(settled, "schedule:task-2") == mine
    assert "Khi có đoàn kiểm tra" in [f.value for f in reader.page.xpath("//input[@name='event']")]
    reader.press("Lưu dòng này")
    assert answer(settled, "schedule:task-2")["event"] == "Khi có đoàn kiểm tra"


def test_what_was_converted_while_reading_is_a_point_to_look_at(focal, department):
    old = PLAN + "\n\nThùc hiÖn nhiÖm vô cña c¸c ®¬n vÞ"
    plan = upload_plan(by=focal, at=AT, agency=department.pk, name="k.txt", data=old.encode())
    assert "old-encoding" in {f["code"] for f in plan.reading["findings"]}


def test_a_suggestion_is_taken_at_a_stroke(reader, focal, department):
    text = PLAN.replace(STRANGE, "Phòng Giáo dục Trung")
    plan = upload_plan(by=focal, at=AT, agency=department.pk, name="k.txt", data=text.encode())
    reader.open(at(plan, "ten"))
    reader.press("Phòng Giáo dục Trung học?")
    assert "Không còn điểm nào" in reader.open(at(plan))


def test_a_group_reports_through_one_unit(reader, settled, unit):
    reader.open(at(settled, "ten"))
    group = reader.page.xpath("//input[starts-with(@name, 'mode:group-')]/@name")[0]
    reader.press("Lưu tên đơn vị", **{group.replace(":", "__"): "focal", "focal": "Thanh tra Sở"})
    row = next(t for t in review(settled, today=TODAY).settlement.tasks if t.row.number == "2")
    assert row.owners == (unit("Thanh tra"),)


@pytest.fixture
def faulty(focal, department):
    """Two values for one thing, a window that ends before it begins, a row already due, a clause of nobody."""
    text = PLAN.replace(STRANGE, "Văn phòng Sở")
    text = text.replace("Tháng 3/2023\tQuy chế", "Từ tháng 6/2023 đến tháng 3/2023\tQuy chế")
    text = text.replace("Tháng 12/2023\tBáo cáo", "Tháng 12/2022\tBáo cáo")
    return upload_plan(by=focal, at=AT, agency=department.pk, name="k.txt", data=text.encode())


def point(plan, code):
    return next(n for n, f in enumerate(plan.reading["findings"]) if f["code"] == code)


def test_a_point_is_kept_as_printed_and_answered_anew(reader, faulty):
    n = point(faulty, "due-before-start")
    reader.open(at(faulty))
    words = reader.press("Giữ nguyên như văn bản", within=f"diem-{n}")
    assert answer(faulty, f"finding:{n}") == {"answer": "keep"}
    assert "Giữ nguyên như văn bản · Phạm Thị Đầu Mối" in words
    reader.press("Trả lời lại", within=f"diem-{n}")
    assert answer(faulty, f"finding:{n}") is None


def test_mending_a_row_answers_the_point_it_was_opened_from(reader, faulty):
    n = point(faulty, "due-before-start")
    reader.open(at(faulty))
    link = reader.page.get_element_by_id(f"diem-{n}").xpath(".//a[contains(., 'Sửa khi')]")[0]
    reader.open(link.get("href"))
    assert "Chưa sửa gì ở dòng này" in reader.press("Lưu dòng này")
    assert "Thời hạn phải sau ngày bắt đầu" in reader.press("Lưu dòng này", due="01/02/2023")
    assert reader.page.get_element_by_id("due").value == "01/02/2023"
    reader.press("Lưu dòng này", start="01/03/2023", due="30/06/2023")
    assert reader.address.endswith(f"#diem-{n}")
    assert answer(faulty, f"finding:{n}") == {
        "answer": "changed",
        "note": "Trong khoảng thời gian, 01/03/2023 – 30/06/2023",
    }
    row = next(t for t in review(faulty, today=TODAY).settlement.tasks if t.row.number == "1")
    assert row.schedule.due.isoformat() == "2023-06-30"
    assert row.schedule.text == "Từ tháng 6/2023 đến tháng 3/2023"


def test_lesser_points_are_kept_all_at_once_and_grave_ones_are_not(reader, faulty):
    reader.open(at(faulty))
    for words in ("Giữ nguyên tất cả như văn bản", "Ghi nhận tất cả"):
        if words in reader.buttons():
            reader.press(words)
    left = [
        f for n, f in enumerate(faulty.reading["findings"]) if not answer(faulty, f"finding:{n}")
    ]
    assert {f["severity"] for f in left} == {"error"}


def test_of_two_values_one_is_taken_for_every_row(reader, focal, department):
    twice = "1. Tối thiểu 60% cuộc họp của Sở không dùng giấy.\n\n2. Tối thiểu 40% cuộc họp của Sở không dùng giấy."
    text = PLAN.replace("1. Tối thiểu 60% cuộc họp của Sở không dùng giấy.", twice)
    plan = upload_plan(by=focal, at=AT, agency=department.pk, name="k.txt", data=text.encode())
    n = point(plan, "conflicting-targets")
    reader.open(at(plan))
    taken = next(w for w in reader.buttons() if w.startswith("Lấy") and "40" in w)
    assert "Giữ cả hai như văn bản" in reader.buttons()
    reader.press(taken)
    assert answer(plan, f"finding:{n}")["answer"] == "changed"
    assert {t.value for t in review(plan, today=TODAY).settlement.targets} == {"40"}


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({"past": "done", "done_on": "20/12/2022", "evidence": "45/QĐ-SGDĐT ngày 20/12/2022"},
         {"answer": "done", "on": "2022-12-20", "evidence": "45/QĐ-SGDĐT ngày 20/12/2022"}),
        ({"past": "new_date", "new_due": "31/3/2023"}, {"answer": "new_date", "due": "2023-03-31"}),
        ({"past": "late"}, {"answer": "late"}),
    ],
)  # fmt: skip
def test_rows_already_due_are_answered_in_bulk(reader, faulty, typed, wanted):
    reader.open(at(faulty, "qua-han"))
    reader.press("Lưu cho các dòng đã chọn", **typed)
    assert answer(faulty, "past:task-4") == wanted


def test_a_day_that_cannot_be_is_said_and_nothing_is_lost(reader, faulty):
    reader.open(at(faulty, "qua-han"))
    words = reader.press("Lưu cho các dòng đã chọn", past="new_date", new_due="31/2/2023")
    assert "không phải ngày có thật" in words
    assert reader.page.get_element_by_id("new_due").value == "31/2/2023"
    later = {"past": "done", "done_on": "20/1/2023"}
    assert "không thể sau hôm nay" in reader.press("Lưu cho các dòng đã chọn", **later)
    assert reader.press("Giữ tất cả là quá hạn")
    assert answer(faulty, "past:task-4") == {"answer": "late"}


def test_products_become_marks_one_by_one_or_all(reader, settled):
    reader.open(reverse("plans:review_row", args=[settled.pk, "task-0"]))
    boxes = reader.page.xpath("//input[@name='take_product']")
    assert [b.get("value") for b in boxes] == ["Quy chế", "Biên bản"]
    boxes[0].checked = True
    reader.press("Lưu dòng này")
    assert answer(settled, "products:task-0") == {"items": [{"label": "Quy chế"}]}
    Decision.objects.filter(key="products:task-0").delete()
    reader.open(at(settled, "nhiem-vu"))
    reader.press("Lập mốc cho mọi sản phẩm")
    assert len(answer(settled, "products:task-0")["items"]) == 2


def test_a_row_takes_every_kind_of_schedule(reader, settled):
    def save(**fields):
        reader.open(reverse("plans:review_row", args=[settled.pk, "task-2"]))
        return reader.press("Lưu dòng này", **fields)

    assert "Chọn chu kỳ" in save(kind="recurring")
    save(kind="recurring", rule="FREQ=MONTHLY;INTERVAL=3")
    row = review(settled, today=TODAY).settlement.tasks[2]
    assert [w.due.month for w in row.work] == [3, 6, 9, 12]
    assert "Ghi sự kiện" in save(kind="on_event", event="", rule="")
    save(kind="on_event", event="Khi có đoàn kiểm tra", rule="")
    assert review(settled, today=TODAY).settlement.tasks[2].work[0].kind == "event"
    save(kind="continuous", event="", pairs="30/6")
    (standing,) = review(settled, today=TODAY).settlement.tasks[2].work
    assert [c.due.isoformat() for c in standing.checkpoints] == ["2023-06-30"]


def test_reporting_days_are_set_for_all(reader, settled):
    reader.open(at(settled, "bao-cao"))
    assert reader.page.get_element_by_id("pairs").value == "15/3, 15/6, 15/9"
    assert "Không có ngày 31/4" in reader.press("Lưu mốc báo cáo", pairs="31/4")
    reader.press("Lưu mốc báo cáo", pairs="1/4, 05/12")
    assert answer(settled, "checkpoints") == {"pairs": [[4, 1], [12, 5]]}


def test_a_row_may_be_kept_as_printed_with_a_reason(reader, settled):
    reader.open(reverse("plans:review_row", args=[settled.pk, "task-3"]))
    assert "Ghi lý do" in reader.press("Lưu dòng này", untracked=True)
    reader.press("Lưu dòng này", untracked=True, why="Sở Nội vụ đã dừng")
    assert not review(settled, today=TODAY).settlement.tasks[3].tracked
    reader.open(reverse("plans:review_row", args=[settled.pk, "task-3"]))
    reader.press("Lưu dòng này", untracked=False)
    assert review(settled, today=TODAY).settlement.tasks[3].tracked


def test_a_clause_is_given_to_a_unit_or_left(reader, settled, unit):
    finding = {"code": "missing-owner", "severity": "info", "message": "?",
               "source": {"page": None, "block": 6, "quote": "Thí điểm"}}  # fmt: skip
    settled.reading["findings"].append(finding)
    settled.save()
    reader.open(at(settled, "dieu-khoan"))
    assert "Chọn đơn vị chủ trì" in reader.press("Giao")
    reader.press("Giao", units="Thanh tra Sở", due="30/06/2023")
    assert answer(settled, "clause:6") == {"units": [unit("Thanh tra")], "due": "2023-06-30"}
    reader.press("Trả lời lại", within="k-6")
    reader.press("Để nguyên tất cả")
    assert answer(settled, "clause:6") == {"answer": "no"}


def test_number_date_and_signed_scan_make_a_document(reader, settled):
    reader.open(reverse("plans:issue", args=[settled.pk]))
    assert "Chưa nhận ra số" in reader.press("Ghi số, ngày ban hành", number="kế hoạch hay", issued_on="05/01/2023")  # fmt: skip
    broken = file("%PDF-1.4 %%EOF", "ban-ky.pdf")
    fields = {"number": "12/KH-SGDĐT", "issued_on": "05/01/2023"}
    reader.press("Ghi số, ngày ban hành", **fields, signed=broken)
    assert reader.page.xpath("//div[@role='alert']//li")
    scan = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Kế hoạch đã ký")
    document.save(scan)
    scan.name = "ban-ky.docx"
    scan.seek(0)
    assert "Đã ghi số" in reader.press("Ghi số, ngày ban hành", **fields, signed=scan)
    plan = Plan.objects.get(pk=settled.pk)
    assert (plan.number, plan.issued_on.isoformat()) == ("12/KH-SGDĐT", "2023-01-05")
    assert str(plan.document) == "Kế hoạch số 12/KH-SGDĐT ngày 05/01/2023"
    assert plan.document.files.get().file == plan.signed_file


def test_single_rows_change_by_a_document(reader, live, unit):
    reader.open(reverse("plans:amend", args=[live.pk]))
    row = Task.objects.get(number="1")
    assert "Ghi số" in reader.press("Xem thay đổi", **{f"task-{row.pk}__due": "30/4/2023"})
    assert reader.page.xpath(f"//input[@name='task-{row.pk}:due']")[0].value == "30/4/2023"
    reader.press("Xem thay đổi", number="30/SGDĐT-VP", issued_on="01/02/2023", **{f"task-{row.pk}__lead": "Ban lạ"})  # fmt: skip
    words = reader.press("Nhận tất cả")
    assert "Đơn vị chưa rõ" in words
    question = reader.page.xpath("//input[@list='things']")[0]
    question.value = "Thanh tra Sở"
    reader.press("Lưu tên đơn vị")
    reader.press("Áp dụng")
    assert Amendment.objects.get().state == "applied"
    assert set(row.assignments.filter(state="open").values_list("unit", "due")) == {
        (unit("Thanh tra"), row.assignments.filter(state="open").first().due)
    }


def test_a_line_is_refused_taken_anew_and_the_draft_taken_back(reader, live):
    reader.open(reverse("plans:amend", args=[live.pk]))
    row = Task.objects.get(number="3")
    fields = {"kind": "correction", f"task-{row.pk}__content": "Rà soát thiết bị họp"}
    reader.press("Xem thay đổi", **fields)
    reader.press("Không nhận")
    reader.press("Chọn lại")
    reader.press("Nhận")
    assert Amendment.objects.get().lines.get().accepted is True
    reader.press("Bỏ dự thảo này")
    assert not Amendment.objects.exists()
    assert Task.objects.get(pk=row.pk).content == "Rà soát thiết bị phòng họp"


def test_which_plan_is_replaced_may_be_chosen(reader, live, focal, department):
    text = SECOND.replace("07/KH-SGDĐT ngày 03/01/2023", "99/KH-SGDĐT ngày 03/01/2023")
    plan = upload_plan(by=focal, at=AT, agency=department.pk, name="m.txt", data=text.encode())
    assert "Không có kế hoạch đang thực hiện nào mang số này" in reader.open(
        at(plan, "chuyen-tiep")
    )
    reader.press("Lưu", plan=str(live.pk))
    assert review(plan, today=TODAY).replaced == live


def test_carried_rows_go_where_they_are_sent(reader, live, focal, department):
    plan = upload_plan(by=focal, at=AT, agency=department.pk, name="m.txt", data=SECOND.encode())
    reader.open(at(plan, "chuyen-tiep"))
    row = Task.objects.get(plan=live, number="2")
    name = f"to__{row.pk}"
    assert "Không có dòng nào là" in reader.press("Lưu chuyển tiếp", **{name: "Đi đâu đó"})
    reader.press("Lưu chuyển tiếp", **{name: "Kết thúc, không chuyển"})
    sent = {d.value["to"] for d in Decision.objects.filter(plan=plan, key__startswith="carry:")}
    assert sent == {"close"}
    assert Decision.objects.filter(plan=plan).count() == row.assignments.filter(of=None).count()


def test_an_event_the_next_year_and_the_end(reader, live):
    row = Task.objects.get(number="4")
    reader.open(reverse("plans:task", args=[row.pk]))
    words = reader.press("Giao việc theo sự kiện", on="04/01/2023", due="20/01/2023")
    assert "Đã giao việc cho 1 đơn vị" in words
    reader.open(reverse("plans:plan", args=[live.pk]))
    assert "năm 2024" in reader.press("Lập dự thảo kỳ sau từ kế hoạch này")
    reader.open(reverse("plans:close", args=[live.pk]))
    reader.press("Kết thúc kế hoạch", reason="Đã tổng kết")
    assert Plan.objects.get(pk=live.pk).state == Plan.State.CLOSED


def test_a_review_is_taken_back(reader, plan):
    reader.open(reverse("plans:discard", args=[plan.pk]))
    assert "Đã bỏ bản rà soát" in reader.press("Bỏ bản rà soát")
    assert not Plan.objects.exists()


def test_the_history_says_who_decided_what(reader, live):
    words = reader.open(reverse("plans:plan", args=[live.pk]) + "?phan=lich-su")
    assert "Đưa vào theo dõi · Phạm Thị Đầu Mối" in words
    cells = [c.text_content().strip() for c in reader.page.xpath("//tbody/tr[1]/td")]
    assert cells[0].endswith(STRANGE)
    assert cells[1] == "Phòng Giáo dục Trung học"
    assert cells[2].startswith("Phạm Thị Đầu Mối")


@pytest.mark.parametrize("bad", ["Kính gửi các đồng chí.", "\x00\x01\x02", ""])
def test_what_is_no_plan_says_so_and_leaves_nothing(reader, bad):
    reader.open(reverse("plans:upload"))
    reader.press("Đọc kế hoạch", file=file(bad))
    assert reader.status == 422
    assert reader.page.xpath("//*[contains(@class, 'wrong')]")
    assert not Plan.objects.exists()


PAGES = ("diem", "ten", "nhiem-vu", "chi-tieu", "qua-han", "bao-cao", "dieu-khoan")


def grown(plan, rows):
    """The plan with as many rows, owners and times alike."""
    first = plan.reading["tasks"]
    tasks = [copy.deepcopy(first[n % len(first)]) for n in range(rows)]
    for n, row in enumerate(tasks, start=1):
        row["number"] = str(n)
    plan.reading = {**plan.reading, "tasks": tasks}
    plan.save()
    return plan


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def counted(client, addresses):
    """Page → number of queries, once whatever is read only once has been read."""
    for address in addresses:
        client.get(address)
    return {address: queries(client, address) for address in addresses}


def test_a_review_asks_the_same_of_ten_rows_and_of_a_thousand(reader, settled):
    pages = [at(settled, part) for part in PAGES]
    grown(settled, 10)
    few = counted(reader.client, pages)
    grown(settled, 1000)
    assert counted(reader.client, pages) == few


def test_a_plan_asks_the_same_of_ten_rows_and_of_a_thousand(reader, focal, settled, department):
    text = SECOND.replace(STRANGE, "Văn phòng Sở")
    other = upload_plan(by=focal, at=AT, agency=department.pk, name="m.txt", data=text.encode())
    decide(by=focal, at=AT, plan=other, decisions={"replaces": {"plan": None}})
    small = go_live(by=focal, at=AT, today=TODAY, plan=grown(settled, 10))
    large = go_live(by=focal, at=AT, today=TODAY, plan=grown(other, 1000))
    parts = ("nhiem-vu", "chi-tieu", "phan-cong", "dieu-chinh", "lich-su")
    few, many = (
        counted(
            reader.client, [reverse("plans:plan", args=[p.pk]) + f"?phan={part}" for part in parts]
        )
        for p in (small, large)
    )
    assert list(few.values()) == list(many.values())


def test_the_list_asks_the_same_of_two_plans_and_of_twenty(reader, plan, live):
    few = queries(reader.client, reverse("plans:list"))
    for _ in range(20):
        plan.pk, plan.number = None, ""
        plan.save()
    assert queries(reader.client, reverse("plans:list")) == few


def test_a_long_plan_is_read_a_page_at_a_time(reader, settled):
    words = reader.open(at(grown(settled, 250), "nhiem-vu"))
    assert "1–100 / 250" in words
    assert "201–250 / 250" in reader.open(at(settled, "nhiem-vu&trang=3"))
    assert len(reader.page.xpath("//li[@data-row]")) == 50
    words = reader.open(at(settled, "nhiem-vu&tim=247"))
    assert len(reader.page.xpath("//li[@data-row]")) == 1


OFFICE = ("review", "issue", "live", "discard")


@pytest.mark.parametrize("role", ["head", "officer", "one_stop", "appraiser", "guest"])
def test_a_plan_under_review_is_the_offices_alone(reader, plan, someone, department, role):
    reader.as_(someone(role, unit=department))
    assert "Thí điểm" not in reader.open(reverse("plans:list")) or reader.status == 403
    for page in OFFICE:
        reader.open(reverse(f"plans:{page}", args=[plan.pk]))
        assert reader.status in (403, 404)


def test_a_unit_sees_the_plan_it_works_in_and_changes_nothing(reader, live, someone, unit):
    from thuocdo.organisations.models import Unit

    room = Unit.objects.get(pk=unit("Phòng Giáo dục Trung học"))
    reader.as_(someone("head", unit=room))
    assert "Hướng dẫn dùng phần mềm họp" in reader.open(reverse("plans:plan", args=[live.pk]))
    assert not {"Điều chỉnh, bổ sung", "Kết thúc kế hoạch"} & set(reader.buttons())
    for page in ("amend", "close"):
        reader.open(reverse(f"plans:{page}", args=[live.pk]))
        assert reader.status == 403
    row = Task.objects.get(number="2")
    words = reader.open(reverse("plans:task", args=[row.pk]))
    assert "Phòng Giáo dục Trung học" in words
    assert "Còn phần việc của đơn vị khác" in words


def test_a_row_of_a_plan_carries_its_number_in_the_higher_plan(reader, live, someone, unit):
    task = Task.objects.get(number="1")
    words = reader.open(f"/nhiem-vu/{task.pk}/")
    assert "Số nhiệm vụ trong kế hoạch cấp trên" in words
    assert "NV-II.3" in reader.press("Lưu số cấp trên", higher=" NV-II.3 ")
    assert "Ban hành quy chế họp" in reader.open("/nhiem-vu/?so-cap-tren=1")
    assert "Rà soát thiết bị" not in reader.open("/nhiem-vu/?so-cap-tren=1")
    assert "Ban hành quy chế họp" in reader.open("/nhiem-vu/?q=nv-ii.3")
    reader.open(f"/nhiem-vu/{task.pk}/")
    assert "dài quá 40" in reader.press("Lưu số cấp trên", higher="9" * 41)
    assert Task.objects.get(pk=task.pk).higher == "NV-II.3"
    officer = someone("officer", unit=Unit.objects.get(pk=unit("Văn phòng")))
    assert "Lưu số cấp trên" not in reader.as_(officer).open(f"/nhiem-vu/{task.pk}/")
