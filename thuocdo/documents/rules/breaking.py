"""Where a long name may go on in the next line: never inside a word, a place or after an "and"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import combinations, pairwise
from math import ceil

from thuocdo.lawbook.text import fold

TIE = "\u00a0"  # a space at which no line ends
HEADS = frozenset(("so", "phong", "ban", "bo", "cuc", "vien", "hoi", "truong", "tinh", "xa", "phuong"))  # fmt: skip
SYLLABLE = re.compile(r"[a-z]*?[aeiouy]+(?:[cmpt]|ch|ng?|nh)?[^a-z]*$")
JOINS = frozenset(("và", "-"))
MOST = 5  # lines; a longer name is no name, and has too many ways to break


def tied(text: str, room: float, breadth: Callable[[str], float], place: str = "") -> str:
    """The name in as few lines as it needs, the place at its end apart where that is enough, else as even as can be.

    Only the ends of lines keep a plain space: where the room is wide enough after all, it stays one line.

    >>> tied("SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG", 26, len, "Hải Phòng").replace(TIE, "_")
    'SỞ_GIÁO_DỤC_VÀ_ĐÀO_TẠO HẢI_PHÒNG'
    >>> tied("PHÒNG GIÁO DỤC TRUNG HỌC", 20, len).replace(TIE, "_")
    'PHÒNG_GIÁO_DỤC TRUNG_HỌC'
    >>> tied("SỞ NỘI VỤ", 20, len)
    'SỞ NỘI VỤ'
    >>> tied("PHÒNG " * 50, 20, len) == "PHÒNG " * 50
    True
    """
    lines = ceil(breadth(text) / room)
    words = list(_words(text.split(), place))
    if not 1 < lines <= min(len(words), MOST):
        return text
    name = place.casefold()

    def worse(ends: tuple[int, ...]) -> tuple[bool, bool, float]:
        said = _cut(words, ends)
        longest = max(map(breadth, said))
        return longest > room, bool(name) and said[-1].casefold() != name, longest

    best = min(combinations(range(1, len(words)), lines - 1), key=worse)
    return " ".join(line.replace(" ", TIE) for line in _cut(words, best))


def _cut(words: list[str], ends: tuple[int, ...]) -> list[str]:
    edges = [0, *ends, len(words)]
    return [" ".join(words[a:b]) for a, b in pairwise(edges)]


def _words(syllables: list[str], place: str) -> Iterator[str]:
    """Most words of a name have two syllables; the noun it begins with and an abbreviation stand alone, an "and" with
    what it joins.

    >>> list(_words("TRUNG TÂM GIÁO DỤC THƯỜNG XUYÊN VÀ HƯỚNG NGHIỆP HẢI PHÒNG".split(), "Hải Phòng"))
    ['TRUNG TÂM', 'GIÁO DỤC', 'THƯỜNG XUYÊN', 'VÀ HƯỚNG NGHIỆP', 'HẢI PHÒNG']
    """
    end = place.casefold().split()
    last = [s.casefold() for s in syllables[-len(end) :]] if end else []
    tail = syllables[-len(end) :] if end and last == end else []
    waiting: list[str] = []
    for n, syllable in enumerate(syllables[: len(syllables) - len(tail)]):
        waiting.append(syllable)
        if syllable.casefold() in JOINS:
            continue
        full = sum(s.casefold() not in JOINS for s in waiting) == 2
        if full or _alone(syllable, first=n == 0) or not syllable[-1].isalnum():
            yield " ".join(waiting)
            waiting = []
    if waiting:
        yield " ".join(waiting)
    if tail:
        yield " ".join(tail)


def _alone(syllable: str, *, first: bool) -> bool:
    """Is it a noun that opens a name, or an abbreviation (UBND, THPT)?"""
    bare = fold(syllable)
    return (first and bare in HEADS) or not SYLLABLE.match(bare)
