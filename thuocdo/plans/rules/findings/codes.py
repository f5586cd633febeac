"""The list of finding codes: what each means, how grave it is unless its rule says otherwise."""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.plans.rules.reading import Severity


@dataclass(frozen=True)
class Code:
    """`title` stands on the screen; `meaning` in the documentation."""

    severity: Severity
    title: str
    meaning: str


CODES: dict[str, Code] = {
    "missing-number": Code("warning", "Thiếu số thứ tự", "A row or item stands where a number is missing."),
    "duplicate-number": Code("warning", "Trùng số thứ tự", "Two items of one list carry the same number."),
    "broken-sequence": Code("warning", "Sai thứ tự đánh số", "A number does not follow the one before it."),
    "missing-owner": Code("error", "Chưa có đơn vị chủ trì", "A task, or (info) a clause of the body, names nobody who does it."),
    "owner-indefinite": Code("warning", "Đơn vị chủ trì chưa xác định rõ", "An owner such as “các đơn vị liên quan”, or the agency itself, names no single unit."),
    "unknown-unit": Code("warning", "Tên đơn vị cần xem lại", "A name is cut off or belongs to another agency."),
    "missing-schedule": Code("warning", "Chưa có thời hạn", "The time of a task is empty."),
    "schedule-unclear": Code("warning", "Thời hạn chưa rõ", "The printed time gives neither a day nor a rhythm."),
    "impossible-date": Code("error", "Ngày không có thật", "A printed day is not in the calendar."),
    "due-before-start": Code("error", "Kết thúc trước khi bắt đầu", "The end printed lies before the beginning."),
    "due-before-issue": Code("warning", "Thời hạn trước ngày ban hành", "A task is due before the plan exists."),
    "year-mismatch": Code("warning", "Năm ngoài kỳ kế hoạch", "A date lies outside the years of the plan."),
    "conflicting-dates": Code("warning", "Hai thời hạn khác nhau", "One deliverable of one unit has two days."),
    "recurrence-in-text": Code("info", "Nội dung ghi định kỳ", "The words name a rhythm the time column does not have."),
    "unit-missing": Code("warning", "Thiếu đơn vị tính", "A figure without unit among figures with one."),
    "unit-suspect": Code("warning", "Đơn vị tính cần xem lại", "The unit does not fit what is measured (a mean mark in %)."),
    "value-suspect": Code("error", "Giá trị cần xem lại", "A figure is damaged or impossible."),
    "direction-suspect": Code("warning", "Chiều chỉ tiêu cần xem lại", "At least of something bad, or at most of something good."),
    "conflicting-targets": Code("error", "Hai mức cho cùng chỉ tiêu", "One target has two values; (info) one value over two different wholes."),
    "sum-suspect": Code("info", "Tổng tỷ lệ khác 100%", "Two shares of one whole do not add up to 100."),
    "target-without-figure": Code("warning", "Chỉ tiêu chưa có mức", "A row of a target table has no figure."),
    "not-measurable": Code("warning", "Chỉ tiêu không đo được", "An item under the targets has no figure to measure it by."),
    "conflicting-references": Code("warning", "Viện dẫn không thống nhất", "One document is cited with two dates."),
    "conflicting-names": Code("info", "Tên gọi không thống nhất", "One document or index is called by two names."),
    "conflicting-addresses": Code("info", "Địa chỉ không thống nhất", "One web address is spelled in two ways."),
    "citation-suspect": Code("warning", "Viện dẫn cần xem lại", "A cited standard is misspelled beside its right form."),
    "reference-missing": Code("warning", "Viện dẫn tới mục không có", "The text points to a part or annex that is not there."),
    "group-missing": Code("info", "Phụ lục thiếu nhóm nhiệm vụ", "The body has a group the annex does not have."),
    "mark-unexplained": Code("info", "Dấu chưa được chú thích", "A mark such as (*) is explained nowhere."),
    "blank-number": Code("info", "Chưa ghi số văn bản", "The number is blank: normal in a draft."),
    "blank-date": Code("info", "Chưa ghi ngày ban hành", "The day is blank: normal in a draft."),
    "page-unread": Code("error", "Trang ảnh chưa đọc được", "A page is a picture and was not read."),
    "page-recognised": Code("info", "Trang ảnh đã nhận dạng chữ", "A page is a picture; its words were recognised by Tesseract."),
    "old-encoding": Code("info", "Bảng mã chữ cũ", "The text was turned from an old Vietnamese encoding."),
    "changes-accepted": Code("info", "Có sửa đổi chưa chấp nhận", "Tracked changes were read as accepted."),
    "footnotes-left-out": Code("info", "Chú thích cuối trang để riêng", "Footnotes are not part of the reading."),
    "sheet-hidden": Code("info", "Có trang tính ẩn", "A hidden sheet was not read."),
}  # fmt: skip
