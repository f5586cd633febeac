"""Recurrence against two oracles: `python -m proofs.recurrence_oracle [count] [seed]`.

Rules that name days are compared with a walk over every day of the span and with dateutil; rules that name
none (once in every period, due on its last day) with the walk. Any difference ends with exit code 1.
"""

from __future__ import annotations

import datetime as dt
import random
import sys
import time

from dateutil.rrule import rrulestr

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.recurrence import occurrences

ONE = dt.timedelta(days=1)
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
Parts = dict[str, str]


def walk(parts: Parts, start: dt.date, until: dt.date) -> list[dt.date]:
    """Every due day, by asking each day of the span and of the period it began in."""
    named = "BYMONTHDAY" in parts or "BYDAY" in parts
    first = dt.date(start.year, 1, 1) - ONE * 7  # whole periods, for positions in them
    every = [first + ONE * k for k in range((dt.date(until.year + 1, 1, 8) - first).days)]
    if named:
        groups: dict[object, list[dt.date]] = {}
        for day in every:
            if _in_turn(parts, start, day) and _fits(parts, day):
                groups.setdefault(_period(parts, day), []).append(day)
        due = sorted(d for days in groups.values() for d in _placed(parts, days))
    else:
        due = [day for day in every if _ends_period(parts, start, day)]
    due = [d for d in due if start <= d <= until]
    if "UNTIL" in parts:
        due = [d for d in due if d.strftime("%Y%m%d") <= parts["UNTIL"]]
    return due[: int(parts.get("COUNT", 10**9))]


def _period(parts: Parts, day: dt.date) -> int:
    """A running number of the day's day, week, month or year."""
    match parts["FREQ"]:
        case "DAILY":
            return day.toordinal()
        case "WEEKLY":
            shift = DAYS.index(parts.get("WKST", "MO"))
            return (day.toordinal() - 1 - shift) // 7  # day 1 of the calendar was a Monday
        case "MONTHLY":
            return day.year * 12 + day.month
    return day.year


def _in_turn(parts: Parts, start: dt.date, day: dt.date) -> bool:
    gone = _period(parts, day) - _period(parts, start)
    return gone >= 0 and gone % int(parts.get("INTERVAL", "1")) == 0


def _fits(parts: Parts, day: dt.date) -> bool:
    if "BYMONTH" in parts and str(day.month) not in parts["BYMONTH"].split(","):
        return False
    if "BYMONTHDAY" in parts:
        wanted = map(int, parts["BYMONTHDAY"].split(","))
        if not any(_is_month_day(day, number) for number in wanted):
            return False
    return "BYDAY" not in parts or any(
        _is_weekday(parts, day, d) for d in parts["BYDAY"].split(",")
    )


def _is_month_day(day: dt.date, number: int) -> bool:
    if number > 0:
        return day.day == number
    return (day + ONE * -number).day == 1 and (day + ONE * (-number - 1)).month == day.month


def _is_weekday(parts: Parts, day: dt.date, wanted: str) -> bool:
    if DAYS[day.weekday()] != wanted[-2:]:
        return False
    if len(wanted) == 2:
        return True
    yearly = parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts

    def together(other: dt.date) -> bool:
        return other.year == day.year and (yearly or other.month == day.month)

    nth = int(wanted[:-2])
    week = 7 * ONE if nth > 0 else -7 * ONE
    before = abs(nth) - 1  # that many of its weekday lie between it and the edge, and no more
    return together(day - before * week) and not together(day - (before + 1) * week)


def _placed(parts: Parts, days: list[dt.date]) -> set[dt.date]:
    if "BYSETPOS" not in parts:
        return set(days)
    numbers = [int(p) for p in parts["BYSETPOS"].split(",")]
    return {days[n - 1 if n > 0 else n] for n in numbers if abs(n) <= len(days)}


def _ends_period(parts: Parts, start: dt.date, day: dt.date) -> bool:
    """Is the day the last of its turn? Months: aligned to the year where they divide it."""
    freq, interval = parts["FREQ"], int(parts.get("INTERVAL", "1"))
    gone = _period(parts, day + ONE) - _period(parts, start)
    if freq in ("DAILY", "WEEKLY"):
        return (
            day >= start
            and gone % interval == 0
            and _period(parts, day + ONE) != _period(parts, day)
        )
    if (day + ONE).month == day.month:
        return False
    if "BYMONTH" in parts:
        return str(day.month) in parts["BYMONTH"].split(",") and _in_turn(parts, start, day)
    months = interval * (12 if freq == "YEARLY" else 1)
    if freq == "YEARLY" or months in (1, 2, 3, 4, 6, 12):
        begin = dt.date(start.year, 1, 1)
    else:
        begin = start
    behind = (day.year - begin.year) * 12 + day.month - begin.month + 1
    return behind > 0 and behind % months == 0


def invented(rng: random.Random) -> Parts:
    freq = rng.choice(("DAILY", "WEEKLY", "MONTHLY", "YEARLY"))
    parts = {"FREQ": freq}
    if rng.random() < 0.5:
        parts["INTERVAL"] = str(rng.randint(1, 7 if freq != "YEARLY" else 3))
    if freq != "WEEKLY" and rng.random() < 0.5:
        parts["BYMONTHDAY"] = _some(rng, [n for n in range(-31, 32) if n])
    if rng.random() < 0.5:
        nth = freq in ("MONTHLY", "YEARLY") and rng.random() < 0.5
        choices = [f"{n}{d}" for n in (-5, -2, -1, 1, 2, 5) for d in DAYS] if nth else list(DAYS)
        parts["BYDAY"] = _some(rng, choices)
    named = "BYMONTHDAY" in parts or "BYDAY" in parts
    if rng.random() < 0.3 and (named or freq in ("MONTHLY", "YEARLY")):
        parts["BYMONTH"] = _some(rng, list(range(1, 13)))
    if named and rng.random() < 0.3:
        parts["BYSETPOS"] = _some(rng, [-2, -1, 1, 2, 3])
    if freq == "WEEKLY" and rng.random() < 0.3:
        parts["WKST"] = rng.choice(DAYS)
    if rng.random() < 0.3:
        parts["COUNT"] = str(rng.randint(1, 12))
    elif rng.random() < 0.3:
        parts["UNTIL"] = (dt.date(2022, 1, 1) + ONE * rng.randrange(1500)).strftime("%Y%m%d")
    return parts


def _some(rng: random.Random, choices: list[object] | list[int] | list[str]) -> str:
    return ",".join(map(str, rng.sample(choices, rng.randint(1, 3))))


def _counted_from_mid_week(parts: Parts, start: dt.date) -> bool:
    """dateutil counts BYSETPOS in the first week from the start and not from the week's beginning, as
    RFC 5545, section 3.3.10, has it ("a set of recurrence instances starts at the beginning of the
    interval"): such starts in mid-week are left to the walk.
    """
    weekly = parts["FREQ"] == "WEEKLY" and "BYSETPOS" in parts
    return weekly and _period(parts, start - ONE) == _period(parts, start)


def library(text: str, start: dt.date, until: dt.date) -> list[dt.date]:
    """What dateutil says."""
    begin = dt.datetime.combine(start, dt.time())
    end = dt.datetime.combine(until, dt.time())
    return [moment.date() for moment in rrulestr(text, dtstart=begin).between(begin, end, inc=True)]


def case_differs(parts: Parts, start: dt.date, until: dt.date, *, ask_library: bool) -> bool:
    text = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        spans = list(occurrences(text, start, until))
    except Mistake:
        return True
    due = [s.end for s in spans]
    opens = [start, *(d + ONE for d in due)][: len(due)]
    named = "BYMONTHDAY" in parts or "BYDAY" in parts
    slow = walk(parts, start, until)
    if due != slow or [s.start for s in spans] != opens:
        return True
    if not (ask_library and named and due) or _counted_from_mid_week(parts, start):
        return False  # for a rule that never comes true dateutil would walk to the year 9999
    return library(text, start, until) != due


def main(count: int = 100_000, seed: int = 20230315) -> int:
    rng, began, differences, asked = random.Random(seed), time.perf_counter(), 0, 0
    for number in range(count):
        parts = invented(rng)
        start = dt.date(2021, 6, 1) + ONE * rng.randrange(900)
        until = start + ONE * rng.randrange(0, 500)
        ask = number % 20 == 0
        asked += ask
        if case_differs(parts, start, until, ask_library=ask):
            differences += 1
            print("DIFFERENT", parts, start, until)
    seconds = time.perf_counter() - began
    print(
        f"recurrence: seed {seed}, {count} cases ({asked} also with dateutil), {seconds:.1f} s, "
        f"{differences} differences"
    )
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
