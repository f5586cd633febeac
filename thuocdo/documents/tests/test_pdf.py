"""Lines to paragraphs and rows: wraps, margins, columns side by side, merged and unruled cells."""

import pytest
import typst

from thuocdo.documents import intake

HEAD = """
#set page("a4", margin: 2cm, header: align(center, context counter(page).display()))
#set text(font: ("Noto Serif", "DejaVu Serif", "Libertinus Serif"), size: 12pt, lang: "vi", hyphenate: false)
#set par(justify: true)
"""
LONG = (
    "Các đơn vị thực hiện báo cáo theo nhiệm vụ được phân công tại Kế hoạch này theo định kỳ hàng quý "
    "và báo cáo năm, gửi về Văn phòng Sở để tổng hợp chung, báo cáo Ủy ban nhân dân thành phố theo "
    "Điều 11 Nghị định số 13/2018/NĐ-CP ngày 23/01/2018 của Chính phủ về cung cấp thông tin."
)


def blocks(body):
    return intake.read(typst.compile((HEAD + body).encode()), "a.pdf").blocks


def said(body):
    return [b.text for b in blocks(body) if b.kind == "paragraph"]


def rows(body):
    return [b.cells for b in blocks(body) if b.kind == "row"]


@pytest.mark.parametrize("indent", ["0pt", "1cm"])
def test_wrapped_lines_are_one_paragraph(indent):
    body = f"#set par(first-line-indent: (amount: {indent}, all: true))\n{LONG}\n\n- {LONG}\n\n1. {LONG}"
    body = body.replace("\n\n- ", "\n\n\\- ").replace("\n\n1. ", "\n\n1\\. ")
    assert said(body) == [LONG, f"- {LONG}", f"1. {LONG}"]


def test_a_paragraph_goes_on_over_the_page_and_margins_are_no_text():
    body = (
        """
#set page(footer: align(right)[Kế hoạch cải cách hành chính])
#set par(first-line-indent: (amount: 1cm, all: true))
"""
        + f"{LONG}\n\n" * 40
    )
    assert said(body) == [LONG] * 40


def test_head_and_foot_are_read_column_by_column():
    body = """
#grid(columns: (1fr, 1fr), align: center)[SỞ GIÁO DỤC VÀ ĐÀO TẠO \\ Số: #h(2cm)/KH-SGDĐT][
  CỘNG HÒA XÃ HỘI CHỦ NGHĨA \\ Hải Phòng, ngày #h(1.5cm) tháng 01 năm 2023]

#align(center)[*KẾ HOẠCH*]
#v(1cm)
#grid(columns: (1fr, 1fr))[Nơi nhận: \\ - UBND thành phố; \\ - Lưu: VT.][#align(center)[KT. GIÁM ĐỐC \\ PHÓ GIÁM ĐỐC]]
"""
    assert said(body) == [
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "Số: /KH-SGDĐT", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA",
        "Hải Phòng, ngày tháng 01 năm 2023", "KẾ HOẠCH", "Nơi nhận:", "- UBND thành phố;", "- Lưu: VT.",
        "KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC",
    ]  # fmt: skip


def test_merged_cells_are_told_from_empty_ones():
    body = """
#table(columns: (1cm, 1fr, 4cm),
  [TT], [Việc], [Ai], [I], table.cell(colspan: 2)[Cải cách thể chế],
  [1], [Rà soát], table.cell(rowspan: 2)[Văn phòng], [2], [Kiểm tra], [3], [Báo cáo], [])
"""
    found = [b for b in blocks(body) if b.kind == "row"]
    assert [b.cells for b in found] == [
        ("TT", "Việc", "Ai"), ("I", "Cải cách thể chế", ""), ("1", "Rà soát", "Văn phòng"),
        ("2", "Kiểm tra", ""), ("3", "Báo cáo", ""),
    ]  # fmt: skip
    assert [b.above for b in found] == [(), (), (), (2,), ()]


def test_text_before_between_and_after_tables_keeps_its_place():
    table = "#table(columns: (1cm, 1fr), [1], [việc])"
    found = blocks(f"trước\n\n{table}\n\ngiữa\n\n{table}\n\nsau")
    assert [(b.kind, b.table) for b in found] == [
        ("paragraph", None), ("row", 1), ("paragraph", None), ("row", 2), ("paragraph", None),
    ]  # fmt: skip


def test_a_table_open_at_the_end_of_the_page_keeps_its_last_row():
    body = """
#table(columns: (1cm, 1fr, 4cm), stroke: (x, y) => (left: 0.5pt, right: 0.5pt, top: 0.5pt, bottom: if y == 1 { none } else { 0.5pt }),
  [TT], [Việc], [Ai], [1], [Rà soát], [Văn phòng])
"""
    assert rows(body) == [("TT", "Việc", "Ai"), ("1", "Rà soát", "Văn phòng")]


def test_a_table_without_lines_is_told_by_its_columns():
    body = """
#table(columns: (1.5cm, 7cm, 3cm, 3cm), stroke: none,
  [TT], [Nội dung], [Chủ trì], [Thời hạn],
  [1], [Rà soát văn bản quy phạm pháp luật do Sở tham mưu ban hành], [Thanh tra], [Quý I/2023],
  [2], [Kiểm tra cải cách hành chính], [Văn phòng], [Tháng 8/2023],
  [3], [Báo cáo], [Văn phòng], [Cả năm])
"""
    assert rows(body) == [
        ("TT", "Nội dung", "Chủ trì", "Thời hạn"),
        ("1", "Rà soát văn bản quy phạm pháp luật do Sở tham mưu ban hành", "Thanh tra", "Quý I/2023"),
        ("2", "Kiểm tra cải cách hành chính", "Văn phòng", "Tháng 8/2023"),
        ("3", "Báo cáo", "Văn phòng", "Cả năm"),
    ]  # fmt: skip


def test_a_frame_around_text_is_no_table():
    assert said(f"#rect(width: 100%)[{LONG}]") == [LONG]


def test_a_line_that_breaks_before_the_dash_of_a_name_goes_on():
    body = "#set par(justify: false)\n#block(width: 7cm)[2. Đơn vị chủ trì là Phòng Văn hóa #linebreak() \\- Xã hội của phường.]"
    told = " ".join(said(body))
    assert "Phòng Văn hóa - Xã hội của phường." in told
    listed = said("#block(width: 7cm)[1. Các đơn vị sau: #linebreak() \\- Văn phòng;]")
    assert listed == ["1. Các đơn vị sau:", "- Văn phòng;"]


def test_a_foot_whose_first_left_line_is_short_is_read_column_by_column():
    right = "#align(center)[TM. ỦY BAN NHÂN DÂN \\ KT. CHỦ TỊCH \\ PHÓ CHỦ TỊCH]"
    left = "Nơi nhận: \\ \\- Ủy ban nhân dân thành phố; \\ \\- Các phòng; \\ \\- Lưu: VT."
    assert said(f"#grid(columns: (1fr, 1fr))[{left}][{right}]") == [
        "Nơi nhận:", "- Ủy ban nhân dân thành phố;", "- Các phòng;", "- Lưu: VT.",
        "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH",
    ]  # fmt: skip


def test_a_basis_is_no_part_of_the_title_above_it():
    title = "Cải cách hành chính, chuyển đổi số và nâng cao chất lượng phục vụ người dân tại Trung tâm năm 2026"
    basis = "Căn cứ Quyết định số 15/QĐ-UBND ngày 05/01/2026 của Ủy ban nhân dân thành phố;"
    assert said(f"{title} #linebreak() {basis}") == [title, basis]
