"""A plan as DOCX: real Word tables, merged title rows, repeated heads, pages numbered as Decree 30/2020 asks."""

from __future__ import annotations

from docx import Document
from docx.document import Document as Doc
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph as Words

from thuocdo.demo.papers.paper import Annex, Paper, Paragraph
from thuocdo.documents.output.word import ground, pair, put, rule, saved
from thuocdo.documents.rules.official import BLANK


def docx(paper: Paper) -> bytes:
    """The same bytes for the same plan, so that a second run finds the file it stored before."""
    doc = Document()
    ground(doc)
    _head(doc, paper)
    for paragraph in paper.body:
        _body(doc.add_paragraph(), paragraph)
    _foot(doc, paper)
    for annex in paper.annexes:
        _annex(doc, paper, annex)
    return saved(doc)


def _head(doc: Doc, paper: Paper) -> None:
    left, right = pair(doc, 66, 99)
    for line in paper.authority:
        put(left, line, 12)
    put(left, paper.issuer, 12, bold=True)
    rule(left, Mm(22))
    put(left, f"Số:{BLANK}/{paper.symbol}", 13)
    put(right, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", 12, bold=True)
    put(right, "Độc lập - Tự do - Hạnh phúc", 13, bold=True)
    rule(right, Mm(20))
    put(right, f"{paper.place}, ngày{BLANK}tháng {paper.month} năm {paper.year}", 13, italic=True)
    put(doc, paper.kind, 14, bold=True).paragraph_format.space_before = Pt(16)
    for line in paper.title:
        put(doc, line, 14, bold=True)
    rule(doc, Mm(60))


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
    left, right = pair(doc, 82, 83)
    put(left, "Nơi nhận:", 12, bold=True, italic=True).alignment = ALIGN.LEFT
    for line in paper.recipients:
        put(left, f"- {line}", 11).alignment = ALIGN.LEFT
    for line in paper.signature:
        put(right, line, 13, bold=True)
    for _ in range(4):
        put(right, "", 13)
    put(right, paper.signer, 13, bold=True)


def _annex(doc: Doc, paper: Paper, annex: Annex) -> None:
    _landscape(doc.add_section(WD_SECTION.NEW_PAGE))
    put(doc, annex.heading, 13, bold=True)
    put(doc, annex.title, 13, bold=True)
    basis = f"(Kèm theo Kế hoạch số:{BLANK}/{paper.symbol} ngày{BLANK}/{paper.month}/{paper.year} của Sở Giáo dục và Đào tạo)"
    put(doc, basis, 13, italic=True)
    rule(doc, Mm(100)).paragraph_format.space_after = Pt(6)
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
