"""Marks of secrecy. This system holds no state secret: what bears a mark is refused.

Levels: Law 29/2018/QH14 on protection of state secrets, article 8 (Tuyệt mật, Tối mật, Mật). The mark is
a stamp of its own below the number (Decree 30/2020, annex I, box 10a), not a word in a sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from thuocdo.documents.rules.blocks import Block
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

LEVELS = ("Tuyệt mật", "Tối mật", "Mật")
HEAD = 60  # blocks in which the stamp of a first page stands
_LEVEL = r"(tuyệt\s*mật|tối\s*mật|mật)"
_STAMP = re.compile(r"^[\s(\[*-]*(TUYỆT\s*MẬT|TỐI\s*MẬT|MẬT)[\s)\]*.-]*$")
_SAID = re.compile(rf"độ\s+mật\s*:\s*{_LEVEL}(?!\w)", re.IGNORECASE)
_BARE = r"(?<!\w)(?<!(?i:bí) )(?<!(?i:bảo) )"  # "bảo mật", "bí mật" are words, no mark
_OF_PAPER = re.compile(rf"{_BARE}{_LEVEL}\s+(?:số\s*:?|ngày)\s*\d", re.IGNORECASE)
_SHOUTED = re.compile(rf"{_BARE}(TUYỆT\s*MẬT|TỐI\s*MẬT|MẬT)(?!\w|\s+(?:KHẨU|MÃ|ĐỘ)(?!\w))")
_ENCLOSED = re.compile(rf"[(\[]\s*{_LEVEL}\s*[)\]]", re.IGNORECASE)


def level_of(text: str) -> str:
    """The level a line or a typed reference is marked with, "" for none.

    >>> level_of("TỐI MẬT"), level_of("12/BC-SGDĐT (Mật)"), level_of("Độ mật: Mật")
    ('Tối mật', 'Mật', 'Mật')
    >>> level_of("Công văn mật số 12/SGDĐT-VP"), level_of("Văn bản TỐI MẬT 12/SGDĐT-VP")
    ('Mật', 'Tối mật')
    >>> level_of("Công khai 100% tài liệu (trừ tài liệu mật)"), level_of("QUY CHẾ BẢO VỆ BÍ MẬT NHÀ NƯỚC")
    ('', '')
    >>> level_of("Quy chế bảo vệ bí mật số liệu"), level_of("Bảo mật số 1"), level_of("Đổi MẬT KHẨU phần mềm")
    ('', '', '')
    """
    line = nfc(text)
    found = (
        _STAMP.match(line) or _SAID.search(line) or _ENCLOSED.search(line) or _OF_PAPER.search(line)
    )
    if not found and not line.isupper():  # the mark in capitals inside a typed reference
        found = _SHOUTED.search(line)
    return nfc(found[1]).capitalize() if found else ""


def stamp_of(blocks: Iterable[Block]) -> str:
    """The level stamped on the first page of a read file, "" for none."""
    for block in blocks:
        if block.number > HEAD:
            return ""
        for line in block.cells or (block.text,):
            found = _STAMP.match(line) or _SAID.search(line)
            if found:
                return nfc(found[1]).capitalize()
    return ""


def refuse(level: str, *, field: str | None = None) -> None:
    """Raise where there is a level; the message says where such a document belongs."""
    if level:
        raise Mistake(
            f"Văn bản đóng dấu độ mật “{level}” không được đưa vào hệ thống này. "
            "Quản lý văn bản theo quy định về bảo vệ bí mật nhà nước.",
            field=field,
        )
