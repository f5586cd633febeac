"""A table in Word: heads of one or two storeys repeated on every page, rows never cut.

Written as XML at once: python-docx finds each cell anew, which takes a minute for seven hundred schools.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt

from thuocdo.documents.output.word import put
from thuocdo.documents.rules.grids import Table

TWIPS = 56.6929  # twentieths of a point in a mm
CELL = 80  # twips kept free at the left and right of a cell's words


def grid(doc: Doc, table: Table, width: int, size: int) -> None:
    """`width` in mm. Its title and unit stay with its first row."""
    if table.title:
        title = put(doc, table.title, size + 1, bold=True)
        title.paragraph_format.space_before = Pt(6)
        title.paragraph_format.keep_with_next = True
    if table.unit_line:
        unit = put(doc, table.unit_line, size, italic=True)
        unit.alignment = ALIGN.RIGHT
        unit.paragraph_format.keep_with_next = True
    _apart(doc)
    doc.element.body.insert_element_before(parse_xml(_table(table, width, size)), "w:sectPr")
    if table.note:
        put(doc, table.note, size - 1, italic=True).alignment = ALIGN.LEFT


def _apart(doc: Doc) -> None:
    """Word makes one table of two that touch."""
    last = doc.element.body[-2] if len(doc.element.body) > 1 else None
    if last is None or last.tag.endswith("}tbl") or last.find("{*}pPr/{*}sectPr") is not None:
        tiny(doc)


def tiny(doc: Doc) -> None:
    """A paragraph that takes no room."""
    words = put(doc, "", 1)
    words.paragraph_format.line_spacing = Pt(1)


def _table(table: Table, width: int, size: int) -> str:
    shares = sum(column.width for column in table.columns)
    widths = [round(width * TWIPS * column.width / shares) for column in table.columns]
    return "".join(
        (
            f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>',
            '<w:tblLayout w:type="fixed"/><w:tblCellMar>',
            f'<w:left w:w="{CELL}" w:type="dxa"/><w:right w:w="{CELL}" w:type="dxa"/></w:tblCellMar></w:tblPr>',
            "<w:tblGrid>",
            *(f'<w:gridCol w:w="{w}"/>' for w in widths),
            "</w:tblGrid>",
            *_heads(table, widths, size),
            *_rows(table, widths, size),
            "</w:tbl>",
        )
    )


def _heads(table: Table, widths: list[int], size: int) -> Iterator[str]:
    covered: dict[int, int] = {}  # columns whose head goes on from the row above
    for heads in table.heads():
        cells = {
            head.at: _cell(
                head.text, sum(widths[head.at : head.at + head.across]), size,
                bold=True, side="center", across=head.across,
                merge=' w:val="restart"' if head.down > 1 else None,
            )
            for head in heads
        }  # fmt: skip
        cells |= {at: _cell("", w, size, merge="") for at, w in covered.items()}
        yield f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells[at] for at in sorted(cells))}</w:tr>"
        covered = {head.at: widths[head.at] for head in heads if head.down > 1}


def _rows(table: Table, widths: list[int], size: int) -> Iterator[str]:
    """A group row stays with the next, the last two (often a total) with each other."""
    for n in range(len(table.rows)):
        texts, bold = table.shown(n), table.bold(n)
        across = len(widths) // len(texts) if len(texts) == 1 else 1
        cells = (
            _cell(
                text, sum(widths) if across > 1 else widths[at], size, bold=bold, side=table.side(n, at),
                across=across, with_next=across > 1 or n == len(table.rows) - 2,
            )
            for at, text in enumerate(texts)
        )  # fmt: skip
        yield f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"


def _cell(
    text: str,
    width: int,
    size: int,
    *,
    bold: bool = False,
    side: str = "left",
    across: int = 1,
    merge: str | None = None,
    with_next: bool = False,
) -> str:
    span = f'<w:gridSpan w:val="{across}"/>' if across > 1 else ""
    down = "" if merge is None else f"<w:vMerge{merge}/>"
    keep = "<w:keepNext/>" if with_next else ""
    look = f'<w:rPr>{"<w:b/>" if bold else ""}<w:sz w:val="{size * 2}"/></w:rPr>'
    run = f'<w:r>{look}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>' if text else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{down}<w:vAlign w:val="center"/></w:tcPr><w:p><w:pPr>{keep}'
        f'<w:spacing w:before="40" w:after="40"/><w:jc w:val="{side}"/>{look}</w:pPr>{run}</w:p></w:tc>'
    )
