"""One plan as DOCX, PDF and XLSX: do all formats give the rows of the text?

    python benchmarks/formats.py [FILE.txt …]        (default: the plans of THUOCDO_PLANS)

Each text is set the way agencies set it (a real table with a repeated header, group rows merged
across, several paragraphs in a cell, number at the top of the page), turned into PDF by LibreOffice
and by typst, into a sheet, and read back. Printed per format: rows equal after joining what a page
cut, paragraphs equal, seconds.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from thuocdo.documents import intake
from thuocdo.documents.rules.blocks import Block
from thuocdo.documents.rules.wrapping import join
from thuocdo.lawbook.text import nfc

PLANS = Path(os.environ.get("THUOCDO_PLANS", Path(__file__).parents[2] / "shared" / "plans"))
_PARTS = re.compile(
    r"(?<=[;.:]) (?=[-+] )"
)  # bullets inside a cell stand in paragraphs of their own


@dataclass
class Text:
    """What a plan says: a paragraph, or a table as its rows."""

    paragraph: str = ""
    bold: bool = False
    rows: tuple[tuple[str, ...], ...] = ()


def whole(blocks: tuple[Block, ...]) -> list[Text]:
    """The document as it was before pages cut it: one header per table, cut rows and lines joined."""
    texts: list[Text] = []
    table = None
    for block in blocks:
        if block.kind == "paragraph":
            table = None
            last = texts[-1] if texts else Text()
            goes_on = (
                re.match(r"(?![a-zđ]\d?[.)/]\s)[^\W\d_]", block.text) and block.text[:1].islower()
            )
            if last.paragraph and goes_on and last.paragraph[-1:] not in ".:;":
                last.paragraph = nfc(f"{last.paragraph} {block.text}")
            else:
                texts.append(Text(block.text, block.bold))
        elif block.table != table:
            table = block.table
            texts.append(Text(rows=(block.cells,)))
        else:
            texts[-1].rows = joined((*texts[-1].rows, block.cells))
    return texts


def joined(rows: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Repeated headers dropped, the lower half of a row cut by a page put back."""
    kept: list[tuple[str, ...]] = []
    for row in rows:
        if kept and row == kept[0]:
            continue
        if len(kept) > 1 and not row[0] and _goes_on(row, kept[-1]):
            kept[-1] = tuple(join((a, b)) for a, b in zip(kept[-1], row, strict=True))
        else:
            kept.append(row)
    return tuple(kept)


def _goes_on(row: tuple[str, ...], above: tuple[str, ...]) -> bool:
    filled = [i for i, c in enumerate(row) if c]
    if "^" in row or re.match(r"[a-zđ]\)", row[1]):
        return False
    return all(
        row[i][0].islower()
        or row[i][0] in "-+("
        or row[i][0].isdigit()
        or above[i][-1:] not in ".;"
        for i in filled
    ) and not (len(filled) > 2 and row[1][:1].isupper())


def as_docx(texts: list[Text], font: str = "Times New Roman", cut: bool = True) -> bytes:
    import docx
    from docx.enum.section import WD_ORIENT
    from docx.shared import Cm, Pt

    document = docx.Document()
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(1.5)
    style = document.styles["Normal"]
    style.font.name, style.font.size = font, Pt(13)
    style.element.rPr.rFonts.set(docx.oxml.ns.qn("w:eastAsia"), font)
    _page_number(section)
    turned = False
    for text in texts:
        if not text.rows:
            paragraph = document.add_paragraph()
            paragraph.paragraph_format.first_line_indent = Cm(1)
            paragraph.add_run(text.paragraph).bold = text.bold
            continue
        if not turned:
            section = document.add_section()
            section.orientation = WD_ORIENT.LANDSCAPE
            section.page_width, section.page_height = Cm(29.7), Cm(21)
            turned = True
        _table(document, text.rows, cut)
    out = io.BytesIO()
    document.add_paragraph()  # a section may not end in a table
    document.save(out)
    return out.getvalue()


def _page_number(section):
    import docx

    paragraph = section.header.paragraphs[0]
    paragraph.alignment = 1
    field = docx.oxml.OxmlElement("w:fldSimple")
    field.set(docx.oxml.ns.qn("w:instr"), "PAGE")
    paragraph._p.append(field)


def _table(document, rows, cut: bool) -> None:
    import docx
    from docx.shared import Cm, Pt

    table = document.add_table(rows=len(rows), cols=len(rows[0]))
    table.style = "Table Grid"
    rest = 24.5 - 1.2 - 9
    widths = [1.2, 9.0, *[rest / (len(rows[0]) - 2)] * (len(rows[0]) - 2)]
    table.autofit = False
    for i, width in enumerate(widths):
        table.columns[i].width = Cm(width)
        for cell in table.columns[i].cells:
            cell.width = Cm(width)
    for r, row in enumerate(rows):
        element = table.rows[r]._tr
        properties = element.get_or_add_trPr()
        if r == 0:
            properties.append(docx.oxml.OxmlElement("w:tblHeader"))
        if not cut:
            properties.append(docx.oxml.OxmlElement("w:cantSplit"))
        cells = table.row_cells(r)
        lone = [i for i, c in enumerate(row) if c]
        if r and len(lone) <= 2 and lone[-1] <= 1:
            cells[lone[-1]].merge(cells[-1])
        for i, content in enumerate(row):
            if not content:
                continue
            cells[i].text = ""
            for n, part in enumerate(_PARTS.split(content)):
                paragraph = cells[i].paragraphs[0] if n == 0 else cells[i].add_paragraph()
                run = paragraph.add_run(part)
                run.font.size, run.bold = Pt(12), r == 0


def as_xlsx(texts: list[Text]) -> bytes:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, at = book.add_worksheet("Kế hoạch"), 0
        plain = book.add_format({"text_wrap": True, "border": 1})
        head = book.add_format({"text_wrap": True, "border": 1, "bold": True})
        for text in texts:
            if not text.rows:
                sheet.write_string(at, 0, text.paragraph)
                at += 1
            for r, row in enumerate(text.rows):
                for c, content in enumerate(row):
                    sheet.write_string(at, c, content, plain if r else head)
                lone = [i for i, c in enumerate(row) if c]
                if r and lone == [0]:
                    sheet.merge_range(at, 0, at, len(row) - 1, row[0], plain)
                at += 1
    return out.getvalue()


def libreoffice(document: bytes) -> bytes | None:
    """The DOCX as LibreOffice prints it; None where it is not installed."""
    program = shutil.which("soffice")
    if program is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "plan.docx"
        path.write_bytes(document)
        subprocess.run(
            [program, f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", folder, str(path)],
            check=True, capture_output=True, timeout=180,
        )  # fmt: skip
        return path.with_suffix(".pdf").read_bytes()


TYPST = """
#let plan = json(bytes(sys.inputs.plan))
#set page("a4", flipped: true, margin: 2cm, header: align(center, context counter(page).display()))
#set text(font: ("Noto Serif", "DejaVu Serif"), size: 12pt, lang: "vi", hyphenate: false)
#set par(justify: true, first-line-indent: (amount: 1cm, all: true))
#for item in plan {
  if item.rows.len() == 0 { par(if item.bold { strong(item.paragraph) } else { item.paragraph }) } else {
    let columns = item.rows.first().len()
    set par(justify: false, first-line-indent: 0pt)
    table(columns: (1.4cm, 3fr) + (1.3fr,) * (columns - 2),
      table.header(..item.rows.first().map(strong)),
      ..item.rows.slice(1).flatten())
  }
}
"""


def as_typst(texts: list[Text]) -> bytes:
    import json

    import typst

    plan = [{"paragraph": t.paragraph, "bold": t.bold, "rows": t.rows} for t in texts]
    return typst.compile(TYPST.encode(), sys_inputs={"plan": json.dumps(plan, ensure_ascii=False)})


def rows_of(blocks: tuple[Block, ...]) -> list[tuple[str, ...]]:
    """Rows of all tables; a table that goes on under the same header on the next page is one."""
    tables: list[tuple[tuple[str, ...], ...]] = []
    last: Block | None = None
    for block in blocks:
        if block.kind != "row":
            last = None
            continue
        fresh = last is None or (block.table != last.table and len(block.cells) != len(last.cells))
        if fresh:
            tables.append((block.cells,))
        else:
            tables[-1] = joined((*tables[-1], block.cells))
        last = block
    return [row for table in tables for row in table]


def compare(texts: list[Text], data: bytes, name: str) -> dict[str, object]:
    begun = time.perf_counter()
    reading = intake.read(data, name)
    seconds = time.perf_counter() - begun
    wanted = [row for t in texts for row in t.rows]
    got = rows_of(reading.blocks)
    said = [t.paragraph for t in texts if t.paragraph]
    read = [b.text for b in reading.blocks if b.kind == "paragraph"]
    return {
        "rows": len(wanted), "exact": _common(wanted, got), "extra": len(got) - len(wanted),
        "paragraphs": len(said), "same": _common(said, read), "pages": reading.pages,
        "seconds": round(seconds, 2),
        "missed": [r for r in wanted if r not in got], "missed_text": [p for p in said if p not in read],
        "surplus": [r for r in got if r not in wanted], "surplus_text": [p for p in read if p not in said],
    }  # fmt: skip


def _common(wanted: list, got: list) -> int:
    from collections import Counter

    return sum((Counter(wanted) & Counter(got)).values())


def renderings(texts: list[Text]) -> dict[str, bytes]:
    """File name to bytes, in every format that can be made on this machine."""
    document = as_docx(texts)
    made = {"docx": document, "xlsx": as_xlsx(texts), "typst.pdf": as_typst(texts)}
    for label, font in (("times.pdf", "Times New Roman"), ("noto.pdf", "Noto Serif")):
        if printed := libreoffice(as_docx(texts, font)):
            made[label] = printed
    return made


def docx_ratio(data: bytes, times: int = 20) -> tuple[float, float]:
    """Reading a DOCX against only opening it with python-docx, the two in turn.

    The ratio of the best of `times` each, and the seconds of reading; processor time, because a busy
    machine stretches the longer of the two more.
    """
    import docx

    def spent(work: Callable[[], object]) -> float:
        begun = time.process_time()
        work()
        return time.process_time() - begun

    pairs = [
        (
            spent(lambda: docx.Document(io.BytesIO(data))),
            spent(lambda: intake.read(data, "plan.docx")),
        )
        for _ in range(times)
    ]
    bare, whole = min(p[0] for p in pairs), min(p[1] for p in pairs)
    return whole / bare, whole


def main() -> None:
    verbose = "-v" in sys.argv
    files = [Path(a) for a in sys.argv[1:] if a != "-v"] or sorted(PLANS.glob("*.txt"))
    for path in files:
        texts = whole(intake.read(path).blocks)
        made = renderings(texts)
        ratio, seconds = docx_ratio(made["docx"])
        print(f"{path.stem:26} docx read : bare load = {ratio:.1f} : 1 ({seconds * 1000:.0f} ms)")
        for label, data in made.items():
            found = compare(texts, data, f"{path.stem}.{label}")
            print(
                f"{path.stem:26} {label:10} rows {found['exact']}/{found['rows']} (+{found['extra']})"
                f"  paragraphs {found['same']}/{found['paragraphs']}"
                f"  pages {found['pages']}  {found['seconds']} s"
            )
            if verbose:
                for key in ("missed", "surplus", "missed_text", "surplus_text"):
                    for item in found[key]:
                        print("   ", key, item)


if __name__ == "__main__":
    main()
