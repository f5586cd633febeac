"""Invented Vietnamese names: the same seed gives the same people."""

from __future__ import annotations

import random
from collections.abc import Iterator

# How often a family name is borne is only roughly kept: more Nguyễn than Đoàn, as in any list of staff.
FAMILY = ("Nguyễn",) * 8 + ("Trần",) * 4 + ("Lê",) * 3 + ("Phạm",) * 3 + (
    "Hoàng", "Vũ", "Vũ", "Đặng", "Bùi", "Đỗ", "Đỗ", "Ngô", "Đoàn", "Phan", "Đinh", "Lương", "Mai", "Cao",
)  # fmt: skip
WOMEN = (
    ("Thị", "Thị", "Thị Thu", "Thị Hồng", "Thị Minh", "Thanh", "Ngọc", "Phương", "Kim", "Thùy"),
    ("Hà", "Hương", "Lan", "Yến", "Nga", "Thảo", "Trang", "Vân", "Hạnh", "Dung", "Oanh", "Quyên", "Nhung"),
)  # fmt: skip
MEN = (
    ("Văn", "Văn", "Đức", "Quang", "Minh", "Hữu", "Xuân", "Trọng", "Thế", "Ngọc"),
    ("Dũng", "Hải", "Hùng", "Nam", "Sơn", "Tuấn", "Thắng", "Khoa", "Phúc", "Toàn", "Quân", "Bình", "Lâm"),
)  # fmt: skip


def people(seed: int) -> Iterator[str]:
    """Full names without end, none twice.

    >>> from itertools import islice
    >>> first = list(islice(people(7), 300))
    >>> first == list(islice(people(7), 300)), len(set(first))
    (True, 300)
    """
    chance = random.Random(seed)
    used: set[str] = set()
    while True:
        middle, given = chance.choice((WOMEN, MEN))
        name = " ".join((chance.choice(FAMILY), chance.choice(middle), chance.choice(given)))
        if name not in used:
            used.add(name)
            yield name
