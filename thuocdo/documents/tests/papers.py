"""Reports as an agency would send them: full, with everything in its longest form, for the tests of the files."""

import datetime as dt
from decimal import Decimal

from thuocdo.documents.rules.grids import Column, Figure, Table
from thuocdo.documents.rules.official import signing
from thuocdo.documents.rules.papers import Annex, Paper, Part

TEXT = (
    "Trong quý III năm 2026, Sở đã tham mưu Ủy ban nhân dân thành phố ban hành 02 văn bản; rà soát 145 thủ tục "
    "hành chính, đề xuất đơn giản hóa 12 thủ tục, đạt 100% kế hoạch năm (Văn phòng Sở)."
)
NUMBER = Column("TT", 1, side="center")


def small(rows=5, title="Kết quả thực hiện chỉ tiêu"):
    columns = (
        NUMBER,
        Column("Chỉ tiêu", 5),
        Column("Kế hoạch năm", 2, unit="%", places=1),
        Column("Kỳ này", 2, group="Thực hiện"),
        Column("Lũy kế", 2, group="Thực hiện"),
    )
    lines = tuple(
        (str(n), f"Chỉ tiêu {n}", Decimal("98.5"), Decimal(1000 + n), Figure(Decimal(n), "hồ sơ", code=f"MA-{n}"))
        for n in range(1, rows + 1)
    )  # fmt: skip
    return Table(columns, lines, title=title, note="Số liệu tính đến ngày 14 tháng 9 năm 2026.")


def wide(rows=40):
    columns = (
        NUMBER,
        Column("Đơn vị", 5),
        *(Column(head, 2, group="Tiếp nhận") for head in ("Tổng số", "Trực tuyến", "Kỳ trước")),
        *(Column(head, 2, group="Đã giải quyết") for head in ("Trước hạn", "Đúng hạn", "Quá hạn")),
        Column("Tỷ lệ đúng hạn", 2, unit="%", places=2),
    )
    lines = tuple(
        (str(n), f"Đơn vị {n}", *(Decimal(n * k) for k in (1234, 1000, 1, 11, 13)), "Không phát sinh", Decimal("98.456"))
        for n in range(1, rows + 1)
    )  # fmt: skip
    total = ("", "Tổng cộng", *(Decimal(n) for n in range(6)), Decimal("98.5"))
    return Table(
        columns, (("Các phòng cơ quan Sở",), *lines, total), unit="hồ sơ", strong=(rows + 1,)
    )


def report(**said):
    whole = {
        "authority": "ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG",
        "issuer": "SỞ GIÁO DỤC VÀ ĐÀO TẠO",
        "issuer_named": "Sở Giáo dục và Đào tạo",
        "number": "215/BC-SGDĐT",
        "symbol": "BC-SGDĐT",
        "place": "Hải Phòng",
        "day": dt.date(2026, 9, 14),
        "written": dt.date(2026, 9, 12),
        "kind": "Báo cáo",
        "about": "Công tác cải cách hành chính quý III năm 2026",
        "to": (),
        "bases": ("Căn cứ Nghị quyết số 76/NQ-CP;", "Căn cứ Kế hoạch số 12/KH-SGDĐT"),
        "opening": ("Sở Giáo dục và Đào tạo báo cáo như sau:",),
        "parts": (
            Part(
                "Kết quả thực hiện",
                parts=(
                    Part("Cải cách thể chế", (TEXT, f"- {TEXT}")),
                    Part("Cải cách thủ tục", (TEXT,), (small(),), (Part("Một cửa", (TEXT,)),)),
                ),
            ),
            Part("Khó khăn, vướng mắc", (TEXT,)),
            Part("Nhiệm vụ quý IV", (TEXT,)),
        ),
        "closing": ("Trên đây là báo cáo của Sở Giáo dục và Đào tạo.",),
        "annexes": (
            Annex("Giải quyết thủ tục hành chính", wide()),
            Annex("Chỉ tiêu năm", small(40, "")),
            Annex("Kết quả theo đơn vị", wide()),
        ),
        "recipients": ("Ủy ban nhân dân thành phố", "Sở Nội vụ", "Lưu: VT, VP"),
        "signature": signing("KT.", "Giám đốc", "Phó Giám đốc"),
        "signer": "Nguyễn Thị Minh Hà",
    }
    return Paper(**{**whole, **said})
