"""What a document says, in reading order, whatever file it came in: one shape for four formats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["txt", "docx", "pdf", "xlsx"]


@dataclass(frozen=True)
class Block:
    """A paragraph or one row of a table.

    `number` counts blocks from 1 in reading order (in a .txt: the line of the file). `page` is None where
    the file has no pages (.txt, .docx, .xlsx). `text` is NFC without markup; list numbers that Word
    draws by itself stand in front ("1. ", "a) "). A row has `cells`, one per column of its table, the
    text of a merged cell in its first column and first row and "" in the others, and `table`, counted
    from 1. `above` names the columns whose cell belongs to the cell over it (a vertical merge): there
    "" means "as above", elsewhere it means empty.
    """

    number: int
    kind: Literal["paragraph", "row"]
    text: str
    page: int | None = None
    cells: tuple[str, ...] = ()
    table: int | None = None
    bold: bool = False
    above: tuple[int, ...] = ()


@dataclass(frozen=True)
class Note:
    """What reading could not do or did on its own; Vietnamese, shown beside the document.

    Codes: page-unread, page-recognised, old-encoding, changes-accepted, footnotes-left-out,
    sheet-hidden.
    """

    code: str
    message: str
    page: int | None = None


@dataclass(frozen=True)
class Reading:
    """A file read whole. `pages` is None where the file has none; `title` is what its properties say."""

    name: str
    kind: Kind
    blocks: tuple[Block, ...]
    pages: int | None = None
    title: str = ""
    notes: tuple[Note, ...] = ()


@dataclass(frozen=True)
class Source:
    """Where a thing stands in its document: enough to show the place and to find it again."""

    page: int | None
    block: int
    quote: str
