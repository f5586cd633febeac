"""What a plan that was read again changes: rows added, changed, dropped. Pure and explainable.

Rows are paired by their printed number inside their group first, then by the likeness of their words; a pair
by likeness alone must be clear (90 of 100), so a renumbered annex does not become "all dropped, all added".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rapidfuzz import fuzz

from thuocdo.lawbook.text import fold

SAME_NUMBER = 60  # likeness of words from which two rows with one number are the same row
OTHER_NUMBER = 90  # … and from which two rows with different numbers are
FIELDS = {
    "task": ("number", "group", "content", "lead", "coordinating", "schedule", "product"),
    "target": ("code", "group", "name", "operator", "value", "unit", "responsible"),
}


@dataclass(frozen=True)
class Line:
    """One change. `old` and `new` are places in the two lists; `before`/`after` hold the changed fields."""

    kind: Literal["added", "changed", "dropped"]
    row: Literal["task", "target"]
    old: int | None
    new: int | None
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)


def diff(
    row: Literal["task", "target"],
    old: Sequence[Mapping[str, Any]],
    new: Sequence[Mapping[str, Any]],
) -> list[Line]:
    """Lines in the order of the new document, dropped rows last."""
    number, words = ("number", "content") if row == "task" else ("code", "name")
    pairs = pair(old, new, number, words)
    lines: list[Line] = []
    for place, each in enumerate(new):
        if place not in pairs:
            lines.append(Line("added", row, None, place, {}, _fields(row, each)))
            continue
        before, after = _changes(row, old[pairs[place]], each)
        if after or before:
            lines.append(Line("changed", row, pairs[place], place, before, after))
    kept = set(pairs.values())
    lines += [
        Line("dropped", row, p, None, _fields(row, o)) for p, o in enumerate(old) if p not in kept
    ]
    return lines


def _fields(row: str, each: Mapping[str, Any]) -> dict[str, Any]:
    return {name: each.get(name) for name in FIELDS[row]}


def _changes(
    row: str, old: Mapping[str, Any], new: Mapping[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    changed = [n for n in FIELDS[row] if _plain(old.get(n)) != _plain(new.get(n))]
    return {n: old.get(n) for n in changed}, {n: new.get(n) for n in changed}


def _plain(value: Any) -> Any:
    """Spacing and letter case are not a change; everything else is."""
    if isinstance(value, str):
        return " ".join(value.split()).casefold()
    if isinstance(value, list | tuple):
        return [_plain(v) for v in value]
    if isinstance(value, Mapping):
        return {k: _plain(v) for k, v in value.items() if v not in (None, "")}
    return value or None


def pair(
    old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]], number: str, words: str
) -> dict[int, int]:
    """New place → old place; each old row at most once. The likest pair is taken first."""

    def same_number(a: Mapping[str, Any], b: Mapping[str, Any]) -> bool:
        return (
            bool(a.get(number))
            and a.get(number) == b.get(number)
            and (a.get("parent") == b.get("parent"))
        )

    def like(a: Mapping[str, Any], b: Mapping[str, Any]) -> float:
        return fuzz.ratio(fold(a.get(words) or ""), fold(b.get(words) or ""))

    return _greedy(old, new, same_number, like)


def _greedy(
    old: Sequence[Mapping[str, Any]],
    new: Sequence[Mapping[str, Any]],
    same_number: Callable[[Mapping[str, Any], Mapping[str, Any]], bool],
    like: Callable[[Mapping[str, Any], Mapping[str, Any]], float],
) -> dict[int, int]:
    candidates = []
    for n, b in enumerate(new):
        for o, a in enumerate(old):
            score, same = like(a, b), same_number(a, b)
            if score >= (SAME_NUMBER if same else OTHER_NUMBER):
                candidates.append((score + (10 if same else 0), -abs(o - n), n, o))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _score, _near, n, o in sorted(candidates, reverse=True):
        if n not in pairs and o not in taken:
            pairs[n] = o
            taken.add(o)
    return pairs
