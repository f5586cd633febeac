"""Exported sheets run nothing and say what the list said."""

import csv
import datetime as dt
import io
from decimal import Decimal

import openpyxl
import pytest

from thuocdo.documents.output import FormColumn, csv_rows, form, safe, xlsx

ROWS = [
    ["Nội dung", "Số", "Ngày"],
    ["=cmd|' /C calc'!A0", Decimal("7.5"), dt.date(2023, 3, 5)],
    ['Dòng\x00\x0b lạ; “ngoặc” "kép"', -3, None],
]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_text_that_starts_like_a_formula_is_text(start):
    assert safe(f"{start}x") == f"'{start}x"


def test_csv_opens_in_excel_with_vietnamese_numbers_and_dates():
    text = b"".join(csv_rows(ROWS)).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert rows[1] == ["'=cmd|' /C calc'!A0", "7,5", "05/03/2023"]
    assert rows[2] == ['Dòng lạ; “ngoặc” "kép"', "-3", ""]


def test_xlsx_holds_values_and_no_formula():
    with xlsx(ROWS, title="Nhiệm vụ: [1/2]") as out:
        sheet = openpyxl.load_workbook(out).active
    assert sheet.title == "Nhiệm vụ   1 2"
    assert [c.value for c in sheet[2]] == ["=cmd|' /C calc'!A0", 7.5, dt.datetime(2023, 3, 5)]
    assert {c.data_type for row in sheet for c in row} <= {"s", "n", "d"}
    assert sheet["A2"].quotePrefix  # stays text when somebody edits it
    assert not sheet["A3"].quotePrefix


def test_csv_comes_in_pieces():
    pieces = list(csv_rows(["x" * 1000] for _ in range(200)))
    assert len(pieces) > 2
    assert max(map(len, pieces)) < 70_000


def test_an_instant_is_printed_as_the_clock_in_the_office_showed_it():
    late = dt.datetime(2023, 12, 31, 18, 5, tzinfo=dt.UTC)
    assert b"01/01/2024 01:05" in b"".join(csv_rows([[late]]))
    with xlsx([["Lúc"], [late]]) as out:
        assert openpyxl.load_workbook(out).active["A2"].value == dt.datetime(2024, 1, 1, 1, 5)


def test_a_sheet_to_fill_in_shows_the_words_as_printed_and_runs_none():
    columns = [FormColumn("Nhiệm vụ"), FormColumn("Nội dung", takes="text")]
    with form(columns, [["- Công khai quy hoạch"], ["=1+1"]], title="Phiếu", says=["Phiếu"]) as out:
        sheet = openpyxl.load_workbook(out).active
    found = [(cell.value, cell.data_type, bool(cell.quotePrefix)) for cell in sheet["A"][2:]]
    assert found == [("- Công khai quy hoạch", "s", True), ("=1+1", "s", True)]
