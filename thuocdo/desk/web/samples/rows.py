"""A list as a room would have it, over rows that stand in no table."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from thuocdo.design.lists import Choice, Column, Day, Flag, Listing, Page
from thuocdo.design.lists.filters import bind
from thuocdo.design.lists.listing import Head
from thuocdo.design.parts import Step


@dataclass(frozen=True)
class Row:
    pk: int
    number: str
    words: str
    unit: str
    due: dt.date | None
    left: int | None
    tone: str
    state: str

    def __str__(self) -> str:
        return f"Nhiệm vụ {self.number}"


UNITS = ["Văn phòng Sở", "Phòng GDTX-CN&ĐH", "Phòng Kế hoạch - Tài chính", "Phòng Tổ chức cán bộ"]
WORDS = [
    ("Rà soát, cập nhật, công khai đầy đủ danh mục thủ tục hành chính trên Cổng dịch vụ công", 0),
    ("Số hóa kết quả giải quyết thủ tục hành chính còn hiệu lực, đạt tối thiểu 70%", -3),
    ("Xây dựng danh mục dịch vụ sự nghiệp công sử dụng ngân sách nhà nước", 12),
    ("Sắp xếp, kiện toàn tổ chức bộ máy các đơn vị sự nghiệp trực thuộc", None),
    ("Tổ chức đối thoại với doanh nghiệp, nhà đầu tư trong lĩnh vực giáo dục và đào tạo", 4),
    ("Báo cáo định kỳ kết quả thực hiện kế hoạch cải cách hành chính quý IV", 1),
    ("Kiểm tra việc thực hiện cải cách hành chính tại các đơn vị trực thuộc", -11),
]


def _row(place: int, words: str, left: int | None) -> Row:
    late = left is not None and left < 0
    tone = "" if left is None else "bad" if late else "warn" if left < 3 else ""
    due = None if left is None else dt.date(2026, 11, 20) + dt.timedelta(days=left + 1)
    state = (
        "Chưa hoàn thành, không thời hạn"
        if left is None
        else f"Chưa hoàn thành, {'quá' if late else 'trong'} hạn"
    )
    return Row(place + 1, str(place + 7), words, UNITS[place % 4], due, left, tone, state)


ROWS = [_row(place, *given) for place, given in enumerate(WORDS)]
LISTING = Listing(
    columns=(
        Column("so", "Số", lambda r: r.number),
        Column("viec", "Nhiệm vụ", lambda r: r.words),
        Column("don-vi", "Đơn vị chủ trì", lambda r: r.unit, order=("unit",)),
        Column("han", "Thời hạn hoàn thành", lambda r: r.due, order=("due",)),
        Column("tinh-hinh", "Tình hình", lambda r: r.state),
    ),
    filters=(
        Choice("don-vi", "Đơn vị chủ trì", lambda v: Q(), options=list(enumerate(UNITS))),
        Day("truoc", "Đến hạn trước", lambda v: Q()),
        Flag("qua-han", "Chỉ việc quá hạn", lambda v: Q()),
    ),
    search=lambda text: Q(),
    row="desk/_sample_row.html",
    tick=True,
    caption="Danh mục nhiệm vụ",
)


def page(query) -> Page:
    bound, doubts = bind(LISTING.filters, query)
    return Page(
        listing=LISTING,
        rows=ROWS,
        heads=[
            Head(c, f"?xep={c.key}" if c.order else "", "ascending" if c.key == "han" else "")
            for c in LISTING.columns
        ],
        filters=bound,
        applied=[Step(b.words, "?") for b in bound if b.value is not None],
        doubts=doubts,
        count=214,
        text=query.get("q", ""),
        after="?sau=WzFd",
        exports=[Step("CSV", "?"), Step("XLSX", "?")],
        saved=[
            Step("Việc quá hạn của các phòng", "?qua-han=1"),
            Step("Tuần này", "?truoc=2026-11-27"),
        ],
        save_url="?",
    )
