"""An official letter as DOCX, to be finished in Word, and as PDF: the same words in the form of Decree 30/2020."""

from __future__ import annotations

import json
from pathlib import Path

from docx import Document
from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement
from docx.shared import Mm, Pt
from docx.table import Table as WordTable

from thuocdo.documents.output.word import ground, pair, put, rule, saved
from thuocdo.documents.rules.letters import Letter, Table

TEMPLATE = Path(__file__).parent / "letter.typ"
TEXT_WIDTH = 165  # mm between the margins


def letter_docx(letter: Letter) -> bytes:
    """The same bytes for the same letter."""
    doc = Document()
    ground(doc, 14)
    _head(doc, letter)
    _to(doc, letter)
    for words in letter.body:
        _paragraph(doc, words)
    if letter.table:
        _table(doc, letter.table)
    for words in letter.after:
        _paragraph(doc, words)
    _foot(doc, letter)
    return saved(doc)


def _head(doc: Doc, letter: Letter) -> None:
    left, right = pair(doc, 66, 99)
    if letter.authority:
        put(left, letter.authority, 12)
    put(left, letter.issuer, 12, bold=True)
    rule(left, Mm(22))
    put(left, letter.number_line, 13)
    put(left, letter.about_line, 12)
    put(right, letter.MOTTO[0], 12, bold=True)
    put(right, letter.MOTTO[1], 13, bold=True)
    rule(right, Mm(20))
    put(right, letter.place_and_date, 13, italic=True)


def _to(doc: Doc, letter: Letter) -> None:
    """One receiver beside *Kính gửi*, several under it."""
    receivers = letter.to
    one = len(receivers) == 1
    first = put(doc, f"{letter.TO} {receivers[0]}" if one else letter.TO, 14)
    first.paragraph_format.space_before = first.paragraph_format.space_after = Pt(12)
    for n, receiver in enumerate(() if one else receivers, 1):
        words = put(doc, f"- {receiver}{'.' if n == len(receivers) else ';'}", 14)
        words.alignment = ALIGN.LEFT
        words.paragraph_format.left_indent = Mm(50)


def _paragraph(doc: Doc, text: str) -> None:
    words = doc.add_paragraph(text)
    words.alignment = ALIGN.JUSTIFY
    words.paragraph_format.first_line_indent = Mm(12.7)
    words.paragraph_format.space_before = words.paragraph_format.space_after = Pt(6)


def _table(doc: Doc, given: Table) -> None:
    table = doc.add_table(rows=0, cols=len(given.columns))
    table.style, table.autofit = "Table Grid", False
    for column, share in zip(table.columns, given.widths, strict=True):
        column.width = Mm(TEXT_WIDTH * share / sum(given.widths))
    _row(table, given.columns, range(len(given.columns)), bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in given.rows:
        _row(table, row, given.centered, bold=False)


def _row(table: WordTable, texts: tuple[str, ...], centered, *, bold: bool) -> None:  # type: ignore[no-untyped-def]
    row = table.add_row()
    row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    for i, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        words = cell.paragraphs[0]
        words.alignment = ALIGN.CENTER if i in centered else ALIGN.LEFT
        words.paragraph_format.space_before = words.paragraph_format.space_after = Pt(2)
        run = words.add_run(text)
        run.bold, run.font.size = bold, Pt(12)


def _foot(doc: Doc, letter: Letter) -> None:
    """The last words stay with the signature: a signature alone on a page is not accepted."""
    doc.paragraphs[-1].paragraph_format.keep_with_next = True
    doc.add_paragraph().paragraph_format.keep_with_next = True
    left, right = pair(doc, 82, 83)
    put(left, letter.RECIPIENTS, 12, bold=True, italic=True).alignment = ALIGN.LEFT
    for n, words in enumerate(letter.recipients, 1):
        end = "." if n == len(letter.recipients) else ";"
        put(left, f"- {words}{end}", 11).alignment = ALIGN.LEFT
    for words in letter.signature:
        put(right, words, 14, bold=True)
    for _ in range(4):
        put(right, "", 14)
    put(right, letter.signer, 14, bold=True)


def letter_pdf(letter: Letter) -> bytes:
    """Set by typst with the fonts inside it: the same words and breaks on every machine."""
    import typst

    words = {
        **letter.to_json(),
        "number_line": letter.number_line,
        "place_and_date": letter.place_and_date,
        "motto": letter.MOTTO,
    }
    return typst.compile(
        str(TEMPLATE), sys_inputs={"letter": json.dumps(words)}, ignore_system_fonts=True, format="pdf"
    )  # fmt: skip
