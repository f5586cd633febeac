"""Texts of many units: like ones stand together, each says who wrote it."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from thuocdo.lawbook.text import fold, nfc

MANY = 3  # units; where all of so many wrote the same, nobody needs their names
ALIKE = 82  # of 100: above it two paragraphs say the same thing in other words

DUE = re.compile(r"\(thời hạn (\d{2})/(\d{2})/(\d{4})\)")  # as work of a period to come is written


@dataclass
class Cluster:
    """Paragraphs that say the same; `text` is the longest of them, `units` all who wrote one."""

    text: str
    units: list[str] = field(default_factory=list)
    variants: list[tuple[str, str]] = field(default_factory=list)
    everyone: bool = False  # all units asked, at least MANY

    @property
    def attributed(self) -> str:
        """As it enters the agency's report, with the units in brackets: "các đơn vị" where all wrote it.

        >>> Cluster("Đã tổ chức đối thoại.", ["Phòng A", "Phòng B"]).attributed
        'Đã tổ chức đối thoại (Phòng A, Phòng B).'
        """
        bare = self.text.rstrip(" .;")
        return f"{bare} ({'các đơn vị' if self.everyone else ', '.join(self.units)})."


def paragraphs(text: str) -> list[str]:
    """Lines of a text without the mark of a list.

    >>> paragraphs("- Một;\\n\\n + Hai")
    ['Một;', 'Hai']
    """
    lines = (nfc(line).lstrip("-+•*– ") for line in text.splitlines())
    return [line for line in lines if line]


def in_lines(text: str) -> str:
    """The stored form of a text of several lines.

    >>> in_lines("Một \\r\\n\\r\\n Hai")
    'Một\\n\\nHai'
    """
    return "\n".join(nfc(line) for line in text.splitlines()).strip()


def still_ahead(text: str, end: dt.date) -> str:
    """Without the lines whose work fell due by that day: what the last report promised is no promise any more.

    >>> still_ahead("- Họp (thời hạn 30/06/2026).\\n- Tập huấn (thời hạn 31/12/2026).", dt.date(2026, 9, 14))
    '- Tập huấn (thời hạn 31/12/2026).'
    """
    return "\n".join(line for line in text.splitlines() if not _past(line, end)).strip()


def _past(line: str, end: dt.date) -> bool:
    said = DUE.search(line)
    if said is None:
        return False
    day, month, year = map(int, said.groups())
    return (year, month, day) <= (end.year, end.month, end.day)


def clustered(texts: Iterable[tuple[str, str]], asked: int = 0) -> list[Cluster]:
    """`texts`: (unit, text) of those who sent; `asked`: how many were to send. The paragraphs most units wrote come
    first, others in the order given."""
    from rapidfuzz import fuzz

    found: list[tuple[str, Cluster]] = []
    writers: set[str] = set()
    for unit, text in texts:
        writers.add(unit)
        for paragraph in paragraphs(text):
            key = fold(paragraph)
            same = next((c for k, c in found if fuzz.token_sort_ratio(k, key) >= ALIKE), None)
            if same is None:
                same = Cluster(paragraph)
                found.append((key, same))
            if unit not in same.units:
                same.units.append(unit)
            same.variants.append((unit, paragraph))
            if len(paragraph) > len(same.text):
                same.text = paragraph
    for _, cluster in found:
        cluster.everyone = len(cluster.units) == len(writers) >= max(asked, MANY)
    return sorted((c for _, c in found), key=lambda c: -len(c.units))
