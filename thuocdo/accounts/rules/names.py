"""Names as people write them, login names as machines keep them."""

from __future__ import annotations

import re

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc

LOGIN = re.compile(r"[a-z0-9][a-z0-9._-]{1,59}")


def full_name(text: str) -> str:
    """The stored form of a person's name; Mistake where there is none.

    >>> full_name("  Nguyễn  Văn An ")
    'Nguyễn Văn An'
    """
    name = nfc(text)
    if len(name) < 2:
        raise Mistake("Chưa có họ và tên. Nhập đầy đủ họ, tên đệm và tên.", field="full_name")
    if len(name) > 120:
        raise Mistake("Họ và tên dài quá 120 ký tự. Kiểm tra lại.", field="full_name")
    return name


def login_name(text: str) -> str:
    """The stored form of a login name; Mistake where it cannot be one.

    >>> login_name(" Nguyen.Van.An ")
    'nguyen.van.an'
    """
    name = nfc(text).lower()
    if not LOGIN.fullmatch(name):
        raise Mistake(
            "Tên đăng nhập gồm 2 đến 60 ký tự: chữ không dấu, chữ số, dấu chấm, gạch nối, gạch dưới; "
            "bắt đầu bằng chữ hoặc số.",
            field="username",
        )
    return name
