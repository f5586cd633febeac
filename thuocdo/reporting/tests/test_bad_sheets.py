"""Sheets with formulas and merged cells, and files that are not the sheet that was sent: each named, nothing taken."""

import io

import openpyxl
import pytest

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting import actions, output
from thuocdo.reporting.actions.answering import Faulty
from thuocdo.reporting.intake import read_sheets
from thuocdo.reporting.models import Reply
from thuocdo.reporting.rules.figures import Figure
from thuocdo.reporting.rules.gathering import gather
from thuocdo.reporting.rules.sheets import proposed
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.factories import cell, filled, saved
from thuocdo.reporting.tests.test_actions import ALL, copy_of

GIVEN = {key.partition("!")[2]: 5 for key in ALL}


def merged_sheet():
    book = openpyxl.Workbook()
    page = book.active
    page.append(["TT", "Nội dung", "Số lượng", "Ghi chú", None])
    page.merge_cells("D1:E1")
    page.append([1, "Lớp", None, None, None])
    page.merge_cells("D2:E2")
    page.append([2, "Tỷ lệ", "=C2*2", None, None])
    return saved(book)


def test_a_merged_cell_is_one_input_and_a_formula_is_none():
    sheet = read_sheets(merged_sheet(), "b.xlsx")[0]
    asked = {one.ref: one for one in proposed([sheet])}
    assert {"C2", "D2"} <= set(asked)
    assert not {"E2", "C3"} & set(asked)
    figures = {asked["C2"].key: Figure("3"), asked["D2"].key: Figure("Đủ")}
    copy = output.to_fill(merged_sheet(), list(asked.values()), ["x"], figures)
    assert (cell(copy, "C2"), cell(copy, "D2"), cell(copy, "C3")) == (3, "Đủ", "=C2*2")
    result = output.result(merged_sheet(), gather(list(asked.values()), []), [["Đơn vị"]])
    book = openpyxl.load_workbook(io.BytesIO(result))
    assert "D2:E2" in [str(r) for r in book.worksheets[0].merged_cells.ranges]


def test_a_formula_cannot_be_marked_by_hand(office, draft):
    before = draft.inputs
    answer = office.post(f"/thu-thap/{draft.pk}/o-can-dien/", {"version": "0", "o": ["0!C9"]})
    assert answer.status_code == 422
    assert "ít nhất một ô" in answer.content.decode()
    draft.refresh_from_db()
    assert draft.inputs == before


def send(reply, by, data, name="b.xlsx"):
    actions.answer_sheet(by=by, at=AT, reply=reply, data=data, name=name, version=0)


@pytest.fixture
def first(replies, units, answerer):
    return replies[0], answerer(units[0])


@pytest.fixture(autouse=True)
def nothing_is_half_taken(db):
    yield
    assert not Reply.objects.exclude(state="waiting").exists()


def faults(first, data):
    with pytest.raises(Faulty) as said:
        send(*first, data)
    return {fault.ref: fault.message for fault in said.value.faults}


def test_a_formula_without_a_result_says_what_to_do(first):
    found = faults(first, filled(copy_of(first[0]), **(GIVEN | {"C6": "=2+3"})))
    assert list(found) == ["C6"]
    assert "chưa có kết quả" in found["C6"]


def test_a_formula_that_failed_names_its_error(first):
    book = openpyxl.load_workbook(io.BytesIO(filled(copy_of(first[0]), **GIVEN)))
    place = book.worksheets[0]["C6"]
    place.value, place.data_type = "#DIV/0!", "e"
    assert "#DIV/0!" in faults(first, saved(book))["C6"]


def test_input_cells_merged_by_a_school_are_named(first):
    book = openpyxl.load_workbook(io.BytesIO(filled(copy_of(first[0]), **GIVEN)))
    book.worksheets[0].merge_cells("C6:D6")
    found = faults(first, saved(book))
    assert "đã bị gộp" in found["D6"]
    assert list(found) == ["D6"]


def test_a_line_put_in_between_moves_nothing_into_the_wrong_row(first):
    book = openpyxl.load_workbook(io.BytesIO(filled(copy_of(first[0]), **GIVEN)))
    book.worksheets[0].insert_rows(7)
    with pytest.raises(Mistake, match="A7 phải là “2”, trong tệp là “ô trống”"):
        send(*first, saved(book))


def test_a_sheet_taken_out_and_a_word_file_are_refused(first):
    book = openpyxl.load_workbook(io.BytesIO(copy_of(first[0])))
    book.create_sheet("Khác", 0)
    del book["Biểu 01"]
    with pytest.raises(Mistake, match="phải là"):
        send(*first, saved(book))
    with pytest.raises(Mistake, match=r"không phải tệp Excel"):
        send(*first, b"Kinh gui So", "bao-cao.txt")
