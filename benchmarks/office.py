"""A plan as an office sets it in Word: head and signature in two columns without lines, lists that
Word numbers by itself, cells merged across and down (a cell "^" belongs to the one above it), the
header row of a table repeated on each page, the number of the page in the header.
"""

from __future__ import annotations

import io
import re

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm, Pt
from docx.table import Table
from formats import Text, _page_number

_KIND = re.compile(r"\W*(?:KẾ HOẠCH|CHƯƠNG TRÌNH|QUYẾT ĐỊNH)")
_RIGHT = re.compile(r"\W*(?:CỘNG HÒA|Độc lập|[^,]+, ngày)")
_SIGNER = re.compile(r"\W*(?:TM\.|KT\.|GIÁM ĐỐC|CHỦ TỊCH|HIỆU TRƯỞNG)")
_LISTS = (("decimal", "%1.", r"(\d{1,2})\.\s+"), ("lowerLetter", "%2)", r"([a-z])\)\s+"), ("bullet", "-", r"()-\s+"))  # fmt: skip


def as_docx(texts: list[Text]) -> bytes:
    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Times New Roman", Pt(13)
    style.element.rPr.rFonts.set(docx.oxml.ns.qn("w:eastAsia"), "Times New Roman")
    _page_number(section)
    lists = Lists(document)
    rest = _head(document, texts)
    centred = True  # the word "KẾ HOẠCH" and the title under it
    while rest:
        text = rest.pop(0)
        centred = centred and text.paragraph[-1:] not in ".:;,"
        if text.rows:
            _turn(document)
            _table(document, text.rows)
        elif re.match(r"\W*Nơi nhận", text.paragraph):
            rest = _signature(document, text, rest)
        elif centred:
            paragraph = document.add_paragraph(text.paragraph)
            paragraph.alignment = 1
        else:
            lists.add(text)
    document.add_paragraph()  # a section may not end in a table
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


class Lists:
    """Paragraphs whose number follows the one before are numbered by Word."""

    def __init__(self, document: Document) -> None:
        self.document, self.last, self.number = document, ["", "", ""], 900
        levels = "".join(
            f'<w:lvl w:ilvl="{i}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
            for i, (shape, text, _) in enumerate(_LISTS)
        )
        root = document.part.numbering_part.element
        root.insert(0, parse_xml(f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900">{levels}</w:abstractNum>'))  # fmt: skip

    def add(self, text: Text) -> None:
        level = next((i for i, (*_, p) in enumerate(_LISTS) if re.match(p, text.paragraph)), None)
        number = "" if level is None else re.match(_LISTS[level][2], text.paragraph)[1]
        paragraph = self.document.add_paragraph()
        if level is None or not self._follows(level, number):
            if level is not None or re.match(r"[IVX]+\.|Chương|Mục", text.paragraph):
                self.last = ["", "", ""]
            paragraph.paragraph_format.first_line_indent = Cm(1)
            paragraph.add_run(text.paragraph).bold = text.bold
            return
        paragraph._p.get_or_add_pPr().append(
            parse_xml(
                f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{self.number}"/></w:numPr>'
            )
        )
        paragraph.add_run(text.paragraph[re.match(_LISTS[level][2], text.paragraph).end() :])

    def _follows(self, level: int, number: str) -> bool:
        if level == 2:
            return self.number > 900
        before = self.last[level]
        follows = number in ("1", "a") if not before else _next(before) == number
        if not follows:
            return False
        if number == "1" or (level == 1 and number == "a" and not self.last[0]):
            self._restart()
        self.last[level] = number
        self.last[level + 1 :] = [""] * (2 - level)
        return True

    def _restart(self) -> None:
        self.number += 1
        over = "".join(
            f'<w:lvlOverride w:ilvl="{i}"><w:startOverride w:val="1"/></w:lvlOverride>' for i in range(2)
        )  # fmt: skip
        self.document.part.numbering_part.element.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{self.number}"><w:abstractNumId w:val="900"/>{over}</w:num>')
        )  # fmt: skip


def _next(number: str) -> str:
    return str(int(number) + 1) if number.isdigit() else chr(ord(number) + 1)


def _head(document: Document, texts: list[Text]) -> list[Text]:
    end = next(i for i, text in enumerate(texts) if _KIND.match(text.paragraph))
    lines = [t.paragraph for t in texts[:end]]
    table = document.add_table(rows=2, cols=2)
    table.autofit = False
    number = re.compile(r"\W*Số:")
    _fill(table, 0, 0, [x for x in lines if not _RIGHT.match(x) and not number.match(x)])
    _fill(table, 0, 1, [x for x in lines if re.match(r"\W*(?:CỘNG HÒA|Độc lập)", x)])
    _fill(table, 1, 0, [x for x in lines if number.match(x)])
    _fill(table, 1, 1, [x for x in lines if re.match(r"[^,]+, ngày", x) and not number.match(x)])
    return texts[end:]


def _signature(document: Document, first: Text, rest: list[Text]) -> list[Text]:
    left, right = [first.paragraph], []
    while rest and not _SIGNER.match(rest[0].paragraph):
        left.append(rest.pop(0).paragraph)
    while rest and (_SIGNER.match(rest[0].paragraph) or rest[0].paragraph.isupper()):
        right.append(rest.pop(0).paragraph)
    right += ["", ""]
    if rest and rest[0].paragraph.startswith("("):
        right.append(rest.pop(0).paragraph)
    if rest and not rest[0].rows:
        right.append(rest.pop(0).paragraph)
    table = document.add_table(rows=1, cols=2)
    _fill(table, 0, 0, left)
    _fill(table, 0, 1, right)
    return rest


def _fill(table: Table, row: int, column: int, lines: list[str]) -> None:
    cell = table.cell(row, column)
    for n, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
        paragraph.add_run(line).bold = line.isupper()


def _turn(document: Document) -> None:
    if document.sections[-1].orientation == WD_ORIENT.LANDSCAPE:
        return
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)


def _table(document: Document, rows: tuple[tuple[str, ...], ...]) -> None:
    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    table.rows[0]._tr.get_or_add_trPr().append(docx.oxml.OxmlElement("w:tblHeader"))
    table.autofit = False
    for i in range(len(rows[0])):
        width = Cm((1.2, 8.0, *[15.3 / (len(rows[0]) - 2)] * (len(rows[0]) - 2))[i])
        table.columns[i].width = width
        for cell in table.columns[i].cells:
            cell.width = width
    for r, row in enumerate(rows):
        for c, words in enumerate(row):
            if words and words != "^":
                for n, line in enumerate(re.split(r"<br>|(?<=;) (?=- )", words)):
                    cell = table.cell(r, c)
                    paragraph = cell.paragraphs[0] if n == 0 else cell.add_paragraph()
                    paragraph.add_run(line).bold = r == 0
    for r, row in enumerate(rows):
        filled = [i for i, words in enumerate(row) if words]
        if r and len(filled) <= 2 and filled[-1] <= 1 and row[filled[-1]].isupper():
            table.cell(r, filled[-1]).merge(table.cell(r, len(row) - 1))
    for c in range(len(rows[0])):
        for r in range(1, len(rows)):
            if rows[r][c] == "^" and rows[r - 1][c] != "^":
                last = next((k for k in range(r, len(rows)) if rows[k][c] != "^"), len(rows)) - 1
                table.cell(r - 1, c).merge(table.cell(last, c))
