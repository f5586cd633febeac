"""The page a Word file comes back to: a wrong file is refused by name, one with deleted tables is not taken in half."""

import io

import pytest
from docx import Document

from thuocdo.documents.output import paper_docx
from thuocdo.lawbook.periods import quarter
from thuocdo.reporting import actions
from thuocdo.reporting.queries.papers import paper_of
from thuocdo.reporting.rules.paragraphs import clustered
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_papers import whole  # noqa: F401
from thuocdo.reporting.tests.test_reports import TODAY, duty, head, of, whole_of  # noqa: F401


def load(office, report, book):
    out = io.BytesIO()
    book.save(out) if hasattr(book, "save") else out.write(book)
    out.seek(0)
    out.name = "bao-cao.docx"
    return office.post(f"/bao-cao/{report.pk}/nap-word/", {"file": out})


def edited(data):
    book = Document(io.BytesIO(data))
    for words in book.paragraphs:
        if words.text.startswith("- Đã họp"):
            words.runs[0].text = "- Đã họp hai lần (Trường số 1)."
            for run in words.runs[1:]:
                run.text = ""
    return book


def test_its_own_file_is_taken(whole, office):  # noqa: F811
    answer = load(office, whole, edited(paper_docx(paper_of(whole, TODAY))))
    assert answer.status_code == 200
    assert "Nhận nội dung từ tệp" in answer.content.decode()


def test_the_file_of_another_period_is_refused_by_name(whole, office, focal, duty):  # noqa: F811
    other = actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 2))
    answer = load(office, whole, paper_docx(paper_of(whole_of(other), TODAY)))
    assert answer.status_code == 422
    page = answer.content.decode()
    other_period = paper_of(whole_of(other), TODAY).opening[0].split("kết quả ")[1][:-9]
    assert other_period in page, other_period
    assert other_period not in paper_of(whole, TODAY).opening[0]
    assert "không phải báo cáo đang mở" in page
    assert "Nhận nội dung từ tệp" not in page


def test_the_file_of_a_unit_is_not_the_agencys(whole, office, units):  # noqa: F811
    answer = load(office, whole, paper_docx(paper_of(of(whole.round, units[0]), TODAY)))
    assert answer.status_code == 422
    assert "Trường số 1" in answer.content.decode()


def test_some_other_document_is_refused(whole, office):  # noqa: F811
    book = Document()
    book.add_paragraph("Kính gửi các đồng chí, xin mời dự họp.")
    answer = load(office, whole, book)
    assert answer.status_code == 422
    assert "không phải báo cáo đang mở" in answer.content.decode()
    whole.refresh_from_db()
    assert whole.texts["results"].startswith("- Đã họp (Trường số 1)")


def test_a_file_with_a_deleted_table_is_named_and_nothing_is_taken(whole, office):  # noqa: F811
    book = edited(paper_docx(paper_of(whole, TODAY)))
    table = next(t for t in book.tables if t.rows[0].cells[1].text == "Nội dung")
    table._tbl.getparent().remove(table._tbl)
    answer = load(office, whole, book)
    page = answer.content.decode()
    assert "Tệp đã xóa bảng: Phụ lục I" in page
    assert "Nhận nội dung từ tệp" not in page


@pytest.mark.parametrize(
    ("writers", "said"), [(2, "(Phòng 1, Phòng 2)"), (3, "(các đơn vị)"), (5, "(các đơn vị)")]
)
def test_what_all_wrote_names_nobody(writers, said):
    texts = [(f"Phòng {n}", "Đã công khai thủ tục.") for n in range(1, writers + 1)]
    (cluster,) = clustered(texts)
    assert cluster.attributed == f"Đã công khai thủ tục {said}."
    (silent,) = clustered([*texts, ("Phòng 9", "")])
    assert "các đơn vị" not in silent.attributed
    (early,) = clustered(texts, asked=writers + 1)
    assert "các đơn vị" not in early.attributed
