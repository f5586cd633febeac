"""The house's password rule as Django asks it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

from thuocdo.accounts.rules.passwords import LEAST, weaknesses


class Strength:
    """Listed in AUTH_PASSWORD_VALIDATORS."""

    def validate(self, password: str, user: Any = None) -> None:
        if missing := weaknesses(password):
            raise ValidationError(f"Mật khẩu còn thiếu: {', '.join(missing)}.")

    def get_help_text(self) -> str:
        return f"Ít nhất {LEAST} ký tự, có chữ hoa, chữ thường, chữ số và ký tự đặc biệt."
