"""Printed numbers and symbols of documents, as offices write them."""

import datetime as dt

import pytest

from thuocdo.documents.rules.references import references


@pytest.mark.parametrize(
    ("text", "number", "symbol", "date"),
    [
        ("1234/SGDĐT-VP ngày 05/3/2023", "1234", "SGDĐT-VP", dt.date(2023, 3, 5)),
        ("1234/SGDĐT-GDTrH ngày 05/3/2023", "1234", "SGDĐT-GDTrH", dt.date(2023, 3, 5)),
        ("Kế hoạch số 201/KH-UBND ngày 23/8/2022", "201", "KH-UBND", dt.date(2022, 8, 23)),
        ("Quyết định số 766/QĐ-TTg", "766", "QĐ-TTg", None),
    ],
)
def test_a_printed_reference_is_recognised(text, number, symbol, date):
    (found,) = references(text)
    assert (found.number, found.symbol, found.date) == (number, symbol, date)
