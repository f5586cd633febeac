"""Days, figures and reporting days as people type them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import month_end


def iso_day(words: str, field: str | None = None) -> str:
    """yyyy-mm-dd of a day as browsers send it or people type it; Mistake for an impossible one."""
    if not words.strip():
        raise Mistake("Ghi ngày, dạng ngày/tháng/năm.", field=field)
    typed = re.fullmatch(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})", words.strip())
    try:
        if typed:
            day, month, year = (int(g) for g in typed.groups())
            return dt.date(year, month, day).isoformat()
        return dt.date.fromisoformat(words.strip()).isoformat()
    except ValueError:
        raise Mistake(
            f"“{words}” không phải ngày có thật. Viết ngày/tháng/năm.", field=field
        ) from None


def decimal_text(words: str) -> str | None:
    if not words.strip():
        return None
    plain = words.strip().replace(".", "").replace(",", ".") if "," in words else words.strip()
    if not re.fullmatch(r"-?\d+(\.\d+)?", plain):
        raise Mistake(f"“{words}” không phải số. Viết ví dụ 60 hoặc 97,65.", field="value")
    return plain


def pairs(words: str) -> list[list[int]]:
    """ "15/3, 15/6" as [[3, 15], [6, 15]]; Mistake for anything else."""
    found = [re.fullmatch(r"(\d{1,2})/(\d{1,2})", w.strip()) for w in words.split(",") if w.strip()]
    if not all(found):
        raise Mistake(
            "Viết mốc báo cáo dạng ngày/tháng, cách nhau bằng dấu phẩy: 15/3, 15/6.", field="pairs"
        )
    marks = sorted([int(m[2]), int(m[1])] for m in found if m)
    for month, day in marks:
        if not 1 <= month <= 12 or not 1 <= day <= month_end(2024, month).day:
            raise Mistake(f"Không có ngày {day}/{month}. Sửa lại mốc báo cáo.", field="pairs")
    return marks


def pair_words(marks: Iterable[Iterable[int]]) -> str:
    """Reporting days as a person writes them.

    >>> pair_words([(3, 15), (12, 5)])
    '15/3, 05/12'
    """
    return ", ".join(f"{day:02d}/{month}" for month, day in sorted(marks))
