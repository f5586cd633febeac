"""Numbers in front of lines and rows: what kind they are, what stands after them, what comes next."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["roman", "upper", "number", "decimal", "letter", "dash", "plus", "none"]

LETTERS = "abcdđeghiklmnopqrstuvxy"  # order of points in Vietnamese drafting
UPPER = "A-ZĐÀÁÂÃÈÉÊÌÍÒÓÔÕÙÚÝĂĨŨƠƯẠẢẤẦẨẪẬẮẰẲẴẶẸẺẼẾỀỂỄỆỈỊỌỎỐỒỔỖỘỚỜỞỠỢỤỦỨỪỬỮỰỲỴỶỸ"
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}

_PATTERNS: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("roman", re.compile(r"(?:PHẦN|Phần|MỤC|Mục)?\s*([IVXL]{1,6})(?:[.):/]|\s*[-–:])\s*(?=\S)")),
    ("decimal", re.compile(r"(\d{1,2}(?:\.\d{1,2})+)[.):]?\s+(?=\S)")),
    ("number", re.compile(r"Bước\s+(\d{1,2})\s*[.:)]\s*(?=\S)")),
    ("number", re.compile(rf"\(?(\d{{1,3}})(?:[.):/](?!\d|\s*:)|\)\s|\s?[-–]\s(?=[{UPPER}]))\s*(?=[^\s\d%]|\d{{1,3}}(?:[,.]\d+)?\s?%)")),
    ("upper", re.compile(r"([A-HĐ])[.)/]\s+(?=\S)")),
    ("letter", re.compile(rf"\(?([a-zđ]\d?)(?:[.)/]|\s?[-–]\s(?=[{UPPER}]))\s*(?=[^\s.,)])")),
    ("plus", re.compile(r"(?:[-–]\s*)?\+\s*(?=\S)")),
    ("dash", re.compile(r"[-–—•●▪■◦*·]\s*(?=[^\s\d]|\d)")),
)  # fmt: skip
LEVELS: dict[Kind, int] = {
    "upper": 1,
    "roman": 2,
    "number": 3,
    "decimal": 4,
    "letter": 5,
    "dash": 6,
    "plus": 7,
    "none": 9,
}


@dataclass(frozen=True)
class Marked:
    """A line taken apart: kind of its number, the number, the rest."""

    kind: Kind
    label: str | None
    body: str


def marked(text: str) -> Marked:
    """The number in front of `text`.

    >>> marked("a) Sở Nội vụ"), marked("III. Nhiệm vụ").label, marked("100% hồ sơ").kind
    (Marked(kind='letter', label='a', body='Sở Nội vụ'), 'III', 'none')
    >>> marked("8. 100% hồ sơ").label, marked("1.2. Rà soát").kind, marked("- + Kiểm tra").kind
    ('8', 'decimal', 'plus')
    """
    for kind, pattern in _PATTERNS:
        match = pattern.match(text)
        if match and kind == "number" and _holds_list(text, match[1]):
            break
        if match and not (kind == "letter" and _is_word(match[1])):
            label = match[1] if match.groups() else None
            return Marked(kind, label, text[match.end() :].strip())
    return Marked("none", None, text)


def _holds_list(text: str, label: str) -> bool:
    """ "(1) Khảo sát; (2) Nghiệm thu": a whole list on one line, no point of a list."""
    return text.startswith("(") and f" ({int(label) + 1})" in text


def _is_word(letter: str) -> bool:
    return len(letter) > 1 and not letter[1:].isdigit()


CODE = re.compile(r"[A-ZĐ]{1,3}[-.]?\d{1,3}")  # "A1", "NV-05"


def cell_number(cell: str) -> tuple[Kind, str | None]:
    """Kind and label of a number cell: "I.", "1.1", "a)", "" or words.

    >>> cell_number("IV."), cell_number("1.10"), cell_number("đ)"), cell_number("Mới")
    (('roman', 'IV'), ('decimal', '1.10'), ('letter', 'đ'), ('none', None))
    """
    text = cell.strip().strip("()").rstrip(".):/ ").strip()
    if re.fullmatch(r"[IVXL]{1,6}", text):
        return "roman", text
    if re.fullmatch(r"\d{1,3}", text):
        return "number", text
    if re.fullmatch(r"(?:\d{1,2}|[IVX]{1,4}|[A-Z])(?:\.\d{1,3})+", text):
        return "decimal", text
    if re.fullmatch(r"[a-zđ]\d?", text):
        return "letter", text
    if re.fullmatch(r"[A-HĐ]", text):
        return "upper", text
    return "none", None


def roman_value(label: str) -> int:
    """
    >>> roman_value("IX"), roman_value("XIV")
    (9, 14)
    """
    values = [_ROMAN_VALUES[c] for c in label]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < after else value for value, after in pairs)


def ordinal(kind: Kind, label: str) -> int | None:
    """Place in the sequence, from 1; None where labels of this kind have no order."""
    if kind == "roman":
        return roman_value(label)
    if kind == "number":
        return int(label)
    if kind == "letter" and len(label) == 1 and label in LETTERS:
        return LETTERS.index(label) + 1
    if kind == "decimal":
        return int(label.rsplit(".", 1)[1])
    return ord(label) - ord("A") + 1 if kind == "upper" and label.isascii() else None


def steps(kind: Kind, before: str, after: str) -> int | None:
    """How far `after` stands behind `before`; 1 in an unbroken list. "f", "j" may be left out.

    >>> steps("letter", "d", "e"), steps("letter", "b", "e"), steps("number", "5", "5")
    (1, 4, 0)
    """
    a, b = ordinal(kind, before), ordinal(kind, after)
    if a is None or b is None:
        return None
    if kind == "letter" and (before, after) in {("d", "e"), ("e", "f"), ("f", "g"), ("i", "j")}:
        return 1
    return b - a
