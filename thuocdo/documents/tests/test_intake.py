"""Four formats, one shape; and a clear sentence for everything that cannot be read."""

import io
import unicodedata
import zipfile

import docx
import openpyxl
import pytest
import typst

from thuocdo.documents import intake
from thuocdo.documents.intake import kinds, limits, pdf, scan
from thuocdo.documents.tests import factories
from thuocdo.lawbook.mistakes import Mistake

TEXT = "KẾ HOẠCH\n\n" + "\n".join("\t".join(row) for row in factories.ROWS)
FILES = {
    "txt": TEXT.encode(),
    "docx": factories.plan_docx(),
    "pdf": factories.plan_pdf(),
    "xlsx": factories.plan_xlsx(),
}


def rows(reading):
    return [b.cells for b in reading.blocks if b.kind == "row"]


def refused(data, name="tệp.docx"):
    with pytest.raises(Mistake) as caught:
        intake.read(data, name)
    assert "\n" not in caught.value.message
    return caught.value.message


@pytest.mark.parametrize("kind", FILES)
def test_every_format_gives_the_same_rows(kind):
    reading = intake.read(FILES[kind], "kế hoạch")  # told apart by content, not by name
    assert reading.kind == kind
    assert rows(reading) == list(factories.ROWS)
    assert reading.blocks[0].text == "KẾ HOẠCH"
    assert {b.page for b in reading.blocks} == ({1} if kind == "pdf" else {None})


def test_a_block_of_a_text_is_its_line():
    reading = intake.read(FILES["txt"])
    assert [b.number for b in reading.blocks] == [1, 3, 4, 5, 6]


def test_a_leading_tab_is_an_empty_first_cell():
    assert rows(intake.read(b"a\tb\n\tc")) == [("a", "b"), ("", "c")]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_unicode_in_any_clothes(encoding):
    text = unicodedata.normalize("NFD", "Kế hoạch cải cách hành chính")
    assert intake.read(text.encode(encoding)).blocks[0].text == "Kế hoạch cải cách hành chính"


def test_an_old_encoding_is_converted_and_said():
    old = "KÕ ho¹ch c¶i c¸ch hµnh chÝnh. Thùc hiÖn nhiÖm vô cña c¸c ®¬n vÞ".encode("latin-1")
    reading = intake.read(old)
    assert reading.blocks[0].text.startswith("Kế hoạch cải cách hành chính. Thực hiện nhiệm vụ")
    assert [n.code for n in reading.notes] == ["old-encoding"]


def test_a_paragraph_in_an_old_encoding_among_others_is_converted_and_said():
    reading = intake.read("Kế hoạch năm 2026\n\nThùc hiÖn nhiÖm vô cña c¸c ®¬n vÞ".encode())
    assert [b.text for b in reading.blocks] == [
        "Kế hoạch năm 2026",
        "Thực hiện nhiệm vụ của các đơn vị",
    ]
    assert [n.code for n in reading.notes] == ["old-encoding"]


def test_an_old_font_in_word_is_converted_and_said():
    paper = docx.Document()
    paper.add_paragraph("Kế hoạch năm 2026")
    paper.add_paragraph().add_run("Thùc hiÖn nhiÖm vô").font.name = ".VnTime"
    out = io.BytesIO()
    paper.save(out)
    reading = intake.read(out.getvalue())
    assert [b.text for b in reading.blocks] == ["Kế hoạch năm 2026", "Thực hiện nhiệm vụ"]
    assert [n.code for n in reading.notes] == ["old-encoding"]


def test_vni_is_refused_with_a_remedy():
    assert "VNI" in refused("Keá hoaïch cuûa caùc ñôn vò ñöôïc".encode(), "cu.txt")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "rỗng"),
        (b" \r\n\t", "rỗng"),
        (b"\xff\xfe", "rỗng"),
        (b"%PDF-1.7\n%%EOF", "hỏng"),
        (b"PK\x03\x04" + b"x" * 50, "hỏng"),
        (FILES["docx"][: len(FILES["docx"]) // 2], "hỏng"),
        (kinds.OLE + b"\0" * 600, "97–2003"),
        (kinds.OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "mật khẩu"),
        (b"{\\rtf1 K\\u1ebf ho\\u1ea1ch}", "RTF"),
        (b"\x00\x01\x02\x03" * 50, "không rõ loại"),
        (b"--- *** ---", "không có nội dung"),
    ],
)
def test_bad_input_is_one_clear_sentence(data, words):
    assert words in refused(data)


def test_no_such_file(tmp_path):
    with pytest.raises(Mistake, match="Không tìm thấy"):
        intake.read(tmp_path / "không có.docx")
    with pytest.raises(Mistake, match="không phải là tệp"):
        intake.read(tmp_path)


def test_200_megabytes_are_refused_before_they_are_read(tmp_path):
    big = tmp_path / "lớn.pdf"
    with big.open("wb") as out:
        out.truncate(200 * 1024 * 1024)
    with pytest.raises(Mistake, match="60 MB"):
        intake.read(big)


def bomb(parts):
    parts["word/document.xml"] = b" " * (limits.MAX_PART_BYTES + 1)


def doctype(parts):
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"?>", b'?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', 1
    )


def hidden_doctype(parts):
    doctype(parts)
    text = parts["word/document.xml"].decode().replace("UTF-8", "UTF-16")
    parts["word/document.xml"] = text.encode("utf-16")


def macro(parts):
    parts["word/vbaProject.bin"] = b"x"


def no_body(parts):
    parts["word/document.xml"] = b"<x/>"


def deep(parts):
    """Bordered tables, each in a cell of the one around it."""
    border = b'<w:tblPr><w:tblBorders><w:top w:val="single"/></w:tblBorders></w:tblPr>'
    inner = b"<w:p><w:r><w:t>x</w:t></w:r></w:p>"
    for _ in range(limits.MAX_NESTING + 3):
        inner = (
            b"<w:tbl>"
            + border
            + b"<w:tr><w:tc>"
            + inner
            + b"</w:tc><w:tc><w:p/></w:tc></w:tr></w:tbl>"
        )
    content = parts["word/document.xml"]
    parts["word/document.xml"] = content.replace(b"<w:body>", b"<w:body>" + inner)


@pytest.mark.parametrize(
    ("change", "words"),
    [(bomb, "nén quá nhiều"), (doctype, "thực thể"), (hidden_doctype, "thực thể"), (macro, "macro"),
     (no_body, "hỏng")],
)  # fmt: skip
def test_an_unsafe_package_is_refused(change, words):
    assert words in refused(factories.repacked(FILES["docx"], change))


def test_tables_nested_without_end_are_refused():
    assert "lồng" in refused(factories.repacked(FILES["docx"], deep), "sâu.docx")


def test_another_package_is_named():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("a.txt", "x")
    assert "ZIP" in refused(out.getvalue(), "a.zip")


def test_an_encrypted_pdf_is_said_to_be_encrypted():
    assert "mật khẩu" in refused(factories.locked_pdf(), "kín.pdf")


def test_a_sheet_of_10_000_rows_is_read_and_one_beyond_the_limit_refused():
    def fill(n):
        return lambda book: [book.active.append([i, "nội dung", "đơn vị"]) for i in range(n)]

    assert len(rows(intake.read(factories.plan_xlsx(fill(10_000))))) == 10_000
    assert "20,000" in refused(factories.plan_xlsx(fill(limits.MAX_ROWS + 1)))


def test_a_sheet_that_claims_a_row_far_below_ends():
    def far(parts):
        name = "xl/worksheets/sheet1.xml"
        assert b'<row r="5"' in parts[name]
        parts[name] = parts[name].replace(b'<row r="5"', b'<row r="999999999"')

    assert "dòng" in refused(factories.repacked(FILES["xlsx"], far))


def test_cells_are_read_as_printed():
    def fill(book):
        import datetime as dt

        sheet = book.active
        sheet.append(["TT", "Chỉ tiêu", "Mức", "Ngày", "Tiền"])
        sheet.append([1.1, "Tỷ lệ", 0.6, dt.date(2023, 3, 5), 1234567.5])
        sheet.append([1.2, "Tỷ lệ", 7.25, dt.date(2023, 8, 1), 2])
        for cell, shape in (
            ("C2", "0%"),
            ("D2", "dd/mm/yyyy"),
            ("D3", "mm/yyyy"),
            ("E2", "#,##0.0"),
        ):
            sheet[cell].number_format = shape
        sheet["A4"], sheet["C4"] = "gộp", "x"
        sheet.merge_cells("A4:B5")
        sheet["C5"] = "y"
        book.create_sheet("Ẩn").sheet_state = "hidden"

    reading = intake.read(factories.plan_xlsx(fill))
    assert rows(reading)[1:] == [
        ("1.1", "Tỷ lệ", "60%", "05/03/2023", "1.234.567,5"),
        ("1.2", "Tỷ lệ", "7,25", "08/2023", "2"),
        ("gộp", "", "x", "", ""),
        ("", "", "y", "", ""),
    ]
    assert [b.above for b in reading.blocks][-1] == (0,)
    assert [n.code for n in reading.notes] == ["sheet-hidden"]


def test_lines_around_the_tables_of_a_sheet_are_paragraphs():
    def fill(book):
        for row in (["KẾ HOẠCH"], ["năm 2023"], [], ["TT", "Việc"], ["I", None], ["1", "a"], [],
                    ["PHỤ LỤC"], ["TT", "Việc", "Ai"], ["1", "b", "c"], ["Nơi nhận:"]):  # fmt: skip
            book.active.append(row)

    reading = intake.read(factories.plan_xlsx(fill))
    assert [b.text for b in reading.blocks if b.kind == "paragraph"] == [
        "KẾ HOẠCH", "năm 2023", "PHỤ LỤC", "Nơi nhận:",
    ]  # fmt: skip
    assert rows(reading) == [
        ("TT", "Việc"),
        ("I", ""),
        ("1", "a"),
        ("TT", "Việc", "Ai"),
        ("1", "b", "c"),
    ]
    assert [b.table for b in reading.blocks if b.kind == "row"] == [1, 1, 1, 2, 2]


def test_formulas_without_values_and_errors_are_empty():
    book = openpyxl.Workbook()
    book.active.append(["a", "=1/0", "b"])
    out = io.BytesIO()
    book.save(out)
    assert rows(intake.read(out.getvalue())) == [("a", "", "b")]


def scanned_pdf(printed=FILES["pdf"]):
    import pypdfium2

    page = pypdfium2.PdfDocument(printed)[0].render(scale=3).to_pil()
    out = io.BytesIO()
    page.save(out, "PDF", resolution=216)
    return out.getvalue()


def test_a_scan_is_recognised_where_tesseract_is_installed():
    if scan.tesseract() is None:
        pytest.skip("Tesseract with `vie` is not installed")
    reading = intake.read(scanned_pdf(), "quét.pdf")
    assert [n.code for n in reading.notes] == ["page-recognised"]
    assert any("HOẠCH" in b.text for b in reading.blocks)


def test_a_scan_without_tesseract_says_so(monkeypatch):
    monkeypatch.setattr(scan, "tesseract", lambda: None)
    reading = pdf.read(scanned_pdf(), "quét.pdf")
    assert (reading.blocks, [n.code for n in reading.notes]) == ((), ["page-unread"])


def test_a_scan_stamped_secret_is_refused():
    if scan.tesseract() is None:
        pytest.skip("Tesseract with `vie` is not installed")
    font = '#set text(font: ("Noto Serif", "DejaVu Serif", "Libertinus Serif"), lang: "vi", size: 13pt)'
    stamp = '#align(right, rect(stroke: 2pt, text(size: 20pt, weight: "bold")[MẬT]))'
    words = "Kế hoạch cải cách hành chính năm 2026 của Sở Nội vụ.\n\n" * 8
    texts = f"{font}\n{words}", f"{font}\n{stamp}\n{words}"
    plain, stamped = (scanned_pdf(typst.compile(text.encode())) for text in texts)
    assert intake.check_upload(plain, "quét.pdf") == "pdf"
    with pytest.raises(Mistake, match="độ mật “Mật”"):
        intake.check_upload(stamped, "quét.pdf")


def test_an_upload_that_acts_on_opening_is_refused():
    assert intake.check_upload(factories.plain_pdf(), "a.pdf") == "pdf"
    armed = factories.plain_pdf(b" /OpenAction <</S /JavaScript /JS (app.alert\\(1\\))>>")
    with pytest.raises(Mistake, match="mã lệnh"):
        intake.check_upload(armed, "a.pdf")


def test_text_under_the_name_of_another_kind_is_a_broken_file():
    assert intake.check_upload("Nội dung".encode(), "a.txt") == "txt"
    for name in ("a.pdf", "Ảnh.JPG", "b.docx"):
        with pytest.raises(Mistake, match="bị hỏng"):
            intake.check_upload("Nội dung".encode(), name)


def test_a_table_drawn_by_hand():
    assert rows(intake.read(factories.plain_pdf())) == [("o 95", "o 165"), ("o 55", "o 125")]


def test_a_small_file_that_asks_for_a_billion_widths_dies_alone():
    wide = b"/Subtype /Type0 /Encoding /Identity-H /DescendantFonts [<</Type /Font /Subtype /CIDFontType2 "
    wide += b"/BaseFont /X /CIDSystemInfo <</Registry (Adobe) /Ordering (Identity) /Supplement 0>> "
    wide += b"/W [0 1000000000 600]>>]"
    bomb = factories.plain_pdf(font=wide)
    assert "giới hạn" in refused(bomb, "bom.pdf") or "hỏng" in refused(bomb, "bom.pdf")
