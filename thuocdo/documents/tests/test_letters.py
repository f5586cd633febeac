"""An official letter stands in the form of Decree 30/2020, as Word and as PDF, with every word of it."""

import dataclasses
import datetime as dt
import io

import pdfplumber
import pytest
from docx import Document
from docx.shared import Pt

from thuocdo.documents.output import letter_docx, letter_pdf
from thuocdo.documents.rules.breaking import TIE
from thuocdo.documents.rules.letters import Annex, Letter, Table

ROWS = tuple((str(n), f"Rà soát thủ tục hành chính số {n}", "01/03/2026") for n in range(1, 41))
LETTER = Letter(
    authority="ỦY BAN NHÂN DÂN THÀNH PHỐ HẢI PHÒNG",
    issuer="SỞ GIÁO DỤC VÀ ĐÀO TẠO",
    number="",
    symbol="SGDĐT-VP",
    place="Hải Phòng",
    day=None,
    written=dt.date(2026, 2, 5),
    about="đôn đốc thực hiện nhiệm vụ quá hạn",
    to=("Phòng Kế hoạch - Tài chính",),
    body=("Qua theo dõi, đơn vị còn 40 nhiệm vụ quá hạn:",),
    table=Table(("TT", "Nhiệm vụ", "Thời hạn"), (1, 6, 2), ROWS, (0, 2)),
    after=("Đề nghị đơn vị thực hiện./.",),
    recipients=("Như trên", "Lưu: VT, VP"),
    signature=("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"),
    signer="Nguyễn Thị Minh Hà",
)


def word(letter=LETTER):
    return Document(io.BytesIO(letter_docx(letter)))


def words_of(cell):
    return [p.text for p in cell.paragraphs if p.text]


def test_the_page_is_that_of_the_decree():
    section = word().sections[0]
    sides = (section.page_width, section.page_height)
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(length.mm) for length in (*sides, *margins)] == [210, 297, 20, 20, 30, 15]
    assert section.different_first_page_header_footer
    assert "PAGE" in section.header._element.xml
    style = word().styles["Normal"]
    assert (style.font.name, style.font.size) == ("Times New Roman", Pt(14))


def test_head_table_and_foot_stand_in_their_places():
    head, table, foot = word().tables
    left, right = head.rows[0].cells
    assert [words.replace(TIE, " ") for words in words_of(left)] == [
        LETTER.authority,
        LETTER.issuer,
        "Số:        /SGDĐT-VP",
        "V/v đôn đốc thực hiện nhiệm vụ quá hạn",
    ]
    assert words_of(right)[:2] == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert words_of(right)[2].startswith("Hải Phòng, ngày")
    assert words_of(right)[2].endswith("tháng 02 năm 2026")
    assert [c.text for c in table.rows[0].cells] == ["TT", "Nhiệm vụ", "Thời hạn"]
    assert len(table.rows) == 41
    assert "w:tblHeader" in table.rows[0]._tr.xml
    recipients, signature = foot.rows[0].cells
    assert words_of(recipients) == ["Nơi nhận:", "- Như trên;", "- Lưu: VT, VP."]
    assert words_of(signature) == ["KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "Nguyễn Thị Minh Hà"]


def test_a_number_and_a_day_once_they_are_known():
    letter = dataclasses.replace(LETTER, number="07/SGDĐT-VP", day=dt.date(2026, 10, 5))
    assert letter.number_line == "Số: 07/SGDĐT-VP"
    assert letter.place_and_date == "Hải Phòng, ngày 05 tháng 10 năm 2026"


def test_several_receivers_stand_under_each_other():
    letter = dataclasses.replace(LETTER, to=("Phòng A", "Phòng B"), authority="", table=None)
    texts = [p.text for p in word(letter).paragraphs]
    assert "Kính gửi:" in texts
    assert [t for t in texts if t.startswith("- Phòng")] == ["- Phòng A;", "- Phòng B."]
    assert len(word(letter).tables) == 2
    assert letter_pdf(letter).startswith(b"%PDF")


def test_the_pdf_holds_every_word_and_numbers_its_second_page():
    with pdfplumber.open(io.BytesIO(letter_pdf(LETTER))) as pdf:
        pages = [page.extract_text() for page in pdf.pages]
    text = " ".join(" ".join(pages).split())
    assert len(pages) > 1
    assert pages[1].splitlines()[0].strip() == "2"
    for words in (
        LETTER.issuer,
        "Độc lập - Tự do - Hạnh phúc",
        "Kính gửi:",
        "Như trên",
        LETTER.signer,
    ):
        assert words in text
    assert all(f"thủ tục hành chính số {n}" in text for n in range(1, 41))


def test_a_long_table_is_an_annex_after_the_signature_and_names_its_letter():
    letter = dataclasses.replace(
        LETTER, annex=Annex("Danh mục nhiệm vụ quá hạn", "Sở Giáo dục và Đào tạo")
    )
    doc = word(letter)
    _head, foot, table = doc.tables
    assert words_of(foot.rows[0].cells[1])[-1] == LETTER.signer
    assert len(table.rows) == 41
    texts = [p.text for p in doc.paragraphs]
    at = texts.index("Phụ lục")
    assert texts[at + 1] == "DANH MỤC NHIỆM VỤ QUÁ HẠN"
    assert texts[at + 2].startswith("(Kèm theo Công văn số")
    assert texts[at + 2].endswith("/SGDĐT-VP ngày        tháng 02 năm 2026 của Sở Giáo dục và Đào tạo)".replace(" " * 8, "\u00a0" * 8))  # fmt: skip
    with pdfplumber.open(io.BytesIO(letter_pdf(letter))) as pdf:
        first, *rest = [page.extract_text() for page in pdf.pages]
    assert LETTER.signer in first
    assert "thủ tục hành chính số 1 " not in first
    assert rest[0].splitlines()[0].strip() == "Phụ lục"  # its pages are numbered on their own
    assert all(f"thủ tục hành chính số {n}" in "".join(rest) for n in range(1, 41))


@pytest.mark.parametrize("make", [letter_docx, letter_pdf])
def test_the_same_letter_is_the_same_bytes(make):
    assert make(LETTER) == make(LETTER)


def test_a_letter_comes_back_from_json_as_it_was():
    numbered = dataclasses.replace(LETTER, day=dt.date(2026, 2, 6), table=None)
    for letter in (LETTER, numbered, dataclasses.replace(LETTER, annex=Annex("Danh mục", "Sở"))):
        assert Letter.from_json(letter.to_json()) == letter
    first = {key: value for key, value in LETTER.to_json().items() if key != "annex"}
    assert Letter.from_json(first) == LETTER  # as the first letters were kept
