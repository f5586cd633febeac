"""Times that are empty, impossible, out of order or outside the plan's years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.findings.context import Context, finding, named, pairs_of, short
from thuocdo.plans.rules.moments import ImpossibleDate, moments, years_in
from thuocdo.plans.rules.reading import Finding, Task
from thuocdo.plans.rules.schedules import read_schedule

_BY = re.compile(r"(?:trước|chậm nhất|đến|xong|hạn)(?:\s+(?:là|vào|hết))?\s+(?:ngày\s+)?(\d{1,2}\s*[/-]\s*\d{1,2}\s*[/-]\s*\d{4}|\d{1,2}\s+tháng\s+\d{1,2}\s+năm\s+\d{4})", re.I)  # fmt: skip
_RHYTHM = re.compile(r"định kỳ\s+(?:(?:hàng|hằng|mỗi|từng)\s+)?(?:ngày|tuần|tháng|quý|0?6 tháng|năm)\b", re.I)  # fmt: skip
_OWN_PLAN = re.compile(r"(?:tại|theo|[Cc]ăn cứ|thực hiện|nhiệm vụ)[^.;]{0,40}?[Kk]ế hoạch\s+(?!số)([^.;,\d]{3,80}?)\s+năm\s+(\d{4})")  # fmt: skip


def schedules(context: Context) -> Iterator[Finding]:
    year = next(iter(context.reading.document.years), 2000)
    for task in context.reading.tasks:
        if task.schedule.text is None:
            if not context.is_title(task) and task.lead:
                yield finding("missing-schedule", f"{named(task)} không có thời hạn.", task.source)
        elif task.schedule.kind == "none":
            doubt = read_schedule(task.schedule.text.split(" | "), year).doubt or "schedule-unclear"
            words = "có ngày không có thật" if doubt == "impossible-date" else "ghi thời hạn chưa rõ"  # fmt: skip
            yield finding(doubt, f"{named(task)} {words}: “{task.schedule.text}”.", task.source)


def order(context: Context) -> Iterator[Finding]:
    issued = context.reading.document.date
    for task in context.reading.tasks:
        start, due = task.schedule.start, task.schedule.due
        if start and due and due < start:
            yield finding("due-before-start", f"{named(task)} bắt đầu {_day(start)} nhưng hoàn thành {_day(due)} (“{task.schedule.text}”).", task.source)  # fmt: skip
        if due and issued and due < _first_day(issued):
            yield finding("due-before-issue", f"{named(task)} có thời hạn “{task.schedule.text}” trước ngày ban hành kế hoạch.", task.source)  # fmt: skip


def _first_day(issued: str) -> date:
    """The earliest day a partial date can be."""
    return date.fromisoformat((issued + "-01-01")[:10] if len(issued) == 4 else (issued + "-01")[:10])  # fmt: skip


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def years(context: Context) -> Iterator[Finding]:
    """A plan whose title names no year may run past the year it was signed in."""
    known = context.reading.document.years
    named_years = any(years_in(context.reading.document.title or ""))
    for task in context.reading.tasks:
        days = [d for d in (task.schedule.start, task.schedule.due) if d and known]
        outside = [d for d in days if d.year not in known and (named_years or d.year < known[0])]
        if outside and not _within_school_year(task, known):
            yield finding("year-mismatch", f"{named(task)} có thời gian “{task.schedule.text}”, ngoài năm {_span(known)} của kế hoạch.", task.source)  # fmt: skip


def _within_school_year(task: Task, known: tuple[int, ...]) -> bool:
    start = task.schedule.start
    return "nam hoc" in fold(task.schedule.text or "") and start is not None and start.year in known


def _span(known: tuple[int, ...]) -> str:
    return str(known[0]) if len(known) == 1 else f"{known[0]}-{known[-1]}"


def years_in_duties(context: Context) -> Iterator[Finding]:
    """Days, and earlier editions of the plan itself, in the sentences of the body."""
    known = context.reading.document.years
    title = fold(context.reading.document.title or "")
    of_tasks = " ".join(fold(task.schedule.text or "") for task in context.reading.tasks)
    for node in context.nodes:
        if not known or node.purpose not in ("duties", "work", "reports"):
            continue
        text = node.line.text
        for match in _BY.finditer(text):
            if fold(match[1]) in of_tasks:
                continue  # told beside the task
            if int(match[1][-4:]) not in known and not _recently(match[1][-4:], known, text):
                yield finding("year-mismatch", f"Thời hạn “{match[0]}” ngoài năm {_span(known)} của kế hoạch.", node.line.source)  # fmt: skip
        for match in _OWN_PLAN.finditer(text):
            if int(match[2]) not in known and len(match[1]) > 8 and fold(match[1]) in title:
                yield finding("year-mismatch", f"Viện dẫn “Kế hoạch {match[1]} năm {match[2]}” trong kế hoạch năm {_span(known)}.", node.line.source)  # fmt: skip


def _recently(year: str, known: tuple[int, ...], text: str) -> bool:
    """A report of a year is due in January of the next."""
    return int(year) == known[-1] + 1 and "báo cáo" in text.lower()


def conflicting(context: Context) -> Iterator[Finding]:
    """A duty and a row of one unit ask for the same plan by two days."""
    year = next(iter(context.reading.document.years), 2000)
    for duty in context.reading.responsibilities:
        match = _BY.search(duty.content)
        if not match:
            continue
        try:
            day = moments(match[1], year)[0].last
        except (ImpossibleDate, IndexError):
            continue
        for task in context.reading.tasks:
            if _same_thing(context, task, duty.unit, duty.content) and task.schedule.due not in (None, day):  # fmt: skip
                yield finding("conflicting-dates", f"“{short(duty.content, 50)}” hạn {_day(day)}, {named(task).lower()} hạn {_day(task.schedule.due or day)}.", duty.source)  # fmt: skip


def _same_thing(context: Context, task: Task, unit: str, content: str) -> bool:
    if fold(unit) not in {fold(name) for name in task.lead} or task.schedule.kind != "deadline":
        return False
    above = next((t.content for t in context.reading.tasks if t.number == task.parent and task.parent), "")  # fmt: skip
    words = f"{above} {task.content} {task.product or ''}"
    return "ke hoach" in fold(words) and len(pairs_of(words) & pairs_of(content)) >= 4


def rhythm_in_text(context: Context) -> Iterator[Finding]:
    for task in context.reading.tasks:
        match = _RHYTHM.search(task.content)
        if match and task.schedule.text and task.schedule.kind != "recurring":
            yield finding("recurrence-in-text", f"Nội dung ghi “{match[0]}” nhưng cột thời gian ghi “{task.schedule.text}”.", task.source)  # fmt: skip
