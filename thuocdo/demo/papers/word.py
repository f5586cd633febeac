"""A plan as DOCX: real Word tables, merged title rows, repeated heads, pages numbered as Decree 30/2020 asks."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph as Words

from thuocdo.demo.papers.paper import Annex, Paper, Paragraph

FONT = "Times New Roman"
BLANK = "\u00a0" * 8  # room for the pen: a draft has neither number nor day


def docx(paper: Paper) -> bytes:
    """The same bytes for the same plan, so that a second run finds the file it stored before."""
    doc = Document()
    _ground(doc)
    _head(doc, paper)
    for paragraph in paper.body:
        _body(doc.add_paragraph(), paragraph)
    _foot(doc, paper)
    for annex in paper.annexes:
        _annex(doc, paper, annex)
    return _saved(doc)


def _ground(doc: Doc) -> None:
    """A4; margins 20, 20, 30, 15 mm; Times New Roman 13; the folio in the top margin from page 2 on."""
    style = doc.styles["Normal"]
    style.font.name, style.font.size = FONT, Pt(13)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), FONT)
    style.paragraph_format.space_after = Pt(0)
    section = doc.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = Mm(10)
    section.different_first_page_header_footer = True
    folio = section.header.paragraphs[0]
    folio.alignment = ALIGN.CENTER
    folio._p.append(parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r/></w:fldSimple>'))


def _head(doc: Doc, paper: Paper) -> None:
    left, right = _pair(doc, 66, 99)
    for line in paper.authority:
        _line(left, line, 12)
    _line(left, paper.issuer, 12, bold=True)
    _rule(left, Mm(22))
    _line(left, f"Số:{BLANK}/{paper.symbol}", 13)
    _line(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    _line(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    _rule(right, Mm(20))
    _line(right, f"{paper.place}, ngày{BLANK}tháng {paper.month} năm {paper.year}", 13, italic=True)
    _line(doc, paper.kind, 14, bold=True).paragraph_format.space_before = Pt(16)
    for line in paper.title:
        _line(doc, line, 14, bold=True)
    _rule(doc, Mm(60))


def _body(words: Words, paragraph: Paragraph) -> None:
    words.alignment = ALIGN.JUSTIFY
    words.paragraph_format.first_line_indent = Mm(12.7)
    words.paragraph_format.space_before = Pt(6)
    words.paragraph_format.keep_with_next = paragraph.kind != "text"
    for run in paragraph.runs:
        piece = words.add_run(run.text)
        piece.bold = paragraph.kind != "text" or run.style == "bold"
        piece.italic = run.style == "italic"


def _foot(doc: Doc, paper: Paper) -> None:
    doc.paragraphs[-1].paragraph_format.keep_with_next = True
    doc.add_paragraph().paragraph_format.keep_with_next = True
    left, right = _pair(doc, 82, 83)
    _line(left, "Nơi nhận:", 12, bold=True, italic=True).alignment = ALIGN.LEFT
    for line in paper.recipients:
        _line(left, f"- {line}", 11).alignment = ALIGN.LEFT
    for line in paper.signature:
        _line(right, line, 13, bold=True)
    for _ in range(4):
        _line(right, "", 13)
    _line(right, paper.signer, 13, bold=True)


def _annex(doc: Doc, paper: Paper, annex: Annex) -> None:
    _landscape(doc.add_section(WD_SECTION.NEW_PAGE))
    _line(doc, annex.heading, 13, bold=True)
    _line(doc, annex.title, 13, bold=True)
    basis = f"(Kèm theo Kế hoạch số:{BLANK}/{paper.symbol} ngày{BLANK}/{paper.month}/{paper.year} của Sở Giáo dục và Đào tạo)"
    _line(doc, basis, 13, italic=True)
    _rule(doc, Mm(100)).paragraph_format.space_after = Pt(6)
    table = doc.add_table(rows=0, cols=len(annex.columns))
    table.style, table.autofit = "Table Grid", False
    for column, share in zip(table.columns, annex.widths, strict=True):
        column.width = Mm(262 * share / sum(annex.widths))
    _row(table, annex, annex.columns, bold=True)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for row in annex.rows:
        _row(table, annex, row, bold=len(row) < len(annex.columns))


def _landscape(section: Section) -> None:
    """Each annex counts its own pages."""
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin, section.bottom_margin = Mm(20), Mm(15)
    numbers = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
    section._sectPr.insert_element_before(numbers, "w:cols", "w:titlePg", "w:docGrid")


def _row(table: Table, annex: Annex, texts: tuple[str, ...], *, bold: bool) -> None:
    cells = table.add_row().cells
    last = len(texts) - 1
    if len(texts) < len(cells):
        cells[last].merge(cells[-1])
    head = texts is annex.columns
    for i, text in enumerate(texts):
        middle = head or (i in annex.center and not (bold and i == last))
        for n, line in enumerate(text.split("\n")):
            words = cells[i].paragraphs[0] if n == 0 else cells[i].add_paragraph()
            words.alignment = ALIGN.CENTER if middle else ALIGN.LEFT
            words.paragraph_format.space_before = words.paragraph_format.space_after = Pt(2)
            run = words.add_run(line)
            run.bold, run.font.size = bold, Pt(12)


def _pair(doc: Doc, *widths: int) -> tuple[_Cell, _Cell]:
    """Two blocks side by side, `widths` in mm, without lines."""
    table = doc.add_table(rows=1, cols=2)
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = column.cells[0].width = Mm(width)
    table.rows[0]._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
    left, right = table.rows[0].cells
    return left, right


def _line(place: Doc | _Cell, text: str, size: int, *, bold: bool = False, italic: bool = False) -> Words:  # fmt: skip
    fresh = isinstance(place, _Cell) and len(place.paragraphs) == 1 and not place.text
    words = place.paragraphs[0] if fresh else place.add_paragraph()
    words.alignment = ALIGN.CENTER
    run = words.add_run(text)
    run.bold, run.italic, run.font.size = bold, italic, Pt(size)
    return words


def _rule(place: Doc | _Cell, inset: int) -> Words:
    """The short line under a name: the upper border of a narrow empty paragraph."""
    words = _line(place, "", 4)
    words.paragraph_format.left_indent = words.paragraph_format.right_indent = inset
    words.paragraph_format.space_before = Pt(2)
    border = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="1"/></w:pBdr>'
    words._p.get_or_add_pPr().insert_element_before(
        parse_xml(border), "w:spacing", "w:ind", "w:jc", "w:rPr"
    )
    return words


def _saved(doc: Doc) -> bytes:
    """Word's zip carries the time of packing; here every entry has the same."""
    packed, plain = io.BytesIO(), io.BytesIO()
    doc.save(packed)
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(plain, "w") as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name), source.read(name), zipfile.ZIP_DEFLATED)
    return plain.getvalue()
