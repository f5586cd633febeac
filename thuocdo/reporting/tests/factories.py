"""Invented sheets of a department, and filled copies of them."""

import io

import openpyxl


def school_sheet() -> bytes:
    """Title, a head over two lines with merged cells, three rows, a total by formula, a signature."""
    book = openpyxl.Workbook()
    page = book.active
    page.title = "Biểu 01"
    page.append(["SỞ GIÁO DỤC VÀ ĐÀO TẠO", None, None, None, None])
    page.append(["BIỂU SỐ LIỆU HỌC PHÍ KHÔNG DÙNG TIỀN MẶT"])
    page.merge_cells("A2:E2")
    page.append([])
    page.append(["TT", "Cấp học", "Số trường", None, "Ghi chú"])
    page.append([None, None, "Tổng số", "Đã triển khai", None])
    page.merge_cells("A4:A5")
    page.merge_cells("B4:B5")
    page.merge_cells("C4:D4")
    page.merge_cells("E4:E5")
    for number, level in enumerate(("Tiểu học", "Trung học cơ sở", "Trung học phổ thông"), 1):
        page.append([number, level, None, None, None])
    page.append([None, "Tổng cộng", "=SUM(C6:C8)", "=SUM(D6:D8)", None])
    page.append([])
    page.append([None, None, None, "Người lập biểu", None])
    return saved(book)


def saved(book) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled(copy: bytes, **values) -> bytes:
    """A unit's copy with values typed into the first sheet: `filled(copy, C6=12)`."""
    book = openpyxl.load_workbook(io.BytesIO(copy))
    for ref, value in values.items():
        book.worksheets[0][ref] = value
    return saved(book)


def cell(data: bytes, ref: str, sheet: int = 0):
    return openpyxl.load_workbook(io.BytesIO(data)).worksheets[sheet][ref].value
