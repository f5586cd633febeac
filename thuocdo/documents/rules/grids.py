"""A table as words and figures: heads of one or two storeys, cells, group rows; before any file format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any, Literal, TypeAlias

from thuocdo.design.words import number
from thuocdo.documents.rules.official import plain

Side = Literal["left", "center", "right"]

NO_FIGURE = "–"  # where a figure was not reported: it stands among the figures, and is no zero


@dataclass(frozen=True)
class Figure:
    """A figure with what belongs to it alone: `unit` is printed behind it where the rows of a column differ in unit,
    `places` overrule the column's. `code` names it in the data and is never printed."""

    value: Decimal
    unit: str = ""
    places: int | None = None
    code: str = ""


Cell: TypeAlias = (
    str | Decimal | Figure
)  # words, also "Không phát sinh", "Chưa báo cáo": never an invented 0


@dataclass(frozen=True)
class Column:
    """`width` is a share; columns side by side with the same `group` stand under it; `unit` is printed in the head.
    `side` None: figures to the right, words to the left."""

    head: str
    width: int = 1
    group: str = ""
    unit: str = ""
    places: int | None = None
    side: Side | None = None

    @property
    def head_line(self) -> str:
        return f"{self.head} ({self.unit})" if self.unit else self.head


@dataclass(frozen=True)
class Head:
    """A cell of the head: over how many columns and rows it goes, in which column it begins."""

    text: str
    at: int
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Table:
    """A row has as many cells as columns, or one: a group row across all of them. `strong`: rows set in bold, counted
    from 0. `title` stands above, `unit` (*Đơn vị tính*, where all figures share it) at the right, `note` below."""

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    title: str = ""
    unit: str = ""
    note: str = ""
    strong: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        for n, row in enumerate(self.rows):
            if len(row) not in (1, len(self.columns)):
                raise ValueError(f"row {n} has {len(row)} cells for {len(self.columns)} columns")

    @property
    def unit_line(self) -> str:
        return f"Đơn vị tính: {self.unit}" if self.unit else ""

    def heads(self) -> tuple[tuple[Head, ...], ...]:
        """The rows of the head, as a page draws them.

        >>> table = Table((Column("TT"), Column("Nữ", group="Số người"), Column("Nam", group="Số người")), ())
        >>> for row in table.heads():
        ...     print([(h.text, h.at, h.across, h.down) for h in row])
        [('TT', 0, 1, 2), ('Số người', 1, 2, 1)]
        [('Nữ', 1, 1, 1), ('Nam', 2, 1, 1)]
        """
        two = any(column.group for column in self.columns)
        upper: list[Head] = []
        lower: list[Head] = []
        for group, members in groupby(enumerate(self.columns), lambda pair: pair[1].group):
            some = list(members)
            under = [Head(plain(column.head_line), at) for at, column in some]
            if group:
                upper.append(Head(plain(group), some[0][0], len(some)))
                lower += under
            else:
                upper += [Head(h.text, h.at, 1, 2 if two else 1) for h in under]
        return (tuple(upper), tuple(lower)) if two else (tuple(upper),)

    def shown(self, row: int) -> tuple[str, ...]:
        """A row as it is printed: decimal comma, thousands dot."""
        cells = self.rows[row]
        return tuple(_shown(cell, self.columns[at]) for at, cell in enumerate(cells))

    def side(self, row: int, at: int) -> Side:
        own = self.columns[at].side
        if len(self.rows[row]) == 1 < len(self.columns):
            return "left"
        cell = self.rows[row][at]
        return own or ("left" if isinstance(cell, str) and cell != NO_FIGURE else "right")

    def bold(self, row: int) -> bool:
        return row in self.strong or len(self.rows[row]) == 1 < len(self.columns)

    def to_json(self) -> dict[str, Any]:
        return {
            **vars(self),
            "columns": [list(vars(column).values()) for column in self.columns],
            "rows": [[_stored(cell) for cell in row] for row in self.rows],
            "strong": list(self.strong),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Table:
        return cls(
            **{
                **data,
                "columns": tuple(Column(*column) for column in data["columns"]),
                "rows": tuple(tuple(map(_restored, row)) for row in data["rows"]),
                "strong": tuple(data["strong"]),
            }
        )


def value_of(cell: Cell) -> Decimal | None:
    """The figure in a cell; None where it holds words."""
    if isinstance(cell, Figure):
        return cell.value
    return cell if isinstance(cell, Decimal) else None


def _shown(cell: Cell, column: Column) -> str:
    if isinstance(cell, str):
        return plain(cell)
    if isinstance(cell, Decimal):
        return number(cell, column.places)
    places = column.places if cell.places is None else cell.places
    shown = number(cell.value, places)
    if not cell.unit:
        return shown
    return f"{shown}%" if cell.unit == "%" else f"{shown} {plain(cell.unit)}"


def _stored(cell: Cell) -> Any:
    """Words as they are; a figure as a list, its digits kept: JSON has no decimals."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, Decimal):
        return [str(cell)]
    return [str(cell.value), cell.unit, cell.places, cell.code]


def _restored(cell: Any) -> Cell:
    if isinstance(cell, str):
        return cell
    value, *rest = cell
    return Figure(Decimal(value), *rest) if rest else Decimal(value)
