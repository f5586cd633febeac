"""The single products of one cell. Pure: proposed as checkpoints, taken only by a person."""

from __future__ import annotations

import re

_BETWEEN = re.compile(r"\s*;\s*(?:-\s*)?|\s+-\s+(?=[A-ZĐÀ-Ỹ])|(?<=\w),\s+(?=[A-ZĐÀ-Ỹ])|\n+")


def products_of(printed: str | None) -> list[str]:
    """Split at semicolons, dashes, lines and commas before a capital; empty where there is only one.

    >>> products_of("- Văn bản chỉ đạo; - Danh mục TTHC")
    ['Văn bản chỉ đạo', 'Danh mục TTHC']
    >>> products_of("Kế hoạch, Báo cáo của Sở GD&ĐT")
    ['Kế hoạch', 'Báo cáo của Sở GD&ĐT']
    >>> products_of("Báo cáo")
    []
    """
    parts = [part.strip(" -;.") for part in _BETWEEN.split((printed or "").strip())]
    items = list(dict.fromkeys(part for part in parts if part))
    return items if len(items) > 1 else []
