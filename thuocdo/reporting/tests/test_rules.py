"""Figures as people type them, cells as a sheet asks for them, answers as they come together."""

import datetime as dt
import doctest
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from thuocdo.accounts.rules import links
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting.intake import read_sheets
from thuocdo.reporting.rules import figures, gathering, phone, reminding, sheets
from thuocdo.reporting.rules.figures import Figure, Input, grouped, read_figure, written
from thuocdo.reporting.rules.gathering import Answer, gather
from thuocdo.reporting.rules.reminding import Asked, group_text, message
from thuocdo.reporting.rules.sheets import labelled, proposed
from thuocdo.reporting.tests.factories import saved, school_sheet

AT = dt.datetime(2026, 3, 5, 2, tzinfo=dt.UTC)
DUE = dt.date(2026, 3, 20)
NUMBER = Input(0, "C6", "Tiểu học · Số trường: Tổng số")


@pytest.mark.parametrize("module", [figures, gathering, links, phone, reminding, sheets])
def test_examples_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("number", "1.234", "1234"),
        ("number", "1 234 567", "1234567"),
        ("number", "12.5", "12.5"),
        ("number", "0,50", "0.5"),
        ("integer", "12", "12"),
        ("percent", "97,65%", "97.65"),
        ("date", "5/1/2026", "2026-01-05"),
        ("text", "  Trường chưa có mạng ", "Trường chưa có mạng"),
    ],
)
def test_what_may_be_typed(kind, raw, value):
    assert read_figure(Input(0, "A1", "", kind), raw) == Figure(value)


@pytest.mark.parametrize(
    ("kind", "raw", "says"),
    [
        ("number", "mười hai", "không phải số"),
        ("number", "1e5", "không phải số"),
        ("number", "-3", "nhỏ hơn 0"),
        ("number", "9" * 19, "18 chữ số"),
        ("integer", "2,5", "số nguyên"),
        ("percent", "101", "lớn hơn 100%"),
        ("date", "31/02/2026", "không phải ngày"),
        ("text", "a" * 2001, "Rút gọn"),
    ],
)
def test_what_may_not_says_why(kind, raw, says):
    with pytest.raises(Mistake, match=says):
        read_figure(Input(0, "A1", "", kind), raw)


@given(st.decimals(0, 10**9, places=2), st.booleans())
def test_a_figure_written_and_read_again_is_the_same(value, estimate):
    figure = Figure(f"{value.normalize():f}" if value else "0", estimate)
    assert read_figure(NUMBER, written(NUMBER, figure)) == figure


@given(st.lists(st.one_of(st.none(), st.decimals(0, 10**6, places=3)), max_size=40))
def test_a_sum_is_the_sum_of_what_was_given_and_nothing_is_not_zero(values):
    answers = [
        Answer(f"Đơn vị {n}", AT, {} if v is None else {NUMBER.key: Figure(str(v))}, nil=v is None)
        for n, v in enumerate(values)
    ]
    found = gather([NUMBER], answers)[0]
    known = [v for v in values if v is not None]
    assert found.number == (sum(known, Decimal(0)) if known else None)
    assert found.units == len(known)
    assert found.text == (grouped(sum(known, Decimal(0))) if known else "")


def test_lists_latest_and_counts():
    later = AT + dt.timedelta(hours=1)
    told = [
        Answer("A", later, {"0!C6": Figure("2", estimate=True)}),
        Answer("B", AT, {"0!C6": Figure("3")}),
    ]

    def of(how):
        return gather([Input(0, "C6", "", gather=how)], told)[0]

    assert of("list").text == "A: ước 2\nB: 3"
    assert of("latest").text == "ước 2"
    assert (of("count").number, of("count").estimates) == (Decimal(2), 1)


def test_a_list_too_long_for_a_cell_counts_the_rest():
    told = [Answer(f"Trường {n}", AT, {"0!C6": Figure("x" * 100)}) for n in range(400)]
    text = gather([Input(0, "C6", "", "text", "list")], told)[0].text
    assert len(text) <= 32_767
    named = text.count("Trường ")
    assert text.endswith(f"… và {400 - named} đơn vị khác, xem trang Chi tiết theo đơn vị")


def test_the_words_by_which_a_unit_is_reminded():
    day = DUE
    asked = Asked("Học phí", day, "Sở GDĐT", day, "08:00 20/03/2026")
    link = message(asked, "Trường A", link="https://x/s/abc/", until=day)
    assert "chậm nhất ngày 20/03/2026" in link
    assert "https://x/s/abc/" in link.splitlines()
    late = replace(asked, today=day + dt.timedelta(days=1))
    text = message(late, "Trường A", reason="Thiếu khối 12")
    assert "chỉnh sửa: Thiếu khối 12" in text
    assert "đã quá thời hạn" in text
    assert "tài khoản của đơn vị" in text
    many = group_text(asked, [f"Trường {n}" for n in range(130)])
    assert "Còn 130 đơn vị" in many
    assert many.endswith("… và 30 đơn vị khác")
    assert group_text(asked, []) == ""


def test_the_cells_a_sheet_asks_for():
    sheet = read_sheets(school_sheet(), "bieu.xlsx")[0]
    asked = {one.ref: one for one in proposed([sheet])}
    wanted = {f"{column}{row}" for column in "CDE" for row in (6, 7, 8)}
    assert set(asked) == wanted
    assert asked["C6"].label == "Tiểu học · Số trường: Tổng số"
    assert (asked["C6"].kind, asked["C6"].gather) == ("number", "sum")
    assert (asked["E7"].kind, asked["E7"].gather) == ("text", "list")
    assert labelled(sheet, "D7").label == "Trung học cơ sở · Số trường: Đã triển khai"


def test_a_units_column_is_read_and_neither_it_nor_a_section_or_a_total_is_asked():
    book = Workbook()
    page = book.active
    page.append(["TT", "Nội dung", "ĐVT", "Kế hoạch", "Ngày hoàn thành"])
    page.append(["I", "Phòng học"])
    page.append([1, "Phòng kiên cố", "phòng"])
    page.append([None, "Trong đó: phòng Tin học", "phòng"])
    page.append([2, "Học sinh đóng qua ngân hàng", "%"])
    page.append([None, "Tổng số phòng", "phòng", "=D3"])
    page.append(["II", "Học phí"])
    [sheet] = read_sheets(saved(book), "bieu.xlsx")
    found = proposed([sheet])
    assert [(cell.ref, cell.kind, cell.gather, cell.required) for cell in found] == [
        ("D3", "number", "sum", True),
        ("E3", "date", "list", False),
        ("D4", "number", "sum", True),
        ("E4", "date", "list", False),
        ("D5", "percent", "list", True),
        ("E5", "date", "list", False),
    ]
    assert found[0].label == "Phòng kiên cố (phòng) · Kế hoạch"
    words = sheets.asked(0, replace(sheet.lines[2][3], ref="G9"), "Tỷ lệ đóng", "Ghi chú", "%")
    assert words.kind == "text"
    assert labelled(sheet, "D5").kind == "percent"
