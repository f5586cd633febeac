"""Recurring work: RFC 5545 rules on days, read as an office reads them.

A rule that names days (BYMONTHDAY, BYDAY) gives those days, exactly as the RFC says: the 31st does not exist
in April; "ngày cuối tháng" is BYMONTHDAY=-1. A rule that names none ("hằng quý" is FREQ=MONTHLY;INTERVAL=3)
means *once in every period*, due on its last day; the RFC would repeat the day it began, which nobody
means. Periods that divide a year are those of the calendar (quarter, half); others count from the start.

Expanded here and not by a library: libraries walk to the year 9999 for a rule that never comes true.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count, islice, takewhile

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import Span, month_end

ONE = dt.timedelta(days=1)
MOST = 2000  # instances of one row: five years of daily work; more is a slip of the pen
_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}


@dataclass(frozen=True)
class Rule:
    """The parts of an RRULE. `weekdays`: (which one of its month or year, 0 for all; 0 Monday … 6)."""

    freq: str
    interval: int = 1
    count: int | None = None
    until: dt.date | None = None
    months: tuple[int, ...] = ()
    month_days: tuple[int, ...] = ()
    weekdays: tuple[tuple[int, int], ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0

    @property
    def names_days(self) -> bool:
        return bool(self.month_days or self.weekdays)


def occurrences(text: str, start: dt.date, until: dt.date) -> Iterator[Span]:
    """Every instance due from `start` to `until`: from the day after the one before to its due day.

    >>> quarters = occurrences("FREQ=MONTHLY;INTERVAL=3", dt.date(2023, 1, 1), dt.date(2023, 6, 30))
    >>> [(s.start.isoformat(), s.end.isoformat()) for s in quarters]
    [('2023-01-01', '2023-03-31'), ('2023-04-01', '2023-06-30')]
    >>> months = occurrences("FREQ=MONTHLY;BYMONTHDAY=25", dt.date(2023, 1, 1), dt.date(2023, 2, 28))
    >>> [(s.start.isoformat(), s.end.isoformat()) for s in months]
    [('2023-01-01', '2023-01-25'), ('2023-01-26', '2023-02-25')]
    """
    rule = read_rule(text)
    last = min(until, rule.until or until)
    days = _named_days(rule, start, last) if rule.names_days else _period_ends(rule, start, last)
    opens = start
    for number, due in enumerate(islice(days, rule.count), start=1):
        if number > MOST:
            raise Mistake(
                f"Chu kỳ “{text}” cho hơn {MOST} lần. Chọn chu kỳ thưa hơn.", field="rule"
            )
        yield Span(opens, due)
        opens = due + ONE


def read_rule(text: str) -> Rule:
    """An RRULE on days; Mistake for anything else (hours, week numbers, days of the year).

    >>> read_rule("FREQ=MONTHLY;BYMONTHDAY=15,-1").month_days
    (15, -1)
    """
    pairs = [part.partition("=") for part in text.upper().removeprefix("RRULE:").split(";")]
    parts = {name: value for name, _, value in pairs}
    try:
        fields = {_PARTS[name][0]: _PARTS[name][1](value) for name, value in parts.items()}
        rule = Rule(**fields)  # type: ignore[arg-type]
    except (KeyError, ValueError, TypeError):
        raise _unread(text) from None
    if len(parts) < len(pairs) or not _sound(rule):
        raise _unread(text)
    return rule


def _sound(rule: Rule) -> bool:
    """What RFC 5545, section 3.3.10, forbids, and a position among no named days."""
    short = rule.freq in ("DAILY", "WEEKLY")
    if short and any(nth for nth, _ in rule.weekdays):
        return False
    if rule.freq == "WEEKLY" and rule.month_days:
        return False
    if not rule.names_days and (rule.positions or (short and rule.months)):
        return False
    return not (rule.count and rule.until)


def _unread(text: str) -> Mistake:
    return Mistake(
        f"Không hiểu chu kỳ “{text}”. Viết theo RFC 5545, ví dụ FREQ=MONTHLY;BYMONTHDAY=15.",
        field="rule",
    )


def _choice(*allowed: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in allowed:
            raise ValueError(value)
        return value

    return read


def _number(low: int, high: int) -> Callable[[str], int]:
    """A whole number whose size lies between the two; negative (from the end) only where low is."""

    def read(value: str) -> int:
        number = int(value)
        if number == 0 or not low <= number <= high:
            raise ValueError(value)
        return number

    return read


def _list(low: int, high: int) -> Callable[[str], tuple[int, ...]]:
    one = _number(low, high)
    return lambda value: tuple(one(v) for v in value.split(","))


def _until(value: str) -> dt.date:
    if not re.fullmatch(r"\d{8}(T\d{6}Z?)?", value, re.ASCII):
        raise ValueError(value)
    return dt.datetime.strptime(value[:8], "%Y%m%d").date()


def _weekdays(value: str) -> tuple[tuple[int, int], ...]:
    return tuple(_weekday(part) for part in value.split(","))


def _weekday(part: str) -> tuple[int, int]:
    which, name = part[:-2], part[-2:]
    return (_number(-53, 53)(which) if which else 0, _WEEKDAYS[name])


_PARTS: dict[str, tuple[str, Callable[[str], object]]] = {
    "FREQ": ("freq", _choice("DAILY", "WEEKLY", "MONTHLY", "YEARLY")),
    "INTERVAL": ("interval", _number(1, 999)),
    "COUNT": ("count", _number(1, 9999)),
    "UNTIL": ("until", _until),
    "BYMONTH": ("months", _list(1, 12)),
    "BYMONTHDAY": ("month_days", _list(-31, 31)),
    "BYDAY": ("weekdays", _weekdays),
    "BYSETPOS": ("positions", _list(-366, 366)),
    "WKST": ("week_start", lambda value: _WEEKDAYS[value]),
}


def _named_days(rule: Rule, start: dt.date, last: dt.date) -> Iterator[dt.date]:
    for span in takewhile(lambda s: s.start <= last, _spans(rule, start)):
        days = [d for d in _days(span) if _matches(rule, d)]
        if rule.positions:
            places = {p - 1 if p > 0 else len(days) + p for p in rule.positions}
            days = [d for place, d in enumerate(days) if place in places]
        yield from (d for d in days if start <= d <= last)


def _spans(rule: Rule, start: dt.date) -> Iterator[Span]:
    """Every INTERVAL-th day, week, month or year from the one `start` lies in."""
    if rule.freq in ("DAILY", "WEEKLY"):
        length = 7 if rule.freq == "WEEKLY" else 1
        first = start - ONE * ((start.weekday() - rule.week_start) % 7 if length == 7 else 0)
        for step in count(0, length * rule.interval):
            yield Span(first + ONE * step, first + ONE * (step + length - 1))
    months = 12 if rule.freq == "YEARLY" else 1
    begin = start.year * 12 + (start.month - 1 if months == 1 else 0)
    for index in count(begin, months * rule.interval):
        yield Span(_first(index), _last(index + months - 1))


def _days(span: Span) -> Iterator[dt.date]:
    return (span.start + ONE * n for n in range(span.days))


def _matches(rule: Rule, day: dt.date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    length = month_end(day.year, day.month).day
    if rule.month_days and not {day.day, day.day - length - 1} & set(rule.month_days):
        return False
    if not rule.weekdays:
        return True
    whole_year = rule.freq == "YEARLY" and not rule.months
    place, size = (day.timetuple().tm_yday, 366) if whole_year else (day.day, length)
    if whole_year:
        size = dt.date(day.year, 12, 31).timetuple().tm_yday
    counted = {0, (place - 1) // 7 + 1, -((size - place) // 7 + 1)}
    return any(nth in counted and weekday == day.weekday() for nth, weekday in rule.weekdays)


def _period_ends(rule: Rule, start: dt.date, last: dt.date) -> Iterator[dt.date]:
    """The last day of every period that ends from `start` to `last`."""
    if rule.months:
        spans = (s for s in _spans(rule, start))
        ends = (
            month_end(span.start.year, month)
            for span in takewhile(lambda s: s.start <= last, spans)
            for month in sorted(set(rule.months))
            if rule.freq == "YEARLY" or month == span.start.month
        )
    elif rule.freq in ("DAILY", "WEEKLY"):
        length = ONE * (7 if rule.freq == "WEEKLY" else 1) * rule.interval
        ends = (s.start + length - ONE for s in _spans(rule, start))
    else:
        months = rule.interval * (12 if rule.freq == "YEARLY" else 1)
        aligned = rule.freq == "YEARLY" or 12 % months == 0
        begin = start.year * 12 + (0 if aligned else start.month - 1)
        ends = (_last(index) for index in count(begin + months - 1, months))
    return (end for end in takewhile(lambda end: end <= last, ends) if end >= start)


def _first(index: int) -> dt.date:
    """First day of a month counted from year 0: 12 × year + month - 1."""
    return dt.date(index // 12, index % 12 + 1, 1)


def _last(index: int) -> dt.date:
    return month_end(index // 12, index % 12 + 1)
