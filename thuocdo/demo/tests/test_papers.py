"""The demo plans as paper: both files say what the data says, in letters that exist, in the official form."""

import io
from collections import Counter

import docx as word_reader
import pdfplumber
import pytest

from thuocdo.demo.papers.paper import CODES, Paper, paper, revised
from thuocdo.demo.papers.printed import pdf
from thuocdo.demo.papers.word import docx
from thuocdo.documents import intake

YEAR = 2026
both = pytest.mark.parametrize("code", CODES)
tabled = pytest.mark.parametrize("code", CODES[:2])


def written(plan: Paper) -> list[str]:
    body = ["".join(run.text for run in p.runs) for p in plan.body]
    rows = [cell for annex in plan.annexes for row in annex.rows for cell in row]
    return [*plan.authority, plan.issuer, *plan.title, *body, *plan.recipients, *rows]


def letters(texts: list[str]) -> Counter[str]:
    return Counter(c for text in texts for c in text if not c.isspace())


@both
def test_the_pdf_holds_every_letter_and_draws_it_in_its_own_font(code):
    with pdfplumber.open(io.BytesIO(pdf(paper(code, YEAR)))) as file:
        chars = [char for page in file.pages for char in page.chars]
    assert {c["fontname"].split("+")[-1].split("-")[0] for c in chars} == {"LibertinusSerif"}
    assert not letters(written(paper(code, YEAR))) - letters([c["text"] for c in chars])


@both
def test_the_word_file_has_the_official_form(code):
    plan = paper(code, YEAR)
    document = word_reader.Document(io.BytesIO(docx(plan)))
    head, foot, *annexes = document.tables
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in head.cell(0, 1).text
    assert f"/{plan.symbol}" in head.cell(0, 0).text
    assert foot.cell(0, 0).text.startswith("Nơi nhận:")
    assert foot.cell(0, 1).text.startswith("\n".join(plan.signature))
    assert [s.page_width > s.page_height for s in document.sections] == [False, *[True] * len(annexes)]  # fmt: skip
    for table, annex in zip(annexes, plan.annexes, strict=True):
        assert table.rows[0]._tr.trPr.xpath("w:tblHeader"), "the head must repeat on every page"
        assert len(table.rows) == len(annex.rows) + 1
        for row, texts in zip(table.rows[1:], annex.rows, strict=True):
            cells = {
                cell._tc: cell.text for cell in row.cells
            }  # a merged cell comes once per column
            assert tuple(cells.values()) == texts


@both
@pytest.mark.parametrize("press", [pdf, docx])
def test_a_second_printing_gives_the_same_bytes(code, press):
    assert press(paper(code, YEAR)) == press(paper(code, YEAR))


@both
def test_word_and_pdf_are_read_as_the_same_words(code):
    plan = paper(code, YEAR)
    in_word = [b.text for b in intake.read(docx(plan), f"{code}.docx").blocks]
    in_pdf = [b.text for b in intake.read(pdf(plan), f"{code}.pdf").blocks]
    for text in written(plan):
        words = " ".join(text.split())
        assert any(words in " ".join(block.split()) for block in in_word), words
    body = ["".join(r.text for r in p.runs) for p in plan.body]
    assert not [text for text in body if not any(text in block for block in in_pdf)]


@tabled
def test_a_row_of_the_pdf_is_cut_by_a_page_as_in_real_plans(code):
    cells = [cell for annex in paper(code, YEAR).annexes for row in annex.rows for cell in row]
    with pdfplumber.open(io.BytesIO(pdf(paper(code, YEAR)))) as file:
        pages = [" ".join(page.extract_text().split()) for page in file.pages]
    begun = {n: [c for c in cells if len(c) > 200 and c[:20] in p] for n, p in enumerate(pages)}
    assert [c for n, found in begun.items() for c in found if c[-20:] not in pages[n]]


def test_the_year_moves_every_date_but_those_of_real_laws():
    words = "\n".join(written(paper("cchc", 2031)))
    assert "Tháng 12/2030" in words
    assert "ngày 29/12/2030" in words
    assert "ngày 15/7/2021" in words
    assert "{Y" not in words


def test_the_revised_plan_differs_in_the_rows_it_names_and_no_others():
    before = {row[0]: row for row in paper("cchc", YEAR).annexes[-1].rows if row[0]}
    after = {row[0]: row for row in revised("cchc", YEAR).annexes[-1].rows if row[0]}
    assert after.keys() - before.keys() == {"41"}
    assert before.keys() - after.keys() == {"40"}
    assert {n for n in before.keys() & after.keys() if before[n] != after[n]} == {"14", "20", "37"}
