"""A follow-up sheet as an office keeps it: title above, headings in row 4, dates as dates, shares as shares."""

from __future__ import annotations

import datetime as dt
import io

import openpyxl
from openpyxl.styles import Font

_HEAD = ("STT", "Nội dung công việc", "Chủ trì", "Phối hợp", "Ngày bắt đầu", "Hạn hoàn thành", "Chỉ tiêu", "Kết quả/Sản phẩm", "Tiến độ", "Ghi chú")  # fmt: skip


def _day(year: int, month: int, day: int) -> dt.date:
    return dt.date(year, month, day)


_ROWS: tuple[tuple[object, ...], ...] = (
    ("I", "CẢI CÁCH THỦ TỤC HÀNH CHÍNH"),
    (1, "Số hóa hồ sơ, kết quả giải quyết TTHC", "Văn phòng", "Các phòng chuyên môn", _day(2025, 3, 1), _day(2025, 6, 30), 0.85, "Kho dữ liệu điện tử", 0.42, None),
    (2, "Công khai TTHC trên Cổng thông tin điện tử", "Văn phòng", "Trung tâm CNTT", None, "Thường xuyên", None, None, "Đang thực hiện", None),
    (3, "Giảm hồ sơ trễ hạn", "Các phòng chuyên môn", "Văn phòng", _day(2025, 1, 2), _day(2025, 12, 31), "≤ 1,5%", "Báo cáo tháng", None, "Chủ tịch giao"),
    ("II", "CHUYỂN ĐỔI SỐ"),
    (4, "Nâng cấp phần mềm một cửa", "Trung tâm CNTT", "Văn phòng", _day(2025, 4, 15), _day(2025, 3, 15), None, "Phần mềm được nghiệm thu", 0, None),
    (5, "Tập huấn kỹ năng số", "Phòng Tổ chức cán bộ", "Trung tâm CNTT", _day(2025, 5, 1), _day(2025, 5, 31), None, "02 lớp", 1, None),
    (None, "a) Lớp cho lãnh đạo", "Phòng Tổ chức cán bộ", None, None, _day(2025, 5, 10), None, None, None, None),
    (7, "Bảo đảm an toàn thông tin", None, "Trung tâm CNTT", None, "Quý IV/2025", 1, "Hồ sơ đề xuất cấp độ", None, None),
)  # fmt: skip


def follow_up() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Theo dõi"
    sheet["A1"] = "SỞ XÂY DỰNG TỈNH AN BÌNH"
    sheet["A2"] = "BẢNG THEO DÕI NHIỆM VỤ CẢI CÁCH HÀNH CHÍNH, CHUYỂN ĐỔI SỐ NĂM 2025"
    sheet.merge_cells("A2:J2")
    for column, words in enumerate(_HEAD, 1):
        sheet.cell(4, column, words).font = Font(bold=True)
    for at, row in enumerate(_ROWS, 5):
        for column, value in enumerate(row, 1):
            cell = sheet.cell(at, column, value)
            if isinstance(value, dt.date):
                cell.number_format = "dd/mm/yyyy"
            elif column in (7, 9) and isinstance(value, (int, float)):
                cell.number_format = "0%"
        if len(row) == 2:
            sheet.merge_cells(start_row=at, start_column=2, end_row=at, end_column=len(_HEAD))
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
