"""A report as an official document, as data, packed, and back from Word."""

import datetime as dt
import hashlib
import io
import json
import zipfile

import pytest
from docx import Document

from thuocdo.documents import intake
from thuocdo.documents.output import paper_docx, paper_pdf, paper_xlsx
from thuocdo.lawbook.periods import quarter, year
from thuocdo.organisations.models import Agency, UnitName
from thuocdo.reporting import actions, output
from thuocdo.reporting.models import Report
from thuocdo.reporting.queries.papers import data_of, paper_of, places_of
from thuocdo.reporting.queries.reports import report_view
from thuocdo.reporting.rules.loaded import compare
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_reports import TODAY, duty, head, of, sent, whole_of  # noqa: F401


@pytest.fixture
def whole(duty, focal, units, head):  # noqa: F811
    one = actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 1))
    for unit in units:
        sent(of(one, unit), head(unit))
    report = actions.consolidate(by=focal, at=AT, report=whole_of(one))
    return actions.take_paragraphs(by=focal, at=AT, report=report, chosen={"results": ["Đã họp (Trường số 1)."]})  # fmt: skip


def test_the_agencys_paper_has_the_outline_and_both_annexes(whole):
    paper = paper_of(whole, TODAY)
    assert paper.issuer == "SỞ GIÁO DỤC VÀ ĐÀO TẠO"
    assert paper.about.endswith(
        "(PCI) quý\u00a0I\u00a0năm\u00a02026"
    )  # no line ends inside the period
    of = "Kế hoạch nâng cao chỉ số năng lực cạnh tranh (PCI) quý I năm 2026"
    assert paper.opening == (f"Sở Giáo dục và Đào tạo báo cáo kết quả thực hiện {of} như sau:",)
    assert paper.closing == (
        f"Trên đây là báo cáo kết quả thực hiện {of} của Sở Giáo dục và Đào tạo.",
    )
    assert [part.title for part in paper.parts][-1] == "Đề xuất, kiến nghị"
    assert paper.recipients == ("Ủy ban nhân dân thành phố (để báo cáo)", "Sở Tài chính (để tổng hợp)", "Lưu: VT")  # fmt: skip
    totals, units = (annex.table for annex in paper.annexes)
    assert len(totals.rows) == 11
    assert len(units.rows) == 4


def test_it_is_kept_by_the_registry_and_the_room_that_drew_it_up(whole, answerer, units):
    UnitName.objects.filter(unit=units[0]).update(short="TCHC")
    Report.objects.filter(pk=whole.pk).update(person=answerer(units[0]).person)
    whole.refresh_from_db()
    assert paper_of(whole, TODAY).recipients[-1] == "Lưu: VT, TCHC"


def test_what_carries_out_a_plan_names_it_first(whole):
    whole.round.duty.source = "Kế hoạch số 15/KH-SGDĐT ngày 09/01/2026"
    (opening,) = paper_of(whole, TODAY).opening
    assert opening.startswith("Thực hiện Kế hoạch số 15/KH-SGDĐT ngày 09/01/2026, Sở Giáo dục")


def test_a_units_report_bears_the_month_in_which_it_went(whole, units):
    paper = paper_of(of(whole.round, units[0]), TODAY + dt.timedelta(days=90))
    assert paper.place_and_date.endswith("tháng 3 năm 2026")


def test_a_year_has_no_running_total_beside_it(duty, focal):  # noqa: F811
    one = actions.open_round(by=focal, at=AT, duty=duty, period=year(2026))
    heads = [c.head for c in paper_of(whole_of(one), TODAY).annexes[0].table.columns]
    assert heads == ["TT", "Nội dung", "Đơn vị tính", "Trong kỳ", "Cùng kỳ năm trước"]


def test_document_annex_and_data_say_the_same(whole):
    paper = paper_of(whole, TODAY)
    data = {row["title"]: row["value"] for row in data_of(whole, TODAY)["figures"]}
    shown = {row[1]: row[3] for row in paper.annexes[0].table.rows}
    assert str(shown["Phản ánh và kiến nghị đã nhận"].value) == data["Phản ánh và kiến nghị đã nhận"] == "9"  # fmt: skip
    column = [c.head for c in paper.annexes[1].table.columns].index("Phản ánh và kiến nghị đã nhận")
    rows = [row[column].value for row in paper.annexes[1].table.rows]
    assert sum(rows[:-1]) == rows[-1] == 9


def test_files_are_the_same_twice_and_the_package_says_its_sums(whole):
    paper = paper_of(whole, TODAY)
    assert paper_docx(paper) == paper_docx(paper_of(whole, TODAY))
    assert paper_pdf(paper)[:5] == b"%PDF-"
    files = {"docx": paper_docx(paper), "xlsx": paper_xlsx(paper), "json": output.as_json(data_of(whole, TODAY))}  # fmt: skip
    packed = zipfile.ZipFile(io.BytesIO(output.package("bc", files)))
    sums = dict(line.split("  ")[::-1] for line in packed.read("SHA256SUMS").decode().splitlines())
    for ending, data in files.items():
        assert packed.read(f"bc.{ending}") == data
        assert sums[f"bc.{ending}"] == hashlib.sha256(data).hexdigest()


def test_the_superior_body_stands_above_the_agency(whole):
    Agency.objects.filter(unit=whole.round.agency).update(authority="UBND thành phố Hải Phòng")
    paper = paper_of(whole, TODAY)
    assert (paper.authority, paper.issuer) == ("UBND THÀNH PHỐ HẢI PHÒNG", "SỞ GIÁO DỤC VÀ ĐÀO TẠO")


def test_a_unit_writes_to_its_agency(whole, units):
    paper = paper_of(of(whole.round, units[0]), TODAY)
    assert (paper.authority, paper.to) == ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", ("Sở Giáo dục và Đào tạo",))
    assert len(paper.annexes) == 1


def test_words_changed_in_word_come_back_and_figures_are_listed(whole):
    paper = paper_of(whole, TODAY)
    book = Document(io.BytesIO(paper_docx(paper)))
    for words in book.paragraphs:
        if words.text.startswith("- Đã họp (Trường số 1)"):
            words.runs[0].text = "- Đã họp hai lần (Trường số 1)."
            for run in words.runs[1:]:
                run.text = ""
    for table in book.tables:
        for row in table.rows:
            if row.cells[1].text == "Phản ánh và kiến nghị đã nhận":
                row.cells[3].text = "12"
    out = io.BytesIO()
    book.save(out)
    found = compare(paper, intake.read(out.getvalue(), "bc.docx").blocks)
    assert [(c.was, c.now) for c in found.figures] == [("9", "12")]
    assert [(t.was, t.now) for t in found.texts] == [("- Đã họp (Trường số 1).", "- Đã họp hai lần (Trường số 1).")]  # fmt: skip
    places = places_of(report_view(whole, TODAY))
    words = {section.key: lines for section, lines in found.words}
    assert words[places["results"]] == ("- Đã họp hai lần (Trường số 1).",)


def test_an_issued_report_bears_its_number(whole, focal, agency, answerer):
    view = report_view(whole, TODAY)
    texts = {"results": "x", "next": "y"}
    whole = actions.save_report(by=focal, at=AT, report=whole, figures={r.key: r.value for r in view.figures}, texts=texts, version=whole.version)  # fmt: skip
    whole = actions.approve_report(by=answerer(agency, "leader"), at=AT, report=whole, version=whole.version)  # fmt: skip
    whole = actions.issue_report(by=focal, at=AT, report=whole, reference="125/BC-SGDĐT ngày 04/3/2026", version=whole.version)  # fmt: skip
    paper = paper_of(whole, TODAY)
    assert (paper.number, paper.day) == ("125/BC-SGDĐT", dt.date(2026, 3, 4))
    assert json.loads(output.as_json(data_of(whole, TODAY)))["period"] == "2026-Q1"
