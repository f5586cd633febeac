"""From blocks to lines: a paragraph cut by a page or by a line's end is put together again."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from thuocdo.documents.rules.blocks import Block
from thuocdo.plans.intake.cleaning import clean
from thuocdo.plans.rules.markers import marked
from thuocdo.plans.rules.paper import Line, line

_PAGE_NUMBER = re.compile(
    r"[-–\s]*(?:Trang\s*)?\d{1,3}(?:\s*/\s*\d{1,3})?[-–\s]*|[-–_=*.\s]{3,}", re.I
)
_PART = re.compile(
    r"(?:Chương|Phần|Mục|CHƯƠNG|PHẦN|MỤC)\s+(?:[IVX]+|\d{1,2})\s*[.:]?"
)  # its words follow
_BASIS = re.compile(r"(?:Căn cứ|(?:Thực hiện|Triển khai)\s+(?:Nghị quyết|Quyết định|Kế hoạch|Chỉ thị|Công văn|Chương trình)\s+số)\b")  # fmt: skip
_ENDED = re.compile(r"[.;:!?…/][\s”\"')]*$")
_OPEN_END = re.compile(
    r"(?:,|[-–(]|\b(?:và|của|các|cho|về|trong|(?<!tiếp )theo|với|tại|để|đến|là|từ|bằng|hoặc|những|được|có|trên|do|khi|tới|như|một|việc|sự|đối với|không|phải|sẽ|đã|nhằm|giữa|bởi|mà))\s*$",
    re.IGNORECASE,
)


def mid_sentence(text: str) -> bool:
    """Do the words stop where no sentence can?

    >>> mid_sentence("nâng cao nhận thức của các"), mid_sentence("Ban hành Kế hoạch năm 2023")
    (True, False)
    """
    return bool(_OPEN_END.search(text))


def joined_lines(blocks: Sequence[Block]) -> list[Line]:
    """Paragraph blocks as lines, cut ones joined with one space; a table between parts them."""
    cleaned = [(block, clean(block.text)) for block in blocks]
    paragraphs = [(b, t) for b, t in cleaned if b.kind == "paragraph" and _says_something(t)]
    wrap, gapped = _wrap_width(paragraphs), _gapped(paragraphs)
    lines: list[Line] = []
    last: Block | None = None
    for block, text in cleaned:
        if block.kind == "row":
            last = None
        if block.kind == "row" or not _says_something(text):
            continue
        near = gapped and last is not None and block.number == last.number + 1
        if lines and last and _continues(lines[-1], text, block, near, wrap):
            before = lines.pop()
            lines.append(line(before.number, before.page, f"{before.text} {text}", before.bold))
        else:
            lines.append(line(block.number, block.page, text, block.bold))
        last = block
    return lines


def _says_something(text: str) -> bool:
    return bool(text) and not _PAGE_NUMBER.fullmatch(text) and not _PART.fullmatch(text)


def _gapped(paragraphs: Iterable[tuple[Block, str]]) -> bool:
    """Does this text part its paragraphs by empty lines? Then neighbours are one paragraph."""
    numbers = [b.number for b, _ in paragraphs]
    gaps = [after - before for before, after in itertools.pairwise(numbers)]
    return bool(gaps) and sum(gap > 1 for gap in gaps) * 2 > len(gaps)


def _wrap_width(paragraphs: Sequence[tuple[Block, str]]) -> int | None:
    """The line length of a text wrapped by hand; None where paragraphs run free."""
    lengths = sorted(len(text) for _, text in paragraphs)
    if len(lengths) < 20:
        return None
    widest = lengths[-1]
    return widest if widest <= 140 and lengths[len(lengths) * 3 // 4] > 55 else None


def _continues(before: Line, text: str, block: Block, adjacent: bool, wrap: int | None) -> bool:
    if marked(text).kind != "none" or _is_capitals(before.text) or _BASIS.match(text):
        return False
    if _ENDED.search(before.text):
        listed = before.text.endswith(";") and text[:1].islower()
        return listed and (adjacent or bool(wrap))
    if re.match(r"(?:KT|TM|TL|TUQ|Q)\.|Nơi nhận|PHỤ LỤC|Phụ lục", text):
        return False
    if before.bold and not block.bold and not mid_sentence(before.text):
        return False
    starts_low = text[:1].islower() or text[:1] in ",;)"
    if starts_low or (mid_sentence(before.text) and len(before.text) > 40):
        return True
    if adjacent and before.bold == block.bold and len(before.text) > 60:
        return not _is_capitals(text)
    if wrap and len(before.text) % max(wrap, 1) > wrap * 0.75:
        return not _is_capitals(text) and not block.bold
    return False


def _is_capitals(text: str) -> bool:
    return text.isupper()
