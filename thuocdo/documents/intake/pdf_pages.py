"""A page's lines and tables; page numbers and running heads taken off."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from thuocdo.documents.intake.pdf_lines import Line
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
    """Takes off lone numbers in the margins and margin lines that come back on most pages."""
    seen: Counter[str] = Counter()
    for page in pages:
        seen.update({_shape(line) for line in page.lines if _in_margin(line, page)})
    often = {shape for shape, n in seen.items() if n >= 3 and n * 2 > len(pages)}
    for page in pages:
        page.lines = [
            line
            for line in page.lines
            if not (
                _in_margin(line, page)
                and (_PAGE_NUMBER.match(line.text.strip()) or _shape(line) in often)
            )
        ]


def _shape(line: Line) -> str:
    return _DIGITS.sub("0", line.text.strip())


def _in_margin(line: Line, page: Page) -> bool:
    return line.bottom < _MARGIN * page.height or line.top > (1 - _MARGIN) * page.height
