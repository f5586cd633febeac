"""Work without a plan: pasted, typed or from a sheet; understood line by line, given whole or not at all."""

import datetime as dt
import io
from dataclasses import replace

import openpyxl
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Actor, Refused
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.actions import (
    amend_rows,
    apply_amendment,
    decide_lines,
    give_work,
    start_next_year,
)
from thuocdo.plans.intake.given import from_sheet, from_text
from thuocdo.plans.models import Assignment, Plan, RowOwner, Task
from thuocdo.plans.queries.given import check
from thuocdo.plans.rules.given import Line, Paper
from thuocdo.plans.tests.conftest import AT, TODAY

MEETING = Paper("meeting", issued_on=dt.date(2023, 1, 3))
LETTER = Paper("committee", "15/UBND-KSTTHC", dt.date(2023, 1, 4), "Nguyễn Văn Mẫu", "Đôn đốc CCHC")


def line(place=1, content="Báo cáo số hóa hồ sơ", units="Văn phòng Sở", due="28/02/2023", **more):
    return Line(place, content, units, due, **more)


@pytest.fixture
def give(focal, department):
    def act(*lines, paper=MEETING, by=focal, **more):
        more = {"at": AT, "today": TODAY, "agency": department.pk, **more}
        return give_work(by=by, paper=paper, lines=lines, **more)

    return act


def faults(department, *lines, paper=MEETING):
    found = check(department.pk, paper, lines, TODAY)
    return [(f.place, f.cell, f.text) for f in found.faults]


# ---- what was pasted

WORD = """\
KẾT LUẬN GIAO BAN

1.\xa0Rà soát trang thiết bị – Phòng Kế hoạch - Tài chính – 30/3/2023
•\u200b Hướng dẫn nhập liệu, kiểm tra – dữ liệu gốc — Phòng Giáo dục Trung học; Thanh tra Sở — Quý II/2023
- Trực đường dây nóng | VP | thường xuyên
3) Giao Văn phòng Sở chủ trì, tổng hợp kết quả tháng 1, hoàn thành trước ngày 15/02/2023.
"""


def test_lines_pasted_out_of_word():
    found = from_text(WORD)
    assert [(x.number, x.content, x.units, x.due) for x in found[1:]] == [
        ("1.", "Rà soát trang thiết bị", "Phòng Kế hoạch - Tài chính", "30/3/2023"),
        ("", "Hướng dẫn nhập liệu, kiểm tra – dữ liệu gốc", "Phòng Giáo dục Trung học; Thanh tra Sở", "Quý II/2023"),
        ("", "Trực đường dây nóng", "VP", "thường xuyên"),
        ("3)", "tổng hợp kết quả tháng 1", "Văn phòng Sở", "trước ngày 15/02/2023"),
    ]  # fmt: skip
    assert found[0] == Line(1, "KẾT LUẬN GIAO BAN")


def test_a_table_pasted_out_of_word_or_excel():
    with_head = 'TT\tNội dung\tĐơn vị chủ trì\tThời hạn\tSản phẩm\n1\t"Rà soát\nquy chế"\tVăn phòng Sở\t30/3/2023\tQuy chế\n'
    (row,) = from_text(with_head)
    assert (row.number, row.content, row.units, row.due, row.product) == ("1", "Rà soát quy chế", "Văn phòng Sở", "30/3/2023", "Quy chế")  # fmt: skip
    bare = "1\tRà soát quy chế\tVăn phòng Sở\t30/3/2023\n2\tLập danh sách\tThanh tra Sở\t\n"
    assert [(x.content, x.units, x.due) for x in from_text(bare)] == [
        ("Rà soát quy chế", "Văn phòng Sở", "30/3/2023"),
        ("Lập danh sách", "Thanh tra Sở", ""),
    ]
    assert from_text(" \n\t\n") == []


HEAD = ["STT", "Mã nhiệm vụ", "Số văn bản", "Ngày văn bản", "Người ký", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "Hạn xử lý"]  # fmt: skip


def sheet(*rows, head=HEAD):
    book = openpyxl.Workbook()
    book.active.append(["DANH MỤC NHIỆM VỤ UBND THÀNH PHỐ GIAO"])
    book.active.append([])
    for row in (head, *rows):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


ROWS = (
    [1, "NV-101", "15/UBND-KSTTHC", dt.date(2023, 1, 4), "Nguyễn Văn Mẫu", "Số hóa kết quả giải quyết thủ tục", "Văn phòng Sở", dt.date(2023, 3, 31)],
    [2, "NV-102", "15/UBND-KSTTHC", dt.date(2023, 1, 4), "Nguyễn Văn Mẫu", "Công khai thủ tục mới", "Thanh tra Sở", "Thường xuyên"],
    [3, "NV-209", "09/TB-VP", dt.date(2022, 12, 30), "", "Báo cáo chuyển đổi số", "Phòng Kế hoạch - Tài chính", None],
)  # fmt: skip


def test_a_sheet_of_another_system_keeps_documents_numbers_and_signers(give, unit):
    lines = from_sheet(sheet(*ROWS), "theo-doi.xlsx")
    assert [x.place for x in lines] == [4, 5, 6]
    work = give(*lines, paper=Paper("committee"))
    plans = {p.number: p for p in Plan.objects.filter(source="committee")}
    first, other = plans["15/UBND-KSTTHC"], plans["09/TB-VP"]
    assert (first.issued_on, first.signer, first.state) == (
        dt.date(2023, 1, 4),
        "Nguyễn Văn Mẫu",
        "live",
    )
    assert "15/UBND-KSTTHC" in first.title
    assert list(first.tasks.values_list("number", "higher")) == [("1", "NV-101"), ("2", "NV-102")]
    assert other.tasks.get().higher == "NV-209"
    assert [(w.unit_id, w.kind, w.due) for w in work] == [
        (unit("Văn phòng"), "dated", dt.date(2023, 3, 31)),
        (unit("Thanh tra"), "standing", None),
        (unit("Phòng Kế hoạch"), "standing", None),
    ]
    assert first.document.date == first.issued_on


OTHER_ORDER = [
    [["Hạn xử lý", "Cơ quan chủ trì", "Cơ quan phối hợp", "Trích yếu nhiệm vụ", "Ngày ban hành", "Số ký hiệu", "Người ký", "Mã nhiệm vụ"],
     ["31/03/2023", "Văn phòng Sở", "Thanh tra Sở", "Rà soát thủ tục", "04/01/2023", "15/UBND-KSTTHC", "Nguyễn Văn Mẫu", "NV-7"]],
    [["STT", "Văn bản giao", "", "", "Nội dung nhiệm vụ", "Đơn vị thực hiện", "", "Thời hạn", "Mã NV"],
     ["", "Số", "Ngày", "Người ký", "", "Chủ trì", "Phối hợp", "", ""],
     ["1", "15/UBND-KSTTHC", "04/01/2023", "Nguyễn Văn Mẫu", "Rà soát thủ tục", "Văn phòng Sở", "Thanh tra Sở", "31/03/2023", "NV-7"]],
    [["Văn bản", "", "", "Nhiệm vụ", "", "", "", ""],
     ["Số", "Ngày", "Người ký", "Nội dung", "Cơ quan giao", "Đơn vị xử lý chính", "Đơn vị đồng xử lý", "Hạn", "ID"],
     ["15/UBND-KSTTHC", "04/01/2023", "Nguyễn Văn Mẫu", "Rà soát thủ tục", "UBND thành phố", "Văn phòng Sở", "Thanh tra Sở", "31/03/2023", "NV-7"]],
    [["ID", "Văn bản giao nhiệm vụ", "Lãnh đạo ký", "Tên nhiệm vụ", "Người giao", "Đơn vị nhận", "Phối hợp", "Hạn hoàn thành"],
     ["NV-7", "Công văn số 15/UBND-KSTTHC ngày 04/01/2023", "Nguyễn Văn Mẫu", "Rà soát thủ tục", "Chủ tịch UBND", "Văn phòng Sở", "Thanh tra Sở", "31/03/2023"]],
]  # fmt: skip


@pytest.mark.parametrize("rows", OTHER_ORDER)
def test_whatever_the_order_of_its_columns_a_sheet_loses_nothing(give, unit, rows):
    book = openpyxl.Workbook()
    book.active.append(["DANH SÁCH NHIỆM VỤ ĐƯỢC GIAO"])
    for row in rows:
        book.active.append(row)
    data = io.BytesIO()
    book.save(data)
    (line,) = from_sheet(data.getvalue(), "theo-doi.xlsx")
    (work,) = give(line, paper=Paper("committee"))
    plan = work.task.plan
    assert (plan.number, plan.issued_on, plan.signer) == ("15/UBND-KSTTHC", dt.date(2023, 1, 4), "Nguyễn Văn Mẫu")  # fmt: skip
    assert (work.task.content, work.task.higher) == ("Rà soát thủ tục", "NV-7")
    assert (work.unit_id, work.due) == (unit("Văn phòng"), dt.date(2023, 3, 31))
    owners = RowOwner.objects.filter(task=work.task).order_by("role").values_list("role", "unit")
    assert list(owners) == [("coordinating", unit("Thanh tra")), ("lead", unit("Văn phòng"))]


@pytest.mark.parametrize("head", [["A", "B", "C"], ["STT", "Nội dung", "Ghi chú"]])
def test_a_sheet_without_a_heading_is_told(head):
    with pytest.raises(Mistake, match="dòng tiêu đề"):
        from_sheet(sheet([1, "Rà soát", "x"], head=head), "a.xlsx")


@pytest.mark.parametrize(
    "data", [b"khong phai excel", b"PK\x03\x04hong", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1cu"]
)
def test_a_file_that_is_no_sheet_is_told(data):
    with pytest.raises(Mistake):
        from_sheet(data, "a.xlsx")


# ---- what is wrong with it


def test_each_fault_is_told_at_its_cell(department):
    found = faults(
        department,
        line(1, units="Phòng Giáo dục Trung hoc phổ thông"),
        line(2, due="31/02/2023"),
        line(3, due="sớm nhất có thể"),
        line(4, content=" ... ", units=""),
        line(5, units="Ủy ban nhân dân thành phố"),
        line(6, due="01/01/2023"),
        line(7, content="Một việc"),
        line(8, content="MỘT  VIỆC"),
        line(9, content="Việc khác", paper="1/UBND", paper_date="mai"),
        line(10, content="x" * 4001, higher="9" * 41),
    )  # fmt: skip
    assert [(place, cell) for place, cell, _text in found] == [
        (1, "units"), (2, "due"), (3, "due"), (4, "content"), (4, "units"), (5, "units"), (6, "due"),
        (8, "content"), (9, "paper_date"), (10, "content"), (10, "higher"),
    ]  # fmt: skip
    texts = {(place, cell): text for place, cell, text in found}
    assert "trước ngày văn bản giao" in texts[6, "due"]
    assert "Trùng với dòng 7" in texts[8, "content"]
    assert "cơ quan ngoài" in texts[5, "units"]


def test_an_unknown_unit_comes_with_names_that_would_do(department):
    found = check(department.pk, MEETING, [line(units="Phòng Giáo dục Trung hoc phổ thông")], TODAY)
    assert "Phòng Giáo dục Trung học" in found.faults[0].accepted


def test_nothing_is_given_while_one_line_is_wrong(give):
    with pytest.raises(Mistake, match="Dòng 2"):
        give(line(1), line(2, units="Phòng Không Có"))
    assert not Plan.objects.exists()
    assert not Assignment.objects.exists()


def test_a_day_that_has_passed_is_given_only_where_somebody_says_so(give):
    late = line(due="04/01/2023")
    with pytest.raises(Mistake, match="đã qua"):
        give(late)
    (work,) = give(late, past=True)
    assert (work.due, work.state) == (dt.date(2023, 1, 4), "open")


@pytest.mark.parametrize(
    ("paper", "field"),
    [
        (replace(MEETING, source="plan"), "source"),
        (replace(MEETING, source=""), "source"),
        (replace(MEETING, issued_on=None), "issued_on"),
        (replace(MEETING, issued_on=dt.date(2023, 1, 6)), "issued_on"),
        (replace(LETTER, issued_on=None), "issued_on"),
        (replace(LETTER, number="mười lăm"), "number"),
    ],
)
def test_a_document_that_cannot_be_is_refused(give, paper, field):
    with pytest.raises(Mistake) as told:
        give(line(), paper=paper)
    assert told.value.field == field


# ---- what becomes of it


def test_given_work_is_work_like_any_other(give, focal, unit):
    lines = (
        line(1, units="Văn phòng Sở; Thanh tra Sở", product="Báo cáo", higher="II.3"),
        line(2, "Tập huấn", "Các phòng cơ quan Sở", "Quý I/2023"),
        line(3, "Trực đường dây nóng", "Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở", "Không thời hạn"),
    )  # fmt: skip
    work = give(*lines, paper=LETTER)
    plan = Plan.objects.get()
    assert (plan.source, plan.state, plan.number, plan.focal_unit_id) == ("committee", "live", "15/UBND-KSTTHC", focal.unit)  # fmt: skip
    first, second, third = plan.tasks.all()
    assert {w.unit_id for w in work if w.task_id == first.pk} == {
        unit("Văn phòng"),
        unit("Thanh tra"),
    }
    assert (first.product, first.higher, first.due) == ("Báo cáo", "II.3", dt.date(2023, 2, 28))
    assert second.assignments.count() > 3
    assert second.owners.get().mode == RowOwner.Mode.EVERY
    assert {(o.role, o.unit_id) for o in third.owners.all()} == {("lead", unit("Văn phòng")), ("coordinating", unit("Thanh tra"))}  # fmt: skip
    assert third.assignments.get().kind == "standing"
    assert not Task.objects.filter(assignments=None).exists()
    entry = Entry.objects.filter(verb="plans.give_work").get()
    assert f"unit:{unit('Thanh tra')}" in entry.touched


def test_the_same_document_gives_more_and_nothing_twice(give):
    give(line(1))
    with pytest.raises(Mistake, match="đã được giao"):
        give(line(1))
    give(line(1, "Việc thứ hai"))
    plan = Plan.objects.get()
    assert list(plan.tasks.values_list("position", "content")) == [(1, "Báo cáo số hóa hồ sơ"), (2, "Việc thứ hai")]  # fmt: skip
    give(line(1), paper=LETTER)
    assert Plan.objects.count() == 2


def test_a_plan_under_tracking_is_no_document_to_add_to(give, settled, focal):
    from thuocdo.plans.actions.tracking import go_live

    go_live(by=focal, at=AT, today=TODAY, plan=settled)
    settled.refresh_from_db()
    paper = Paper("other", settled.number, settled.issued_on)
    with pytest.raises(Refused, match="kế hoạch"):
        give(line(), paper=paper)


def test_only_those_who_give_work_give_it(give, department, unit, someone):
    with pytest.raises(Refused):
        give(line(), by=Actor("Khách"))
    officer = someone("officer", name="An", username="an")
    from thuocdo.accounts.queries import actor_for

    with pytest.raises(Refused):
        give(line(), by=actor_for(officer, AT))


def test_given_work_has_no_next_year_and_may_be_amended(give, focal):
    give(line(1), line(2, "Việc bỏ"))
    plan = Plan.objects.get()
    with pytest.raises(Refused):
        start_next_year(by=focal, at=AT, plan=plan)
    dropped = plan.tasks.get(content="Việc bỏ")
    amendment = amend_rows(
        by=focal, at=AT, plan=plan, kind="correction", number="", issued_on=None, abstract="Giao nhầm",
        changes=[("task", dropped.pk, {"dropped": True})],
    )  # fmt: skip
    decide_lines(
        by=focal, at=AT, amendment=amendment, accepted={x.pk: True for x in amendment.lines.all()}
    )
    apply_amendment(by=focal, at=AT, today=TODAY, amendment=amendment)
    assert dropped.assignments.get().state == "closed"


def test_two_thousand_lines_ask_as_little_as_ten(give):
    counts = []
    for many, number in ((10, "1/UBND-NC"), (1000, "2/UBND-NC")):
        lines = [line(n, f"Việc {n}", "Văn phòng Sở; Thanh tra Sở") for n in range(1, many + 1)]
        with CaptureQueriesContext(connection) as seen:
            give(*lines, paper=replace(LETTER, number=number))
        counts.append(len([q for q in seen if "INSERT" not in q["sql"]]))
    assert counts[0] >= counts[1] - 8


@given(st.text(max_size=400))
def test_no_text_breaks_the_reading(text):
    for row in from_text(text):
        assert row.place > 0


@given(st.lists(st.lists(st.text(max_size=30), min_size=1, max_size=8), max_size=8))
def test_no_table_breaks_the_reading(cells):
    pasted = "\n".join("\t".join(row) for row in [HEAD, *cells])
    places = [row.place for row in from_text(pasted)]
    assert len(set(places)) == len(places)
