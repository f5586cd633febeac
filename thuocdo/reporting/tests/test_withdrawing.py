"""An issued report withdrawn with a reason: it stays as it was issued, another replaces it."""

import datetime as dt
import io
import json

import pytest
from docx import Document

from thuocdo.audit.models import Entry
from thuocdo.audit.rules import Refused
from thuocdo.documents.output import paper_docx
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting import actions
from thuocdo.reporting.access import ISSUE, WITHDRAW
from thuocdo.reporting.models import Report
from thuocdo.reporting.queries import papers, rounds
from thuocdo.reporting.queries.papers import data_of, paper_of
from thuocdo.reporting.queries.reports import report_view
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_papers import whole  # noqa: F401
from thuocdo.reporting.tests.test_reports import ALL, TEXTS, TODAY, duty, head, of, sent  # noqa: F401

LATER = AT + dt.timedelta(days=3)
FIRST, SECOND = "125/BC-SGDĐT ngày 04/3/2026", "140/BC-SGDĐT ngày 05/3/2026"
State = Report.State


@pytest.fixture
def issue(focal, agency, answerer):
    def issued(report, reference):
        view = report_view(report, TODAY)
        figures = {row.key: row.value for row in view.figures}
        report = actions.save_report(by=focal, at=AT, report=report, figures=figures, texts=TEXTS, version=report.version)  # fmt: skip
        report = actions.approve_report(by=answerer(agency, "leader"), at=AT, report=report, version=report.version)  # fmt: skip
        return actions.issue_report(by=focal, at=AT, report=report, reference=reference, version=report.version)  # fmt: skip

    return issued


@pytest.fixture
def issued(whole, issue):  # noqa: F811
    return issue(whole, FIRST)


def withdrawn(report, by, reason="Số liệu Phòng A sai"):
    return actions.withdraw_report(by=by, at=LATER, report=report, reason=reason, version=report.version)  # fmt: skip


def test_the_issued_one_stays_and_a_draft_replaces_it(issued, focal):
    before = paper_docx(paper_of(issued, TODAY))
    made = withdrawn(issued, focal)
    issued.refresh_from_db()
    assert (issued.state, issued.reason, issued.withdrawn_on) == (State.WITHDRAWN, "Số liệu Phòng A sai", LATER.date())  # fmt: skip
    assert (made.state, made.replaces_id, made.figures, made.texts) == (State.DRAFT, issued.pk, issued.figures, issued.texts)  # fmt: skip
    assert made.document is None
    assert issued.round.own_report() == made
    assert paper_docx(paper_of(issued, LATER.date())) == before
    (entry,) = Entry.objects.filter(verb=WITHDRAW.code)
    things = {change["thing"]: change for change in json.loads(entry.changes)}
    assert things[f"report:{issued.pk}"]["after"]["state"] == "withdrawn"
    assert things[f"report:{made.pk}"]["after"]["replaces_id"] == issued.pk


def test_the_signers_name_enters_the_log_sealed(whole, issue, monkeypatch):  # noqa: F811
    """The paper as issued bears it."""
    signer = "Nguyễn Thị Người Ký"
    monkeypatch.setattr(papers, "positions_held", lambda unit, on: {1: (signer, "Giám đốc")})
    issued = issue(whole, FIRST)
    assert issued.issued["signer"] == signer
    told = [change["after"] for e in Entry.objects.filter(verb=ISSUE.code) for change in json.loads(e.changes)]  # fmt: skip
    assert "sent" in [row.get("state") for row in told]
    assert signer not in json.dumps(told, ensure_ascii=False)


def test_the_replacement_says_what_it_replaces(issued, focal, issue):
    made = issue(withdrawn(issued, focal), SECOND)
    issued.refresh_from_db()
    assert issued.state == State.REPLACED
    assert issued.document.reference.code == "125/BC-SGDĐT"
    words = [p.text for p in Document(io.BytesIO(paper_docx(paper_of(made, TODAY)))).paragraphs]
    assert "Báo cáo này thay thế Báo cáo số 125/BC-SGDĐT ngày 04 tháng 3 năm 2026." in words
    assert data_of(made, TODAY)["replaces"] == "125/BC-SGDĐT"
    assert data_of(issued, TODAY)["replaces"] is None


def test_a_units_later_correction_does_not_change_what_was_issued(issued, focal, units, head):  # noqa: F811
    before = paper_of(issued, TODAY)
    report = of(issued.round, units[0])
    by = head(units[0])
    report = actions.take_back(by=by, at=AT, report=report, reason="Đếm thiếu", version=report.version)  # fmt: skip
    sent(report, by, figures={**ALL, "petitions": "50"})
    issued = Report.objects.get(pk=issued.pk)
    assert paper_of(issued, TODAY) == before


@pytest.mark.parametrize("reason", ["", "  \n"])
def test_it_needs_a_reason(issued, focal, reason):
    with pytest.raises(Mistake):
        withdrawn(issued, focal, reason)
    issued.refresh_from_db()
    assert issued.state == State.SENT
    assert Report.objects.filter(whole=True).count() == 1


def test_only_the_office_withdraws_and_only_what_was_issued(issued, focal, units, answerer, agency):
    with pytest.raises(Refused):
        withdrawn(issued, answerer(agency, "clerk"))
    with pytest.raises(Refused):
        withdrawn(of(issued.round, units[0]), focal)
    withdrawn(issued, focal)
    issued.refresh_from_db()
    with pytest.raises(Refused):
        withdrawn(issued, focal)


@pytest.mark.parametrize("reopen", [actions.take_back, actions.return_report])
def test_what_was_issued_is_not_reopened(issued, focal, reopen):
    with pytest.raises(Refused):
        reopen(by=focal, at=AT, report=issued, reason="x", version=issued.version)
    issued.refresh_from_db()
    assert issued.state == State.SENT


def test_the_number_of_the_withdrawn_one_is_not_taken_again(issued, focal, issue):
    made = withdrawn(issued, focal)
    with pytest.raises(Mistake):
        issue(made, FIRST)
    made.refresh_from_db()
    assert (made.state, made.document) == (State.APPROVED, None)


def test_no_number_is_taken_that_another_report_bears(issued, focal, issue):
    """Not even that of the first, once its replacement was withdrawn too."""
    third = withdrawn(issue(withdrawn(issued, focal), SECOND), focal)
    with pytest.raises(Mistake) as told:
        issue(third, FIRST)
    assert told.value.field == "reference"
    third.refresh_from_db()
    assert (third.state, third.document) == (State.APPROVED, None)


def test_until_it_is_replaced_the_period_is_not_done(issued, focal, issue, agency):
    def done():
        lines = rounds.calendar(focal, agency.pk, TODAY, 2026)
        return next(line.done for line in lines if line.whole and line.owed.by == "agency")

    assert done()
    made = withdrawn(issued, focal)
    assert not done()
    issue(made, SECOND)
    assert done()


def test_the_pages(issued, office):
    page = office.get(f"/bao-cao/{issued.pk}/").content.decode()
    assert f"/bao-cao/{issued.pk}/thu-hoi/" in page
    assert f"/bao-cao/{issued.pk}/tra-lai/" not in page
    empty = office.post(f"/bao-cao/{issued.pk}/thu-hoi/", {"reason": ""})
    assert empty.status_code == 422
    answer = office.post(f"/bao-cao/{issued.pk}/thu-hoi/", {"reason": "Sai số liệu"}, follow=True)
    draft = answer.content.decode()
    assert "Sai số liệu" in draft
    assert "125/BC-SGDĐT" in draft
    old = office.get(f"/bao-cao/{issued.pk}/").content.decode()
    assert "Đã thu hồi" in old
    assert "Xem báo cáo thay thế" in old
    assert "<textarea" not in old
    assert office.get(f"/bao-cao/{issued.pk}/tep/docx/").status_code == 200
    assert office.get(f"/bao-cao/{issued.pk}/thu-hoi/").status_code == 302
    assert office.get(f"/bao-cao/ky/{issued.round_id}/").status_code == 200
