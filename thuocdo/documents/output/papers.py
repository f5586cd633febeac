"""A document with a name (*báo cáo*) as DOCX, to be finished in Word, and as PDF: form 1.4 of Annex III of Decree 30/2020."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from thuocdo.design.words import long_day, number
from thuocdo.documents.output import official
from thuocdo.documents.output.word import ground, put, saved
from thuocdo.documents.output.word_tables import grid, tiny
from thuocdo.documents.rules.papers import Annex, Line, Pack, Paper

LOOKS: Mapping[str, dict[str, bool]] = {"part": {"bold": True}, "item": {"bold": True}, "basis": {"italic": True}}  # fmt: skip


def paper_docx(paper: Paper) -> bytes:
    """The same bytes for the same paper; no code of a figure is in them."""
    doc = Document()
    ground(doc, 14)
    official.head(doc, paper)
    _name(doc, paper)
    if paper.to:
        official.to(doc, paper)
    for piece in paper.body():
        if isinstance(piece, Line):
            words = official.paragraph(doc, piece.text, **LOOKS.get(piece.kind, {}))
            words.paragraph_format.keep_with_next = piece.kind in ("part", "item", "point")
        else:
            grid(doc, piece.table, official.UPRIGHT, _size(len(piece.table.columns)))
    official.foot(doc, paper)
    for label, annex in zip(paper.annex_labels, paper.annexes, strict=True):
        annex_pages(doc, paper.attached, label, annex)
    return saved(doc)


def _name(doc: Doc, paper: Paper) -> None:
    put(doc, paper.name_line, 14, bold=True).paragraph_format.space_before = Pt(14)
    put(doc, paper.about, 14, bold=True)
    room = official.UPRIGHT
    official.line_under(doc, paper.about, 14, room).paragraph_format.space_after = Pt(8)


def annex_pages(doc: Doc, attached: str, label: str, annex: Annex) -> None:
    """On pages of its own, numbered from 1 again (Annex I, IV)."""
    section = doc.add_section()
    tiny_end(doc)
    long, short = Mm(297), Mm(210)
    section.orientation = WD_ORIENT.LANDSCAPE if annex.lies else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = (long, short) if annex.lies else (short, long)
    for old in section._sectPr.xpath("w:pgNumType"):
        section._sectPr.remove(old)
    section._sectPr.insert_element_before(
        parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>'),
        "w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:docGrid",
    )  # fmt: skip
    put(doc, label, 14, bold=True)
    put(doc, annex.title.upper(), 14, bold=True)
    put(doc, attached, 14, italic=True).paragraph_format.space_after = Pt(8)
    width = official.LYING if annex.lies else official.UPRIGHT
    grid(doc, annex.table, width, _size(len(annex.table.columns)))
    tiny(doc)


def tiny_end(doc: Doc) -> None:
    """The paragraph that carries the end of a section takes no room: it would open an empty page after a full one."""
    end = doc.paragraphs[-1]
    end.paragraph_format.space_before = Pt(0)
    end.paragraph_format.line_spacing = Pt(1)


def _size(columns: int) -> int:
    """Points: many columns make small letters."""
    return 12 if columns <= 7 else 11 if columns <= 11 else 10


def paper_pdf(paper: Paper) -> bytes:
    """The same words, set by typst."""
    return official.pdf("paper.typ", _all_words(paper))


def pack_pdf(pack: Pack) -> bytes:
    """*Tài liệu họp*: a cover and everything the meeting reads, in one file."""
    words = _all_words(pack.paper)
    parts = replace(pack.paper, bases=(), opening=(), parts=pack.review, closing=(), annexes=())
    return official.pdf(
        "pack.typ",
        {
            **words,
            "contents": list(pack.contents),
            "six": [[label, number(n)] for label, n in pack.six],
            "total": number(sum(n for _, n in pack.six)),
            "review": [_unended(_piece(piece)) for piece in parts.body()] if pack.review else [],
            "as_of": f"Tính đến {long_day(pack.paper.written)}",
            "made": f"{pack.paper.place}, {long_day(pack.paper.written)}",
        },
    )


def _unended(piece: dict[str, Any]) -> dict[str, Any]:
    """Without the mark that ends an official document: the review is none."""
    return {**piece, "text": piece["text"].removesuffix("/.")} if "text" in piece else piece


def _all_words(paper: Paper) -> dict[str, Any]:
    annexes = zip(paper.annex_labels, paper.annexes, strict=True)
    return {
        **official.words_of(paper),
        "name": paper.name_line,
        "body": [_piece(piece) for piece in paper.body()],
        "attached": paper.attached,
        "annexes": [annex_words(label, annex) for label, annex in annexes],
    }


def annex_words(label: str, annex: Annex) -> dict[str, Any]:
    """What the pages of an annex print."""
    return {
        "label": label,
        "title": annex.title.upper(),
        "lies": annex.lies,
        "size": _size(len(annex.table.columns)),
        "table": official.drawn(annex.table),
    }


def _piece(piece: Any) -> dict[str, Any]:
    if isinstance(piece, Line):
        return {"kind": piece.kind, "text": piece.text}
    return {"kind": "table", "size": _size(len(piece.table.columns)), "table": official.drawn(piece.table)}  # fmt: skip
