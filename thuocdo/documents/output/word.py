"""What every Word file of an office is made of: the page of Decree 30/2020, lines, two blocks side by side."""

from __future__ import annotations

import datetime as dt
import io
import zipfile

from docx.document import Document as Doc
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm, Pt
from docx.table import _Cell
from docx.text.paragraph import Paragraph as Words

FONT = "Times New Roman"


def ground(doc: Doc, size: int = 13) -> None:
    """A4; margins 20, 20, 30, 15 mm; Times New Roman; the folio in the top margin from page 2 on (annex I)."""
    style = doc.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(size)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    for language in doc.styles.element.iter(
        qn("w:lang")
    ):  # else Word underlines every word as bad English
        language.set(qn("w:val"), "vi-VN")
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    folio = section.header.paragraphs[0]
    folio.alignment = ALIGN.CENTER
    folio._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r/></w:fldSimple>'))


def card(doc: Doc, title: str, author: str, day: dt.date) -> None:
    """What the file says of itself."""
    said = doc.core_properties
    said.title, said.author, said.last_modified_by, said.comments = title[:255], author[:255], author[:255], ""  # fmt: skip
    said.created = said.modified = dt.datetime.combine(day, dt.time())


def pair(doc: Doc, *widths: int) -> tuple[_Cell, _Cell]:
    """Two blocks side by side, `widths` in mm, without lines."""
    table = doc.add_table(rows=1, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = column.cells[0].width = Mm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = table.rows[0].cells
    return left, right


def breadth(text: str, size: int) -> float:
    """About how many mm a line of bold Times New Roman is wide: capitals 0.72 em, small letters 0.48, the rest 0.3."""
    ems = sum(0.72 if c.isupper() else 0.48 if c.isalnum() else 0.3 for c in text)
    return ems * size * 0.3528


def put(place: Doc | _Cell, text: str, size: int, *, bold: bool = False, italic: bool = False) -> Words:  # fmt: skip
    fresh = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.text
    words = place.paragraphs[0] if fresh else place.add_paragraph()
    words.alignment = ALIGN.CENTER
    run = words.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return words


def rule(place: Doc | _Cell, inset: int) -> Words:
    """The short line under a name: the upper border of a narrow empty paragraph."""
    words = put(place, "", 4)
    words.paragraph_format.left_indent = words.paragraph_format.right_indent = inset
    words.paragraph_format.space_before = Pt(2)
    words.paragraph_format.line_spacing = Pt(6)  # else the empty line is as high as a full one
    border = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1"/></w:pBdr>'
    words._p.get_or_add_pPr().insert_element_before(
        parse_xml(border), "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return words


def saved(doc: Doc) -> bytes:
    """Word's zip carries the time of packing; here every entry has the same, so that equal words are equal bytes."""
    packed, plain = io.BytesIO(), io.BytesIO()
    doc.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(plain, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return plain.getvalue()
