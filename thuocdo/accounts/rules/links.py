"""A link that lets somebody without an account speak for a unit: its letters, how long it holds, who speaks."""

from __future__ import annotations

import datetime as dt

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

VALID = dt.timedelta(days=14)  # the house's own rule: as far as "sắp đến hạn" looks ahead
LETTERS = "23456789abcdefghjkmnpqrstuvwxyz"  # typed from paper: no 0/o, 1/i/l
LENGTH = 22  # letters of 31 kinds: 109 bits


def code_of(signature: bytes) -> str:
    """The letters of an address from a signature of at least 16 bytes.

    >>> code_of(bytes(32)), len(code_of(bytes(range(32))))
    ('2222222222222222222222', 22)
    """
    number, letters = int.from_bytes(signature, "big"), ""
    for _ in range(LENGTH):
        number, letter = divmod(number, len(LETTERS))
        letters += LETTERS[letter]
    return letters


def declared(name: str, position: str) -> tuple[str, str]:
    """Who speaks, in their own words: a name of at least two words, and a position."""
    name, position = " ".join(nfc(name).split()), " ".join(nfc(position).split())
    if len(name.split()) < 2 or len(name) > 120:
        raise Mistake("Ghi đầy đủ họ và tên.", field="name")
    if not position or len(position) > 120:
        raise Mistake("Ghi chức vụ, ví dụ: Hiệu trưởng, Kế toán.", field="position")
    return name, position
