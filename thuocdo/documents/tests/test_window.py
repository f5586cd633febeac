"""The paper around one place: which row is a head, how wide the columns are."""

from thuocdo.documents.rules.blocks import Block
from thuocdo.documents.rules.window import shares, stored, window

HEAD = ("TT", "Nội dung công việc", "Đơn vị chủ trì")


def paper(*rows):
    return stored(Block(n, "row", " ".join(cells), 1, cells, 1) for n, cells in enumerate(rows, 1))


def test_cells_bear_the_words_of_their_column():
    seen = window(paper(HEAD, ("1", "Tập huấn", "Văn phòng"), HEAD, ("2", "Tổng kết", "")), 4)
    (table,) = seen.pieces
    assert [line.head for line in table.rows] == [True, False]
    assert table.rows[1].sought
    assert table.rows[1].labelled == [
        ("2", "TT"), ("Tổng kết", "Nội dung công việc"), ("", "Đơn vị chủ trì"),
    ]  # fmt: skip


def test_a_first_row_that_names_no_columns_is_a_row_like_the_others():
    (table,) = window(paper(("", "Tập huấn", ""), ("2", "Tổng kết", "Văn phòng")), 2).pieces
    assert not any(line.head for line in table.rows)
    assert {label for _cell, label in table.rows[1].labelled} == {""}


def test_long_columns_are_wide_and_no_word_is_broken():
    long = "Rà soát, đơn giản hóa thủ tục hành chính thuộc thẩm quyền giải quyết " * 4
    widths = shares([["TT", "1"], ["Nội dung", long], ["Chủ trì", "Thanh tra"], ["Thường xuyên"]])
    assert sum(widths) == 100
    assert max(widths) == widths[1]
    assert widths[3] > widths[0]


def test_a_table_too_broad_is_not_squeezed():
    assert window(paper(tuple(f"Chỉ tiêu {n}" for n in range(9))), 1).pieces[0].widths == []
    assert shares([["Nghiêng ngả"]] * 7) == []
