"""The paper as the reader sees it: joined lines with their numbers, tables with columns of known meaning."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from thuocdo.documents.rules.blocks import Source
from thuocdo.plans.rules.markers import Kind, Marked, marked

Role = Literal[
    "number", "content", "lead", "coordinating", "owners", "time", "product", "value", "unit",
    "note", "other",
]  # fmt: skip
TableKind = Literal["tasks", "targets", "other"]
QUOTE = 60  # characters of the printed text kept with a source


@dataclass(frozen=True)
class Line:
    """A paragraph, joined where a page or a line end had cut it. `number` is its first block."""

    number: int
    page: int | None
    text: str
    bold: bool = False
    marked: Marked = field(default_factory=lambda: Marked("none", None, ""))

    @property
    def kind(self) -> Kind:
        return self.marked.kind

    @property
    def label(self) -> str | None:
        return self.marked.label

    @property
    def is_bracketed(self) -> bool:
        """ "(1)", "Bước 1:": a number that is not "1."."""
        return not self.text[:1].isdigit()

    @property
    def body(self) -> str:
        return self.marked.body

    @property
    def source(self) -> Source:
        return Source(self.page, self.number, self.text[:QUOTE])


def line(number: int, page: int | None, text: str, bold: bool = False) -> Line:
    return Line(number, page, text, bold, marked(text))


@dataclass(frozen=True)
class Row:
    """A row of a table, one text per column. `breaks`: a page ends in front of it."""

    number: int
    page: int | None
    cells: tuple[str, ...]
    bold: bool = False
    breaks: bool = False
    merged: tuple[int, ...] = ()

    def quote(self, column: int) -> str:
        return self.cells[column][:QUOTE] or next((c for c in self.cells if c), "")[:QUOTE]


@dataclass(frozen=True)
class Column:
    role: Role
    heading: str


@dataclass
class Table:
    """`title` is the annex heading above it; `number` of the block where it begins."""

    number: int
    columns: tuple[Column, ...]
    rows: list[Row]
    title: str = ""
    kind: TableKind = "other"

    def places(self, role: Role) -> list[int]:
        return [i for i, column in enumerate(self.columns) if column.role == role]

    def place(self, role: Role) -> int | None:
        return next(iter(self.places(role)), None)

    def cell(self, row: Row, role: Role) -> str:
        place = self.place(role)
        return row.cells[place] if place is not None else ""


@dataclass
class Paper:
    """Everything printed: `lines` outside tables, in order, and the tables."""

    lines: list[Line]
    tables: list[Table]
