"""A rule of RFC 5545 as officers say it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.lawbook.recurrence import occurrences

PERIODS = {
    "FREQ=DAILY": gettext_lazy("Hằng ngày"),
    "FREQ=WEEKLY": gettext_lazy("Hằng tuần"),
    "FREQ=MONTHLY": gettext_lazy("Hằng tháng"),
    "FREQ=MONTHLY;INTERVAL=2": gettext_lazy("2 tháng một lần"),
    "FREQ=MONTHLY;INTERVAL=3": gettext_lazy("Hằng quý"),
    "FREQ=MONTHLY;INTERVAL=6": gettext_lazy("6 tháng một lần"),
    "FREQ=YEARLY": gettext_lazy("Hằng năm"),
}
CHOICES = tuple(rule for rule in PERIODS if rule not in ("FREQ=DAILY", "FREQ=MONTHLY;INTERVAL=2"))
WEEKDAYS = {
    "MO": gettext_lazy("thứ Hai"),
    "TU": gettext_lazy("thứ Ba"),
    "WE": gettext_lazy("thứ Tư"),
    "TH": gettext_lazy("thứ Năm"),
    "FR": gettext_lazy("thứ Sáu"),
    "SA": gettext_lazy("thứ Bảy"),
    "SU": gettext_lazy("Chủ nhật"),
}


QUARTERLY = {  # twelve months by threes, on a day of the quarter's last or first one
    "3,6,9,12": gettext_lazy("Hằng quý, ngày {day} tháng cuối quý"),
    "1,4,7,10": gettext_lazy("Hằng quý, ngày {day} tháng đầu quý"),
}


def rule_words(rule: str) -> str:
    """ "FREQ=MONTHLY;BYMONTHDAY=25" is "Hằng tháng, ngày 25"; a rule of another kind is shown as it stands."""
    quarter = re.fullmatch(r"FREQ=YEARLY;BYMONTH=([\d,]+);BYMONTHDAY=(\d+)", rule)
    if quarter and quarter[1] in QUARTERLY:
        return str(QUARTERLY[quarter[1]]).format(day=quarter[2])
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    kept = [f"{k}={parts.pop(k)}" for k in ("FREQ", "INTERVAL") if k in parts]
    period = PERIODS.get(";".join(kept))
    days = _own_days(rule) if {"BYMONTH", "BYSETPOS"} <= set(parts) else _days(parts)
    if period is None or days is None:
        return rule
    return f"{period}, {days}" if days else str(period)


def _own_days(rule: str) -> str:
    """The days of a year, each of its own month: "ngày 15/6, 10/12"."""
    year = occurrences(rule, dt.date(2027, 1, 1), dt.date(2027, 12, 31))
    named = ", ".join(f"{span.end.day}/{span.end.month}" for span in year)
    return _("ngày {day}").format(day=named)


def _days(parts: Mapping[str, str]) -> str | None:
    """The days a rule names; None where it names them in a way people do not."""
    weekdays = [WEEKDAYS.get(d) for d in parts.get("BYDAY", "").split(",") if d]
    day, months = parts.get("BYMONTHDAY", ""), parts.get("BYMONTH", "").replace(",", ", ")
    known = {"BYDAY", "BYMONTHDAY", "BYMONTH"}
    if parts.get("BYSETPOS") == "-1" and day in ("28,29", "28,29,30"):  # else the month's last
        known, day = known | {"BYSETPOS"}, day[-2:]
    if set(parts) - known or None in weekdays or "," in day:
        return None
    if months and day == "-1":
        return _("cuối tháng {months}").format(months=months)
    if months and day:
        return _("ngày {day} tháng {months}").format(day=day, months=months)
    if months:
        return _("tháng {months}").format(months=months)
    if day:
        return _("ngày cuối tháng") if day == "-1" else _("ngày {day}").format(day=day)
    return ", ".join(map(str, weekdays))
