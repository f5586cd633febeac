"""What a document says, in reading order, whatever file it came in: one shape for four formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Block:
    """A paragraph or one row of a table.

    `number` counts blocks from 1 in reading order (in a .txt: the line of the file). `page` is None where
    the file has no pages (.txt, .docx, .xlsx). `text` is NFC without markup; list numbers that Word
    draws by itself stand in front ("1. ", "a) "). A row has `cells`, one per column of its table, the
    text of a merged cell in its first column and "" in the others, and `table`, counted from 1.
    """

    number: int
    kind: Literal["paragraph", "row"]
    text: str
    page: int | None = None
    cells: tuple[str, ...] = ()
    table: int | None = None
    bold: bool = False


@dataclass(frozen=True)
class Source:
    """Where a thing stands in its document: enough to show the place and to find it again."""

    page: int | None
    block: int
    quote: str
