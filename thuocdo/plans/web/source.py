"""The text of the plan as a paper, around one place: paragraphs and tables as they were read."""

from __future__ import annotations

from dataclasses import dataclass, field

from thuocdo.plans.models import Plan

BEFORE, AFTER = 6, 60  # blocks shown around the place: it stands near the top without any script


@dataclass
class Piece:
    """A paragraph, or the rows of one table that stand together. `sought` marks the place asked for."""

    number: int
    page: int | None
    text: str = ""
    rows: list[Line] = field(default_factory=list)
    sought: bool = False
    bold: bool = False


@dataclass
class Line:
    """A row of a table; one with a single filled cell is a heading and spans them all."""

    number: int
    cells: list[str]
    sought: bool

    @property
    def heading(self) -> str:
        filled = [c for c in self.cells if c]
        return filled[0] if len(filled) == 1 and len(self.cells) > 1 else ""


@dataclass
class Window:
    """`before` and `after` are the blocks to open next, None at an end of the document."""

    pieces: list[Piece]
    sought: int
    page: int | None
    before: int | None
    after: int | None


def window(plan: Plan, sought: int) -> Window:
    """The blocks around `sought`; a place that does not exist shows the nearest one."""
    blocks = [b for b in plan.blocks if b[3].strip()]
    if not blocks:
        return Window([], sought, None, None, None)
    at = min(range(len(blocks)), key=lambda n: abs(blocks[n][0] - sought))
    start, end = max(0, at - BEFORE), min(len(blocks), at + AFTER + 1)
    pieces: list[Piece] = []
    for number, page, kind, text, cells, table in blocks[start:end]:
        here = number == blocks[at][0]
        if kind == "row":
            if not pieces or not pieces[-1].rows or pieces[-1].text != str(table):
                pieces.append(Piece(number, page, text=str(table)))
            pieces[-1].rows.append(Line(number, cells, here))
        else:
            pieces.append(Piece(number, page, text, sought=here, bold=_is_heading(text)))
    return Window(
        pieces,
        blocks[at][0],
        blocks[at][1],
        blocks[max(0, start - AFTER + BEFORE)][0] if start else None,
        blocks[min(len(blocks) - 1, end + BEFORE)][0] if end < len(blocks) else None,
    )


def _is_heading(text: str) -> bool:
    """Set in capitals, as headings of official documents are (Decree 30/2020, annex I)."""
    return len(text) < 120 and text.isupper()
