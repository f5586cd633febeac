"""What a signed-in person must do before anything else."""

from __future__ import annotations

from typing import Literal

Duty = Literal["password", "second_factor", "declare", ""]


def first_duty(*, must_change_password: bool, needs_second_factor: bool, undeclared: bool) -> Duty:
    """The first thing to do, "" when the way is free.

    >>> first_duty(must_change_password=True, needs_second_factor=True, undeclared=False)
    'password'
    >>> first_duty(must_change_password=False, needs_second_factor=False, undeclared=False)
    ''
    """
    if must_change_password:
        return "password"
    if needs_second_factor:
        return "second_factor"
    return "declare" if undeclared else ""
