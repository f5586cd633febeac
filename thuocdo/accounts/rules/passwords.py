"""What a password must have: longer than 8 characters, upper, lower, digit, special.

Circular 03/2017/TT-BTTTT (security of information systems by level).
"""

from __future__ import annotations

LEAST = 9  # characters: "longer than 8"


def weaknesses(password: str) -> list[str]:
    """What is missing, in words; empty where the password will do.

    >>> weaknesses("Hoa-Phuong-2023"), weaknesses("hoaphuong")
    ([], ['một chữ hoa', 'một chữ số', 'một ký tự đặc biệt (ví dụ - @ # !)'])
    """
    wanted = (
        (len(password) >= LEAST, f"ít nhất {LEAST} ký tự"),
        (any(c.isupper() for c in password), "một chữ hoa"),
        (any(c.islower() for c in password), "một chữ thường"),
        (any(c.isdigit() for c in password), "một chữ số"),
        (
            any(not c.isalnum() and not c.isspace() for c in password),
            "một ký tự đặc biệt (ví dụ - @ # !)",
        ),
    )
    return [words for met, words in wanted if not met]
