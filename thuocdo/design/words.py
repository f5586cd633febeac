"""How figures and dates are written on a Vietnamese screen. Pure: no Django, no clock.

Layout of dates and numbers in documents: Decree 30/2020/NĐ-CP, Appendix I; decimal comma and thousands dot as
in every plan of the agencies this is made for.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

LEGAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
NOTHING = "–"


def day(value: dt.date | None) -> str:
    """A legal day as lists show it; an instant is shown as the day it fell on in Vietnam.

    >>> day(dt.date(2023, 1, 5)), day(dt.datetime(2023, 1, 4, 20, tzinfo=dt.UTC)), day(None)
    ('05/01/2023', '05/01/2023', '–')
    """
    if isinstance(value, dt.datetime):
        value = local(value)
    return f"{value:%d/%m}/{value.year:04d}" if value else NOTHING


def long_day(value: dt.date | None) -> str:
    """A day as official documents write it: two digits for days below 10 and for January, February.

    >>> long_day(dt.date(2023, 1, 5)), long_day(dt.date(2023, 10, 15)), long_day(dt.date(2023, 3, 15))
    ('ngày 05 tháng 01 năm 2023', 'ngày 15 tháng 10 năm 2023', 'ngày 15 tháng 3 năm 2023')
    """
    if value is None:
        return NOTHING
    if isinstance(value, dt.datetime):
        value = local(value)
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year}"


def moment(value: dt.datetime | None) -> str:
    """An instant, in the legal zone.

    >>> moment(dt.datetime(2026, 11, 21, 7, 5, tzinfo=dt.UTC))
    '14:05 ngày 21/11/2026'
    """
    return f"{local(value):%H:%M} ngày {day(value)}" if value else NOTHING


def local(value: dt.datetime) -> dt.datetime:
    return value.astimezone(LEGAL_ZONE) if value.tzinfo else value


def number(value: Decimal | float | int | None, places: int | None = None) -> str:
    """Decimal comma, thousands dot; `places` digits after the comma, else as many as the value has.

    >>> number(Decimal("1234.50")), number(1234.5), number(41.849, 1), number(0), number(None), number(-12000)
    ('1.234,50', '1.234,5', '41,8', '0', '–', '-12.000')
    """
    if value is None:
        return NOTHING
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    if places is not None:
        exact = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{exact:,f}".translate(str.maketrans(",.", ".,"))


def in_unit(figure: str, unit: str) -> str:
    """A figure with its unit; the percent sign stands at the figure.

    >>> in_unit("41,8", "%"), in_unit("5", "ngày"), in_unit("7", "")
    ('41,8%', '5 ngày', '7')
    """
    return figure + (unit if unit == "%" else f" {unit}" if unit else "")


def rank(place: int, of: int) -> str:
    """Always n of N, with as many digits as N has and never fewer than two.

    >>> rank(2, 18), rank(7, 120), rank(3, 9)
    ('02/18', '007/120', '03/09')
    """
    width = max(2, len(str(of)))
    return f"{place:0{width}d}/{of:0{width}d}"


def working_days_left(days: int | None, apart: int = 0) -> str:
    """How far a due date is, in working days counted by the agency's calendar; negative is overdue.

    `apart`: calendar days from today to the due day: over days off no working day lies between two days.

    >>> working_days_left(3), working_days_left(0), working_days_left(-2), working_days_left(None)
    ('còn 3 ngày làm việc', 'đến hạn hôm nay', 'quá hạn 2 ngày làm việc', 'không thời hạn')
    >>> working_days_left(0, 2), working_days_left(0, -1)
    ('còn 0 ngày làm việc', 'quá hạn')
    """
    if days is None:
        return "không thời hạn"
    if days == 0 and apart <= 0:
        return "quá hạn" if apart else "đến hạn hôm nay"
    return f"còn {days} ngày làm việc" if days >= 0 else f"quá hạn {-days} ngày làm việc"


def size(octets: int | None) -> str:
    """A file's size, in powers of 1024 as file managers show it.

    >>> size(812), size(48_300), size(5_400_000)
    ('812 byte', '47 KB', '5,1 MB')
    """
    if octets is None:
        return NOTHING
    if octets < 1024:
        return f"{octets} byte"
    if octets < 1024**2:
        return f"{number(octets / 1024, 0)} KB"
    return f"{number(octets / 1024**2, 1)} MB"


def initials(name: str) -> str:
    """First letters of the last two words: how colleagues abbreviate a Vietnamese name.

    >>> initials("Nguyễn Thị Thu Hà"), initials("Đặng"), initials("")
    ('TH', 'Đ', '')
    """
    return "".join(word[0] for word in name.split()[-2:]).upper()
