"""Vietnamese text: one stored form, one searched form."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
# What Word and web pages leave in copied text: signs nobody sees, breaks and blanks of their own.
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_BREAKS = str.maketrans({"\x0b": "\n", "\x0c": "\n", "\x85": "\n", "\u2028": "\n", "\u2029": "\n", "\xa0": " ", "\u202f": " "})  # fmt: skip
_NO_MARK = str.maketrans({"đ": "d", "Đ": "D"})  # NFD splits every mark but leaves đ whole


def nfc(text: str) -> str:
    """The stored form: composed letters, white space joined.

    >>> nfc("Ho\u0300a  binh") == "H\u00f2a binh"
    True
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def pasted(text: str) -> str:
    """Text as people paste it, its lines kept: no invisible signs, one kind of break and of blank.

    >>> pasted("Đã\\xa0họp\\u200b\\x0bcó biên bản\\r\\n")
    'Đã họp\\ncó biên bản\\n'
    """
    return text.translate(_INVISIBLE).translate(_BREAKS).replace("\r\n", "\n").replace("\r", "\n")


def fold(text: str) -> str:
    """The searched form: no marks, no capitals, single spaces; `đ` is `d`.

    >>> fold("Kế hoạch CẢI CÁCH hành chính – Điều 5")
    'ke hoach cai cach hanh chinh – dieu 5'
    """
    letters = unicodedata.normalize("NFD", text).translate(_NO_MARK)
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return _SPACES.sub(" ", plain).strip().casefold()
