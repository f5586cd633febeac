"""What a table may not say, and in which words it is refused."""

import pytest

from thuocdo.indices.intake.figures import rounds
from thuocdo.indices.intake.tables import read_sheet, sheet_of
from thuocdo.indices.rules.rounds import compute_round
from thuocdo.lawbook import reader
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake

NAMES = "ci01_entry,ci02_land,ci03_transparency,ci04_time,ci05_informal,ci06_bias,ci07_proactivity,ci08_support,ci09_labor,ci10_legal"
HEAD = f"year,province_code,{NAMES}"
FIVES = ",".join(["5"] * 10)


def read(*rows, head=HEAD, index="pci", **more):
    book = reader.shipped()
    lists = {name: form.units for name, form in book.unit_lists.items()}
    return rounds(sheet_of("\n".join([head, *rows]), "bảng.csv"), book.index(index), lists, **more)


def scores(one):
    return {unit: s.total for unit, s in compute_round(one.ready, one.figures).items()}


def test_rows_of_several_years_follow_their_own_editions():
    found = read(f"2022,P01,{FIVES}", "2009,P01,5,5,5,5,5,,5,5,5,5", f"2017,P01,{FIVES}")
    assert [(one.year, one.ready.edition.path) for one in found] == [
        (2009, "indices/pci/2009"),
        (2017, "indices/pci/2013"),
        (2022, "indices/pci/2022"),
    ]
    assert all(scores(one) == {"P01": 50} for one in found)


def test_a_blank_is_no_zero():
    ((one),) = read(f"2017,P01,,{','.join(['5'] * 9)}", f"2017,P02,{FIVES}")
    assert scores(one) == {"P01": Missing.NOT_REPORTED, "P02": 50}


@pytest.mark.parametrize(
    ("row", "says"),
    [
        (f"2017,P01,0.57,{','.join(['5'] * 9)}", "Dòng 2, cột ci01_entry: 0,57 ngoài khoảng 1–10"),
        (f"2017,P01,57.3,{','.join(['5'] * 9)}", "57,3 ngoài khoảng 1–10"),
        (f'2017,P01,"5,7",{",".join(["5"] * 9)}', "không phải một số. Dấu thập phân là dấu chấm"),
        (f"2017,P01,năm,{','.join(['5'] * 9)}", "“năm” không phải một số"),
        (f"2017,P01,NaN,{','.join(['5'] * 9)}", "“NaN” không phải một số"),
        (f"2017,P01,5,{','.join(['5'] * 8)}", "dòng 2: có 11 ô, cần 12"),
        (f"2017,,{FIVES}", "Dòng 2: thiếu mã đơn vị"),
        (f"17,P01,{FIVES}", "“17” không phải một năm"),
        (f"2025,P01,{FIVES}", "Năm 2025 chưa có bộ quy định.*2022–2024.*chưa được xác nhận"),
        (f"2005,P01,{FIVES}", "Năm 2005 chưa có bộ quy định; hiện có: 2006–2008"),
    ],
)
def test_refused_with_its_place(row, says):
    with pytest.raises(Mistake, match=says):
        read(row)


def test_a_unit_twice_and_a_column_not_there():
    with pytest.raises(Mistake, match="Dòng 3: P01 năm 2017 đã có ở dòng 2"):
        read(f"2017,P01,{FIVES}", f"2017,P01,{FIVES}")
    with pytest.raises(Mistake, match="Thiếu cột “ci10_legal”"):
        read(f"2017,P01,{FIVES}", head=HEAD.replace("ci10_legal", "ci10"))
    with pytest.raises(Mistake, match="Thiếu cột “province_code”"):
        read(f"2017,P01,{FIVES}", head=HEAD.replace("province_code", "tỉnh"))
    with pytest.raises(Mistake, match="Thiếu cột “year”"):
        read(f"2017,P01,{FIVES}", head=HEAD.replace("year", "năm"))
    with pytest.raises(Mistake, match="cột “ci01_entry” có hai lần"):
        read(f"2017,P01,{FIVES}", head=HEAD.replace("ci02_land", "ci01_entry"))


def test_flagged_but_computed():
    (one,) = read(f"2010,P01,{FIVES}", "2010,P99,5,5,5,5,5,,5,5,5,5")
    told = "\n".join(one.flags)
    assert "P01: cột ci06_bias có số liệu nhưng bộ 2009 không dùng" in told
    assert "thiếu 62/63 đơn vị (P02 Hà Giang" in told
    assert "P99 không có trong danh sách 63 đơn vị" in told
    assert scores(one) == {"P01": 50, "P99": 50}


def test_units_a_year_disagrees_on_are_named():
    (one,) = read(f"2023,P30,{FIVES}", f"2023,P01,{FIVES}")
    assert any(f.startswith("P30: Điểm công bố lệch") for f in one.flags)
    (other,) = read(f"2023,P01,{FIVES}")
    assert not any("lệch" in f for f in other.flags)


def test_an_edition_chosen_by_hand():
    row = "2022,P01,1,1,10,1,1,1,1,1,1,1"
    (by_year,) = read(row)
    (by_hand,) = read(row, edition="2013")
    assert scores(by_year) == {"P01": 14.5}
    assert scores(by_hand) == {"P01": 28}
    assert "tính theo bộ 2013, không phải bộ của năm này" in by_hand.flags
    with pytest.raises(Mistake, match="Không có bộ “2014”; hiện có: 2006, 2009, 2013, 2022"):
        read(row, edition="2014")


def test_separators_and_marks_of_excel():
    sheet = sheet_of("﻿a;b\r\n1,5;2\r\n".lstrip("﻿"), "x")
    assert (sheet.columns, sheet.decimal, sheet.rows[0].cells) == (
        ("a", "b"),
        ",",
        {"a": "1,5", "b": "2"},
    )
    assert sheet_of("a\tb\n1\t2\n\n", "x").rows[0].line == 2
    (one,) = read(
        f"2017;P01;{FIVES.replace(',', ';').replace('5', '5,5')}", head=HEAD.replace(",", ";")
    )
    assert scores(one) == {"P01": 55}


@pytest.mark.parametrize("text", ["", "\n", "a,b\n", 'a,b\n"1,2\n'])
def test_no_table(text):
    with pytest.raises(Mistake):
        sheet_of(text, "x")


def test_files_that_cannot_be_read(tmp_path):
    with pytest.raises(Mistake, match="Không đọc được"):
        read_sheet(tmp_path / "không có.csv")
    wrong = tmp_path / "x.csv"
    wrong.write_bytes(b"a,b\n\xff\xfe,1\n")
    with pytest.raises(Mistake, match="UTF-8"):
        read_sheet(wrong)


@pytest.mark.parametrize(
    ("cells", "decimal"),
    [
        ("x;1.234", ","),  # nothing tells: asked, never 1,234 by itself
        ("1.234.567;1.234", ","),
        ("7.5;1.234", "."),
        ("0.125;x", "."),
        ("12.5%;1.234", "."),
        ("7.5;1.234,5", ","),
    ],
)
def test_the_sign_before_decimals_is_read_from_all_cells(cells, decimal):
    assert sheet_of(f"a;b\n{cells}\n", "x").decimal == decimal
    assert sheet_of(f"a;b\n{cells}\n".replace(";", "\t"), "x").decimal == decimal
