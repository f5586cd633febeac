"""What the rules of findings look at, and how they speak."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from thuocdo.documents.rules.blocks import Source
from thuocdo.lawbook.text import fold
from thuocdo.plans.rules.findings.codes import CODES
from thuocdo.plans.rules.outline import Node
from thuocdo.plans.rules.paper import Line, Paper, Table
from thuocdo.plans.rules.reading import Finding, PlanReading, Severity, Task


@dataclass
class Context:
    """The reading without findings, and the paper it came from."""

    reading: PlanReading
    paper: Paper
    nodes: Sequence[Node]

    @cached_property
    def rows(self) -> dict[int, Table]:
        """The table each row stands in, by the number of its block."""
        return {row.number: table for table in self.paper.tables for row in table.rows}

    @cached_property
    def parents(self) -> set[tuple[str, str | None]]:
        """Numbers that children point to, with their group."""
        return {(t.parent, t.group) for t in self.reading.tasks if t.parent}

    @cached_property
    def table_at(self) -> dict[int, Table]:
        """Tables by the number of the block where they begin."""
        return {table.number: table for table in self.paper.tables}

    def is_title(self, task: Task) -> bool:
        return not task.lead and task.number is not None and (task.number, task.group) in self.parents  # fmt: skip

    def texts(self) -> list[tuple[Source, str]]:
        """All words in printed order."""
        found = [(line.source, line.text) for line in self.paper.lines]
        read = {t.source.block: t.source for t in self.reading.targets}
        read |= {t.source.block: t.source for t in self.reading.tasks}
        for table in self.paper.tables:
            for row in table.rows:
                quote = row.quote(table.place("content") or 0)
                source = read.get(row.number) or Source(row.page, row.number, quote)
                found += [(source, cell) for cell in row.cells if cell]
        return sorted(found, key=lambda pair: pair[0].block)

    @property
    def first(self) -> Source:
        lines = self.paper.lines
        return lines[0].source if lines else Source(None, 1, "")


def finding(code: str, message: str, source: Source, severity: Severity | None = None) -> Finding:
    return Finding(code, severity or CODES[code].severity, message, source)


def named(task: Task) -> str:
    """How a message calls a task: "Nhiệm vụ 1a)", "Nhiệm vụ 7"."""
    if task.number is None:
        return f"Nhiệm vụ “{short(task.content)}”"
    if task.parent and task.number.isalpha():
        return f"Nhiệm vụ {task.parent}{task.number})"
    return f"Nhiệm vụ {task.number}"


def short(text: str, width: int = 60) -> str:
    return text if len(text) <= width else text[:width].rsplit(" ", 1)[0] + "…"


_STOP = {"va", "cua", "cac", "cho", "ve", "trong", "theo", "voi", "tai", "de", "den", "la", "tu", "bang", "nhung", "duoc", "co", "tren", "do", "khi", "thuc", "hien", "viec", "so", "nay"}  # fmt: skip
_SHORT = {
    "tthc": "thu tuc hanh chinh", "cchc": "cai cach hanh chinh", "dvc": "dich vu cong", "dvctt": "dich vu cong truc tuyen",
    "gd&dt": "giao duc dao tao", "ubnd": "uy ban nhan dan", "dn": "doanh nghiep", "cntt": "cong nghe thong tin", "qppl": "quy pham phap luat",
}  # fmt: skip


def words_of(text: str) -> list[str]:
    """Folded words that carry meaning, short forms written out."""
    plain = re.findall(r"[\w&]+", fold(text))
    full = " ".join(_SHORT.get(word, word) for word in plain).split()
    return [word for word in full if word not in _STOP]


def pairs_of(text: str) -> set[tuple[str, str]]:
    words = words_of(text)
    return set(itertools.pairwise(words))


def lines_named(lines: Sequence[Line], pattern: str) -> Line | None:
    return next((line for line in lines if re.search(pattern, line.text)), None)
