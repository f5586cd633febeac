"""A table out of Excel says what its cells hold, not what they show."""

import io

import openpyxl
import pytest

from thuocdo.indices.intake.tables import read_sheet, sheet_of, text_of_file
from thuocdo.indices.tests.test_tables import HEAD, scores
from thuocdo.indices.tests.test_tables import read as read_rows
from thuocdo.lawbook.mistakes import Mistake


def book(*rows, title=True, shape="0.00"):
    made = openpyxl.Workbook()
    page = made.active
    if title:
        page["A1"] = "Bảng kết quả PCI"
        page.append([])
    for row in rows:
        page.append(row)
    for line in page.iter_rows(min_row=2):
        for cell in line[2:]:
            cell.number_format = shape
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


FIVES = [5.734957] * 10


def read(*rows, **more):
    text = text_of_file(book(HEAD.split(","), *rows, **more), "pci.xlsx")
    head, *lines = [line for line in text.split("\n") if line.strip()]
    return read_rows(*lines, head=head)


def test_every_digit_of_a_cell_counts_whatever_its_format_shows():
    (one,) = read([2017, "P01", *FIVES], [2017, "P02", *FIVES[1:], None])
    assert str(scores(one)["P01"]) == "57.3495700"
    assert not isinstance(scores(one)["P02"], float | int)
    assert one.rows["P01"].cells["ci01_entry"] == "5,734957"


def test_rows_keep_the_numbers_excel_gives_them(tmp_path):
    file = tmp_path / "pci.xlsx"
    file.write_bytes(book(HEAD.split(","), [2017, "P01", *FIVES], [None], [2017, "P02", *FIVES]))
    assert [row.line for row in read_sheet(file).rows] == [4, 6]


@pytest.mark.parametrize(
    ("cell", "says"),
    [
        ("=1/0", None),
        ("#DIV/0!", "“#DIV/0!” không phải một số"),
        (0.57, "0,57 ngoài khoảng 1–10"),
        (True, "“true” không phải một số"),
        ("5,7 điểm", "không phải một số"),
    ],
)
def test_a_cell_that_is_no_figure_is_named(cell, says):
    if says is None:  # a formula never computed holds nothing: no score, never zero
        (one,) = read([2017, "P01", cell, *FIVES[1:]])
        assert scores(one)["P01"].label == "Chưa báo cáo"
        return
    with pytest.raises(Mistake, match=says):
        read([2017, "P01", cell, *FIVES[1:]])


def test_a_share_shown_as_percent_is_neither_multiplied_nor_divided_twice():
    from thuocdo.indices.intake.figures import cell
    from thuocdo.lawbook.scoring.parts import Input

    text = text_of_file(book(["a", "b", "c"], ["x", "y", 0.605], shape="0%", title=False), "x.xlsx")
    (row,) = sheet_of(text, "x").rows
    for unit, value in (("share", "0.605"), ("percent", "60.5")):
        asked = Input.model_construct(name="Tỷ lệ", kind="survey", type="number", unit=unit)
        assert str(cell(row, "c", asked, ",")) == value
    days = Input.model_construct(name="Ngày", kind="survey", type="number", unit="day")
    with pytest.raises(Mistake, match="“60,5%” không phải một số"):
        cell(row, "c", days, ",")


@pytest.mark.parametrize("data", [b"PK\x03\x04 broken", b"\xd0\xcf\x11\xe0" + b"\0" * 600])
def test_what_is_no_sheet_is_refused_in_words(data):
    with pytest.raises(Mistake, match=r"pci\.xls"):
        text_of_file(data, "pci.xls")


def test_an_empty_sheet():
    with pytest.raises(Mistake, match="không có dòng tiêu đề"):
        sheet_of(text_of_file(book(title=False), "x.xlsx"), "x.xlsx")
