"""Decisions read whole: five layouts, and what stands beside the table: rounding and bands."""

import datetime as dt
from decimal import Decimal

import pytest

from thuocdo.documents.intake import read
from thuocdo.indices.intake.annex import read_annex
from thuocdo.indices.rules.annex.composing import Head, compose
from thuocdo.indices.rules.annex.settling import settle
from thuocdo.indices.rules.annex.whole import bands_in, bands_of, rounding_in
from thuocdo.indices.tests.decisions import DECISIONS, decision_docx
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.reader import read_text


@pytest.mark.parametrize("which", DECISIONS)
def test_five_decisions_each_printed_in_another_way(which):
    """Every rule, the rounding and the bands as a careful reader would choose them; nothing left over."""
    printed = DECISIONS[which]
    one = read_annex(read(decision_docx(printed), "a.docx").blocks, "a.docx")
    lines = [line for line in settle(one, {}).lines if not line.group]
    assert {line.row.code: line.scoring.kind for line in lines} == printed.means
    assert one.title == printed.title
    assert one.rounding == printed.rounding
    assert [(b.name, str(b.least)) for b in one.bands] == list(printed.bands)


def test_rounding_and_bands_of_the_paper_stand_in_the_edition():
    printed = DECISIONS["rooms"]
    one = read_annex(read(decision_docx(printed), "a.docx").blocks, "a.docx")
    head = Head(
        edition="x", title="Bộ", kind="room", since=dt.date(2026, 1, 1), issuer="Sở", zero_den="na",
        not_applicable="na", over_max=True, rounding=one.rounding, bands="\n".join(map(str, one.bands)),
    )  # fmt: skip
    form = read_text(compose(settle(one, {}), head), "indices", "x").body
    assert (form.rounding.places, form.rounding.at) == (1, "every")
    assert [(r.name, r.least) for r in form.bands.rungs] == [("A", 90), ("B", 80), ("C", 0)]


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ("Điểm từng tiêu chí được làm tròn đến 2 chữ số thập phân", "every:2"),
        ("Tổng điểm làm tròn đến số nguyên", "total:0"),
        ("Kết quả chấm điểm lấy một số lẻ", "total:1"),
        ("Điểm số không làm tròn", "none"),
        ("Điểm được làm tròn 02 chữ số thập phân", ""),
        ("Tổng điểm làm tròn đến 7 chữ số thập phân", ""),
        ("Sở Nội vụ lấy ý kiến 02 đơn vị", ""),
    ],
)
def test_rounding_is_read_only_where_it_is_plain(line, key):
    assert rounding_in([line])[0] == key


@pytest.mark.parametrize(
    "lines",
    [
        ("Tốt: từ 80 điểm trở lên", "Khá: từ 50 đến dưới 70 điểm"),
        ("Tốt: từ 80 điểm trở lên",),
        ("Tốt: từ 80 điểm trở lên", "Tốt: từ 50 đến dưới 80 điểm"),
        ("Trừ từ 1 điểm đến dưới 2 điểm nếu chậm", "Thưởng từ 5 điểm"),
    ],
)
def test_bands_that_do_not_join_are_not_taken(lines):
    assert bands_in(lines, Decimal(100)) == ()


def test_bands_in_percent_in_cells_and_in_printed_steps():
    percent = ("Tốt | từ 80% tổng điểm trở lên", "Khá | từ 50% đến dưới 80% tổng điểm")
    lines = tuple(line.replace(" | ", ": ") for line in percent)
    assert [str(b) for b in bands_in(lines, Decimal(60))] == ["Tốt: từ 48", "Khá: từ 30"]
    assert bands_in(lines, None) == ()
    whole = ("Loại I: từ 90 đến 100 điểm", "Loại II: từ 70 đến 89 điểm", "Loại III: dưới 70 điểm")
    assert [str(b) for b in bands_in(whole, None)] == ["I: từ 90", "II: từ 70", "III: từ 0"]


def test_bands_by_signs_and_with_the_name_behind():
    signs = ("xuất sắc: ≥ 90 điểm", "Tốt: 80 - < 90 điểm", "Khá: 65 - < 80 điểm")
    assert [str(b) for b in bands_in(signs, None)] == [
        "Xuất sắc: từ 90",
        "Tốt: từ 80",
        "Khá: từ 65",
    ]
    behind = (
        "Đơn vị đạt từ 90% tổng số điểm trở lên: Hoàn thành tốt",
        "Đơn vị đạt từ 70% đến dưới 90% tổng số điểm: Hoàn thành",
    )
    assert [str(b) for b in bands_in(behind, Decimal(50))] == [
        "Hoàn thành tốt: từ 45",
        "Hoàn thành: từ 35",
    ]


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("Tốt", "ghi tên loại rồi mức điểm"),
        ("Tốt: từ 80\nKhá: từ 80", "trùng nhau"),
        ("Tốt: từ 120", "vượt tổng điểm 100"),
    ],
)
def test_bands_typed_wrong_are_refused(typed, says):
    with pytest.raises(Mistake, match=says):
        bands_of(typed, Decimal(100))
