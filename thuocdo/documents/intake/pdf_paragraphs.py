"""Wrapped lines become paragraphs; two columns side by side are read one after the other."""

from __future__ import annotations

import itertools
import re
from collections import Counter

from thuocdo.documents.intake.assembly import Assembly
from thuocdo.documents.intake.pdf_lines import Line, levels_of
from thuocdo.documents.intake.pdf_pages import Page
from thuocdo.documents.rules.wrapping import join
from thuocdo.lawbook.text import nfc

_MARKER = re.compile(
    r"^(?:[-–—•+*]\s|\d{1,2}(?:\.\d{1,2})*[.)]\s|[a-zđ][.)]\s|[IVX]{1,5}\.\s|Điều \d{1,3}\.|Căn cứ (?:Luật|Nghị|Quyết định|Thông|Kế hoạch|Chỉ thị|Chương trình|Công văn|Văn bản|Kết luận|Hiến pháp|Pháp lệnh)\b|\((?:Ban hành )?[Kk]èm theo )"
)
_ANNEX = re.compile(r"(?:PHỤ LỤC|Phụ lục)\b")  # stands across the page, below both columns
_SLACK = 4.0  # points by which a line may miss the margin and still reach it
_INDENT = 8.0  # points from which a line counts as indented
_FAR = 6.0  # of the letter size: a wider step down ends two columns
_CELL_PADDING = 5.4  # points by which Word hangs a table out of the margin


class Paragraphs:
    """Gathers lines of one page after another and hands finished paragraphs to the assembly."""

    def __init__(self, out: Assembly, pages: list[Page]) -> None:
        self.out = out
        self.lines: list[Line] = []
        self.pending: list[Line] = []
        self.margins = _margins(pages)
        self.left = self.right = self.pitch = 0.0
        self.page = self.number = 0
        self.turned = False

    def begin(self, page: Page) -> None:
        """Where the text of this page starts and ends, and how far its lines stand apart."""
        self.turned = bool(self.lines)
        self.number = page.number
        self.left, self.right = self.margins[round(page.width)]
        tops = sorted(line.top for line in page.lines)
        steps = Counter(round(b - a) for a, b in itertools.pairwise(tops) if 6 < b - a < 40)
        self.pitch = min(steps, key=lambda s: (-steps[s], s)) if steps else 20.0

    def add(self, line: Line) -> None:
        self.pending.append(line)

    def end(self) -> None:
        self._drain()

    def flush(self) -> None:
        """Everything read so far ends here."""
        self._drain()
        self._close()

    def _drain(self) -> None:
        pending, self.pending = self.pending, []
        for line in _columns_apart(pending):
            if line is None:
                self._close()
                continue
            if self.lines and not self._continues(self.lines[-1], line):
                self._close()
            if not self.lines:
                self.page = self.number
            self.lines.append(line)
            self.turned = False

    def _centred(self, line: Line) -> bool:
        off = (line.left + line.right) - (self.left + self.right)
        return line.left - self.left > 2 * _INDENT and abs(off) < 3 * _INDENT

    def _close(self) -> None:
        if self.lines:
            bold = all(line.bold for line in self.lines)
            self.out.paragraph(nfc(join(x.text for x in self.lines)), page=self.page, bold=bold)
        self.lines = []

    def _continues(self, before: Line, line: Line) -> bool:
        """Whether `line` goes on where `before` was wrapped."""
        if _MARKER.match(line.text) and not self._inside_name(before, line):
            return False
        if not self.turned:
            step = line.top - before.top
            if step > 1.45 * max(self.pitch, before.size * 1.05) or step < -1:
                return False
        if _dates_on(before.text, line.text):
            return True
        if abs(before.size - line.size) > 0.16 * before.size:
            return False
        centred = self._centred(before) and self._centred(line)
        room = self.right - before.right
        if centred:
            room += before.left - self.left
            return before.bold == line.bold and (
                line.first + 3 > room - _SLACK or line.text[:1].islower()
            )
        if line.first + 0.2 * line.size <= room - _SLACK:
            return line.text[:1].islower() and line.left - self.left < _INDENT
        start = self.lines[0]
        indented = line.left - self.left > _INDENT
        same_as_body = len(self.lines) > 1 and abs(line.left - self.lines[-1].left) < _SLACK
        return not indented or same_as_body or (line.left > start.left + _SLACK)

    def _inside_name(self, before: Line, line: Line) -> bool:
        """ "Phòng Văn hóa" above "- Xã hội": a full line wrapped in front of the dash of a name."""
        full = line.first + 3 > self.right - before.right - _SLACK
        open_end = re.search(r"[.;:!?…/,]\W*$", before.text) is None
        return full and open_end and before.bold == line.bold and line.text[:1] in "-–"


def _margins(pages: list[Page]) -> dict[int, tuple[float, float]]:
    """Left and right edge of the text for each page width: body lines decide, a table's edge helps."""
    found: dict[int, tuple[float, float]] = {}
    for width in {round(page.width) for page in pages}:
        alike = [page for page in pages if round(page.width) == width]
        lines = [line for page in alike for line in page.lines]
        lefts = Counter(round(line.left) for line in lines)
        lefts.update(round(t.left + _CELL_PADDING) for page in alike for t in page.tables)
        rights = [line.right for line in lines] or [width * 0.9]
        often = max(lefts.values(), default=0)
        left = min(
            (x for x, n in lefts.items() if n >= max(2, often // 10)), default=min(lefts, default=0)
        )
        found[width] = (left, max(rights))
    return found


def _columns_apart(lines: list[Line]) -> list[Line | None]:
    """Lines in reading order; where two columns stand side by side the left one is read whole first.

    None parts the columns from each other and from what is around them.
    """
    ordered: list[Line | None] = []
    levels = levels_of(lines)
    at = 0
    while at < len(levels):
        if len(levels[at]) != 2:
            ordered += levels[at]
            at += 1
            continue
        end, left, right = _region(levels, at)
        ordered += [None, *_ended(left), *_ended(right)]
        at = end
    return ordered


def _region(levels: list[list[Line]], start: int) -> tuple[int, list[Line], list[Line]]:
    """Where two columns end (at a line that stands across the gutter) and what each holds."""
    left, right = [levels[start][0]], [levels[start][1]]
    end = start + 1
    while end < len(levels):
        gutter = max(x.right for x in left), min(x.left for x in right)
        level = levels[end]
        if level[0].top - max(x.bottom for x in levels[end - 1]) > _FAR * level[0].size:
            break
        if _ANNEX.match(level[0].text):
            break
        sides = [_side(line, gutter) for line in level]
        beside = len(level) == 2 and level[0].right <= gutter[1] and level[1].left >= gutter[0]
        sides = ["left", "right"] if beside else sides
        if sides not in (["left"], ["right"], ["left", "right"]):
            break
        for line, side in zip(level, sides, strict=True):
            (left if side == "left" else right).append(line)
        end += 1
    return end, left, right


def _side(line: Line, gutter: tuple[float, float]) -> str:
    """The column of a line: it stands wholly on one side of the middle of the gutter, or in none."""
    middle = (gutter[0] + gutter[1]) / 2
    if line.right <= middle:
        return "left"
    return "right" if line.left >= middle else ""


def _ended(column: list[Line]) -> list[Line | None]:
    """Short lines of a head or foot stand each alone, unless one goes on in lower case."""
    found: list[Line | None] = []
    for line in column:
        before = found[-1].text if found and found[-1] else ""
        goes_on = line.text[:1].islower() and not _MARKER.match(line.text)
        if found and not goes_on and not _dates_on(before, line.text):
            found.append(None)
        found.append(line)
    return [*found, None]


def _dates_on(before: str, text: str) -> bool:
    """ "An Hòa, ngày 05 tháng 3 năm" above "2024": a date a narrow column broke."""
    return text[:1].isdigit() and re.search(r"\b(?:ngày|tháng|năm)\s*$", before) is not None
