"""Plan reading against plans read by hand: precision and recall per plan, format and field, and seconds.

    python benchmarks/plan_read.py [--formats]        (plans: THUOCDO_PLANS)

A printed task counts as right in a field when the field of the gold row of its place is equal; its
words are those of the named lines of the text. Precision: right fields of what was read. Recall:
right fields of what is printed. With `--formats` the same plans as DOCX, PDF and XLSX
(`benchmarks/formats.py` sets them); rows are then found by number, parent and beginning of the words.
"""

from __future__ import annotations

import re
import shlex
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import formats

from thuocdo.documents import intake
from thuocdo.plans.intake import read_plan
from thuocdo.plans.rules.reading import PlanReading

GOLD = Path(__file__).parent / "gold"
FIELDS = ("target", "target owners", "task", "content", "owners", "schedule")


@dataclass
class Gold:
    """What is printed: a bag of keys per field."""

    bags: dict[str, Counter] = field(default_factory=lambda: {name: Counter() for name in FIELDS})

    def add(self, name: str, key: tuple) -> None:
        self.bags[name][key] += 1


def gold_of(path: Path, text: str) -> Gold:
    """The hand-read rows; `text` gives the words of the named lines."""
    lines, names, gold = text.split("\n"), {}, Gold()
    for row in path.read_text(encoding="utf-8").split("\n"):
        if row.startswith("#"):
            names |= dict(re.findall(r"\b(\w) = ([^,]+(?:, (?!\w = )[^,=]+)?)", row))
        elif row.startswith("T "):
            _target(gold, row, names, lines)
        elif row.startswith("K "):
            _task(gold, row, names, lines)
    return gold


def _units(words: str, names: dict[str, str]) -> tuple[str, ...]:
    return tuple(names.get(word, word) for word in shlex.split(words))


def _target(gold: Gold, row: str, names: dict[str, str], lines: list[str]) -> None:
    line, code, figure, owners = [part.strip() for part in row[2:].split("|")]
    said = (
        tuple(None if p == "-" else p for p in figure.split()) if figure != "none" else (None,) * 3
    )
    key = (_place(lines, int(line)), None if code == "-" else code, *said)
    gold.add("target", key)
    gold.add("target owners", (*key, _units(owners, names)))


def _task(gold: Gold, row: str, names: dict[str, str], lines: list[str]) -> None:
    places, number, parent, lead, coordinating, when = [part.strip() for part in row[2:].split("|")]
    words = " ".join(_content(lines, int(n)) for n in places.split())
    key = (_opening(words), *(None if n == "-" else n for n in (number, parent)))
    kind, *dates = when.split()
    gold.add("task", key)
    gold.add("content", (*key, _plain(words)))
    gold.add("owners", (*key, _units(lead, names), _units(coordinating, names)))
    gold.add("schedule", (*key, kind, *(None if d == "-" else d for d in dates)))


def _content(lines: list[str], number: int) -> str:
    """The words of a line: the second cell of a row, a paragraph without its letter."""
    line = lines[number - 1]
    cell = line.split("\t")[1] if "\t" in line else line
    return re.sub(r"^[a-zđ]\)\s*", "", re.sub(r"<[^>]+>", " ", cell))


def _place(lines: list[str], number: int) -> str:
    """The words of a target's line, by which every format finds it."""
    line = lines[number - 1]
    return _opening(line.split("\t")[1] if "\t" in line else line)


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[*_#]{2,}", "", words).split())


def _opening(words: str) -> str:
    plain = re.sub(r"<[^>]+>|[*_#]{2,}", " ", words)
    plain = re.sub(r"^\s*(?:[a-zđ]\)|\d+\.|-)\s*", "", plain)
    return re.sub(r"\W+", " ", plain).strip().lower()[:40].strip()


def read_of(reading: PlanReading) -> Gold:
    """The same bags of what was read."""
    read = Gold()
    for target in reading.targets:
        key = (
            _opening(target.source.quote),
            target.code,
            target.operator,
            target.value,
            target.unit,
        )
        read.add("target", key)
        read.add("target owners", (*key, target.responsible))
    for task in reading.tasks:
        key = (_opening(task.content), task.number, task.parent)
        when = task.schedule
        days = (d and d.isoformat() for d in (when.start, when.due))
        read.add("task", key)
        read.add("content", (*key, _plain(task.content)))
        read.add("owners", (*key, task.lead, task.coordinating))
        read.add("schedule", (*key, when.kind, *days, when.then))
    return read


def compare(name: str, label: str, gold: Gold, data: bytes) -> None:
    begun = time.perf_counter()
    paper = intake.read(data, f"{name}.{label}")
    read = read_of(read_plan(paper.blocks, name=name, notes=paper.notes))
    seconds = time.perf_counter() - begun
    told = []
    for what in FIELDS:
        wanted, found = gold.bags[what], read.bags[what]
        if wanted or found:
            right = sum((wanted & found).values())
            told.append(f"{what} {right}/{sum(found.values())} · {right}/{sum(wanted.values())}")
            if "-v" in sys.argv:
                for key in (wanted - found) + (found - wanted):
                    print("    ", what, "missed" if wanted[key] else "wrong", key)
    print(f"{name} {label} ({paper.pages or '–'} pages, {seconds:.2f} s): " + "; ".join(told))


def main() -> None:
    for path in sorted(GOLD.glob("*.txt")):
        source = formats.PLANS / path.name
        data = source.read_bytes()
        gold = gold_of(path, data.decode())
        compare(path.stem, "txt", gold, data)
        if "--formats" in sys.argv:
            for label, made in formats.renderings(
                formats.whole(intake.read(source).blocks)
            ).items():
                compare(path.stem, label, gold, made)


if __name__ == "__main__":
    main()
