"""Two lists of the same thing, before and after a hand went over it: which entry of one is which of the other.

Order is kept: what was moved is gone in one place and new in another.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher

LARGEST = 1_000_000  # pairs weighed one by one; beyond it entries that are not equal stay alone

Pairs = list[tuple[int, int]]
Like = Callable[[int, int], float]


def aligned(old: Sequence[Hashable], new: Sequence[Hashable], like: Like) -> Pairs:
    """Equal entries first, between them those most alike. `like(i, j)` is 0 where two may not be paired.

    >>> aligned("abcd", "axd", lambda i, j: 0.6 if i == 2 else 0)
    [(0, 0), (2, 1), (3, 2)]
    """
    found: Pairs = []
    for tag, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            found += zip(range(i, i_end), range(j, j_end), strict=True)
        elif tag == "replace":
            found += _best(range(i, i_end), range(j, j_end), like)
    return found


def _best(old: range, new: range, like: Like) -> Pairs:
    """The pairs, in order, with the greatest likeness together."""
    if len(old) * len(new) > LARGEST:
        return []
    weights = [[like(i, j) for j in new] for i in old]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in range(len(old) - 1, -1, -1):
        for j in range(len(new) - 1, -1, -1):
            best[i][j] = max(best[i + 1][j], best[i][j + 1], best[i + 1][j + 1] + weights[i][j])
    return list(_walk(old, new, weights, best))


def _walk(
    old: range, new: range, weights: list[list[float]], best: list[list[float]]
) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(old) and j < len(new):
        if weights[i][j] > 0 and best[i][j] == best[i + 1][j + 1] + weights[i][j]:
            yield old[i], new[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1


def alone(count: int, taken: set[int]) -> list[int]:
    """
    >>> alone(4, {0, 2})
    [1, 3]
    """
    return [n for n in range(count) if n not in taken]
