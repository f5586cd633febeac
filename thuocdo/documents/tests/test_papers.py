"""A report's files are read back and held against Decree 30/2020/NĐ-CP, Annex I: page, letters, blocks and their order."""

import io
import re
import shutil
import subprocess
import zipfile
from decimal import Decimal

import openpyxl
import pdfplumber
import pytest
from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Pt

from thuocdo.documents import intake
from thuocdo.documents.output import entry_xlsx, paper_docx, paper_pdf, paper_xlsx
from thuocdo.documents.rules.breaking import TIE
from thuocdo.documents.rules.grids import Column, Table
from thuocdo.documents.rules.official import signing
from thuocdo.documents.rules.papers import Annex, Paper, Part
from thuocdo.documents.tests.papers import TEXT, report, small, wide
from thuocdo.lawbook.mistakes import Mistake

MM = 72 / 25.4
FOOT = re.compile(
    "Nơiơ? nhận:"
)  # typst's bold italic draws the horn as a sign of its own, read as a second letter
MANY = tuple(f"Cơ quan nhận số {n}" for n in range(1, 7))
CASES = {
    "full": {},
    "no number, no day": {"number": "", "day": None},
    "TL.": {"signature": signing("TL.", "Giám đốc", "Chánh Văn phòng")},
    "TM.": {"signature": signing("TM.", "Ủy ban nhân dân", "Chủ tịch"), "authority": ""},
    "one recipient": {"recipients": ("Lưu: VT",)},
    "seven recipients": {"recipients": (*MANY, "Lưu: VT, VP")},
    "forty rows, no annex": {"parts": (Part("Số liệu", (TEXT,), (small(40),)),), "annexes": ()},
    "ends in a table": {"parts": (Part("Số liệu", (), (small(9),)),), "closing": (), "annexes": ()},
    "to a higher body": {"to": ("Ủy ban nhân dân thành phố", "Sở Nội vụ"), "bases": ()},
}
each = pytest.mark.parametrize("said", CASES.values(), ids=CASES)


def word(paper):
    return Document(io.BytesIO(paper_docx(paper)))


def shown(paragraphs):
    return [p.text for p in paragraphs if p.text]


def untied(texts):
    return [text.replace(TIE, " ") for text in texts]


def order(words, text):
    """Where each of the words begins in the text: all there, one behind the other."""
    at = [text.find(w) for w in words]
    assert -1 not in at, words[at.index(-1)]
    assert at == sorted(at)
    return at


@each
def test_word_page_letters_and_margins(said):
    paper = report(**said)
    doc = word(paper)
    assert len(doc.sections) == 1 + len(paper.annexes)
    lying = [False, *(annex.lies for annex in paper.annexes)]
    for section, lies in zip(doc.sections, lying, strict=True):
        sides = (section.page_width, section.page_height)
        assert [round(length.mm) for length in sides] == ([297, 210] if lies else [210, 297])
        assert (section.orientation == WD_ORIENT.LANDSCAPE) is lies
        margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)  # fmt: skip
        assert [round(length.mm) for length in margins] == [20, 20, 30, 15]
        assert section.different_first_page_header_footer  # the number is not shown on page 1
        assert "PAGE" in section.header._element.xml
        start = section._sectPr.find(qn("w:pgNumType"))
        assert start is None or start.get(qn("w:start")) == "1"
    assert all(s._sectPr.find(qn("w:pgNumType")) is not None for s in doc.sections[1:])
    style = doc.styles["Normal"]
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(14))
    assert not list(doc.element.body.iter(qn("w:rFonts")))  # no run in another typeface


def test_word_says_whose_it_is_and_that_it_is_vietnamese():
    doc = word(report())
    said = doc.core_properties
    assert (said.title, said.author, said.comments) == (report().about, report().issuer, "")
    assert said.created.date() == report().day
    assert {it.get(qn("w:val")) for it in doc.styles.element.iter(qn("w:lang"))} == {"vi-VN"}


@each
def test_word_blocks_stand_in_order_and_look_as_prescribed(said):
    paper = report(**said)
    doc = word(paper)
    left, right = doc.tables[0].rows[0].cells
    assert untied(shown(left.paragraphs)) == untied(
        [*filter(None, [paper.authority]), paper.issuer, paper.number_line]
    )
    assert shown(right.paragraphs) == [*Paper.MOTTO, paper.place_and_date]
    runs = {
        p.text.replace(TIE, " "): p.runs[0]
        for p in (*left.paragraphs, *right.paragraphs, *doc.paragraphs)
        if p.text
    }
    look = lambda text: (runs[text].font.size.pt if runs[text].font.size else 14, bool(runs[text].bold), bool(runs[text].italic))  # noqa: E731  # fmt: skip
    assert look(paper.issuer) == (12, True, False)
    assert look(*untied([paper.number_line])) == (13, False, False)
    assert look(Paper.MOTTO[0]) == (12, True, False)
    assert look(Paper.MOTTO[1]) == (13, True, False)
    assert look(*untied([paper.place_and_date])) == (13, False, True)
    assert look("BÁO CÁO") == look(paper.about) == (14, True, False)
    assert all(look(p.text) == (14, False, True) for p in doc.paragraphs if p.text.startswith("Căn cứ"))  # fmt: skip
    texts = shown(doc.paragraphs)
    assert texts[:2] == ["BÁO CÁO", paper.about]
    body = [piece.text for piece in paper.body() if hasattr(piece, "text")]
    assert [t for t in texts if t in body] == body
    assert body[-1].endswith("./.") or paper.closing == ()
    for p in doc.paragraphs:
        if p.text == TEXT:
            assert p.paragraph_format.first_line_indent.mm == pytest.approx(12.7, abs=0.1)
            assert p.paragraph_format.space_before >= Pt(6)


@pytest.mark.parametrize("make", ["word", "pdf"])
def test_no_line_of_a_name_ends_inside_a_word_or_the_place(make):
    """In the narrow left block: SỞ GIÁO DỤC VÀ ĐÀO TẠO | HẢI PHÒNG, never HẢI | PHÒNG."""
    paper = report(authority="UBND THÀNH PHỐ HẢI PHÒNG", issuer="SỞ GIÁO DỤC VÀ ĐÀO TẠO HẢI PHÒNG")
    if make == "word":
        issuer = word(paper).tables[0].rows[0].cells[0].paragraphs[1].text
        assert issuer.split(" ") == ["SỞ GIÁO DỤC VÀ ĐÀO TẠO".replace(" ", TIE), f"HẢI{TIE}PHÒNG"]
        return
    page, _ = next(pages_of(paper_pdf(paper)))
    left = page.crop((0, 0, 30 * MM + 0.42 * 165 * MM, page.height)).extract_text().splitlines()
    assert left[:3] == ["UBND THÀNH PHỐ HẢI PHÒNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO", "HẢI PHÒNG"]


@each
def test_word_rules_under_names_have_the_prescribed_length(said):
    """The motto's as long as its words, the issuer's and the title's a third to a half."""
    from thuocdo.documents.output.word import breadth

    paper = report(**said)
    doc = word(paper)
    left, right = doc.tables[0].rows[0].cells
    for place, text, size, room, least, most in (
        (left, paper.issuer, 12, 62, 1 / 3, 1 / 2),
        (right, Paper.MOTTO[1], 13, 95, 0.9, 1.1),
        (doc, paper.about, 14, 165, 1 / 3, 1 / 2),
    ):
        (line,) = [p for p in place.paragraphs if p._p.find(".//" + qn("w:pBdr")) is not None]
        form = line.paragraph_format
        length = room - form.left_indent.mm - form.right_indent.mm
        assert least <= length / min(breadth(text, size), room) <= most


@each
def test_word_tables_repeat_their_head_and_cut_no_row(said):
    paper = report(**said)
    grids = [t for t in word(paper).tables if t.style.name == "Table Grid"]
    assert len(grids) == len(paper.tables())
    for table, placed in zip(grids, paper.tables(), strict=True):
        heads = len(placed.table.heads())
        assert len(table.rows) == heads + len(placed.table.rows)
        for n, row in enumerate(table.rows):
            assert row._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
            is_head = row._tr.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
            assert is_head is (n < heads)


@each
def test_word_signature_is_kept_with_the_last_words(said):
    paper = report(**said)
    doc = word(paper)
    foot = next(t for t in doc.tables if t.rows[0].cells[0].text.startswith("Nơi nhận:"))
    recipients, signature = foot.rows[0].cells
    assert shown(recipients.paragraphs) == ["Nơi nhận:", *paper.recipient_lines]
    assert recipients.paragraphs[-1].text.endswith(".")
    assert [p.runs[0].font.size.pt for p in recipients.paragraphs] == [12] + [11] * len(paper.recipients)  # fmt: skip
    assert shown(signature.paragraphs) == [*paper.signature, paper.signer]
    assert foot.rows[0]._tr.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None
    before = foot._tbl.getprevious()
    assert before.find(".//" + qn("w:keepNext")) is not None  # the empty line
    assert before.getprevious().findall(".//" + qn("w:keepNext"))


@each
def test_word_annexes_name_their_document(said):
    paper = report(**said)
    text = "\n".join(shown(word(paper).paragraphs))
    for label, annex in zip(paper.annex_labels, paper.annexes, strict=True):
        assert f"{label}\n{annex.title.upper()}\n{paper.attached}" in text
    assert not paper.annexes or "Phụ lục I, II và III kèm theo Báo cáo này" in text


def pages_of(data):
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            yield page, page.extract_text()


@each
def test_pdf_pages_margins_numbers_and_signature(said):
    paper = report(**said)
    seen, feet, starts = 0, 0, list(paper.annex_labels)
    for page, text in pages_of(paper_pdf(paper)):
        first = text.splitlines()
        begins = bool(starts) and first[0].strip() == starts[0]
        seen = 1 if begins else seen + 1
        if begins:
            starts.pop(0)
        numbers = [w for w in page.extract_words() if w["top"] < 15 * MM]
        assert [w["text"] for w in numbers] == ([str(seen)] if seen > 1 else [])
        for w in numbers:
            middle = (30 * MM + page.width - 15 * MM) / 2
            assert (w["x0"] + w["x1"]) / 2 == pytest.approx(middle, abs=1)
        edges = (30 * MM, 20 * MM, page.width - 15 * MM, page.height - 20 * MM)
        for c in page.chars:
            if c["top"] > 15 * MM and c["text"].strip():
                assert c["x0"] >= edges[0] - 1
                assert c["x1"] <= edges[2] + 1
                assert edges[1] - 6 <= c["top"] < c["bottom"] <= edges[3] + 3
        if foot := FOOT.search(text):  # the last words of the body stand above it
            feet += 1
            above = text[: foot.start()]
            assert above.rstrip().endswith("./.") or "Số liệu tính đến" in above
            assert len(above.split()) >= 8
            assert paper.signer in text
    assert starts == []
    assert feet == 1


@each
def test_pdf_first_page_blocks_and_rules(said):
    paper = report(**said)
    page, _ = next(pages_of(paper_pdf(paper)))
    words = page.extract_words(extra_attrs=["fontname", "size"], use_text_flow=True)
    text = " ".join(w["text"] for w in words)
    flat = lambda t: " ".join(t.split())  # noqa: E731
    order(
        [*filter(None, [flat(paper.authority)]), paper.issuer, flat(paper.number_line), *Paper.MOTTO,
         flat(paper.place_and_date), "BÁO CÁO", paper.about, *filter(None, ["Căn cứ"] * bool(paper.bases)), "như sau:"],
        text,
    )  # fmt: skip
    wide_of = lambda t: _extent(words, t)  # noqa: E731
    lines = sorted({(round(e["x0"]), round(e["x1"]), round(e["top"])) for e in page.lines if e["top"] < 230})  # fmt: skip
    assert len(lines) == 3
    by_length = {
        "issuer": wide_of(paper.issuer),
        "motto": wide_of(Paper.MOTTO[1]),
        "about": wide_of(paper.about),
    }
    found = {}
    for x0, x1, top in lines:
        for name, (a, b, bottom) in by_length.items():
            if a - 2 <= x0 and x1 <= b + 2 and 0 < top - bottom < 12:
                found[name] = (x1 - x0) / (b - a)
                assert (x0 + x1) / 2 == pytest.approx((a + b) / 2, abs=3)
    assert found["motto"] == pytest.approx(1, abs=0.03)
    assert 1 / 3 <= found["issuer"] <= 1 / 2
    assert 1 / 3 <= found["about"] <= 1 / 2


def _extent(words, text):
    """Left, right and bottom of a line that is printed whole."""
    wanted = text.split()
    for n in range(len(words)):
        some = words[n : n + len(wanted)]
        if [w["text"] for w in some] == wanted:
            return some[0]["x0"], some[-1]["x1"], some[0]["bottom"]
    raise AssertionError(text)


def test_pdf_paragraphs_stand_six_points_apart():
    page, _ = next(pages_of(paper_pdf(report(parts=(Part("Kết quả", (TEXT,) * 4),)))))
    tops = [line["top"] for line in page.extract_text_lines()]
    begin = [
        line["top"] for line in page.extract_text_lines() if line["text"].startswith("Trong quý")
    ]
    pitch = tops[tops.index(begin[0]) + 1] - begin[0]
    before = tops[tops.index(begin[1]) - 1]
    assert 14 <= pitch <= 1.5 * 14 * 1.25  # single to one and a half lines
    assert begin[1] - before - pitch >= 5.9


@each
def test_pdf_letters_sizes(said):
    paper = report(**said)
    sizes = {}
    for page, _ in pages_of(paper_pdf(paper)):
        for w in page.extract_words(extra_attrs=["fontname", "size"]):
            sizes.setdefault(w["text"], set()).add((round(w["size"]), "Bold" in w["fontname"], "Italic" in w["fontname"]))  # fmt: skip
    assert (14, True, False) in sizes["BÁO"]
    assert (13, True, False) in sizes["Hạnh"]
    assert (12, True, False) in sizes["NGHĨA"]
    assert (12, True, True) in sizes["nhận:"]
    assert {size for found in sizes.values() for size, *_ in found} <= {10, 11, 12, 13, 14}


@each
def test_pdf_and_word_say_the_same_words(said):
    paper = report(**said)
    drawn = re.sub(r"\s", "", "".join(text for _, text in pages_of(paper_pdf(paper))))
    doc = word(paper)
    for p in doc.paragraphs:
        for piece in p.text.split():
            assert piece in drawn
    for table in paper.tables():
        for n in range(len(table.table.rows)):
            for cell in table.table.shown(n):
                assert all(piece in drawn for piece in cell.split())


@pytest.mark.parametrize("make", [paper_docx, paper_pdf, paper_xlsx])
def test_the_same_paper_is_the_same_bytes_and_carries_no_code(make):
    data = make(report())
    assert data == make(report()) == make(Paper.from_json(report().to_json()))
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            data = b"".join(packed.read(name) for name in packed.namelist())
        assert b"MA-1" not in data
    else:
        assert not any("MA-1" in text for _, text in pages_of(data))


def test_a_sheet_for_each_annex_with_numbers_that_are_numbers():
    paper = report()
    book = openpyxl.load_workbook(io.BytesIO(paper_xlsx(paper)))
    assert book.sheetnames == ["Phụ lục I", "Phụ lục II", "Phụ lục III"]
    for sheet, annex in zip(book, paper.annexes, strict=True):
        texts = [[c.value for c in row] for row in sheet.iter_rows()]
        assert texts[1][0] == annex.title.upper()
        values = [v for row in texts for v in row if isinstance(v, int | float)]
        meant = [getattr(c, "value", c) for row in annex.table.rows for c in row if not isinstance(c, str)]  # fmt: skip
        assert [Decimal(str(v)) for v in values] == meant
    assert book["Phụ lục I"]["I9"].number_format == "#,##0.00"
    assert book["Phụ lục II"]["E7"].number_format == '#,##0" hồ sơ"'


def test_a_row_of_a_sheet_is_as_high_as_its_longest_cell():
    columns = (Column("TT", 1), Column("Đơn vị", 4), *(Column(f"Hồ sơ đã giải quyết đúng hạn và trước hạn {n}", 2) for n in range(4)))  # fmt: skip
    rows = (("1", "Phòng Giáo dục Thường xuyên, Giáo dục Nghề nghiệp và Đại học", *(Decimal(n) for n in range(4))), ("2", "Văn phòng", *(Decimal(n) for n in range(4))))  # fmt: skip
    paper = report(annexes=(Annex("Số liệu theo đơn vị", Table(columns, rows)),))
    sheet = openpyxl.load_workbook(io.BytesIO(paper_xlsx(paper))).worksheets[0]
    head, long, short = (sheet.row_dimensions[n].height for n in (4, 5, 6))
    assert head >= 3 * 15
    assert long >= 2 * 15
    assert short in (None, 15)


def test_without_an_annex_the_tables_of_the_body_and_without_any_a_clear_word():
    book = openpyxl.load_workbook(io.BytesIO(paper_xlsx(report(annexes=()))))
    assert book.sheetnames == ["Bảng 1"]
    with pytest.raises(Mistake, match="không có bảng số liệu"):
        paper_xlsx(report(annexes=(), parts=(Part("Kết quả", (TEXT,)),)))


def test_figures_in_the_order_of_another_system():
    figures = [
        ("B1", "Hồ sơ tiếp nhận", Decimal(1240)),
        ("A9", "=Tỷ lệ", Decimal("98.5")),
        ("C", "Không có", None),
    ]
    sheet = openpyxl.load_workbook(
        io.BytesIO(entry_xlsx(figures, title="Nhập số liệu quý III"))
    ).active
    rows = [[c.value for c in row] for row in sheet.iter_rows(min_row=3)]
    assert rows == [
        ["1", "B1", "Hồ sơ tiếp nhận", 1240],
        ["2", "A9", "'=Tỷ lệ", 98.5],
        ["3", "C", "Không có", None],
    ]
    assert sheet["A1"].value == "Nhập số liệu quý III"
    assert entry_xlsx(figures, title="a") == entry_xlsx(figures, title="a")


def test_letters_no_file_may_hold_are_left_out():
    paper = report(
        opening=("Mở\x02 đầu & <b>",), parts=(Part("A\x0b", ("x",), (small(1, "<T>"),)),)
    )
    texts = [b.text for b in intake.read(paper_docx(paper), "bc.docx").blocks]
    assert "Mở đầu & <b>" in texts
    assert "I. A" in texts
    assert paper_pdf(paper).startswith(b"%PDF")


def test_a_long_annex_ends_without_an_empty_page():
    for rows in range(28, 33):
        paper = report(annexes=(report().annexes[0].__class__("Đơn vị", wide(rows)),) * 2)
        pages = list(pages_of(paper_pdf(paper)))
        assert all(len(text.split()) > 5 for _, text in pages)


def lengths():
    """Bodies that end anywhere on a page: above, on and below the place where the signature no longer fits."""
    for n in range(3, 15):
        yield report(parts=(Part("Kết quả", (TEXT,) * n),), annexes=())


def stands_with_words(pages):
    """The page with the signature holds the last words of the body, and the whole foot."""
    (page,) = [text for text in pages if FOOT.search(text)]
    assert "./." in page
    assert page.index("./.") < FOOT.search(page).start()
    assert "Nguyễn Thị Minh Hà" in page
    assert len(page[: page.index("./.")].split()) >= 8


def test_wherever_the_body_ends_the_signature_of_the_pdf_is_not_alone():
    counts = set()
    for paper in lengths():
        pages = [text for _, text in pages_of(paper_pdf(paper))]
        counts.add(len(pages))
        stands_with_words(pages)
    assert len(counts) > 1


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_wherever_the_body_ends_the_signature_of_the_word_file_is_not_alone(tmp_path):
    papers = [*lengths(), report()]
    for n, paper in enumerate(papers):
        (tmp_path / f"{n}.docx").write_bytes(paper_docx(paper))
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "pdf",
         "--outdir", str(tmp_path / "out"), *(str(tmp_path / f"{n}.docx") for n in range(len(papers)))],
        check=True, capture_output=True, timeout=280,
    )  # fmt: skip
    counts = set()
    for n in range(len(papers)):
        pages = [text for _, text in pages_of((tmp_path / "out" / f"{n}.pdf").read_bytes())]
        counts.add(len(pages))
        stands_with_words(pages)
        assert all(len(text.split()) > 5 for text in pages)  # no empty page between annexes
    assert len(counts) > 1
    firsts = [text.splitlines()[0].strip() for text in pages]  # of the report with three annexes
    numbered = [line for line in firsts if line.isdigit()]
    assert [line for line in firsts if line.startswith("Phụ lục")] == [
        "Phụ lục I",
        "Phụ lục II",
        "Phụ lục III",
    ]
    assert numbered.count("2") == 4  # the document's and each annex's second page
