"""Three reasons why there is no figure. None of them is zero, and none of them is another."""

from __future__ import annotations

from enum import Enum
from typing import NoReturn


class Missing(Enum):
    """Stands in a figure's place. It cannot be added, compared or tested for truth (`value or 0` is the
    mistake this prevents): count it apart, and say so beside the sum.

    >>> Missing.NOT_REPORTED.label
    'Chưa báo cáo'
    >>> 5 + Missing.NOT_REPORTED
    Traceback (most recent call last):
    TypeError: unsupported operand type(s) for +: 'int' and 'Missing'
    """

    NOT_REPORTED = "not_reported"
    NOT_APPLICABLE = "not_applicable"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return _LABELS[self]

    def __bool__(self) -> NoReturn:
        raise TypeError(f"{self.value} is neither true nor false: ask `is Missing.…`")


_LABELS = {
    Missing.NOT_REPORTED: "Chưa báo cáo",
    Missing.NOT_APPLICABLE: "Không áp dụng",
    Missing.REFUSED: "Từ chối cung cấp",
}
