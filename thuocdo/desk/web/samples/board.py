"""Buckets, units and levels."""

from thuocdo.design.parts import TONES, Share, Step

LABELS = (
    "Đã hoàn thành trong hạn",
    "Đã hoàn thành quá hạn",
    "Đã hoàn thành, không thời hạn",
    "Chưa hoàn thành, trong hạn",
    "Chưa hoàn thành, quá hạn",
    "Chưa hoàn thành, không thời hạn",
)


def buckets(*counts: int, url: str = "") -> list[Share]:
    return [Share(*part, url) for part in zip(LABELS, counts, TONES, strict=True)]


ALL = buckets(96, 11, 18, 52, 9, 28, url="/thiet-ke/danh-sach/")
UNITS = [
    ("Phòng GDTX-CN&ĐH", 4, 2, buckets(17, 5, 3, 12, 10, 8)),
    ("Phòng Kế hoạch - Tài chính", 3, 1, buckets(19, 4, 5, 10, 6, 5)),
    ("Phòng Tổ chức cán bộ", 2, 0, buckets(22, 2, 4, 13, 3, 4)),
    ("Văn phòng Sở", 0, 3, buckets(26, 2, 4, 12, 0, 6)),
    ("Phòng Giáo dục Trung học", 0, 0, buckets(29, 3, 3, 9, 0, 5)),
]
SILENT = [
    ("Nhiệm vụ 38 · Danh mục dịch vụ sự nghiệp công", "Phòng Kế hoạch - Tài chính", 41),
    ("Nhiệm vụ 20 · Số hóa kết quả giải quyết TTHC", "Phòng GDTX-CN&ĐH", 33),
]
LEVELS = [
    ("Hồ sơ trực tuyến toàn trình", 41.8, 50, 100),
    ("Hồ sơ trả trước hạn", 86.5, 80, 100),
]
TABS = [
    Step("Điểm cần xem lại", "?the=diem", True, 9),
    Step("Tên đơn vị", "?the=ten", False, 17),
    Step("Chỉ tiêu", "?the=chi-tieu", False, 52),
    Step("Nhiệm vụ", "?the=nhiem-vu", False, 22),
]
