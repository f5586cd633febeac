"""This year's rows as the draft of next year's plan: words and days moved by whole years. Pure."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any


def shifted_words(text: str, years: int) -> str:
    """Every year printed in the text, moved; document numbers keep theirs ("107/2021/NĐ-CP").

    >>> shifted_words("Quý I/2023, theo Nghị định 107/2021/NĐ-CP, trước ngày 15/6/2023", 1)
    'Quý I/2024, theo Nghị định 107/2021/NĐ-CP, trước ngày 15/6/2024'
    """
    return re.sub(r"(?<!\d)(20\d\d)(?!\d|/[A-ZĐ])", lambda m: str(int(m.group(1)) + years), text)


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
