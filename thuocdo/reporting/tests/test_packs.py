"""What a closed period gives beside its report: the pack for a meeting, the sheet to type from, each figure opened."""

import io

import openpyxl
import pdfplumber
import pytest
from django.urls import reverse
from PIL import Image

from thuocdo.accounts.models import Account
from thuocdo.accounts.queries import actor_for
from thuocdo.audit.rules import Refused
from thuocdo.documents.output import entry_xlsx, pack_pdf
from thuocdo.lawbook.editions.reports import Entry, EntryLine
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import quarter
from thuocdo.reporting import actions
from thuocdo.reporting.models import Report, Round
from thuocdo.reporting.queries import papers
from thuocdo.reporting.queries.opened import opened
from thuocdo.reporting.queries.packs import pack_of
from thuocdo.reporting.queries.reports import report_view
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_papers import whole  # noqa: F401
from thuocdo.reporting.tests.test_reports import ALL, TODAY, duty, head, of, sent  # noqa: F401
from thuocdo.reporting.tests.test_reviews import TEXTS


def scan():
    """A page from a scanner: one picture in a PDF."""
    out = io.BytesIO()
    Image.new("RGB", (60, 80), "white").save(out, "PDF")
    return out.getvalue()


@pytest.fixture
def approved(whole, focal, agency, answerer):  # noqa: F811
    view = report_view(whole, TODAY)
    texts = {"results": "x", "next": "y"}
    whole = actions.save_report(by=focal, at=AT, report=whole, figures={r.key: r.value for r in view.figures}, texts=texts, version=whole.version)  # fmt: skip
    return actions.approve_report(by=answerer(agency, "leader"), at=AT, report=whole, version=whole.version)  # fmt: skip


@pytest.fixture
def reader(focal, units):
    """The focal officer who came to work after the units were made."""
    return actor_for(Account.objects.get(pk=focal.account), AT)


def issue(by, report, *uploads):
    return actions.issue_report(by=by, at=AT, report=report, reference="125/BC-SGDĐT ngày 05/3/2026", uploads=uploads, version=report.version)  # fmt: skip


def test_the_signed_copy_closes_the_period(approved, focal):
    issue(focal, approved, (scan(), "bc-da-ky.pdf"))
    one = Round.objects.get()
    assert (one.state, one.closed_at) == (Round.State.CLOSED, AT)
    assert [f.name for f in Report.objects.get(whole=True).document.files.all()] == ["bc-da-ky.pdf"]


def test_a_number_alone_leaves_it_open_until_the_copy_comes(approved, focal):
    report = issue(focal, approved)
    assert Round.objects.get().state == Round.State.OPEN
    actions.load_signed(by=focal, at=AT, report=report, upload=(scan(), "quet.pdf"), version=report.version)  # fmt: skip
    report = Report.objects.get(whole=True)
    assert report.round.state == Round.State.CLOSED
    assert report.document.date.isoformat() == "2026-03-05"
    assert report.document.files.count() == 1


def test_the_copy_lies_beside_the_report_whoever_loads_it(approved, focal, someone):
    """Somebody over the whole tree works in no agency: the number alone would mean another document there."""
    report = issue(focal, approved)
    above = actor_for(someone("focal"), AT)
    actions.load_signed(by=above, at=AT, report=report, upload=(scan(), "quet.pdf"), version=report.version)  # fmt: skip
    assert [f.name for f in Report.objects.get(whole=True).document.files.all()] == ["quet.pdf"]


def test_a_word_file_is_no_signed_copy_and_nothing_is_issued(approved, focal):
    with pytest.raises(Mistake) as told:
        issue(focal, approved, (b"chua ky", "bc.txt"))
    assert told.value.field == "file"
    approved.refresh_from_db()
    assert approved.document is None
    with pytest.raises(Refused):
        actions.load_signed(by=focal, at=AT, report=approved, upload=(scan(), "a.pdf"), version=approved.version)  # fmt: skip
    assert Round.objects.get().state == Round.State.OPEN


def test_a_figure_opens_to_the_units_behind_it(whole, reader, units, answerer):  # noqa: F811
    found = opened(reader, whole, "petitions", TODAY)
    assert [(s.unit, s.words) for s in found.sources] == [(f"Trường số {n}", "3") for n in (1, 2, 3)]  # fmt: skip
    assert (found.row.value, found.now_words, found.hidden, found.differs) == ("9", "9", 0, False)
    assert not any(s.fresh for s in found.sources)
    alone = opened(answerer(units[0]), whole, "petitions", TODAY)
    assert ([s.unit for s in alone.sources], alone.hidden) == (["Trường số 1"], 2)
    assert opened(reader, whole, "targets", TODAY).sources == []
    assert opened(reader, whole, "khong-co", TODAY) is None


def test_a_unit_that_corrected_itself_stands_out(whole, reader, units, head):  # noqa: F811
    by, report = head(units[0]), of(whole.round, units[0])
    report = actions.take_back(by=by, at=AT, report=report, reason="Nhầm.", version=report.version)
    sent(report, by, figures={**ALL, "petitions": "5"})
    found = opened(reader, whole, "petitions", TODAY)
    assert [s.unit for s in found.sources if s.fresh] == ["Trường số 1"]
    assert (found.row.value, found.now_words, found.differs) == ("9", "11", True)


def test_pages_of_figures_and_the_sheet_to_type_from(office, whole):  # noqa: F811
    page = office.get(reverse("reporting:figure", args=[whole.pk, "petitions"]))
    assert "Trường số 2" in page.content.decode()
    url = reverse("reporting:entry", args=[whole.pk])
    assert office.get(url).status_code == 302  # figures still change
    Round.objects.update(state="closed", closed_at=AT)
    assert "Phản ánh và kiến nghị đã nhận" in office.get(url).content.decode()
    book = openpyxl.load_workbook(io.BytesIO(office.get(url, {"tep": "xlsx"}).content))
    rows = {str(row[2]).partition(" (")[0]: row[3] for row in book.active.iter_rows(values_only=True)}  # fmt: skip
    assert rows["Phản ánh và kiến nghị đã nhận"] == 9
    assert rows["Chỉ tiêu được giao"] in (0, None)


def test_the_sheet_follows_the_screens_of_the_other_system(whole, monkeypatch):  # noqa: F811
    lines = [EntryLine(figure="petitions_done", code="A.2"), EntryLine(figure="petitions", code="A.1")]  # fmt: skip
    entry = Entry(system="Hệ thống thông tin báo cáo", lines=lines, source="plan", status="unconfirmed")  # fmt: skip
    view = report_view(whole, TODAY)
    held = view.form.model_copy(update={"entry": entry})
    monkeypatch.setattr(papers, "report_view", lambda *_: type(view)(view.report, held, view.period, view.parts, view.figures))  # fmt: skip
    system, rows = papers.entry_of(whole, TODAY)
    assert system == "Hệ thống thông tin báo cáo"
    assert [(code, value.value) for code, _, value in rows] == [("A.2", 6), ("A.1", 9)]
    assert entry_xlsx(rows, title="x") == entry_xlsx(rows, title="x")


def test_the_meetings_pack_is_one_pdf_in_its_order(office, whole, focal):  # noqa: F811
    pack = pack_of(focal, whole.round, TODAY)
    assert pack.six[0][0] == "Đã hoàn thành trong hạn"
    told = _text(pack_pdf(pack))
    order = (
        "TÀI LIỆU HỌP",
        "TÌNH HÌNH THỰC HIỆN",
        "I. KẾT QUẢ THỰC HIỆN",
        "SỐ LIỆU QUÝ I NĂM 2026",
    )
    places = [told.index(words) for words in order]
    assert places == sorted(places)
    answer = office.get(reverse("reporting:pack", args=[whole.round_id]))
    assert answer.content[:5] == b"%PDF-"


def test_the_pack_says_what_is_written_of_each_domain(focal, agency, units):
    kept = actions.keep_duty(by=focal, at=AT, agency=agency.pk, form="report_forms/cchc", units=[u.pk for u in units])  # fmt: skip
    one = actions.open_round(by=focal, at=AT, duty=kept, period=quarter(2026, 1))
    actions.save_review(by=focal, at=AT, round=one, domain="direction", texts=TEXTS, place=2, of=18, source="QĐ số 1", version=0)  # fmt: skip
    told = " ".join(_text(pack_pdf(pack_of(focal, one, TODAY))).split())
    assert "Năm 2025: xếp hạng 02/18 (nguồn: QĐ số 1)." in told
    assert "Đã ban hành kế hoạch." in told
    assert "Năm 2025: chưa có điểm, xếp hạng. Chưa có nội dung." in told


def test_a_replaced_report_leaves_one_pack(approved, focal):
    issued = issue(focal, approved, (scan(), "da-ky.pdf"))
    actions.withdraw_report(by=focal, at=AT, report=issued, reason="Sai số liệu.", version=issued.version)  # fmt: skip
    assert Report.objects.filter(whole=True).count() == 2
    assert pack_of(focal, Round.objects.get(), TODAY).paper.number == ""


def _text(data):
    with pdfplumber.open(io.BytesIO(data)) as book:
        return "\n".join(page.extract_text() for page in book.pages)
