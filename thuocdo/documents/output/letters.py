"""An official letter as DOCX, to be finished in Word, and as PDF: the same words in the form of Decree 30/2020."""

from __future__ import annotations

from docx import Document

from thuocdo.documents.output import official
from thuocdo.documents.output.papers import annex_pages, annex_words
from thuocdo.documents.output.word import ground, put, saved
from thuocdo.documents.output.word_tables import grid
from thuocdo.documents.rules.grids import Column, Table
from thuocdo.documents.rules.letters import Letter
from thuocdo.documents.rules.letters import Table as Listed
from thuocdo.documents.rules.papers import Annex


def letter_docx(letter: Letter) -> bytes:
    """The same bytes for the same letter."""
    doc = Document()
    ground(doc, 14)
    put(official.head(doc, letter), letter.about_line, 12)
    official.to(doc, letter)
    for words in letter.body:
        official.paragraph(doc, words)
    if letter.table and not letter.annex:
        grid(doc, _table(letter.table), official.UPRIGHT, 12)
    for words in letter.after:
        official.paragraph(doc, words)
    official.foot(doc, letter)
    if annex := _annex(letter):
        annex_pages(doc, letter.annex_line, letter.ANNEX, annex)
    return saved(doc)


def letter_pdf(letter: Letter) -> bytes:
    """The same words, set by typst."""
    return official.pdf(
        "letter.typ",
        {
            **official.words_of(letter),
            "about_line": letter.about_line,
            "body": letter.body,
            "table": letter.table and official.drawn(_table(letter.table)),
            "after": letter.after,
            "annex": (annex := _annex(letter)) and annex_words(letter.ANNEX, annex),
            "attached": letter.annex_line,
        },
    )


def _annex(letter: Letter) -> Annex | None:
    """The table as pages of its own, upright."""
    if letter.table is None or letter.annex is None:
        return None
    return Annex(letter.annex.title, _table(letter.table), landscape=False)


def _table(listed: Listed) -> Table:
    columns = (
        Column(head, width, side="center" if at in listed.centered else "left")
        for at, (head, width) in enumerate(zip(listed.columns, listed.widths, strict=True))
    )
    return Table(tuple(columns), listed.rows)
