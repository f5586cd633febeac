"""What a plan that was read again changes: rows added, changed, dropped. Pure and explainable.

Rows with the same words are one row, whatever its number; then rows with the same number and similar words;
then rows whose words are nearly the same (90 of 100). So a renumbered annex is not "all dropped, all added".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from rapidfuzz import fuzz, process

from thuocdo.lawbook.text import fold

SAME_NUMBER = 60  # likeness of words from which two rows with one number are the same row
OTHER_NUMBER = 90  # … and from which two rows with different numbers are
NEAREST = 8  # old rows looked at for one new row
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


Row = Mapping[str, Any]


def pair(old: Sequence[Row], new: Sequence[Row], number: str, words: str) -> dict[int, int]:
    """New place → old place; each old row at most once.

    >>> pair([{"n": "1", "w": "Họp"}], [{"n": "2", "w": "Họp"}], "n", "w")
    {0: 0}
    """
    return _Pairing(old, new, number, words).pairs


class _Pairing:
    """Four rounds, the surest first; each takes only rows that are left."""

    def __init__(self, old: Sequence[Row], new: Sequence[Row], number: str, words: str) -> None:
        self.old_words = [fold(row.get(words) or "") for row in old]
        self.new_words = [fold(row.get(words) or "") for row in new]
        old_place, new_place = _places(old, number), _places(new, number)
        self.pairs: dict[int, int] = {}
        self.left = dict.fromkeys(range(len(old)))
        self._equal(
            list(zip(self.old_words, old_place, strict=True)),
            list(zip(self.new_words, new_place, strict=True)),
        )
        self._equal(self.old_words, self.new_words, once=True)
        self._same_number(old_place, new_place)
        self._alike()

    def _take(self, n: int, o: int) -> None:
        if n not in self.pairs and o in self.left:
            self.pairs[n] = o
            del self.left[o]

    def _open(self) -> list[int]:
        return [n for n in range(len(self.new_words)) if n not in self.pairs]

    def _equal(self, old: Sequence[Any], new: Sequence[Any], *, once: bool = False) -> None:
        """Rows of one key, the first with the first; with `once` only keys that stand once in each."""
        there: dict[Any, list[int]] = {}
        here: dict[Any, list[int]] = {}
        for o in self.left:
            there.setdefault(old[o], []).append(o)
        for n in self._open():
            here.setdefault(new[n], []).append(n)
        for key, places in here.items():
            olds = there.get(key, [])
            if not once or len(places) == len(olds) == 1:
                for n, o in zip(places, olds, strict=False):
                    self._take(n, o)

    def _same_number(self, old: Sequence[Place], new: Sequence[Place]) -> None:
        there: dict[Place, list[int]] = {}
        for o in self.left:
            there.setdefault(old[o], []).append(o)
        found = [
            (fuzz.ratio(self.new_words[n], self.old_words[o]), n, o)
            for n in self._open()
            if new[n][0]
            for o in there.get(new[n], ())
        ]
        self._best(each for each in found if each[0] >= SAME_NUMBER)

    def _alike(self) -> None:
        choices = {o: self.old_words[o] for o in self.left}
        self._best(
            (score, n, o)
            for n in self._open()
            for _words, score, o in process.extract(
                self.new_words[n],
                choices,
                scorer=fuzz.ratio,
                score_cutoff=OTHER_NUMBER,
                limit=NEAREST,
            )
        )

    def _best(self, found: Iterable[tuple[float, int, int]]) -> None:
        """The likest first, of equally like ones the nearest."""
        for _score, n, o in sorted(found, key=lambda f: (-f[0], abs(f[1] - f[2]), f[1])):
            self._take(n, o)


Place = tuple[Any, Any, Any]


def _places(rows: Sequence[Row], number: str) -> list[Place]:
    """Where a row stands: a number counts anew in every group and under every parent."""
    return [(row.get(number), row.get("parent"), fold(row.get("group") or "")) for row in rows]
