"""What does not agree in a printed set of criteria: sums, numbers, missing points, steps with holes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal

from thuocdo.indices.rules.annex.settling import Line, Settled
from thuocdo.lawbook.formula.words import figure
from thuocdo.plans.rules.markers import cell_number, roman_value, steps

Severity = Literal["error", "warning"]
Answer = Literal["keep", "sum"]


@dataclass(frozen=True)
class Finding:
    """`row` is the key of the row it stands at, "" the whole; `block` its place in the document. `answers`:
    what may be said besides mending the row; an error without any is mended."""

    code: str
    severity: Severity
    row: str
    block: int
    message: str
    answers: tuple[Answer, ...] = ("keep",)

    @property
    def key(self) -> str:
        return f"finding:{self.code}:{self.row}"


def findings(settled: Settled) -> list[Finding]:
    """Everything found in the rows as they stand now, gravest first, else in printed order."""
    found = [*_points(settled), *_sums(settled), *_rules(settled), *_numbering(settled)]
    return sorted(found, key=lambda f: (f.severity != "error", f.block))


def open_findings(settled: Settled) -> list[Finding]:
    """Those that keep the edition from being made: grave and unanswered."""
    return [f for f in findings(settled) if f.severity == "error" and f.key not in settled.answers]


def _named(line: Line) -> str:
    return f"{line.row.label} {line.row.name}".strip()


def _points(settled: Settled) -> Iterator[Finding]:
    for line in settled.lines:
        if not line.group and not line.max:  # none printed, or a nought
            says = f"Tiêu chí “{_named(line)}” không ghi điểm tối đa."
            yield Finding("no-points", "error", line.row.key, line.row.source.block, says, ())


def _sums(settled: Settled) -> Iterator[Finding]:
    for line in settled.lines:
        if line.group and line.max is not None:
            about = f"“{_named(line)}” ghi"
            yield from _sum(settled, line.row.key, line.max, about, line.row.source.block)
    if settled.reading.total is not None:
        at = settled.reading.total_at or 0
        yield from _sum(settled, "", settled.reading.total, "Dòng tổng cộng ghi", at)


def _sum(settled: Settled, key: str, most: Decimal, about: str, block: int) -> Iterator[Finding]:
    found = settled.sum(key)
    if found is not None and found != most:
        says = f"{about} {figure(most)} điểm, các tiêu chí bên trong cộng lại là {figure(found)}."
        yield Finding("sum", "error", key, block, says, ("sum",))


def _rules(settled: Settled) -> Iterator[Finding]:
    for line in settled.lines:
        if line.group or line.how == "person":
            continue
        for doubt in line.read.doubts:
            grave: Severity = "error" if doubt.code == "over-max" else "warning"
            says = f"“{_named(line)}”: {doubt.words}"
            yield Finding(doubt.code, grave, line.row.key, line.row.source.block, says)


def _numbering(settled: Settled) -> Iterator[Finding]:
    for lines in settled.below.values():
        for before, after in pairwise(lines):
            step = _step(before.row.label, after.row.label)
            where = after.row.key, after.row.source.block
            if step is not None and step > 1:
                says = f"Sau số {before.row.label} là {after.row.label}: thiếu số ở giữa."
                yield Finding("gap", "warning", *where, says)
            elif step is not None and step < 1:
                again = "in hai lần" if step == 0 else f"đứng sau {before.row.label}"
                says = f"Số {after.row.label} {again}; trong bộ chỉ số, dòng này mang mã {after.row.code}."
                yield Finding("twice", "warning", *where, says)


def _step(before: str, after: str) -> int | None:
    """How far one number stands behind another of the same kind."""
    (kind, a), (other, b) = cell_number(before), cell_number(after)
    if kind != other or a is None or b is None:
        return None
    if kind == "roman":
        return roman_value(b) - roman_value(a)
    if kind == "decimal" and a.rpartition(".")[0] != b.rpartition(".")[0]:
        return None
    return steps(kind, a, b)
