"""The daily letter to one person: what waits for them and what their unit owes, the numbers first."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from thuocdo.plans.rules.reminding import WORDS, Due, Why

FROM, UNTIL = (
    dt.time(7),
    dt.time(17),
)  # when letters are prepared: office hours, the house's own rule
MOST = 10  # lines of one group; the rest is counted
_GROUPS: tuple[tuple[Why, str], ...] = (
    ("late", "QUÁ HẠN"),
    ("soon", "ĐẾN HẠN TRONG 14 NGÀY TỚI"),
    ("silent", "CHƯA CẬP NHẬT"),
)


def in_hours(moment: dt.time) -> bool:
    """Whether letters are prepared at this hour of the legal day.

    >>> in_hours(dt.time(6, 59)), in_hours(dt.time(7)), in_hours(dt.time(17))
    (False, True, False)
    """
    return FROM <= moment < UNTIL


@dataclass(frozen=True)
class Letter:
    """What one person is told. `waiting`: lines of what waits for their answer; `owed`: their units' work."""

    name: str
    waiting: Sequence[str] = ()
    owed: Sequence[Due] = field(default_factory=tuple)

    @property
    def empty(self) -> bool:
        return not self.waiting and not self.owed

    @property
    def summary(self) -> str:
        """The numbers, those that are none left out.

        >>> Letter("An", ["x"], [Due("y", "", None, "silent", None, 3)]).summary
        '1 việc chờ trả lời, 1 việc chưa cập nhật'
        """
        numbers = [(len(self.waiting), "chờ trả lời")]
        numbers += [(sum(d.why == why for d in self.owed), WORDS[why]) for why, _head in _GROUPS]
        return ", ".join(f"{n} việc {words}" for n, words in numbers if n)

    def title(self, day: dt.date) -> str:
        return f"Việc ngày {day:%d/%m}: {self.summary}"

    def text(self, as_of: str, address: str) -> str:
        """`address`: where the first page is; empty where mail carries no links."""
        lines = [f"Đồng chí {self.name},", "", f"Tính đến {as_of}: {self.summary}."]
        lines += _group("CHỜ ĐỒNG CHÍ DUYỆT, XÁC NHẬN HOẶC TRẢ LỜI", self.waiting)
        for why, head in _GROUPS:
            lines += _group(head, [_line(due) for due in self.owed if due.why == why])
        if address:
            lines += ["", f"Mở trang Việc của tôi: {address}/"]
        lines += ["", "Thư lập tự động, mỗi ngày làm việc nhiều nhất một thư, chỉ khi có việc."]
        return "\n".join(lines)


def _line(due: Due) -> str:
    return f"{due.words}: {due.state}" + (f"\n  {due.link}" if due.link else "")


def _group(head: str, rows: Sequence[str]) -> list[str]:
    if not rows:
        return []
    more = [f"- … và {len(rows) - MOST} việc khác"] if len(rows) > MOST else []
    return ["", f"{head} ({len(rows)})", *(f"- {row}" for row in rows[:MOST]), *more]
