"""Numbers Word draws in front of paragraphs: "I.", "1.2.", "a)", "-". They are not in the text."""

from __future__ import annotations

import re
from typing import Any

from thuocdo.documents.intake.word_runs import style_of
from thuocdo.documents.intake.word_styles import Styles, W, val

_LEVELS = 9
_PPR, _NUMPR = f"{W}pPr", f"{W}numPr"
_PLACE = re.compile(r"%([1-9])")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_DIGITS = ["không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín"]


class Numbering:
    """Counts the lists of a document in reading order, as Word does.

    Lists that share one abstract list share its counter; a `startOverride` starts it anew once.
    """

    def __init__(self, root: Any, styles: Styles) -> None:
        self.styles = styles
        self.abstract: dict[str, dict[int, Any]] = {}
        self.of: dict[str, tuple[str, dict[int, Any]]] = {}  # numId → abstract id, overrides
        self.counts: dict[str, list[int | None]] = {}
        self.begun: set[tuple[str, int]] = set()
        if root is not None:
            self._load(root)

    def _load(self, root: Any) -> None:
        links: dict[str, str] = {}
        for item in root.iter(f"{W}abstractNum"):
            ident = item.get(f"{W}abstractNumId") or ""
            self.abstract[ident] = {_level(x): x for x in item.findall(f"{W}lvl")}
            if link := val(item.find(f"{W}numStyleLink")):
                links[ident] = link
        for item in root.findall(f"{W}num"):
            overrides = {_level(x): x for x in item.findall(f"{W}lvlOverride")}
            abstract = val(item.find(f"{W}abstractNumId")) or ""
            self.of[item.get(f"{W}numId") or ""] = (abstract, overrides)
        for ident, style in links.items():
            number, _ = self.styles.number_of(style)
            target = self.of.get(number or "", ("", {}))[0]
            self.abstract[ident] = self.abstract[ident] or self.abstract.get(target, {})

    def mark(self, p: Any) -> str:
        """What Word prints in front of this paragraph, with one space after it; "" for no list."""
        number, level = self._list_of(p)
        if not number or number == "0" or number not in self.of:
            return ""
        abstract, overrides = self.of[number]
        level = min(level, _LEVELS - 1)
        definition = self._definition(number, level)
        if definition is None:
            return ""
        counts = self.counts.setdefault(abstract, [None] * _LEVELS)
        start = self._start(definition)
        override = overrides.get(level)
        begin = None if override is None else val(override.find(f"{W}startOverride"))
        if begin is not None and (number, level) not in self.begun:
            counts[level] = int(begin)
        else:
            counts[level] = start if counts[level] is None else (counts[level] or 0) + 1
        self.begun.add((number, level))
        for deeper in range(level + 1, _LEVELS):
            if val(self._part(number, deeper, "lvlRestart")) != "0":
                counts[deeper] = None
        return self._draw(number, level, definition, counts)

    def _list_of(self, p: Any) -> tuple[str | None, int]:
        number, level = self.styles.number_of(style_of(p) or self.styles.default)
        properties = p.find(_PPR)
        own = None if properties is None else properties.find(_NUMPR)
        if own is not None:
            number = val(own.find(f"{W}numId")) or number
            text = val(own.find(f"{W}ilvl"))
            level = int(text) if text else level or 0
        elif level is None and number is not None:
            level = self._level_of_style(number, style_of(p))
        return number, max(level or 0, 0)

    def _level_of_style(self, number: str, style: str) -> int:
        """Heading styles are tied to their level from the list's side."""
        for level, item in self.abstract.get(self.of.get(number, ("", {}))[0], {}).items():
            if val(item.find(f"{W}pStyle")) == style:
                return level
        return 0

    def _definition(self, number: str, level: int) -> Any:
        abstract, overrides = self.of[number]
        own = overrides.get(level)
        redefined = None if own is None else own.find(f"{W}lvl")
        return redefined if redefined is not None else self.abstract.get(abstract, {}).get(level)

    def _part(self, number: str, level: int, tag: str) -> Any:
        definition = self._definition(number, level)
        return None if definition is None else definition.find(f"{W}{tag}")

    def _start(self, definition: Any) -> int:
        text = val(definition.find(f"{W}start"))
        return int(text) if text is not None else 1

    def _draw(self, number: str, level: int, definition: Any, counts: list[int | None]) -> str:
        shape = val(definition.find(f"{W}numFmt")) or "decimal"
        template = val(definition.find(f"{W}lvlText")) or ""
        if shape == "bullet":
            return "+ " if template.strip() == "+" else "- "
        if shape == "none" and not _PLACE.sub("", template).strip():
            return ""
        legal = definition.find(f"{W}isLgl") is not None

        def place(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            other = self._definition(number, at)
            if other is None:
                return ""
            count = counts[at] if counts[at] is not None else self._start(other)
            fmt = val(other.find(f"{W}numFmt")) or "decimal"
            return count_as(count or 0, "decimal" if legal and fmt != "none" else fmt)

        drawn = _PLACE.sub(place, template).strip()
        return f"{drawn} " if drawn else ""


def _level(element: Any) -> int:
    text = element.get(f"{W}ilvl") or "0"
    return int(text) if text.isdigit() else 0


def count_as(n: int, shape: str) -> str:
    """
    >>> [count_as(4, s) for s in ("decimal", "lowerLetter", "upperRoman", "decimalZero")]
    ['4', 'd', 'IV', '04']
    >>> count_as(28, "lowerLetter"), count_as(21, "vietnameseCounting")
    ('bb', 'hai mươi mốt')
    """
    if shape in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (n - 1) % 26) * min((n - 1) // 26 + 1, 20) if n > 0 else ""
        return letter.upper() if shape == "upperLetter" else letter
    if shape in ("lowerRoman", "upperRoman"):
        return _roman(n).upper() if shape == "upperRoman" else _roman(n)
    if shape == "decimalZero":
        return f"{n:02d}"
    if shape == "vietnameseCounting":
        return _in_words(n)
    return "" if shape == "none" else str(n)


def _roman(n: int) -> str:
    if not 0 < n < 4000:
        return str(n)
    drawn = ""
    for value, letters in _ROMAN:
        drawn += letters * (n // value)
        n %= value
    return drawn


def _in_words(n: int) -> str:
    """Up to 99, as Word counts chapters: một, mười, hai mươi mốt."""
    if not 0 < n < 100:
        return str(n)
    tens, ones = divmod(n, 10)
    if tens == 0:
        return _DIGITS[ones]
    head = "mười" if tens == 1 else f"{_DIGITS[tens]} mươi"
    tail = {0: "", 1: "một" if tens == 1 else "mốt", 5: "lăm"}.get(ones, _DIGITS[ones])
    return f"{head} {tail}".strip()
