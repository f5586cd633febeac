"""A report that comes back from Word: every figure changed by hand is listed, what is gone is named."""

import copy
import dataclasses
import io
import random
import shutil
import subprocess
from decimal import Decimal

import pytest
from docx import Document
from docx.shared import Pt

from thuocdo.design.words import number
from thuocdo.documents import intake
from thuocdo.documents.output import paper_docx
from thuocdo.documents.rules.grids import Column, Table, value_of
from thuocdo.documents.rules.papers import Annex, Part
from thuocdo.documents.tests.papers import TEXT, report, small, wide
from thuocdo.reporting.rules.loaded import compare

PAPER = report(
    parts=(
        Part(
            "Kết quả",
            parts=(
                Part("Thể chế", ("Đã ban hành 02 văn bản.", "Đã rà soát 145 thủ tục.")),
                Part("Thủ tục", (TEXT,), (small(6),)),
            ),
        ),
        Part("Khó khăn", ("Thiếu kinh phí cho phần mềm.",)),
        Part("Đề xuất", ("Không.",)),
    ),
)


class Hand:
    """Somebody at Word: opens what was written, changes it, gives it back."""

    def __init__(self, paper=PAPER):
        self.paper = paper
        self.doc = Document(io.BytesIO(paper_docx(paper)))
        self.tables = [t for t in self.doc.tables if t.style.name == "Table Grid"]

    def cell(self, table, row, column, text):
        heads = len(self.paper.tables()[table].table.heads())
        paragraph = self.tables[table]._tbl.tr_lst[heads + row].tc_lst[column].p_lst[0]
        words = paragraph.xpath(".//w:t")
        if words:
            words[0].text = text
        else:
            self.tables[table].rows[heads + row].cells[column].paragraphs[0].add_run(text)

    def paragraph(self, text):
        return next(p for p in self.doc.paragraphs if p.text == text)

    def drop(self, *texts):
        for text in texts:
            found = self.paragraph(text)._p
            found.getparent().remove(found)

    def data(self):
        out = io.BytesIO()
        self.doc.save(out)
        return out.getvalue()

    def back(self):
        return compare(self.paper, intake.read(self.data(), "bc.docx").blocks)


def cells_of(loaded):
    return {(c.table, c.row, c.column): (c.was, c.now) for c in loaded.cells}


@pytest.mark.parametrize(
    "said",
    [{}, {"annexes": ()}, {"to": ("Ủy ban nhân dân thành phố",)}, {"number": "", "day": None}, {"bases": (), "closing": ()}],
)  # fmt: skip
def test_what_nobody_touched_is_untouched(said):
    loaded = Hand(dataclasses.replace(PAPER, **said)).back()
    assert loaded.untouched, loaded


def test_a_figure_changed_by_hand_has_its_place_and_both_values():
    hand = Hand()
    hand.cell(1, 3, 2, "9.999")
    hand.cell(0, 2, 4, "77 hồ sơ")
    first, second = hand.back().figures
    assert (first.table, first.row, first.column, first.was, first.now) == (
        0,
        2,
        4,
        "3 hồ sơ",
        "77 hồ sơ",
    )
    assert (first.figure, first.number, first.code) == (Decimal(3), Decimal(77), "MA-3")
    assert (second.name, second.row_name, second.column_name) == (
        "Phụ lục I. Giải quyết thủ tục hành chính", "Đơn vị 3", "Tiếp nhận – Tổng số",
    )  # fmt: skip
    assert (second.figure, second.number) == (Decimal(3702), Decimal(9999))


def test_the_same_number_in_another_form_is_no_change():
    hand = Hand()
    hand.cell(1, 3, 2, "3702")
    hand.cell(1, 3, 8, "98,460")
    assert hand.back().untouched


@pytest.mark.parametrize("text", ["", "12.5", "khoảng 40", "Chưa báo cáo"])
def test_a_figure_emptied_or_turned_into_words_is_never_a_number(text):
    hand = Hand()
    hand.cell(1, 3, 2, text)
    (change,) = hand.back().figures
    assert (change.now, change.number, change.figure) == (text, None, Decimal(3702))


def test_words_of_a_cell_and_of_a_head_are_listed_apart_from_figures():
    hand = Hand()
    hand.cell(1, 3, 1, "Đơn vị 3 (mới sáp nhập)")
    hand.cell(1, 3, 7, "12")
    hand.tables[2]._tbl.tr_lst[0].tc_lst[1].p_lst[0].xpath(".//w:t")[0].text = "Tên chỉ tiêu"
    loaded = hand.back()
    assert loaded.figures == ()
    assert cells_of(loaded) == {
        (1, 3, 1): ("Đơn vị 3", "Đơn vị 3 (mới sáp nhập)"),
        (1, 3, 7): ("Không phát sinh", "12"),
        (2, None, 1): ("Chỉ tiêu", "Tên chỉ tiêu"),
    }


def test_paragraphs_changed_added_and_removed_stand_in_their_sections():
    hand = Hand()
    hand.paragraph("Đã ban hành 02 văn bản.").runs[0].text = "Đã ban hành 03 văn bản."
    hand.paragraph("Không.").runs[0].text = "Đề nghị bố trí kinh phí."
    hand.drop("Đã rà soát 145 thủ tục.")
    hand.paragraph("III. ĐỀ XUẤT").insert_paragraph_before("Nhân lực còn mỏng.")
    loaded = hand.back()
    said = [(t.section.key, t.was, t.now) for t in loaded.texts]
    assert said == [
        ("I.1", "Đã ban hành 02 văn bản.", "Đã ban hành 03 văn bản."),
        ("I.1", "Đã rà soát 145 thủ tục.", ""),
        ("II", "", "Nhân lực còn mỏng."),
        ("III", "Không.", "Đề nghị bố trí kinh phí."),
    ]
    assert loaded.texts[0].section.name == "I. KẾT QUẢ / 1. Thể chế"
    standing = {section.key: words for section, words in loaded.words}
    assert standing["I.1"] == ("Đã ban hành 03 văn bản.",)
    assert standing["II"] == ("Thiếu kinh phí cho phần mềm.", "Nhân lực còn mỏng.")
    assert not (loaded.lost)
    assert not (loaded.added)
    assert not (loaded.cells)


def test_a_heading_written_anew_keeps_its_section():
    hand = Hand()
    hand.paragraph("II. KHÓ KHĂN").runs[0].text = "II. TỒN TẠI, HẠN CHẾ"
    loaded = hand.back()
    assert [(t.section.key, t.now) for t in loaded.texts] == [("II", "II. TỒN TẠI, HẠN CHẾ")]


def test_a_deleted_section_is_named_and_not_taken_as_empty():
    hand = Hand()
    hand.drop("II. KHÓ KHĂN", "Thiếu kinh phí cho phần mềm.")
    loaded = hand.back()
    assert [(it.kind, it.name) for it in loaded.lost] == [("section", "II. KHÓ KHĂN")]
    assert loaded.lost[0].text == ("II. KHÓ KHĂN", "Thiếu kinh phí cho phần mềm.")
    assert loaded.texts == ()
    assert "II" not in {section.key for section, _ in loaded.words}


def test_a_deleted_table_is_named_and_none_of_its_figures_is_zero():
    for n in range(4):
        hand = Hand()
        tbl = hand.tables[n]._tbl
        tbl.getparent().remove(tbl)
        loaded = hand.back()
        assert [(it.kind, it.table) for it in loaded.lost] == [("table", n)], n
        assert loaded.cells == ()
        assert loaded.lost[0].name == PAPER.tables()[n].name


def test_a_whole_annex_and_its_section():
    hand = Hand()
    hand.drop("Phụ lục II", "CHỈ TIÊU NĂM")
    lines = [p for p in hand.doc.paragraphs if p.text == PAPER.attached]
    lines[1]._p.getparent().remove(lines[1]._p)
    notes = [p for p in hand.doc.paragraphs if p.text.startswith("Số liệu tính đến")]
    notes[-1]._p.getparent().remove(notes[-1]._p)
    tbl = hand.tables[2]._tbl
    tbl.getparent().remove(tbl)
    assert [(it.kind, it.name) for it in hand.back().lost] == [
        ("section", "Phụ lục II. Chỉ tiêu năm"),
        ("table", "Phụ lục II. Chỉ tiêu năm"),
    ]


def test_rows_and_columns_taken_out_or_put_in():
    hand = Hand()
    rows = hand.tables[1]._tbl.tr_lst
    rows[2 + 5].getparent().remove(rows[2 + 5])  # Đơn vị 5
    new = copy.deepcopy(rows[2 + 9])
    rows[2 + 9].addnext(new)
    for t, text in zip(new.xpath(".//w:t"), ("9a", "Đơn vị mới", *"1234567"), strict=True):
        t.text = text
    for tr in hand.tables[0]._tbl.tr_lst:  # "Kế hoạch năm" goes
        cell = tr.tc_lst[2]
        cell.getparent().remove(cell)
    loaded = hand.back()
    assert [(it.kind, it.table, it.at) for it in loaded.lost] == [("column", 0, 2), ("row", 1, 5)]
    assert loaded.lost[0].name == "Bảng 1: Kế hoạch năm" or loaded.lost[0].name.endswith(
        ": Kế hoạch năm"
    )
    assert [(it.kind, it.text[1]) for it in loaded.added] == [("row", "Đơn vị mới")]
    assert loaded.cells == ()


def test_a_table_put_in_is_named():
    hand = Hand()
    hand.doc.add_table(2, 4).style = "Table Grid"
    for at, cell in enumerate(hand.doc.tables[-1].rows[0].cells):
        cell.text = f"Cột {at}"
    loaded = hand.back()
    assert [(it.kind, it.name) for it in loaded.added] == [
        ("table", "Phụ lục III. Kết quả theo đơn vị")
    ]
    assert not loaded.lost


def test_another_file_is_known_as_such():
    other = report(
        about="Tổng kết năm học", bases=(), opening=("Kính thưa các đồng chí.",), closing=("Xin cảm ơn.",),
        parts=(Part("Tình hình", ("Toàn ngành có 700 trường.",)),), annexes=(),
    )  # fmt: skip
    loaded = compare(PAPER, intake.read(paper_docx(other), "khac.docx").blocks)
    assert not loaded.same_document
    assert {it.table for it in loaded.lost if it.kind == "table"} == {0, 1, 2, 3}
    assert Hand().back().same_document


def random_paper(rng):
    """Tables of any width, rows that share their words, figures of many sizes."""

    def table(n):
        columns = (Column("Đơn vị"), *(Column(f"Cột {n}.{k}", places=rng.choice((None, 2))) for k in range(rng.randint(2, 8))))  # fmt: skip
        names = [f"Đơn vị {rng.randint(1, 12)}" for _ in range(rng.randint(1, 12))]
        figure = lambda: rng.choice((Decimal(rng.randint(0, 10**7)), Decimal(rng.randint(0, 9999)) / 100, "Không phát sinh"))  # noqa: E731  # fmt: skip
        return Table(columns, tuple((name, *(figure() for _ in columns[1:])) for name in names))

    body = tuple(table(n) for n in range(rng.randint(0, 2)))
    annexes = tuple(Annex(f"Số liệu {n}", table(n)) for n in range(5, 5 + rng.randint(1, 3)))
    return dataclasses.replace(PAPER, parts=(Part("Số liệu", (TEXT,), body),), annexes=annexes)


@pytest.mark.parametrize("seed", range(25))
def test_random_changes_of_figures_are_listed_exactly(seed):
    rng = random.Random(seed)
    hand = Hand(random_paper(rng))
    places = [
        (t, r, c, value_of(cell))
        for t, placed in enumerate(hand.paper.tables())
        for r, row in enumerate(placed.table.rows)
        for c, cell in enumerate(row)
        if value_of(cell) is not None
    ]
    meant = {}
    for t, r, c, value in rng.sample(places, rng.randint(0, len(places))):
        now = value + rng.choice((1, 10, Decimal("0.5"), 1000))
        hand.cell(t, r, c, number(now))
        meant[t, r, c] = (value, now)
    loaded = hand.back()
    assert {(c.table, c.row, c.column): (c.figure, c.number) for c in loaded.figures} == meant
    assert not (loaded.texts)
    assert not (loaded.lost)
    assert not (loaded.added)
    assert loaded.cells == loaded.figures


@pytest.mark.parametrize("seed", range(25))
def test_with_a_table_gone_the_changes_in_the_others_are_still_exact(seed):
    rng = random.Random(seed)
    paper = random_paper(rng)
    paper = dataclasses.replace(paper, annexes=(*paper.annexes, Annex("Thêm", wide(6))))
    hand = Hand(paper)
    lost = rng.randrange(len(hand.tables))
    meant = {}
    for t, placed in enumerate(paper.tables()):
        for r, row in enumerate(placed.table.rows):
            for c, cell in enumerate(row):
                if t != lost and value_of(cell) is not None and rng.random() < 0.2:
                    hand.cell(t, r, c, number(value_of(cell) + 1))
                    meant[t, r, c] = value_of(cell) + 1
    tbl = hand.tables[lost]._tbl
    tbl.getparent().remove(tbl)
    loaded = hand.back()
    assert [(it.kind, it.table) for it in loaded.lost] == [("table", lost)]
    assert {(c.table, c.row, c.column): c.number for c in loaded.figures} == meant
    assert not loaded.added


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_saved_by_libreoffice_it_lists_the_same(tmp_path):
    hand = Hand(
        dataclasses.replace(PAPER, annexes=(Annex("Đơn vị", wide(12)), Annex("Chỉ tiêu", small(9))))
    )
    hand.cell(1, 3, 2, "9.999")
    hand.cell(2, 8, 4, "0 hồ sơ")
    hand.paragraph("Không.").runs[0].text = "Đề nghị bố trí kinh phí."
    hand.paragraph("II. KHÓ KHĂN").runs[0].font.size = Pt(15)
    (tmp_path / "bc.docx").write_bytes(hand.data())
    subprocess.run(
        ["soffice", "--headless", f"-env:UserInstallation=file://{tmp_path}/profile", "--convert-to", "docx",
         "--outdir", str(tmp_path / "out"), str(tmp_path / "bc.docx")],
        check=True, capture_output=True, timeout=240,
    )  # fmt: skip
    loaded = compare(hand.paper, intake.read(tmp_path / "out" / "bc.docx").blocks)
    assert cells_of(loaded) == {(1, 3, 2): ("3.702", "9.999"), (2, 8, 4): ("9 hồ sơ", "0 hồ sơ")}
    assert [(t.section.key, t.was, t.now) for t in loaded.texts] == [
        ("III", "Không.", "Đề nghị bố trí kinh phí.")
    ]
    assert not (loaded.lost)
    assert not (loaded.added)
