"""Text cut at the end of a line, a cell or a page, put together again."""

from __future__ import annotations

from collections.abc import Iterable


def join(parts: Iterable[str]) -> str:
    """Wrapped parts as one text: a space between them, none where a hyphen or a slash was cut.

    A part that ends in a space says itself that it was cut there.

    >>> join(["Phòng GDTX-", "CN&ĐH", "và Văn phòng"]), join(["giai đoạn 2021 -", "2025"])
    ('Phòng GDTX-CN&ĐH và Văn phòng', 'giai đoạn 2021 - 2025')
    """
    text = ""
    for part in parts:
        if not text or not part:
            text = text or part
        elif part[0].isalnum() and (
            text.endswith(" /") or (text[-1] in "-/" and text[-2:-1].isalnum())
        ):
            text += part
        else:
            text = f"{text.rstrip()} {part}"
    return text.strip()
