"""What letters and named documents share in Word: head, receivers, paragraphs, foot (Decree 30/2020, Annexes I and III);
and where the PDF finds its fonts."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.conf import settings
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Words

from thuocdo.documents.output.word import breadth, card, pair, put, rule
from thuocdo.documents.rules.breaking import tied
from thuocdo.documents.rules.grids import Table
from thuocdo.documents.rules.official import Official

FOLDER = Path(__file__).parent
UPRIGHT, LYING = 165, 252  # mm between the margins of A4
LEFT, RIGHT = 66, 99  # mm: the two blocks of the head
EDGES = 4  # mm a cell keeps free at its sides
UNDER = 0.42  # a rule under a name is a third to half of the line above it


def head(doc: Doc, paper: Official) -> _Cell:
    """Whose document it is and its number at the left, the motto, place and date at the right; returns the left."""
    card(doc, paper.about, paper.issuer, paper.day or paper.written)
    left, right = pair(doc, LEFT, RIGHT)
    if paper.authority:
        put(left, _named(paper.authority, paper.place), 12)
    put(left, _named(paper.issuer, paper.place), 12, bold=True)
    line_under(left, paper.issuer, 12, LEFT - EDGES)
    put(left, paper.number_line, 13)
    put(right, paper.MOTTO[0], 12, bold=True)
    put(right, paper.MOTTO[1], 13, bold=True)
    rule(right, Mm(20))
    put(right, paper.place_and_date, 13, italic=True)
    return left


def _named(name: str, place: str) -> str:
    """A name in the left block of the head."""
    return tied(name, LEFT - EDGES, lambda text: breadth(text, 12), place)


def line_under(place: Doc | _Cell, text: str, size: int, room: float) -> Words:
    length = min(breadth(text, size), room) * UNDER
    return rule(place, Mm((room - length) / 2))


def to(doc: Doc, paper: Official) -> None:
    """One receiver beside *Kính gửi*, several under it."""
    beside = "" if paper.receivers else f" {paper.to[0]}"
    first = put(doc, f"{paper.TO}{beside}", 14)
    first.paragraph_format.space_before = first.paragraph_format.space_after = Pt(12)
    for receiver in paper.receivers:
        words = put(doc, receiver, 14)
        words.alignment = ALIGN.LEFT
        words.paragraph_format.left_indent = Mm(50)


def paragraph(doc: Doc, text: str, *, bold: bool = False, italic: bool = False) -> Words:
    words = doc.add_paragraph()
    run = words.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    words.alignment = ALIGN.JUSTIFY
    words.paragraph_format.first_line_indent = Mm(12.7)
    words.paragraph_format.space_before = words.paragraph_format.space_after = Pt(6)
    return words


def foot(doc: Doc, paper: Official) -> None:
    """The last words stay with the signature: a signature alone on a page is not accepted."""
    last = doc.element.body[-2]
    for words in last.xpath("self::w:p | self::w:tbl/w:tr[position() > last() - 2]//w:p"):
        words.get_or_add_pPr()._insert_keepNext(OxmlElement("w:keepNext"))
    doc.add_paragraph().paragraph_format.keep_with_next = True
    left, right = pair(doc, 82, 83)
    put(left, paper.RECIPIENTS, 12, bold=True, italic=True).alignment = ALIGN.LEFT
    for line in paper.recipient_lines:
        put(left, line, 11).alignment = ALIGN.LEFT
    for line in paper.signature:
        put(right, line, 14, bold=True)
    for _ in range(4):
        put(right, "", 14)
    put(right, paper.signer, 14, bold=True)


def words_of(paper: Official) -> dict[str, Any]:
    """What head and foot of the PDF print."""
    return {
        **{key: getattr(paper, key) for key in ("about", "to", "signature", "signer")},
        **{key: _named(getattr(paper, key), paper.place) for key in ("authority", "issuer")},
        "number_line": paper.number_line,
        "place_and_date": paper.place_and_date,
        "motto": paper.MOTTO,
        "receivers": paper.receivers,
        "recipients": paper.recipient_lines,
    }  # fmt: skip


def drawn(table: Table) -> dict[str, Any]:
    """A table as the PDF draws it."""
    rows = range(len(table.rows))
    return {
        "widths": [column.width for column in table.columns],
        "heads": [[asdict(head) for head in row] for row in table.heads()],
        "rows": [
            {
                "cells": table.shown(n),
                "sides": [table.side(n, at) for at in range(len(table.rows[n]))],
                "bold": table.bold(n),
            }
            for n in rows
        ],
        "title": table.title,
        "unit": table.unit_line,
        "note": table.note,
    }


def pdf(template: str, words: Mapping[str, Any]) -> bytes:
    """Set by typst. Times New Roman where the agency has put it into the fonts of its installation, else the typeface
    that comes with typst: the same words and breaks on every machine with the same fonts."""
    import typst

    fonts = settings.HOME / "fonts"
    return typst.compile(
        str(FOLDER / template),
        sys_inputs={"paper": json.dumps(words, ensure_ascii=False)},
        font_paths=[str(fonts)] if fonts.is_dir() else [],
        ignore_system_fonts=True,
        format="pdf",
    )
