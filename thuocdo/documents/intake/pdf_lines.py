"""Characters of a PDF page to words and lines, spaces by gap where the file has none or false ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from thuocdo.documents.intake.encodings import is_old, of_font
from thuocdo.documents.rules.wrapping import join

_SPACE = 0.18  # of the letter size: a wider gap is a space (Times' own space is 0.25)
_FALSE_SPACE = 0.07  # a space drawn narrower than this stands inside a word ("Thờ i gian")
_LETTER = 0.4  # of the letter size: a space of an old font is narrower, its letters are wider
_WIDE = 1.6  # of the letter size: a wider gap parts two columns of text
_HUNG = 6.0  # of the letter size: how far a list's text may stand behind its number
_MARKER = re.compile(
    r"[-–—•+*\uf0b7]|\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zđ]|[IVXL]{1,6})[.)]|\d{1,2}(?:\.\d{1,2})+"
)
_BLANKS = {("ngày", "tháng"), ("tháng", "năm")}


Word = tuple[str, float, float]  # text, left, right


@dataclass(slots=True)
class Mark:
    """One drawn character. Distances are points from the top left of the page."""

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    bold: bool
    taken: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        return (self.x0 + self.x1) / 2, (self.top + self.bottom) / 2


@dataclass(slots=True)
class Line:
    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float
    bold: bool
    words: tuple[Word, ...]

    @property
    def first(self) -> float:
        """Width of the first word: would it have fitted on the line before?"""
        return self.words[0][2] - self.words[0][1]


def marks_of(chars: Iterable[dict[str, Any]]) -> list[Mark]:
    """Upright characters, each once: a bold drawn by printing twice is one letter, and bold."""
    seen: dict[tuple[str, int, int], Mark] = {}
    recent: tuple[str, ...] = ()
    for c in chars:
        font = str(c.get("fontname", ""))
        text = of_font(_old_byte(c, font), font, "tệp PDF") if is_old(font) else c["text"]
        if not c.get("upright", True) or text == "\u00ad" or text.startswith("(cid:"):
            continue
        if c["x1"] - c["x0"] < 0.01 and text.isalnum() and text in recent:
            continue  # the horn or hook of a letter, drawn by itself and named after the whole letter
        recent = (*recent[-1:], text)
        key = (text, round(c["x0"] * 2), round(c["top"] * 2))
        if text.strip() and (twin := seen.get(key)):
            twin.bold = True
            continue
        font = font.lower()
        seen[key] = Mark(
            text, c["x0"], c["x1"], c["top"], c["bottom"], c["size"],
            "bold" in font or "black" in font or font.endswith(("-bd", ",b")),
        )  # fmt: skip
    return list(seen.values())


def _old_byte(c: dict[str, Any], font: str) -> str:
    """What was typed, where the file names its byte or a look-alike.

    The byte of "ư" (173) is no letter of Windows: pdfminer says a space, but one as wide as a letter.
    """
    byte = re.fullmatch(r"\(cid:(\d{2,3})\)", c["text"])
    if byte and int(byte[1]) < 256:
        return chr(int(byte[1]))
    wide = c["x1"] - c["x0"] > _LETTER * c["size"] and "courier" not in font.lower()
    return "\xad" if c["text"] == " " and wide else c["text"].replace("\u03bc", "\xb5")


def rows_of(marks: list[Mark]) -> list[list[Mark]]:
    """Marks grouped by the line they stand on, from the top; each line from the left."""
    lines: list[list[Mark]] = []
    for mark in sorted(marks, key=lambda m: (m.bottom, m.x0)):
        if lines and _same_line(lines[-1], mark):
            lines[-1].append(mark)
        else:
            lines.append([mark])
    return [sorted(line, key=lambda m: m.x0) for line in lines]


def _same_line(line: list[Mark], mark: Mark) -> bool:
    """Glyphs of mixed fonts differ in height; those of one line overlap by more than half."""
    last = line[0]
    overlap = min(last.bottom, mark.bottom) - max(last.top, mark.top)
    return overlap > 0.5 * min(last.bottom - last.top, mark.bottom - mark.top)


def words_of(line: list[Mark]) -> list[Word]:
    """(word, left, right) of a line's marks."""
    words: list[Word] = []
    current: list[Mark] = []

    def close() -> None:
        if current:
            text = unicodedata.normalize("NFC", "".join(m.text for m in current))
            words.append((text, current[0].x0, current[-1].x1))
            current.clear()

    spaced = False
    for mark in line:
        if not mark.text.strip():
            spaced = True
            continue
        if current:
            gap = mark.x0 - current[-1].x1
            size = min(mark.size, current[-1].size)
            if gap > _SPACE * size or (spaced and gap > _FALSE_SPACE * size):
                close()
        current.append(mark)
        spaced = False
    close()
    return words


def text_of(marks: list[Mark]) -> str:
    """All marks of a cell as one text; its lines are joined."""
    return join(_drawn(line, words_of(line)) for line in rows_of(marks))


def _drawn(line: list[Mark], words: list[Word]) -> str:
    """Words with one space between; a space drawn at the end is kept: it tells where a wrap is."""
    return " ".join(w for w, _, _ in words) + ("" if line[-1].text.strip() else " ")


def _blank(before: str, after: str) -> bool:
    """Whether a wide gap is a place left blank to write in: "Số:      /KH-SGDĐT", "ngày     tháng"."""
    return after.startswith("/") or (before.rstrip(":").lower(), after) in _BLANKS


def lines_of(marks: list[Mark]) -> list[Line]:
    """Lines of text; one with a wide gap (head and foot of a document) becomes two."""
    found: list[Line] = []
    for row in rows_of(marks):
        parts: list[list[Word]] = []
        size = max((m.size for m in row), default=0)
        for word in words_of(row):
            gap = word[1] - parts[-1][-1][2] if parts else 0.0
            if parts and (gap <= _WIDE * size or _blank(parts[-1][-1][0], word[0])):
                parts[-1].append(word)
            else:
                parts.append([word])
        inked = [m for m in row if m.text.strip()]
        top, bottom = min(m.top for m in row), max(m.bottom for m in row)
        for part in parts:
            left, right = part[0][1], part[-1][2]
            bold = all(m.bold for m in inked if left <= m.x0 <= right)
            text = _drawn(row, part) if part is parts[-1] else " ".join(w for w, _, _ in part)
            found.append(Line(text, left, right, top, bottom, size, bold, tuple(part)))
    return found


def with_numbers(lines: list[Line]) -> list[Line]:
    """A number or dash that a tab sets apart from its text is the beginning of that line."""
    found: list[Line] = []
    for level in levels_of(lines):
        for line in level:
            before = found[-1] if found and line is not level[0] else None
            if before and _MARKER.fullmatch(before.text.strip()) and _is_hung(before, line):
                found[-1] = _behind(before, line)
            else:
                found.append(line)
    return found


def _is_hung(number: Line, line: Line) -> bool:
    return line.left - number.right < _HUNG * line.size and not _MARKER.fullmatch(line.text)


def _behind(number: Line, line: Line) -> Line:
    text = f"{number.text.strip()} {line.text}"
    top, bottom = min(number.top, line.top), max(number.bottom, line.bottom)
    words = (*number.words, *line.words)
    return Line(text, number.left, line.right, top, bottom, line.size, line.bold, words)


def levels_of(lines: Iterable[Line]) -> list[list[Line]]:
    """Parts of lines that stand on one height, from the top; each from the left."""
    levels: list[list[Line]] = []
    for line in sorted(lines, key=lambda x: (x.top, x.left)):
        if levels and line.top - levels[-1][0].top < 0.6 * line.size:
            levels[-1].append(line)
        else:
            levels.append([line])
    return [sorted(level, key=lambda x: x.left) for level in levels]
