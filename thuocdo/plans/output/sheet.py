"""The update sheet: open work with locked codes, and columns to fill in."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import IO, Any

from thuocdo.documents.output import FormColumn, form
from thuocdo.plans.models import Assignment
from thuocdo.plans.queries.buckets import LABELS, piece
from thuocdo.plans.rules.buckets import bucket_of
from thuocdo.plans.rules.sheet import COLUMNS, HEADS, code

_SHAPES: dict[str, dict[str, Any]] = {
    "code": {"width": 13},
    "number": {"width": 7},
    "task": {"width": 48},
    "unit": {"width": 24},
    "due": {"width": 12},
    "state": {"width": 20},
    "owed": {"width": 20},
    "text": {"width": 44, "takes": "text", "hint": "Một câu: đã làm được gì, số liệu nếu có."},
    "done_on": {"width": 13, "takes": "day", "hint": "Chỉ ghi khi đã hoàn thành: báo cáo hoàn thành được gửi đi."},
    "product": {"width": 11, "takes": "mark", "hint": "Ghi x khi sản phẩm đã có."},
    "reference": {"width": 28, "takes": "text", "hint": "Số, ký hiệu, ngày văn bản."},
    "obstacle": {"width": 34, "takes": "text", "hint": "Điều đang cản trở, nếu có."},
    "to_leader": {"width": 11, "takes": "mark", "hint": "Ghi x để xin ý kiến chỉ đạo của lãnh đạo."},
}  # fmt: skip
_SAYS = (
    "Điền các ô màu vàng; dòng không có gì mới thì để trống. Không sửa cột Mã.",
    "Nạp lại ở Danh mục nhiệm vụ, “Nạp từ Excel”. Cả phiếu được ghi nhận khi không còn ô nào sai.",
)


def update_sheet(
    work: Iterable[Assignment], names: Mapping[int, str], at: str, today: dt.date
) -> IO[bytes]:
    """`at`: the moment it is made, in words. One row for each piece of work, streamed."""
    columns = [FormColumn(HEADS[name], **_SHAPES[name]) for name in COLUMNS]
    says = (f"PHIẾU CẬP NHẬT TIẾN ĐỘ, tính đến {at}", *_SAYS)
    rows = (_row(w, names, today) for w in work)
    return form(columns, rows, title="Phiếu cập nhật", says=says)


def _row(work: Assignment, names: Mapping[int, str], today: dt.date) -> list[Any]:
    task = work.task
    content = f"{task.content} – {work.label}" if work.label else task.content
    return [
        code(work.pk, work.version),
        task.number,
        content,
        names.get(work.unit_id, ""),
        work.due,
        str(LABELS[bucket_of(piece(work), today)]),
        task.product if work.of_id is None else "",
    ]
