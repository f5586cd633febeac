"""What a decision says of the whole set beside its table: how scores are rounded, which bands they fall in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from thuocdo.indices.rules.annex.bounds import NUMBER, ZERO, number
from thuocdo.indices.rules.annex.paper import Band
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc

HUNDRED = Decimal(100)
ROUNDINGS = {"none": "Không làm tròn"} | {
    f"{at}:{places}": f"{words}, {f'{places} chữ số thập phân' if places else 'đến số nguyên'}"
    for at, words in (("total", "Làm tròn tổng điểm"), ("every", "Làm tròn từng tiêu chí và tổng điểm"))
    for places in range(4)
}  # fmt: skip

# Rounding.

_COUNTS = {"mot": 1, "hai": 2, "ba": 3}
_PLACES = re.compile(
    r"(?:lam tron|lay)\D{0,60}?\b(?P<n>\d{1,2}|mot|hai|ba)\b[^,.;]{0,12}?(?:chu )?so (?:thap phan|le|sau dau phay)"
)
_WHOLE = re.compile(r"lam tron[^,.;]{0,40}(?:so nguyen|hang don vi)")
_NOT = re.compile(r"khong lam tron[^,.;]*")
_EVERY = re.compile(r"(?:tung|moi|cac) (?:tieu chi|muc|noi dung|phan)|diem tieu chi")
_TOTAL = re.compile(r"tong (?:so )?diem|ket qua|chi so|diem cuoi cung")


def rounding_in(lines: Iterable[str]) -> tuple[str, str]:
    """A key of ROUNDINGS ("": not said, or not said of what) and the sentence about it.

    >>> rounding_in(["Tổng điểm làm tròn đến 02 chữ số thập phân."])[0]
    'total:2'
    >>> rounding_in(["Kết quả lấy hai chữ số sau dấu phẩy, không làm tròn từng tiêu chí."])[0]
    'total:2'
    >>> rounding_in(["Điểm được làm tròn đến số nguyên."])
    ('', 'Điểm được làm tròn đến số nguyên.')
    """
    for line in lines:
        said = fold(line)
        if "lam tron" not in said and not _PLACES.search(said):
            continue
        plain = _NOT.sub("", said)
        found = _PLACES.search(plain)
        if found is None and not _WHOLE.search(plain):
            return ("none" if _NOT.search(said) else ""), line
        places = _COUNTS.get(found["n"]) or int(found["n"]) if found else 0
        at = "every" if _EVERY.search(plain) else "total" if _TOTAL.search(plain) else ""
        key = f"{at}:{places}"
        return (key if key in ROUNDINGS else ""), line
    return "", ""


# Bands.

_BOTH = re.compile(
    rf"(?:(?:tu|>=|≥)\s*)?(?P<a>{NUMBER})\s*(?P<pa>%)?\s*(?:diem)?\s*(?:den|-|–)\s*(?P<under>duoi|can|<)?\s*(?P<b>{NUMBER})\s*(?P<p>%)?\s*(?:diem)?"
)
_FROM = re.compile(rf"(?:tu|dat|>=|≥)\s*(?P<a>{NUMBER})\s*(?P<p>%)?\s*(?:diem)?\s*(?:tong (?:so )?diem\s*)?(?:tro len)?")  # fmt: skip
_UNDER = re.compile(rf"(?:duoi|<)\s*(?P<b>{NUMBER})\s*(?P<p>%)?\s*(?:diem)?\s*(?:tro xuong)?")
_LIST = re.compile(r"^\s*(?:[-–+•*]|\(?\d{1,2}[.)]|\(?[a-zđ]\))\s*")
_AFTER = re.compile(
    r"^\W*(?:thi\s+)?(?:duoc\s+)?(?:xep|dat|la)?\s*(?:loai|muc|hang)\s*[:\-–]?\s*(?=\S)"
)
_LEAD = re.compile(r"^(?:xep\s+)?(?:loai|hang)\s*[:\-–]?\s+")
_TAIL = re.compile(
    r"(?:\W|\b(?:khi|neu|dat|co|cho|tong|so|diem|don vi|phong|xa|phuong|duoc|la|tong so diem|ket qua))+$"
)


@dataclass(frozen=True)
class _Found:
    name: str
    low: Decimal
    high: Decimal | None


def bands_in(lines: Sequence[str], most: Decimal | None) -> tuple[Band, ...]:
    """The bands printed in lines that follow each other; none unless they join from the top down.

    >>> [str(b) for b in bands_in(["Tốt: từ 80 điểm trở lên;", "Khá: từ 50 đến dưới 80 điểm;", "Yếu: dưới 50 điểm."], None)]
    ['Tốt: từ 80', 'Khá: từ 50', 'Yếu: từ 0']
    >>> bands_in(["Trễ từ 3 đến dưới 5 ngày", "Trễ từ 5 ngày trở lên"], None)
    ()
    """
    run: list[_Found] = []
    for line in [*lines, ""]:
        found = [f for piece in re.split(r";|(?<=[^\d\W])\.\s", line) if (f := _piece(piece, most))]
        if found:
            run += found
        elif bands := _joined(run):
            return bands
        else:
            run = []
    return ()


def _piece(text: str, most: Decimal | None, *, typed: bool = False) -> _Found | None:
    said = nfc(text)
    folded = fold(said)
    if len(folded) != len(said) or not (typed or "diem" in folded):
        return None
    found = _BOTH.search(folded) or _UNDER.search(folded) or _FROM.search(folded)
    if found is None and typed:
        found = re.search(rf"[:\s]\s*(?P<a>{NUMBER})\s*(?P<p>%)?\s*(?:diem)?$", folded)
    if found is None:
        return None
    named = _name(said, found.start(), found.end())
    ends = found.groupdict()
    scale = (most or ZERO) / HUNDRED if ends.get("p") else Decimal(1)
    if not named or not scale:
        return None
    low, high = (number(ends[e]) * scale if ends.get(e) else None for e in "ab")
    return _Found(named, low or ZERO, high)


def _name(said: str, start: int, end: int) -> str:
    """ "A" of "từ 90 điểm xếp loại A", "Tốt" of "Tốt (từ 80 điểm)"."""
    after = said[end:].strip()
    if found := _AFTER.match(fold(after)) if len(fold(after)) == len(after) else None:
        return _capital(after[found.end() :])
    before = _LIST.sub("", said[:start]).strip()
    folded = fold(before)
    if len(folded) != len(before):
        return ""
    tail = _TAIL.search(folded)
    before = before[: tail.start()] if tail else before
    lead = _LEAD.match(fold(before))
    own = before[lead.end() if lead else 0 :] or after.partition(":")[2]
    return _capital(own)


def _capital(words: str) -> str:
    said = words.strip(" .,:;()“”\"'")[:60]
    return said[:1].upper() + said[1:]


def _joined(run: Sequence[_Found]) -> tuple[Band, ...]:
    """From the top down, each ending where the one above begins (or one printed step below)."""
    down = sorted(run, key=lambda f: f.low, reverse=True)
    if len(down) < 2 or len({f.name for f in down}) < len(down):
        return ()
    if any(not _meets(lower.high, upper.low) for upper, lower in pairwise(down)):
        return ()
    return tuple(Band(f.name, f.low) for f in down)


def _meets(high: Decimal | None, low: Decimal) -> bool:
    if high is None:
        return False
    step = Decimal(1).scaleb(int(high.as_tuple().exponent)) if high % 1 else Decimal(1)
    return high == low or high + step == low


def bands_of(text: str, most: Decimal | None = None) -> tuple[Band, ...]:
    """What a person typed, one band a line: "Tốt: từ 80". Mistake: a line without name or figure, two alike.

    >>> [str(b) for b in bands_of("Khá: 65\\nTốt: từ 80\\n\\nYếu: dưới 65")]
    ['Tốt: từ 80', 'Khá: từ 65', 'Yếu: từ 0']
    """
    found = list(_typed(text, most))
    down = sorted(found, key=lambda b: b.least, reverse=True)
    for upper, lower in pairwise(down):
        if upper.least == lower.least or upper.name == lower.name:
            raise Mistake(f"“{upper}” và “{lower}” trùng nhau. Sửa lại một mức.", field="bands")
    if most is not None and down and down[0].least > most:
        raise Mistake(f"“{down[0]}” vượt tổng điểm {figure(most)}. Sửa lại mức.", field="bands")
    return tuple(down)


def _typed(text: str, most: Decimal | None) -> Iterator[Band]:
    for line in text.splitlines():
        if not line.strip():
            continue
        one = _piece(line, most, typed=True)
        if one is None:
            raise Mistake(f"“{line.strip()}”: ghi tên loại rồi mức điểm, như “Tốt: từ 80”.", field="bands")  # fmt: skip
        yield Band(one.name, one.low)
