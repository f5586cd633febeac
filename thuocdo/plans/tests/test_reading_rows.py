"""Rows as other formats bring them: merged headings, repeated ones, cells cut by a page."""

from thuocdo.documents.rules.blocks import Block
from thuocdo.plans.intake import read_plan

HEAD = ("TT", "Nội dung công việc", "Chủ trì", "Thời hạn", "Sản phẩm")


def blocks(*rows, page=1):
    """The title of a plan and table rows; a row may be (page, cells)."""
    made = [Block(1, "paragraph", "KẾ HOẠCH", page), Block(2, "paragraph", "Công tác năm 2024", page)]  # fmt: skip
    for number, row in enumerate(rows, 3):
        at, cells = row if isinstance(row[0], int) else (page, row)
        made.append(Block(number, "row", " ".join(cells), at, tuple(cells), 1))
    return made


def tasks(*rows):
    return read_plan(blocks(*rows), name="kh").tasks


def test_cut_cells_join_their_own_columns():
    (task,) = tasks(
        (1, HEAD),
        (1, ("1", "Rà soát thủ tục hành chính thuộc", "Văn phòng", "Quý I/2024", "Báo cáo kết")),
        (2, HEAD),
        (2, ("", "thẩm quyền của Sở", "Sở", "", "quả rà soát")),
    )
    assert task.content == "Rà soát thủ tục hành chính thuộc thẩm quyền của Sở"
    assert task.lead == ("Văn phòng Sở",)
    assert task.product == "Báo cáo kết quả rà soát"


def test_a_date_cut_from_its_document_begins_no_row():
    (task, _) = tasks(
        (1, HEAD),
        (1, ("1", "Rà soát theo Kế hoạch số 242/KH-UBND ngày", "Văn phòng", "Cả năm 2024", "Văn bản chỉ đạo; Quyết")),
        (2, ("", "19/10/2022 của Ủy ban nhân dân thành phố.", "", "", "định công bố.")),
        (2, ("2", "Tập huấn", "Thanh tra", "Quý I/2024", "")),
    )  # fmt: skip
    assert task.content.endswith("ngày 19/10/2022 của Ủy ban nhân dân thành phố.")
    assert task.product == "Văn bản chỉ đạo; Quyết định công bố."


def test_two_heading_rows_are_one():
    (task,) = tasks(
        ("TT", "Nhiệm vụ", "Đơn vị", "", "Thời gian", ""),
        ("", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành"),
        ("1", "Tập huấn", "Văn phòng", "Thanh tra", "01/3/2024", "30/6/2024"),
    )
    assert (task.lead, task.coordinating) == (("Văn phòng",), ("Thanh tra",))
    assert (str(task.schedule.start), str(task.schedule.due)) == ("2024-03-01", "2024-06-30")


def test_row_numbers_under_the_heading_are_no_task():
    rows = tasks(HEAD, ("(1)", "(2)", "(3)", "(4)", "(5)"), ("1", "Tập huấn", "Văn phòng", "Quý I", ""))  # fmt: skip
    assert [t.content for t in rows] == ["Tập huấn"]


def test_columns_without_known_words_are_told_by_their_cells():
    (task, _) = tasks(
        ("STT", "Nội dung", "Giao cho", "Khi nào", "Ra sao"),
        ("1", "Lập kế hoạch kiểm tra cải cách hành chính", "Văn phòng Sở", "Tháng 3/2024", "x"),
        ("2", "Kiểm tra cải cách hành chính tại đơn vị", "Thanh tra Sở", "Quý II/2024", "y"),
    )
    assert task.lead == ("Văn phòng Sở",)
    assert str(task.schedule.due) == "2024-03-31"


def test_a_unit_heading_gives_the_owner_where_no_column_does():
    rows = tasks(
        ("TT", "Nhiệm vụ", "Thời gian hoàn thành"),
        ("I", "Văn phòng Sở", ""),
        ("1", "Tổng hợp báo cáo quý", "Hằng quý"),
        ("II", "Thanh tra Sở", ""),
        ("2", "Kiểm tra công vụ", "Quý III/2024"),
    )
    assert [t.lead for t in rows] == [("Văn phòng Sở",), ("Thanh tra Sở",)]


def test_cells_merged_down_hold_for_every_row_beside_them():
    head, first, second = blocks(
        HEAD,
        ("1", "Ban hành kế hoạch", "Văn phòng", "Quý I/2024", "Kế hoạch"),
        ("2", "Tổ chức kiểm tra", "", "", "Kết luận"),
    )[2:]
    merged = Block(second.number, "row", second.text, 1, second.cells, 1, above=(2, 3))
    rows = read_plan([*blocks()[:2], head, first, merged], name="kh").tasks
    assert [t.lead for t in rows] == [("Văn phòng",)] * 2
    assert [t.schedule.text for t in rows] == ["Quý I/2024"] * 2
    empty = read_plan([*blocks()[:2], head, first, second], name="kh").tasks
    assert [t.lead for t in empty] == [("Văn phòng",), ()]


def test_rows_beside_one_merged_number_are_its_parts():
    head, first, second = blocks(
        HEAD,
        ("1", "Rà soát thủ tục nội bộ", "Văn phòng", "Quý I/2024", ""),
        ("", "Rà soát thủ tục đất đai", "Thanh tra", "Quý II/2024", ""),
    )[2:]
    merged = Block(second.number, "row", second.text, 1, second.cells, 1, above=(0,))
    reading = read_plan([*blocks()[:2], head, first, merged], name="kh")
    assert [(t.number, t.parent, t.lead) for t in reading.tasks] == [
        ("1", None, ("Văn phòng",)),
        (None, "1", ("Thanh tra",)),
    ]
    assert "missing-number" not in {f.code for f in reading.findings}
