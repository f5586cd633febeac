"""Vietnamese text: one stored form, one searched form."""

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_NO_MARK = str.maketrans({"đ": "d", "Đ": "D"})  # NFD splits every mark but leaves đ whole


def nfc(text: str) -> str:
    """The stored form: composed letters, white space joined.

    >>> nfc("Ho\u0300a  binh") == "H\u00f2a binh"
    True
    """
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def fold(text: str) -> str:
    """The searched form: no marks, no capitals, single spaces; `đ` is `d`.

    >>> fold("Kế hoạch CẢI CÁCH hành chính – Điều 5")
    'ke hoach cai cach hanh chinh – dieu 5'
    """
    letters = unicodedata.normalize("NFD", text).translate(_NO_MARK)
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return _SPACES.sub(" ", plain).strip().casefold()
