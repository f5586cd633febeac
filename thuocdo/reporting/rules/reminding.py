"""The words by which a unit is asked once more for its figures, and the list for a chat group."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

MOST_NAMED = 100  # units by name in one text for a group; the rest is counted


@dataclass(frozen=True)
class Asked:
    """What is asked for: the sheet's title, its due day, by whom, and how things stand at which moment (in words)."""

    title: str
    due: dt.date
    sender: str
    today: dt.date
    as_of: str

    @property
    def late(self) -> bool:
        return self.today > self.due


def message(
    asked: Asked, unit: str, *, reason: str = "", link: str = "", until: dt.date | None = None
) -> str:
    """The text for one unit. `reason`: why its figures were sent back. `link` opens on a phone until a day."""
    if reason:
        lines = [
            f"{asked.sender} trả lại biểu “{asked.title}” để {unit} chỉnh sửa: {reason}",
            f"Đề nghị gửi lại {_when(asked)}.",
        ]
    else:
        lines = [f"{asked.sender} đề nghị {unit} gửi biểu “{asked.title}” {_when(asked)}."]
    if link and until:
        lines += [
            f"Mở trên điện thoại hoặc máy tính, không cần tài khoản, đến hết ngày {until:%d/%m/%Y}:",
            link,
        ]
    else:
        lines.append("Đăng nhập bằng tài khoản của đơn vị, mở mục Số liệu.")
    lines.append(f"Không có số liệu thì bấm “Không phát sinh”. Tính đến {asked.as_of}.")
    return "\n".join(lines)


def _when(asked: Asked) -> str:
    if asked.late:
        return f"ngay, đã quá thời hạn ngày {asked.due:%d/%m/%Y}"
    return f"chậm nhất ngày {asked.due:%d/%m/%Y}"


def group_text(asked: Asked, units: Sequence[str]) -> str:
    """The one text for a chat group: who has not answered yet; "" where everybody has.

    >>> day = dt.date(2026, 3, 20)
    >>> print(group_text(Asked("Học phí", day, "Sở", day, "08:00 20/03/2026"), ["Trường A"]))
    Sở: biểu “Học phí”, thời hạn gửi 20/03/2026. Còn 1 đơn vị chưa trả lời, tính đến 08:00 20/03/2026:
    1. Trường A
    """
    if not units:
        return ""
    head = f"{asked.sender}: biểu “{asked.title}”, thời hạn gửi {asked.due:%d/%m/%Y}. "
    lines = [f"{head}Còn {len(units)} đơn vị chưa trả lời, tính đến {asked.as_of}:"]
    lines += [f"{n}. {unit}" for n, unit in enumerate(units[:MOST_NAMED], 1)]
    if len(units) > MOST_NAMED:
        lines.append(f"… và {len(units) - MOST_NAMED} đơn vị khác")
    return "\n".join(lines)
