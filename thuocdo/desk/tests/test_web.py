"""The first page and the search page: what each person is told, with how many queries."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext

from thuocdo.audit.rules import system
from thuocdo.config import clock
from thuocdo.desk import queries
from thuocdo.desk.queries import MOST
from thuocdo.desk.tests.factories import owe
from thuocdo.documents.models import Document
from thuocdo.lawbook.text import fold
from thuocdo.organisations.models import Unit
from thuocdo.plans.models import Assignment, Update
from thuocdo.plans.queries import waiting
from thuocdo.reporting.models import Duty, Report, Round

BY = system("tests")


def test_the_frame_names_agency_person_and_position(client, enter):
    enter("Đặng Thị Hồng Nhung", ("van-phong-so", "Chuyên viên", ["officer"]))
    page = client.get("/").content.decode()
    for words in ("Sở Giáo dục và Đào tạo Hải Phòng", "Đặng Thị Hồng Nhung", "Chuyên viên"):
        assert words in page
    assert 'aria-current="page"' in page


def test_the_one_next_step_depends_on_the_role(client, enter):
    enter("Trần Thu Hà", ("van-phong-so", "Chuyên viên", ["focal"]))
    assert "Chưa có kế hoạch nào" in client.get("/").content.decode()
    enter("Lê Ngọc Ánh", ("van-phong-so", "Chuyên viên", ["officer"]))
    assert "Chưa có việc nào đến tay đơn vị" in client.get("/").content.decode()


def test_capacities_are_offered_and_the_present_one_marked(client, enter):
    enter(
        "Phạm Văn Bình",
        ("van-phong-so", "Chánh Văn phòng", ["head"]),
        ("thanh-tra-so", "Thanh tra viên", ["officer"]),
    )
    shown = client.get("/tu-cach/").content.decode()
    assert "Chánh Văn phòng" in shown
    assert "Thanh tra viên" in shown
    assert shown.count('aria-current="true"') == 1
    key = shown.split('value="position:')[2].split('"')[0]
    client.post("/tai-khoan/tu-cach/", {"position": f"position:{key}", "next": "/"})
    assert "Thanh tra viên" in client.get("/").content.decode()


def test_units_are_found_with_or_without_marks(agency, client, enter):
    enter("Trần Thu Hà", ("van-phong-so", "Chuyên viên", ["officer"]))
    for text in ("to chuc can bo", "Tổ chức cán bộ", "TCCB"):
        assert "Phòng Tổ chức cán bộ" in client.get("/tim-kiem/", {"q": text}).content.decode()
    nothing = client.get("/tim-kiem/", {"q": "zzzz\0"}).content.decode()
    assert "Không tìm thấy" in nothing


def test_a_search_shows_no_more_than_its_limit(agency):
    found = queries.find(BY, "so", clock.today(), limit=3)
    assert {kind: len(hits) for kind, hits in found.items()} == {"Tổ chức": 3}


def test_an_officer_s_page_costs_few_queries(client, enter):
    enter("Trần Thu Hà", ("van-phong-so", "Chuyên viên", ["officer"]))
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as seen:
        client.get("/")
    assert len(seen) <= 13, [q["sql"][:90] for q in seen]


def test_the_style_page_is_the_administrator_s(client, enter):
    enter("Trần Thu Hà", ("van-phong-so", "Chuyên viên", ["focal"]))
    assert client.get("/thiet-ke/").status_code == 403


def test_a_duty_missed_every_month_is_one_row_and_days_left_are_working_days(
    plan, client, enter, monkeypatch
):
    monkeypatch.setenv("THUOCDO_TODAY", "2026-11-20")  # a Friday
    day = dt.date
    owe(plan, 1, "Kiểm điểm tại giao ban", day(2026, 9, 30), day(2026, 10, 30), day(2026, 11, 23))
    owe(plan, 2, "Rà soát thủ tục hành chính", day(2027, 3, 31))
    owe(plan, 3, "Việc của phòng khác", day(2026, 10, 1), unit="thanh-tra-so")
    enter("Lê Ngọc Ánh", ("van-phong-so", "Chuyên viên", ["officer"]))
    page = client.get("/").content.decode()
    late, soon, later = page.split('<section class="card" id="')[1:4]
    assert late.startswith("qua-han")
    assert late.count("Kiểm điểm tại giao ban") == 1
    assert "2 kỳ: 30/09/2026, 30/10/2026" in " ".join(late.split())
    assert "còn 1 ngày làm việc" in soon
    assert "Rà soát thủ tục hành chính" in later
    assert "Việc của phòng khác" not in page


def test_much_late_work_does_not_hide_what_falls_due_next(plan, client, enter, monkeypatch):
    monkeypatch.setenv("THUOCDO_TODAY", "2026-11-20")
    start = dt.date(2026, 1, 5)
    owe(plan, 1, "Báo cáo hằng ngày", *(start + dt.timedelta(days=n) for n in range(MOST + 15)))
    owe(plan, 2, "Rà soát thủ tục hành chính", dt.date(2026, 11, 30))
    enter("Lê Ngọc Ánh", ("van-phong-so", "Chuyên viên", ["officer"]))
    answer = client.get("/")
    mine = answer.context["mine"]
    assert (mine.late.count, mine.late.left, mine.soon.count, mine.soon.left) == (
        MOST + 15,
        15,
        1,
        0,
    )
    page = answer.content.decode()
    assert "Còn 15 việc khác trong danh mục nhiệm vụ" in page
    assert "Rà soát thủ tục hành chính" in page


def test_a_number_that_was_cut_does_not_pass_for_the_whole(plan, client, enter, monkeypatch):
    monkeypatch.setattr(waiting, "MOST", 2)
    room, day = "giao-duc-trung-hoc", clock.today()
    owe(
        plan,
        1,
        "Báo cáo đúng hạn",
        *[day] * 3,
        unit=room,
        claimed_on=day,
        stage="office",
        waits_since=day,
    )
    for work in Assignment.objects.all():
        said = {"assignment": work, "kind": "reported", "text": "Xong.", "done_on": day}
        Update.objects.create(**said, at=clock.now(), name="Lê Ngọc Ánh", unit_id=work.unit_id)
    enter("Trần Thu Hà", (room, "Chuyên viên", ["focal"]))
    assert "Hơn 2 việc chờ duyệt" in " ".join(client.get("/").content.decode().split())
    assert "trả lời xong sẽ hiện tiếp" in client.get("/cho-xac-nhan/").content.decode()
    monkeypatch.setattr(waiting, "MOST", 3)  # all of them: nothing was cut
    words = " ".join(client.get("/").content.decode().split())
    assert "3 việc chờ duyệt" in words
    assert "Hơn" not in words


def test_what_was_reported_in_time_is_not_late_while_it_waits_for_a_yes(
    plan, client, enter, monkeypatch
):
    monkeypatch.setenv("THUOCDO_TODAY", "2026-11-20")
    due = dt.date(2026, 11, 13)
    reported = {"stage": "office", "waits_since": due}
    owe(plan, 1, "Báo cáo đúng hạn", due, claimed_on=due, **reported)
    owe(plan, 2, "Báo cáo trễ hạn", due, claimed_on=due + dt.timedelta(days=2), **reported)
    enter("Lê Ngọc Ánh", ("van-phong-so", "Chuyên viên", ["officer"]))
    late, later = client.get("/").content.decode().split('<section class="card" id="')[1:3]
    assert late.startswith("qua-han")
    assert ("Báo cáo trễ hạn" in late, "Báo cáo đúng hạn" in late) == (True, False)
    assert "Báo cáo đúng hạn" in later
    assert "Chờ xác nhận" in later


def test_the_first_page_asks_the_same_at_ten_rows_and_at_a_hundred(plan, client, enter):
    enter("Lê Ngọc Ánh", ("van-phong-so", "Chuyên viên", ["officer"]))

    def asked():
        with CaptureQueriesContext(connection) as seen:
            client.get("/")
        return len(seen)

    for place in range(1, 11):
        owe(plan, place, f"Việc {place}", clock.today() + dt.timedelta(days=place))
    asked()
    few = asked()
    for place in range(11, 101):
        owe(plan, place, f"Việc {place}", clock.today() + dt.timedelta(days=place - 50))
    assert asked() == few


def test_plans_and_tasks_are_found_by_those_who_may_see_them(plan, client, enter):
    owe(plan, 1, "Số hóa kết quả giải quyết", dt.date(2026, 12, 1))
    enter("Lê Ngọc Ánh", ("van-phong-so", "Chuyên viên", ["officer"]))
    assert "Số hóa kết quả giải quyết" in client.get("/tim-kiem/?q=so hoa").content.decode()
    enter("Phan Văn Lâm", ("thanh-tra-so", "Thanh tra viên", ["officer"]))
    assert "Số hóa kết quả giải quyết" not in client.get("/tim-kiem/?q=so hoa").content.decode()


def test_documents_of_the_agency_are_found(agency, client, enter):
    words = "1234/SGDĐT-VP công khai thủ tục"
    Document.objects.create(
        agency=agency, kind="Công văn", number="1234", symbol="SGDĐT-VP", key="1234/SGDDT-VP",
        abstract="Về công khai thủ tục hành chính", folded=fold(words), recorded_at=clock.now(),
    )  # fmt: skip
    enter("Lê Ngọc Ánh", ("giao-duc-trung-hoc", "Chuyên viên", ["officer"]))
    assert "Về công khai thủ tục" in client.get("/tim-kiem/?q=1234 cong khai").content.decode()
    assert "Văn bản</h2>" not in client.get("/tim-kiem/?q=4321 cong khai").content.decode()


def test_reports_and_sheets_that_wait_are_named_with_their_day_and_no_query_is_added(
    agency, client, enter, monkeypatch
):
    monkeypatch.setenv("THUOCDO_TODAY", "2026-11-20")
    room = Unit.objects.get(code="giao-duc-trung-hoc")
    enter("Lê Ngọc Ánh", (room.code, "Chuyên viên", ["officer"]))

    def asked():
        with CaptureQueriesContext(connection) as seen:
            page = client.get("/").content.decode()
        return len(seen), " ".join(page.split())

    asked()
    nothing, page = asked()
    assert 'id="bao-cao"' not in page
    day = dt.date
    duty = Duty.objects.create(
        agency=agency, form="cchc/unit", title="Báo cáo CCHC", since=day(2026, 1, 1)
    )
    for quarter, due in ((3, day(2026, 9, 5)), (4, day(2026, 12, 5))):
        one = Round.objects.create(
            agency=agency,
            duty=duty,
            period=f"2026-Q{quarter}",
            start=day(2026, 3 * quarter - 2, 1),
            end=due,
            due=due,
            opened_at=clock.now(),
        )
        Report.objects.create(
            round=one,
            unit=room,
            **({"state": "returned", "reason": "Thiếu phụ lục"} if quarter == 3 else {}),
        )
    some, page = asked()
    part = page.split('id="bao-cao"')[1].split("</section>")[0]
    assert part.index("Báo cáo CCHC · Quý III") < part.index("Báo cáo CCHC · Quý IV")
    assert "Trả lại để chỉnh sửa: Thiếu phụ lục" in part
    assert "05/09/2026" in part
    assert "05/12/2026" in part
    assert "<b>2</b>" in page  # the rail counts the same
    assert some == nothing
