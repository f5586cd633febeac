"""A page's lines and tables; page numbers and running heads taken off."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from thuocdo.documents.intake.pdf_lines import Line, levels_of
from thuocdo.documents.intake.pdf_tables import Table

_MARGIN = 0.09  # of the page height: where page numbers and running heads stand
_PAGE_NUMBER = re.compile(
    r"^[-–—\s]*(?:trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–—\s]*$", re.IGNORECASE
)
_DIGITS = re.compile(r"\d+")


@dataclass
class Page:
    number: int
    width: float
    height: float
    lines: list[Line] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)


def drop_running(pages: list[Page]) -> None:
    """Takes off what stands outermost in the margins: lone numbers, and lines that come back on most pages."""
    outermost = {page.number: _outermost(page) for page in pages}
    seen: Counter[str] = Counter()
    for lines in outermost.values():
        seen.update({_shape(line) for line in lines})
    often = {shape for shape, n in seen.items() if n >= 3 and n * 2 > len(pages)}
    for page in pages:
        running = {
            id(line)
            for line in outermost[page.number]
            if _PAGE_NUMBER.match(line.text.strip()) or _shape(line) in often
        }
        page.lines = [line for line in page.lines if id(line) not in running]


def _outermost(page: Page) -> list[Line]:
    levels = levels_of(page.lines)
    ends = [*levels[:1], *levels[-1:]]
    return [line for level in ends for line in level if _in_margin(line, page)]


def _shape(line: Line) -> str:
    return _DIGITS.sub("0", line.text.strip())


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height
