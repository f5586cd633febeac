"""Plain text: a line is a paragraph, a line with tabs a row. Markup left by converters is taken off."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from thuocdo.documents.intake.encodings import MIXED, decode, mixed_in
from thuocdo.documents.intake.limits import MAX_BLOCKS
from thuocdo.documents.rules.blocks import Block, Note, Reading
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

_TAG = re.compile(
    r"</?(?:p|br|ul|ol|li|i|b|u|em|strong|sup|sub|span|div|table|thead|tbody|tr|td|th|h[1-6]|center|font)"
    r"(?:\s[^<>]*)?/?>",
    re.IGNORECASE,
)
_MATH = re.compile(r"\$([^$\n]{1,200})\$")
_MATH_SIGNS = {
    r"\geqslant": "≥",
    r"\leqslant": "≤",
    r"\geq": "≥",
    r"\leq": "≤",
    r"\ge": "≥",
    r"\le": "≤",
    r"\times": "×",
    r"\pm": "±",
    r"\rightarrow": "→",
    r"\%": "%",
    r"\&": "&",
    r"\,": " ",
    r"\ ": " ",
}
_MATH_WRAP = re.compile(r"\\(?:text|mathrm|mathbf|textbf|textit)\{([^{}]*)\}")
_STARS = re.compile(r"(?<![(*\\])(\*{1,3})(?![*)])")
_HEADING = re.compile(r"^\s*#{1,6}\s+")


def read(data: bytes, name: str) -> Reading:
    text, old = decode(data, name)
    notes = (Note("old-encoding", f"Đã chuyển từ bảng mã cũ {old} sang Unicode."),) if old else ()
    printed = (
        unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    )
    lines = [mixed_in(line) for line in printed]
    notes = notes or ((Note("old-encoding", MIXED),) if lines != printed else ())
    if len(lines) > MAX_BLOCKS:
        raise Mistake(f"“{name}” có hơn {MAX_BLOCKS:,} dòng. Chỉ tải lên phần văn bản cần đọc.")
    return Reading(name, "txt", tuple(_blocks(lines)), notes=notes)


def _blocks(lines: list[str]) -> Iterator[Block]:
    table, width, open_table, gap = 0, 0, False, False
    for number, line in enumerate(lines, 1):
        if "\t" in line.rstrip(" \r\f"):
            cells = tuple(plain(c) for c in line.split("\t"))
            if not open_table or (gap and len(cells) != width):
                table, open_table = table + 1, True
            width, gap = len(cells), False
            if any(cells):
                text = " ".join(c for c in cells if c)
                yield Block(number, "row", text, cells=cells, table=table)
            continue
        text = plain(line)
        gap = True
        if text:
            open_table = False
            yield Block(number, "paragraph", text, bold=_is_bold(line))


def _is_bold(line: str) -> bool:
    inner = _HEADING.sub("", line).strip()
    return (inner.startswith("**") and inner.endswith("**")) or inner != line.strip()


def plain(text: str) -> str:
    """Without tags, asterisks, heading marks and LaTeX; a lone footnote mark "(*)" stays.

    >>> plain("### **1. Mục đích** (*)"), plain(r"$\\geq 60\\%$"), plain("Số <i>mới</i> < 5%")
    ('1. Mục đích (*)', '≥ 60%', 'Số mới < 5%')
    >>> plain("PHỤ LỤC**Chỉ tiêu***(Kèm theo)*")
    'PHỤ LỤC Chỉ tiêu (Kèm theo)'
    """
    text = _MATH.sub(_from_math, _TAG.sub(" ", text))
    return nfc(
        _STARS.sub(_star, _HEADING.sub("", text)).replace("\u00ad", "").replace("\u200b", "")
    )


def _star(match: re.Match[str]) -> str:
    """A mark between two words parts them; one beside a space or an end just goes."""
    text, start, end = match.string, match.start(), match.end()
    between = start > 0 and end < len(text) and not text[start - 1].isspace()
    if len(match[1]) == 1 and not between and text[end : end + 1].isspace() and start > 0:
        return match[0]  # "5 * 3", "tài liệu *": printed, not markup
    before, after = text[start - 1 : start], text[end : end + 1]
    return " " if between and before.isalnum() and (after.isalnum() or after in "(“") else ""


def _from_math(match: re.Match[str]) -> str:
    inner = _MATH_WRAP.sub(r"\1", match[1])
    if "\\" not in inner and not re.search(r"[≤≥<>=%^_]", inner):
        return match[0]
    for sign, letter in _MATH_SIGNS.items():
        inner = inner.replace(sign, f"{letter} " if letter in "≥≤" else letter)
    return inner.replace("{", "").replace("}", "")
