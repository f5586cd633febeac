"""What a plan on paper says, before it is set in Word or in print."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

PLANS = Path(__file__).parent.parent / "plans"
CODES = ("pci", "cchc", "bo-chi-so")

_BLANK = re.compile(r"\{(?:Y([+-]\d)?|(M))\}")
_RUN = re.compile(r"\*\*(?P<bold>.+?)\*\*|\*(?P<italic>.+?)\*|(?P<plain>[^*]+)")


@dataclass(frozen=True)
class Run:
    """Words of one style inside a paragraph."""

    text: str
    style: str = "plain"


@dataclass(frozen=True)
class Paragraph:
    """`kind`: section (I. …), heading (1. …) or text."""

    kind: str
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Annex:
    """A table on landscape pages. A row shorter than the columns is a title row, its last cell merged."""

    heading: str
    title: str
    columns: tuple[str, ...]
    widths: tuple[int, ...]
    center: frozenset[int]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Paper:
    """An official plan in the form of Decree 30/2020, a draft: number and day are still blank."""

    code: str
    authority: tuple[str, ...]
    issuer: str
    symbol: str
    place: str
    month: str
    year: str
    kind: str
    title: tuple[str, ...]
    body: tuple[Paragraph, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    signer: str
    annexes: tuple[Annex, ...]


@cache
def paper(code: str, year: int, month: int = 1) -> Paper:
    """The plan `code` as it is written for `year`, the short one in `month` of it."""
    data = _read(code, year, month)
    read: dict[str, Callable[[Any], Any]] = {
        "authority": _lines,
        "title": _lines,
        "body": lambda text: tuple(map(_paragraph, text.splitlines())),
        "annexes": lambda annexes: tuple(map(_annex, annexes)),
        "recipients": tuple,
        "signature": tuple,
    }
    return Paper(**{key: read.get(key, str)(value) for key, value in data.items()})


@cache
def revised(code: str, year: int) -> Paper:
    """The plan as it is proposed to be changed in the course of the year: rows changed, added, dropped."""
    plan = paper(code, year)
    change = _read(f"{code}.revised", year)
    rows = {row[0]: row for row in map(_row, change["rows"].splitlines())}
    *others, annex = plan.annexes
    kept = [rows.pop(r[0], r) for r in annex.rows if r[0] not in change["dropped"]]
    annex = replace(annex, rows=(*kept, *rows.values()))
    body = tuple(_corrected(paragraph, change["misprints"]) for paragraph in plan.body)
    return replace(plan, title=_lines(change["title"]), body=body, annexes=(*others, annex))


def _corrected(paragraph: Paragraph, misprints: dict[str, str]) -> Paragraph:
    runs = paragraph.runs
    for wrong, right in misprints.items():
        runs = tuple(replace(run, text=run.text.replace(wrong, right)) for run in runs)
    return replace(paragraph, runs=runs)


def _read(name: str, year: int, month: int = 1) -> dict[str, Any]:
    text = (PLANS / f"{name}.yaml").read_text("utf-8")
    fill = _BLANK.sub(lambda m: f"{month:02}" if m[2] else str(year + int(m[1] or 0)), text)
    data: dict[str, Any] = YAML(typ="safe").load(fill)
    return data


def _lines(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(" // "))


def _paragraph(line: str) -> Paragraph:
    marks = {"# ": "section", "## ": "heading"}
    kind = next((k for mark, k in marks.items() if line.startswith(mark)), "text")
    words = line.lstrip("# ") if kind != "text" else line
    return Paragraph(kind, tuple(_run(m) for m in _RUN.finditer(words)))


def _run(match: re.Match[str]) -> Run:
    style = match.lastgroup or "plain"
    return Run(match[style], style)


def _annex(data: dict[str, Any]) -> Annex:
    return Annex(
        heading=data["heading"],
        title=data["title"],
        columns=tuple(data["columns"]),
        widths=tuple(data["widths"]),
        center=frozenset(data["center"]),
        rows=tuple(_row(line) for line in data["rows"].splitlines()),
    )


def _row(line: str) -> tuple[str, ...]:
    return tuple("\n".join(_lines(cell.strip())) for cell in line.split("|"))
