"""A cell's value as the sheet prints it: dates dd/mm/yyyy, decimal comma, "60%" for 0.6 shown as 0%."""

from __future__ import annotations

import datetime as dt
import re
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Any

_QUOTED = re.compile(r'"([^"]*)"')
_MASK = re.compile(r"[#0?][#0?,]*(?:\.[#0?]+)?")
_NOISE = re.compile(r"\[[^\]]*\]|\\|_.|\*.")  # colours and conditions, escapes, padding


def printed(cell: Any) -> str:
    """Text of one openpyxl cell; "" for empty and for an error value. Line breaks stay."""
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "x" if value else ""  # a ticked box
    shape = cell.number_format or "General"
    if isinstance(value, (dt.datetime, dt.date)):
        return date_as(value, shape)
    if isinstance(value, (int, float)):
        return number_as(value, shape, numbering=cell.column == 1)
    return str(value)


def held(cell: Any) -> str:
    """Text of one openpyxl cell with every digit it holds, whatever its format shows; an error value by its name."""
    value, shape = cell.value, cell.number_format or "General"
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, int | float) or cell.data_type == "e":
        return str(value or "").strip() if cell.data_type == "e" else printed(cell)
    return digits(value, percent="%" in _QUOTED.sub("", shape))


def digits(value: float, *, percent: bool = False) -> str:
    """A number as Excel keeps it, fifteen digits at most.

    >>> digits(5.734957), digits(0.1 + 0.2), digits(0.6, percent=True), digits(2022)
    ('5,734957', '0,3', '60%', '2022')
    """
    exact = Decimal(f"{value:.15g}") * (100 if percent else 1)
    text = f"{exact.normalize():f}" if exact else "0"
    return text.replace(".", ",") + ("%" if percent else "")


def date_as(value: dt.date, shape: str) -> str:
    """
    >>> date_as(dt.date(2023, 3, 5), "dd/mm/yyyy"), date_as(dt.date(2023, 3, 1), "mm/yyyy")
    ('05/03/2023', '03/2023')
    """
    plain = _NOISE.sub("", _QUOTED.sub("", shape)).lower()
    if "d" in plain or "y" not in plain:
        return value.strftime("%d/%m/%Y")
    return value.strftime("%m/%Y") if "m" in plain else value.strftime("%Y")


def number_as(value: float, shape: str, *, numbering: bool = False) -> str:
    """A number in its format, Vietnamese separators; in the numbering column "1.1" keeps its point.

    >>> number_as(0.6, "0%"), number_as(1234.5, "#,##0.0"), number_as(7.5, "General")
    ('60%', '1.234,5', '7,5')
    >>> number_as(95, '"≥ "0"%"'), number_as(1.1, "General", numbering=True)
    ('≥ 95%', '1.1')
    """
    if isinstance(value, float) and (value != value or abs(value) > 1e15):
        return ""
    section = _NOISE.sub("", shape.split(";")[0])
    mask = _MASK.search(_QUOTED.sub(lambda m: " " * len(m[0]), section))
    if mask is None:
        text = f"{Decimal(repr(value)).normalize():f}" if value else "0"
        return text if numbering else text.replace(".", ",")
    before, after = (
        _QUOTED.sub(r"\1", part) for part in (section[: mask.start()], section[mask.end() :])
    )
    scaled = Decimal(repr(value)) * (100 if "%" in _QUOTED.sub("", section) else 1)
    return f"{before}{_masked(scaled, mask[0])}{after}".strip()


def _masked(value: Decimal, mask: str) -> str:
    whole, _, places = mask.partition(".")
    try:
        rounded = value.quantize(Decimal(1).scaleb(-len(places)), ROUND_HALF_UP)
    except InvalidOperation:
        return str(value)
    text = f"{rounded:,f}" if "," in whole else f"{rounded:f}"
    optional = len(places) - len(places.rstrip("#"))
    if optional and "." in text:
        head, _, tail = text.partition(".")
        kept = tail[: len(places) - optional] + tail[len(places) - optional :].rstrip("0")
        text = f"{head}.{kept}" if kept else head
    return text.translate(str.maketrans(".,", ",."))
