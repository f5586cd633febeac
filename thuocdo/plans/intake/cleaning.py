"""What converters and scanners leave in the words: markup, list glyphs, odd spaces. Words stay as printed."""

from __future__ import annotations

import html
import re

from thuocdo.lawbook.text import nfc

_TAG = re.compile(r"</?(?:p|br|ul|ol|li|i|b|u|em|strong|sup|sub|span|div|td|tr|font)(?:\s[^<>]*)?/?>", re.I)  # fmt: skip
_MATH = {r"\geq": "≥ ", r"\leq": "≤ ", r"\ge": "≥ ", r"\le": "≤ ", r"\%": "%", r"\times": "×"}
_BULLET = re.compile(r"^[\uf000-\uf0ff•●▪■◦‣⁃∙➢➤✓✔§]+\s*")
_EMPHASIS = re.compile(r"(?<![(*])\*{2,3}(?![)*])|^\s*#{1,6}\s+")
_SLANTED = re.compile(r"(?<![\w*])\*(?=[^\s*)])([^*]+?)(?<=[^\s*(])\*(?![\w*])")
_NOTHING = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\ufeff"))


def clean(text: str) -> str:
    """One line of plain words.

    >>> clean(r"$\\geq 60\\%$"), clean("<p>- Kế hoạch;</p>"), clean("• Rà soát"), clean("### Mục (*)")
    ('≥ 60%', '- Kế hoạch;', '- Rà soát', 'Mục (*)')
    """
    text = _TAG.sub(" ", html.unescape(text.translate(_NOTHING)))
    if "\\" in text:
        text = text.replace("\\*", "*")
        for sign, letter in _MATH.items():
            text = text.replace(sign, letter)
        text = re.sub(r"\$([^$]*)\$", r"\1", text)
    return nfc(_BULLET.sub("- ", _SLANTED.sub(r"\1", _EMPHASIS.sub("", text))))


def clean_cell(text: str) -> str:
    """A cell; the list inside it loses its first glyph only where it is a private-use one."""
    return re.sub(r"[\uf000-\uf0ff]\s*", "- ", clean(text)).strip()
