"""This year's rows as the draft of next year's plan: words and days moved by whole years. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

# Years that are not the plan's: of a period, of a standard, of the day of a document cited.
_MOVED = re.compile(
    r"giai đoạn\s+(?P<first>20\d\d)\s*[-–]\s*(?P<last>20\d\d)"
    r"|(?P<kept>\d:20\d\d|\d/[A-ZĐ][\w-]*,?\s+ngày\s+\d{1,2}(?:\s*/\s*\d{1,2}\s*/\s*|\s+tháng\s+\d{1,2}\s+năm\s+)20\d\d)"
    r"|(?<!\d)20\d\d(?!\d|/[A-ZĐ])"
)


def shifted_words(text: str, years: int) -> str:
    """Every year printed in the text, moved; documents cited and standards keep theirs, and so does a period
    that is not as long as the plan.

    >>> shifted_words("Quý I/2023, theo Nghị định 107/2021/NĐ-CP, trước ngày 15/6/2023", 1)
    'Quý I/2024, theo Nghị định 107/2021/NĐ-CP, trước ngày 15/6/2024'
    >>> shifted_words("ISO 9001:2015, Nghị quyết 76/NQ-CP ngày 15/7/2021, giai đoạn 2021-2030", 1)
    'ISO 9001:2015, Nghị quyết 76/NQ-CP ngày 15/7/2021, giai đoạn 2021-2030'
    >>> shifted_words("Cải cách hành chính giai đoạn 2021 - 2025", 5)
    'Cải cách hành chính giai đoạn 2026 - 2030'
    """
    return _MOVED.sub(lambda found: _moved(found, years), text)


def _moved(found: re.Match[str], years: int) -> str:
    other = found["first"] and int(found["last"]) - int(found["first"]) + 1 != years
    if found["kept"] or other:
        return found[0]
    return re.sub(r"20\d\d", lambda year: str(int(year[0]) + years), found[0])


def shifted_day(day: str | None, years: int) -> str | None:
    """The same day `years` later; 29 February becomes the 28th.

    >>> shifted_day("2024-02-29", 1)
    '2025-02-28'
    """
    if not day:
        return day
    old = dt.date.fromisoformat(day)
    last = calendar.monthrange(old.year + years, old.month)[1]
    return old.replace(year=old.year + years, day=min(old.day, last)).isoformat()


def shifted_task(task: Mapping[str, Any], years: int) -> dict[str, Any]:
    """A task's printed fields in next year's plan."""
    schedule = dict(task["schedule"])
    schedule["text"] = shifted_words(schedule.get("text") or "", years) or None
    for name in ("start", "due"):
        schedule[name] = shifted_day(schedule.get(name), years)
    return {
        **task,
        "content": shifted_words(task["content"], years),
        "product": shifted_words(task.get("product") or "", years) or None,
        "schedule": schedule,
    }


def shifted_answer(answer: Mapping[str, Any], years: int) -> dict[str, Any]:
    """An answer of the review in next year's: the days of products moved, the rest as it is.

    >>> shifted_answer({"items": [{"label": "Kế hoạch", "due": "2026-03-31"}]}, 1)
    {'items': [{'label': 'Kế hoạch', 'due': '2027-03-31'}]}
    """
    if "items" not in answer:
        return dict(answer)
    items = [{**item, "due": shifted_day(item.get("due"), years)} for item in answer["items"]]
    return {"items": items}
