"""Files made for the readers' tests: small, whole, one feature each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

ROWS = (
    ("TT", "Nội dung", "Đơn vị chủ trì", "Thời gian"),
    ("I", "Cải cách thể chế", "", ""),
    ("1", "Rà soát văn bản quy phạm pháp luật", "Thanh tra", "Quý I/2023"),
    ("2", "Kiểm tra cải cách hành chính", "Văn phòng", "Tháng 8/2023"),
)


def docx_of(fill: Callable) -> bytes:
    import docx

    document = docx.Document()
    fill(document)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def plan_docx() -> bytes:
    def fill(document):
        document.add_paragraph("KẾ HOẠCH").runs[0].bold = True
        table = document.add_table(len(ROWS), 4, style="Table Grid")
        for r, row in enumerate(ROWS):
            for c, text in enumerate(row):
                table.cell(r, c).text = text
        table.cell(1, 1).merge(table.cell(1, 3))
        document.add_paragraph("Nơi nhận: như trên.")

    return docx_of(fill)


def plan_xlsx(fill: Callable | None = None) -> bytes:
    import openpyxl

    book = openpyxl.Workbook()
    sheet = book.active
    if fill:
        fill(book)
    else:
        sheet.append(["KẾ HOẠCH"])
        for row in ROWS:
            sheet.append(row)
        sheet.merge_cells("B3:D3")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


TYPST = """
#set page(margin: 2cm)
#set text(font: ("Noto Serif", "DejaVu Serif", "Libertinus Serif"), lang: "vi")
#strong[KẾ HOẠCH]

#table(columns: (1cm, 1fr, 3cm, 3cm), ..ROWS)
"""


def plan_pdf() -> bytes:
    import typst

    cells = ", ".join(f'"{cell}"' for row in ROWS for cell in row)
    return typst.compile(TYPST.replace("..ROWS", cells).encode())


def _pdf(parts: list[bytes], more: bytes = b"") -> bytes:
    out, places = b"%PDF-1.4\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(parts) + 1)
    trailer = b"trailer\n<</Size %d /Root 1 0 R %s>>\n" % (len(parts) + 1, more)
    return out + head + table + trailer + b"startxref\n%d\n%%%%EOF" % len(out)


_CATALOG = [
    b"<</Type /Catalog /Pages 2 0 R>>",
    b"<</Type /Pages /Kids [3 0 R] /Count 1>>",
]


def locked_pdf() -> bytes:
    """A page behind a password nobody knows: the standard security handler, revision 2."""
    key = b"<</Filter /Standard /V 1 /R 2 /P -4 /O <%s> /U <%s>>>" % (b"41" * 32, b"42" * 32)
    page = b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200]>>"
    return _pdf([*_CATALOG, page, key], b"/Encrypt 4 0 R /ID [<00> <00>]")


def plain_pdf(action: bytes = b"", font: bytes = b"/Subtype /Type1 /BaseFont /Helvetica") -> bytes:
    """Text and a ruled table in an uncompressed content stream: every byte can be reached."""
    drawn = b"BT /F1 12 Tf 20 170 Td (KE HOACH nam 2023) Tj ET\n"
    for y in (20, 60, 100):
        drawn += b"20 %d m 180 %d l S\n" % (y, y)
    for x in (20, 90, 180):
        drawn += b"%d 20 m %d 100 l S\n" % (x, x)
    for x, y in ((25, 70), (95, 70), (25, 30), (95, 30)):
        drawn += b"BT /F1 10 Tf %d %d Td (o %d) Tj ET\n" % (x, y, x + y)
    page = (
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Contents 4 0 R "
        b"/Resources <</Font <</F1 <</Type /Font " + font + b">>>>>>>>"
    )
    stream = b"<</Length %d>>\nstream\n%s\nendstream" % (len(drawn), drawn)
    catalog = [_CATALOG[0].replace(b">>", action + b">>"), _CATALOG[1]]
    return _pdf([*catalog, page, stream])


def repacked(package: bytes, change: Callable[[dict[str, bytes]], None]) -> bytes:
    """The package with its parts changed in place."""
    with zipfile.ZipFile(io.BytesIO(package)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    change(parts)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()
