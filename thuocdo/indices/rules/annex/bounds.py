"""Steps of a percentage as they are printed: "từ 80% đến dưới 100%", "dưới 50%", "trên 90%", "≥ 95%"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from thuocdo.indices.rules.annex.scoring import HUNDRED, Rung
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.text import fold, nfc

ZERO = Decimal(0)
NUMBER = r"\d+(?:[.,]\d+)?"
_LOW = r"(?P<low>>=|≥|>|tu tren|tren|hon|tu|dat tu|it nhat|toi thieu)"
_HIGH = r"(?P<high><=|≤|<|den duoi|duoi|den het|den|khong qua|toi da|chua dat|nho hon)"
_BOTH = re.compile(
    rf"{_LOW}?\s*(?P<a>{NUMBER})\s*%?\s*(?:(?:-|–)\s*|(?:va|,)\s+)?{_HIGH}?\s*(?P<b>{NUMBER})\s*%?"
)
_AROUND = re.compile(
    rf"(?P<a>{NUMBER})\s*%?\s*(?P<low><=|≤|<)[^\d%<>≤≥]+(?P<high><=|≤|<)\s*(?P<b>{NUMBER})\s*%"
)
_FROM = re.compile(rf"{_LOW}?\s*(?P<a>{NUMBER})\s*%?\s*(?P<up>tro len|hoac cao hon)?")
_UNDER = re.compile(rf"{_HIGH}\s*(?P<b>{NUMBER})\s*%?(?:\s*tro xuong)?|(?P<down>{NUMBER})\s*%?\s*tro xuong")  # fmt: skip
REST = re.compile(
    r"^(?:con lai|cac truong hop (?:con lai|khac)|truong hop khac|khac|duoi muc tren)"
)


@dataclass(frozen=True)
class Span:
    """Percentages with the same points; a bound belongs to it or not."""

    low: Decimal
    high: Decimal
    with_low: bool = True
    with_high: bool = True

    def __str__(self) -> str:
        ends = f"{figure(self.low)}%", f"{figure(self.high)}%"
        return f"{'từ' if self.with_low else 'trên'} {ends[0]} đến {'' if self.with_high else 'dưới '}{ends[1]}"


def number(text: str) -> Decimal:
    """
    >>> number("0,25"), number("2.00")
    (Decimal('0.25'), Decimal('2.00'))
    """
    return Decimal(text.replace(",", "."))


def span(words: str) -> Span | None:
    """The percentages a line speaks of; None where it speaks of none.

    >>> str(span("Đạt từ 80% đến dưới 100%")), str(span("dưới 80%")), str(span("Đạt 100% kế hoạch"))
    ('từ 80% đến dưới 100%', 'từ 0% đến dưới 80%', 'từ 100% đến 100%')
    >>> str(span("Trên 90%")), str(span("từ 70 - 90%")), span("ban hành trước 31/12")
    ('trên 90% đến 100%', 'từ 70% đến 90%', None)
    """
    said = fold(nfc(words)).replace("&lt;", "<")
    if "%" not in said:
        return None
    if found := _AROUND.search(said):
        low, high = found["low"] != "<", found["high"] != "<"
        return Span(number(found["a"]), number(found["b"]), low, high)
    if found := _BOTH.search(said):
        a, b = number(found["a"]), number(found["b"])
        if a < b <= HUNDRED:
            return Span(a, b, _included(found["low"]), _included(found["high"]))
    if found := _UNDER.search(said):
        b = number(found["b"] or found["down"])
        return Span(ZERO, b, with_high=_included(found["high"])) if b <= HUNDRED else None
    if (found := _FROM.search(said)) and (a := number(found["a"])) <= HUNDRED:
        upward = found["up"] or found["low"]
        return Span(a, HUNDRED if upward else a, _included(found["low"]))  # "đạt 100%" is itself
    return None


def _included(sign: str | None) -> bool:
    return sign not in (">", "<", "tren", "tu tren", "hon", "den duoi", "duoi", "chua dat", "nho hon")  # fmt: skip


def ladder(spans: Sequence[tuple[Span, Decimal]]) -> tuple[Rung, ...]:
    """Rungs from the top; a part that reaches down to nought is what is left (`otherwise`), no rung."""
    ordered = sorted(spans, key=lambda s: (s[0].low, s[0].high), reverse=True)
    return tuple(Rung(s.low, p, not s.with_low) for s, p in ordered if not _bottom(s))


def otherwise(spans: Sequence[tuple[Span, Decimal]]) -> Decimal:
    return next((p for s, p in spans if _bottom(s)), ZERO)


def _bottom(one: Span) -> bool:
    return one.low == 0 and one.with_low


def holes(spans: Sequence[Span]) -> Iterator[str]:
    """What no line speaks of, in words."""
    ordered = _ordered(spans)
    first, last = ordered[0], ordered[-1]
    if not _bottom(first):
        yield f"dưới {figure(first.low)}%"
    for lower, upper in pairwise(ordered):
        if upper.low > lower.high:
            yield f"giữa {figure(lower.high)}% và {figure(upper.low)}%"
        elif upper.low == lower.high and not (upper.with_low or lower.with_high):
            yield f"đúng {figure(upper.low)}%"
    if last.high < HUNDRED or not last.with_high:
        yield f"từ {figure(last.high)}%" if not last.with_high else f"trên {figure(last.high)}%"


def overlaps(spans: Sequence[Span]) -> Iterator[str]:
    """What two lines speak of, in words."""
    for lower, upper in pairwise(_ordered(spans)):
        if upper.low < lower.high:
            yield f"{lower} và {upper}"
        elif upper.low == lower.high and upper.with_low and lower.with_high:
            yield f"đúng {figure(upper.low)}%"


def _ordered(spans: Sequence[Span]) -> list[Span]:
    return sorted(spans, key=lambda s: (s.low, s.high))
