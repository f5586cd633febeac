"""The words of a reminder: one text for a unit, one page for the chat group of all units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from thuocdo.design.words import working_days_left

Why = Literal["late", "soon", "silent"]
WHYS: tuple[Why, ...] = ("late", "soon", "silent")
WORDS = {"late": "quá hạn", "soon": "sắp đến hạn", "silent": "chưa cập nhật"}
SOON = dt.timedelta(days=14)
UNDO = dt.timedelta(minutes=10)  # mail waits so long: time to see a slip
MOST = 30  # pieces of work in one text; more is read in the list
SHOWN = 5  # of each unit on the page for the group
UNITS = 40  # units on that page; the rest is counted
LONGEST = 140  # letters of a task: a message is read on a phone


@dataclass(frozen=True)
class Due:
    """A piece of work as a message names it. `left`: working days, negative when late; `silent`: days."""

    content: str
    label: str
    due: dt.date | None
    why: Why
    left: int | None
    silent: int | None
    link: str = ""
    apart: int = 0  # calendar days to the due day

    @property
    def state(self) -> str:
        """How it stands, in words.

        >>> Due("x", "", dt.date(2026, 3, 1), "late", -4, None).state, Due("x", "", None, "silent", None, 21).state
        ('quá hạn 4 ngày làm việc', 'chưa cập nhật 21 ngày')
        >>> Due("x", "", dt.date(2026, 11, 29), "soon", 0, None, apart=2).state
        'còn 0 ngày làm việc'
        """
        if self.why == "silent":
            return f"chưa cập nhật {self.silent} ngày" if self.silent else "chưa cập nhật"
        if self.left is None:
            return WORDS[self.why]
        return working_days_left(self.left, self.apart)

    @property
    def words(self) -> str:
        name = short(self.content) + (f" – {self.label}" if self.label else "")
        return f"{name} (hạn {self.due:%d/%m/%Y})" if self.due else name


def short(text: str, longest: int = LONGEST) -> str:
    """At most `longest` letters, cut between words, without the dash and the full stop of a printed list.

    >>> short("một hai ba", 8), short("- một\\nhai.", 8)
    ('một hai…', 'một hai')
    """
    words = " ".join(text.split()).lstrip("-–+• ").rstrip(".; ")
    return words if len(words) <= longest else words[: longest + 1].rpartition(" ")[0] + "…"


def counted(rows: Sequence[Due]) -> str:
    """How many of each kind, those that are none left out.

    >>> counted([Due("x", "", None, "silent", None, 3)])
    '1 việc chưa cập nhật'
    """
    return in_words([sum(r.why == why for r in rows) for why in WHYS])


def in_words(numbers: Sequence[int]) -> str:
    """Numbers in the order of WHYS.

    >>> in_words((3, 0, 1))
    '3 việc quá hạn, 1 việc chưa cập nhật'
    """
    named = zip(numbers, WHYS, strict=True)
    return ", ".join(f"{n} việc {WORDS[why]}" for n, why in named if n)


def message(
    sender: str, unit: str, rows: Sequence[Due], as_of: str, *, note: str = "", until: str = ""
) -> str:
    """The text for one unit. `as_of` and `until` are moments as words; `until`: how long the links hold."""
    among = f" trong {MOST} việc đến hạn sớm nhất" if len(rows) >= MOST else ""
    asked = f"{counted(rows)}{among}; tính đến {as_of}"
    who = unit if unit == sender else f"{sender} đề nghị {unit}"  # an office reminds itself, too
    lines = [f"{who} cập nhật tiến độ ({asked}):"]
    if note:
        lines.append(note)
    for n, row in enumerate(rows, 1):
        lines.append(f"{n}. {row.words}: {row.state}.")
        if row.link:
            lines.append(f"   {row.link}")
    if len(rows) >= MOST:
        lines.append("Danh sách đầy đủ ở trang Danh mục nhiệm vụ.")
    if until:
        lines.append(
            f"Mỗi đường dẫn mở một việc trên điện thoại, gửi một lần, đến {until}; không cần tài khoản."
        )
    return "\n".join(lines)


@dataclass(frozen=True)
class UnitPart:
    """A unit on the page for the group: its numbers in the order of WHYS, and the first of its work."""

    name: str
    numbers: tuple[int, int, int]
    rows: Sequence[Due]


def group_page(sender: str, units: Sequence[UnitPart], as_of: str) -> str:
    """The one page for the chat group: the units most behind with their first few pieces of work; "" for none."""
    if not units:
        return ""
    every = [sum(column) for column in zip(*(unit.numbers for unit in units), strict=True)]
    lines = [f"{sender}: nhiệm vụ cần cập nhật, tính đến {as_of}", f"Tổng số: {in_words(every)}."]
    for n, unit in enumerate(units[:UNITS], 1):
        lines += ["", f"{n}. {unit.name}: {in_words(unit.numbers)}"]
        lines += [f"   - {row.words}: {row.state}" for row in unit.rows[:SHOWN]]
        more = sum(unit.numbers) - min(len(unit.rows), SHOWN)
        if more > 0:
            lines.append(f"   … và {more} việc khác")
    if rest := units[UNITS:]:
        numbers = [sum(column) for column in zip(*(u.numbers for u in rest), strict=True)]
        lines += ["", f"… và {len(rest)} đơn vị khác: {in_words(numbers)}"]
    return "\n".join(lines)
