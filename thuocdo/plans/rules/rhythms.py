"""Rhythms: "hằng quý", "2 lần/năm", "ngày 25 hằng tháng" as RFC 5545 rules."""

from __future__ import annotations

import datetime as dt
import re
from calendar import monthrange
from collections.abc import Sequence

from thuocdo.plans.rules.moments import ImpossibleDate, Moment

LAST = "BYMONTHDAY=-1"
_COMMON_YEAR = 2027  # any year without 29 February
_EVERY = r"(?:hang|moi|tung|dinh ky)\s*"
_RHYTHMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (rule, re.compile(pattern))
    for rule, pattern in (
        (
            "FREQ=WEEKLY",
            rf"\b(?:{_EVERY}tuan(?!\s*\d(?!\d?\s*lan)))\b",
        ),
        (
            "FREQ=MONTHLY",
            rf"\b{_EVERY}thang\b(?!\s*\d(?!\d?\s*lan))|\bcac thang trong nam\b|\bngay\s*\d{{1,2}}\s*(?:cua\s*)?thang (?:sau|ke tiep|tiep theo|lien ke)\b",
        ),
        (
            "FREQ=MONTHLY;INTERVAL=3",
            rf"\b{_EVERY}qu[yi]\b(?!\s*(?:i{{1,3}}\b|iv\b|\d(?!\d?\s*lan)))|\bthang (?:cuoi|dau) (?:cua )?(?:moi )?qu[yi]\b(?!\s*(?:i{{1,3}}\b|iv\b|\d))|^qu[yi]\s*,\s*0?6 thang\b",
        ),
        # The first semester ends in January, the second in May: the last day of either month.
        (
            "FREQ=YEARLY;BYMONTH=1,5;BYMONTHDAY=-1",
            rf"\b(?:{_EVERY}|cac )(?:hoc k[yi]|hk)\b(?!\s*(?:ii?|[12])\b)|\b(?:0?1 lan\s*/\s*(?:1 )?|0?1 lan moi )(?:hoc k[yi]|hk)\b|\b(?:hoc k[yi]|hk)/lan",
        ),
        ("FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-1", rf"\b(?:cuoi|ket thuc) {_EVERY}nam hoc\b"),
        ("FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=-1", rf"\bdau {_EVERY}nam hoc\b"),
        (
            "FREQ=MONTHLY;INTERVAL=6",
            rf"\b{_EVERY}0?6 thang\b|\bnua nam\s*(?:/|mot) lan|^0?6 thang\s*(?:,|va)\s*(?:ca\s*|0?1\s*)?nam\W*$",
        ),
        ("FREQ=YEARLY", rf"\b{_EVERY}nam\b(?!\s*\d{{4}})"),
    )
)

# "2 lần/năm", "6 tháng/lần", "01 năm 02 lần", "3 tháng một lần", "mỗi quý 01 lần": n times in m units.
_TIMES = re.compile(
    r"\b(?P<n>\d{1,2}) lan\s*(?:/|moi|tren|trong(?: mot)?|mot)\s*(?P<m>\d{1,2})?\s*(?P<unit>tuan|thang|qu[yi]|nam)\b(?!\s*hoc|\s*\d)"
)
_PER_TIME = re.compile(
    r"(?:\b(?P<m>\d{1,2}) )?\b(?P<unit>tuan|thang|qu[yi]|nam)(?:\s*(?:/|mot|co|it nhat)\s*|\s+)(?:(?P<n>\d{1,2}) )?lan\b"
)
_MONTHS = {"thang": 1, "quy": 3, "qui": 3, "nam": 12}


def _counted(folded: str) -> tuple[str, int] | None:
    """The rule of so many times in so many weeks, months, quarters or years, where they part it evenly."""
    found = _TIMES.search(folded) or _PER_TIME.search(folded)
    if found is None or not (found["m"] or found["n"] or re.search(r"/|mot", found[0])):
        return None
    if found["unit"] == "nam" and re.search(
        r"\b(?:thang|ngay|qu[yi]) [\divx]", folded[found.end() :]
    ):
        return (
            "FREQ=YEARLY",
            found.start(),
        )  # "mỗi năm 2 lần vào tháng 5, tháng 10": the months are said
    times, units = int(found["n"] or 1), int(found["m"] or 1)
    if found["unit"] == "tuan":
        return ("FREQ=WEEKLY" if units <= times else f"FREQ=WEEKLY;INTERVAL={units}"), found.start()
    months = _MONTHS[found["unit"]] * units
    if not times or (months % times and months > times):
        return None
    gap = max(months // times, 1)
    rule = f"FREQ=YEARLY;INTERVAL={gap // 12}" if gap > 12 and not gap % 12 else "FREQ=YEARLY" if gap == 12 else "FREQ=MONTHLY" if gap == 1 else f"FREQ=MONTHLY;INTERVAL={gap}"  # fmt: skip
    return rule, found.start()


# Daily routine is standing work: nobody reports on each of its days (decision 0008).
DAILY = re.compile(rf"\b(?:{_EVERY}ngay|ngay/lan)\b(?!\s*\d)")
_WEEKDAYS = (("thu hai", "MO"), ("thu ba", "TU"), ("thu tu", "WE"), ("thu nam", "TH"), ("thu sau", "FR"), ("thu bay", "SA"), ("chu nhat", "SU"))  # fmt: skip


def rhythm(folded: str) -> tuple[str, int] | None:
    """RRULE and place of the first rhythm in folded words; the shortest where several stand together.

    >>> rhythm("bao cao hang quy, hang nam")
    ('FREQ=MONTHLY;INTERVAL=3', 8)
    >>> rhythm("quy iv/2023") is None
    True
    """
    if counted := _counted(folded):
        return counted
    found = [(rule, m.start()) for rule, pattern in _RHYTHMS if (m := pattern.search(folded))]
    return (found[0][0], min(place for _, place in found)) if found else None


def with_days(rule: str, folded: str, moments: list[Moment]) -> str:
    """The rule with the day or the months printed beside it: "trước ngày 15/12 hằng năm"."""
    if rule == "FREQ=WEEKLY":
        named = [code for word, code in _WEEKDAYS if re.search(rf"\b{word}\b", folded)]
        return f"{rule};BYDAY={','.join(named)}" if named else rule
    if rule == "FREQ=MONTHLY":
        day = re.search(
            r"ngay\s*(\d{1,2})\b(?!\s*[/-]\s*\d|\s*thang(?!\s*(?:sau|ke|tiep|lien)))", folded
        )
        last = re.search(r"\b(?:cuoi thang|ngay cuoi)", folded)
        return f"{rule};{_of_month(int(day[1])) if day else LAST}" if day or last else rule
    if rule.endswith("INTERVAL=3"):  # "ngày 20 hằng quý": of the quarter's last month
        on_day = re.search(r"ngay\s*(\d{1,2})\b(?!\s*[/-]\s*\d)", folded)
        after = re.search(r"thang dau|qu[yi] (?:sau|ke tiep|tiep theo|lien ke)", folded)
        months = "1,4,7,10" if after else "3,6,9,12"
        return f"FREQ=YEARLY;BYMONTH={months};{_of_quarter(int(on_day[1]))}" if on_day else rule
    if rule != "FREQ=YEARLY" or not moments:
        return rule
    if any(m.grain == "year" for m in moments):
        return rule
    ranged = re.search(r"\btu\b[^,;]*\bden\b", folded)
    chosen = moments[-1:] if ranged else moments
    ends = [last for m in chosen for _, last in (m.parts or ((m.first, m.last),))]
    months = ",".join(str(month) for month in sorted({day.month for day in ends}))
    on = same_day(ends) if all(m.grain == "day" for m in chosen) else -1
    if on is None:
        return _own_days(rule, {(day.month, day.day) for day in ends})
    return f"{rule};BYMONTH={months};BYMONTHDAY={on}"


def _own_days(rule: str, wanted: set[tuple[int, int]]) -> str:
    """Each month its own day: those of all days of all months that are wanted, counted from the nearer
    end of the year, so that 29/02 shifts none of them.

    >>> _own_days("FREQ=YEARLY", {(6, 15), (12, 10)})
    'FREQ=YEARLY;BYMONTH=6,12;BYMONTHDAY=10,15;BYSETPOS=-3,-2'
    """
    wanted = {(m, 28 if (m, d) == (2, 29) else d) for m, d in wanted}
    months, days = (sorted({each[n] for each in wanted}) for n in (0, 1))
    held = [(m, d) for m in months for d in days if d <= monthrange(_COMMON_YEAR, m)[1]]
    places = [
        n + 1 if m < 3 else n - len(held) for n, (m, d) in enumerate(held) if (m, d) in wanted
    ]
    named = (",".join(map(str, each)) for each in (months, days, places))
    return "{};BYMONTH={};BYMONTHDAY={};BYSETPOS={}".format(rule, *named)


def same_day(days: Sequence[dt.date]) -> int | None:
    """The day of the month that all of them are; -1: each is the last of its own; None: neither.

    >>> days = [dt.date(2026, 3, 31), dt.date(2026, 6, 30)]
    >>> same_day(days), same_day([dt.date(2026, 3, 15)] * 2), same_day([*days, dt.date(2026, 9, 15)])
    (-1, 15, None)
    """
    if len({day.day for day in days}) == 1:
        return days[0].day
    return -1 if all((day + dt.timedelta(days=1)).day == 1 for day in days) else None


def _of_month(day: int) -> str:
    """A day of each month. Where a short month lacks it, its last day: no month is let off.

    >>> _of_month(25), _of_month(30), _of_month(31)
    ('BYMONTHDAY=25', 'BYMONTHDAY=28,29,30;BYSETPOS=-1', 'BYMONTHDAY=-1')
    """
    if 28 < day < 31:
        return f"BYMONTHDAY={','.join(map(str, range(28, day + 1)))};BYSETPOS=-1"
    return _of_quarter(day)


def _of_quarter(day: int) -> str:
    """A day of months that have thirty days at least."""
    if not 1 <= day <= 31:
        raise ImpossibleDate
    return LAST if day == 31 else f"BYMONTHDAY={day}"
