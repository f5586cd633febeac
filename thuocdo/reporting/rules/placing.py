"""Which domain of a report a line of finished work belongs to, by the heading it stands under in its plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from thuocdo.lawbook.text import nfc

ALIKE = 0.6  # share of the shorter title's words that both have
WHOLE = "cải cách hành chính"  # the programme itself, no domain of it
EMPTY = frozenset(
    ["cải", "cách", "công", "tác", "xây", "dựng", "phát", "triển", "và", "của"]
)  # in many titles, of none


@dataclass(frozen=True)
class Done:
    """`group`: under which heading of its plan it stands."""

    text: str
    group: str


def domain_of(group: str, domains: Mapping[str, str]) -> str | None:
    """The key of the domain whose title is most like the heading; None where none is.

    >>> titles = {"a": "Công tác chỉ đạo, điều hành", "b": "Cải cách thể chế", "c": "Cải cách chế độ công vụ"}
    >>> [domain_of(g, titles) for g in ("Chỉ đạo, điều hành, kiểm tra", "Cải cách chế độ công vụ", "Chỉ số Đào tạo")]
    ['a', 'c', None]
    """
    words = _words(group)
    shares = {key: _share(words, _words(title)) for key, title in domains.items()}
    best = max(shares, key=lambda key: shares[key], default=None)
    return best if best is not None and shares[best] >= ALIKE else None


def by_domain(lines: Sequence[Done], domains: Mapping[str, str], else_in: str) -> dict[str, str]:
    """The words of each domain. A line under no known heading goes `else_in`."""
    found: dict[str, list[str]] = {key: [] for key in domains}
    for line in lines:
        found.setdefault(domain_of(line.group, domains) or else_in, []).append(line.text)
    return {key: "\n".join(texts) for key, texts in found.items()}


def _words(title: str) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", nfc(title).lower().replace(WHOLE, " "))) - EMPTY


def _share(one: frozenset[str], other: Iterable[str]) -> float:
    other = frozenset(other)
    return len(one & other) / min(len(one), len(other)) if one and other else 0.0
