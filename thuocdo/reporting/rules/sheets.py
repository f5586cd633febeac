"""The uploaded sheet as a grid, and which of its empty cells seem to be asked for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from thuocdo.lawbook.text import fold
from thuocdo.reporting.rules.figures import ADDED, Gather, Input, Kind

CODES = "_ma"  # the hidden sheet of a copy: whose answer it is
_NUMBERING = re.compile(r"[\s\d.,()*+-]*([IVX]+|[A-Za-zĐđ])?[\s.)]*")
MOST_INPUTS = 2000  # cells of one collection that may be filled


@dataclass(frozen=True)
class Slot:
    """One cell as drawn. `formula`: Excel computes it; `rows`, `columns`: how far it reaches over others."""

    row: int
    column: int
    ref: str
    text: str = ""
    formula: bool = False
    bold: bool = False
    rows: int = 1
    columns: int = 1

    @property
    def empty(self) -> bool:
        return not self.text and not self.formula


@dataclass(frozen=True)
class Sheet:
    """The slots that are drawn, line by line; what lies under a merged cell is not among them."""

    number: int
    name: str
    lines: tuple[tuple[Slot, ...], ...]

    def slots(self) -> Iterable[Slot]:
        return (slot for line in self.lines for slot in line)


def proposed(sheets: Sequence[Sheet]) -> list[Input]:
    """Empty cells that stand under a heading and beside a row's words, within one table.

    A table ends at the first line that holds nothing: title lines above and signatures below ask nothing.
    """
    return [found for sheet in sheets for found in _of_sheet(sheet)][:MOST_INPUTS]


def _of_sheet(sheet: Sheet) -> Iterable[Input]:
    heads: dict[int, str] = {}
    over: dict[int, str] = {}  # the wide heading just above, for the narrower ones under it
    for line in sheet.lines:
        texts = [s for s in line if s.text]
        if not texts:
            heads, over = {}, {}
            continue
        asks = [s for s in line if s.empty and heads.get(s.column) and _left(texts, s)]
        if _heading(line) and (not asks or (over and line[0].empty)):
            heads |= _named(texts, over)
            over = _wide(texts)
            continue
        over = {}
        units = [column for column, head in heads.items() if _of_units(head)]
        beside = _words(texts)
        for slot in () if _asks_nothing(line, beside, units) else asks:
            yield asked(sheet.number, slot, beside, heads[slot.column], _in(line, units))


def _named(texts: Sequence[Slot], over: dict[int, str]) -> dict[int, str]:
    """Headings by column; two called alike under different wide ones stay apart."""
    found = {}
    for slot in texts:
        for column in range(slot.column, slot.column + slot.columns):
            found[column] = f"{over[column]}: {slot.text}" if column in over else slot.text
    return found


def _wide(texts: Sequence[Slot]) -> dict[int, str]:
    return {
        column: slot.text
        for slot in texts
        if slot.columns > 1
        for column in range(slot.column, slot.column + slot.columns)
    }


def _heading(line: Sequence[Slot]) -> bool:
    """A line of headings: two or more words side by side, none of them a figure, none missing between."""
    filled = [at for at, slot in enumerate(line) if slot.text]
    if len(filled) < 2 or filled[-1] - filled[0] != len(filled) - 1:
        return False
    return all(any(c.isalpha() for c in line[at].text) for at in filled)


def _of_units(head: str) -> bool:
    """Does the column say in what each row is counted (*ĐVT*)? It is part of the sheet, never asked for."""
    return fold(head) in ("dvt", "don vi tinh")


def _in(line: Sequence[Slot], units: Sequence[int]) -> str:
    return next((slot.text for slot in line if slot.column in units and slot.text), "")


def _asks_nothing(line: Sequence[Slot], beside: str, units: Sequence[int]) -> bool:
    """A line that only names what follows (no unit beside it), or a total that Excel computes."""
    if units and not _in(line, units):
        return True
    return any(slot.formula for slot in line) and bool(re.match(r"(tong|cong)\b", fold(beside)))


def _left(texts: Sequence[Slot], slot: Slot) -> bool:
    return any(t.column < slot.column for t in texts)


def _words(texts: Sequence[Slot]) -> str:
    """What a row is about: its first words that are not a bare number (1, II, a)."""
    return next((t.text for t in texts if not _NUMBERING.fullmatch(t.text)), texts[0].text)


def asked(sheet: int, slot: Slot, beside: str, head: str, unit: str = "") -> Input:
    """An input with the kind its heading speaks of, or the unit its row is counted in."""
    of_head = kind_of(head)
    kind = of_head if of_head in ("text", "date") else kind_of(f"{head} {beside}")
    if kind in ADDED and unit == "%":
        kind = "percent"
    counted = f" ({_flat(unit)})" if unit else ""
    label = " · ".join(part for part in (_flat(beside) + counted, _flat(head)) if part)
    return Input(
        sheet, slot.ref, label[:300], kind, gather_of(kind), required=kind not in ("text", "date")
    )


def labelled(sheet: Sheet, ref: str) -> Input:
    """An input a person marked by hand: named by what stands to its left and above it."""
    slot = next(s for s in sheet.slots() if s.ref == ref)
    beside = [s for line in sheet.lines for s in line if s.row == slot.row and s.text]
    above = [s for s in sheet.slots() if s.row < slot.row and s.text and _over(s, slot)]
    words = _words([s for s in beside if s.column < slot.column] or [slot])
    heads = [s for s in sheet.slots() if _of_units(s.text)]
    unit = _in(beside, [head.column for head in heads])
    return asked(sheet.number, slot, words, _head_of(sheet, above), unit)


def _head_of(sheet: Sheet, above: Sequence[Slot]) -> str:
    """The nearest words above, after the wide heading they stand under."""
    if not above:
        return ""
    near, over = above[-1], {}
    for line in sheet.lines:
        if line and line[0].row == near.row - 1 and _heading(line):
            over = _wide([s for s in line if s.text])
    return f"{over[near.column]}: {near.text}" if near.column in over else near.text


def _over(above: Slot, slot: Slot) -> bool:
    return above.column <= slot.column < above.column + above.columns


def kind_of(words: str) -> Kind:
    """
    >>> kind_of("Tỷ lệ (%) Học sinh"), kind_of("Ghi chú Trường A"), kind_of("Số lớp Tiểu học")
    ('percent', 'text', 'number')
    """
    text = fold(words)
    if "%" in text or re.search(r"\bty le\b", text):
        return "percent"
    if re.search(r"\b(ghi chu|ho va ten|ho ten|ly do|noi dung|kho khan|giai phap|de xuat)\b", text):
        return "text"
    if re.search(r"\bngay (ban hanh|hoan thanh|to chuc|thang)\b", text):
        return "date"
    return "number"


def gather_of(kind: Kind) -> Gather:
    return "sum" if kind in ADDED else "list"


def _flat(text: str) -> str:
    return " ".join(text.split())
