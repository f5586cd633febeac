"""Gathers blocks in reading order: numbers them, pads rows, leaves empty ones out, keeps the limit."""

from __future__ import annotations

from collections.abc import Sequence

from thuocdo.documents.intake.limits import MAX_BLOCKS
from thuocdo.documents.rules.blocks import Block
from thuocdo.lawbook.mistakes import Mistake


class Assembly:
    def __init__(self, name: str) -> None:
        self.name = name
        self.blocks: list[Block] = []
        self.table = 0

    def paragraph(self, text: str, *, page: int | None = None, bold: bool = False) -> None:
        if text:
            self._add(Block(self._next(), "paragraph", text, page, bold=bold))

    def open_table(self) -> None:
        self.table += 1

    def row(
        self,
        cells: Sequence[str],
        *,
        page: int | None = None,
        bold: bool = False,
        above: tuple[int, ...] = (),
    ) -> None:
        if any(cells):
            text = " ".join(c for c in cells if c)
            self._add(Block(self._next(), "row", text, page, tuple(cells), self.table, bold, above))

    def _next(self) -> int:
        return len(self.blocks) + 1

    def _add(self, block: Block) -> None:
        if len(self.blocks) >= MAX_BLOCKS:
            raise Mistake(
                f"“{self.name}” có hơn {MAX_BLOCKS:,} đoạn và dòng. Chỉ tải lên phần văn bản cần đọc."
            )
        self.blocks.append(block)
