"""A report that was finished in Word and loaded back: what a hand changed, against what was written.

Paragraphs, cells and whole sections or tables: changed, gone or new. Nothing that is missing counts as empty; it is
named. Figures in tables are compared as numbers ("1.240" and "1240" are the same), words as words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.documents.rules.blocks import Block
from thuocdo.documents.rules.grids import Table
from thuocdo.documents.rules.official import plain
from thuocdo.documents.rules.papers import Paper
from thuocdo.lawbook.text import fold
from thuocdo.reporting.rules.aligning import alone
from thuocdo.reporting.rules.loaded_tables import (  # fmt: skip
    Added,
    Came,
    CellChange,
    Compared,
    Lost,
    Words,
    matched,
)
from thuocdo.reporting.rules.loaded_texts import Section, TextChange, Texts

__all__ = ["Added", "CellChange", "Loaded", "Lost", "Section", "TextChange", "compare"]


@dataclass(frozen=True)
class Loaded:
    """`words`: the paragraphs of each section as they stand now, titles and tables left out; a lost section is not
    among them."""

    texts: tuple[TextChange, ...]
    cells: tuple[CellChange, ...]
    lost: tuple[Lost, ...]
    added: tuple[Added, ...]
    words: tuple[tuple[Section, Words], ...]
    same_document: bool  # False: hardly a paragraph of it is known; somebody chose another file

    @property
    def figures(self) -> tuple[CellChange, ...]:
        """Cells that held a figure of the data and hold something else now."""
        return tuple(cell for cell in self.cells if cell.figure is not None)

    @property
    def untouched(self) -> bool:
        return not (self.texts or self.cells or self.lost or self.added)


def compare(paper: Paper, blocks: Sequence[Block]) -> Loaded:
    """`blocks`: what `documents.intake.read` found in the file that came back."""
    lines, grids = _came(blocks)
    texts = Texts(paper, lines)
    placed = paper.tables()
    came = [Came(rows, texts.place(at)) for at, rows in grids]
    pairs = matched(placed, came)
    tables = [Compared(i, placed[i], came[j]) for i, j in pairs]
    texts.lose({placed[i].section for i, _ in pairs})
    gone = alone(len(placed), {i for i, _ in pairs})
    new = alone(len(came), {j for _, j in pairs})
    return Loaded(
        tuple(texts.changes()),
        tuple(change for table in tables for change in table.changes()),
        (
            *(Lost("section", section.name, words) for section, words in texts.lost()),
            *(Lost("table", placed[i].name, _rows(placed[i].table), i) for i in gone),
            *(lost for table in tables for lost in table.lost()),
        ),
        (
            *(Added("table", texts.name(came[j].section), tuple(map(_line, came[j].rows))) for j in new),
            *(added for table in tables for added in table.added()),
        ),
        tuple(texts.standing()),
        texts.known or bool(pairs),
    )  # fmt: skip


_OPENING = re.compile(r"(.+) báo cáo kết quả (.+) như sau")


def another(paper: Paper, blocks: Sequence[Block]) -> str:
    """Whose report of which period the file is, where its opening names another than the paper's; "" where not.

    A report of the same form has the same headings: only its opening tells it from this one.
    """
    mine = next(filter(None, map(_OPENING.match, paper.opening)), None)
    texts = (plain(block.text) for block in blocks if block.table is None)
    theirs = next(filter(None, map(_OPENING.match, texts)), None)
    if mine is None or theirs is None or fold(mine[0]) == fold(theirs[0]):
        return ""
    return f"{theirs[1]}, {theirs[2]}"


def _came(blocks: Sequence[Block]) -> tuple[list[str], list[tuple[int, tuple[Words, ...]]]]:
    """Paragraphs, and tables with the number of paragraphs before them."""
    lines: list[str] = []
    tables: dict[int, tuple[int, list[Words]]] = {}
    for block in blocks:
        if block.table is None:
            if text := plain(block.text):
                lines.append(text)
        else:
            tables.setdefault(block.table, (len(lines), []))[1].append(block.cells)
    return lines, [(at, tuple(rows)) for at, rows in tables.values()]


def _rows(table: Table) -> Words:
    return tuple(_line(table.shown(n)) for n in range(len(table.rows)))


def _line(cells: Words) -> str:
    return " | ".join(cells)
