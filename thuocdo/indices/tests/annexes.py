"""Annexes of invented decisions, as offices print them: nested numbers, lines below a criterion, points per case."""

from thuocdo.documents.tests.factories import docx_of, plan_xlsx

HEAD = ("TT", "Lĩnh vực, tiêu chí", "Điểm tối đa", "Cách chấm điểm", "Tài liệu kiểm chứng")
ROWS = (
    ("I", "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH", "6", "", ""),
    ("1", "Kế hoạch cải cách hành chính", "3", "", ""),
    ("1.1", "Ban hành kế hoạch năm", "1", "", "Kế hoạch của phòng"),
    ("", "- Ban hành đúng hạn", "1", "", ""),
    ("", "- Ban hành không đúng hạn", "0,5", "", ""),
    ("", "- Không ban hành", "0", "", ""),
    ("1.2", "Mức độ hoàn thành kế hoạch", "2", "Đạt 100%: 2 điểm; từ 80% đến dưới 100%: 1 điểm; dưới 80%: 0 điểm", "Báo cáo năm; danh mục nhiệm vụ"),
    ("2", "Chế độ báo cáo", "2", "Cứ mỗi báo cáo gửi chậm trừ 0,25 điểm", "Báo cáo định kỳ"),
    ("3", "Tuyên truyền cải cách hành chính", "1", "Có tin, bài: 1 điểm; không có tin, bài: 0 điểm", "Tin, bài"),
    ("II", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH", "10", "", ""),
    ("1", "Hồ sơ giải quyết đúng hạn", "4", "Tính theo công thức (số hồ sơ đúng hạn / tổng số hồ sơ đã giải quyết) × điểm tối đa", "Số liệu hệ thống một cửa"),
    ("2", "Niêm yết, công khai thủ tục", "3", "", "Biên bản kiểm tra"),
    ("2.1", "Niêm yết đầy đủ", "2", "Đầy đủ: 2 điểm; thiếu: 0 điểm", ""),
    ("2.2", "Chất lượng niêm yết", "1", "Theo đánh giá của Hội đồng thẩm định", ""),
    ("4", "Tiếp nhận phản ánh, kiến nghị", "2", "Xử lý đúng hạn từ 95% trở lên: 2 điểm; dưới 80%: 0 điểm", ""),
    ("", "Tổng cộng", "16", "", ""),
)  # fmt: skip
LINES = (
    "PHỤ LỤC",
    "BỘ TIÊU CHÍ CHẤM ĐIỂM CẢI CÁCH HÀNH CHÍNH CỦA CÁC PHÒNG NĂM 2026",
    "(Ban hành kèm theo Quyết định số 45/QĐ-SGDĐT ngày 12/01/2026 của Giám đốc Sở Giáo dục và Đào tạo)",
)


def annex_docx(rows=ROWS, head=HEAD, lines=LINES) -> bytes:
    def fill(document):
        for line in lines:
            document.add_paragraph(line)
        table = document.add_table(len(rows) + 1, len(head), style="Table Grid")
        for r, row in enumerate((head, *rows)):
            for c, text in enumerate(row):
                table.cell(r, c).text = text

    return docx_of(fill)


def annex_xlsx(rows=ROWS, head=HEAD, lines=LINES) -> bytes:
    def fill(book):
        for line in lines:
            book.active.append([line])
        for row in (head, *rows):
            book.active.append(row)

    return plan_xlsx(fill)
