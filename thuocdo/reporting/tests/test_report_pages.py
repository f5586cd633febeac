"""The page of a report as two people, or an office whose units correct themselves, see it."""

import datetime as dt

import pytest

from thuocdo.accounts.queries import actor_for
from thuocdo.documents.models import Document
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import quarter
from thuocdo.reporting import actions
from thuocdo.reporting.models import Report
from thuocdo.reporting.queries import rounds
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_reports import (  # noqa: F401  # fmt: skip
    ALL,
    TEXTS,
    duty,
    head,
    of,
    opened_round,
    sent,
    whole_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def two(opened_round, units, someone, client, day):  # noqa: F811
    """A report somebody else has just saved, and a browser in which the page was opened before."""
    first, second = (
        someone("officer", unit=units[0], name=n) for n in ("Lê Thị Một", "Lê Thị Hai")
    )
    report, by = of(opened_round, units[0]), actor_for(first, AT)
    report = actions.save_report(by=by, at=AT, report=report, figures=ALL, texts=TEXTS, version=0)
    client.force_login(second)
    return report, by, client


def typed(version=0, **changed):
    kept = {**{f"so-{k}": v for k, v in ALL.items()}, **{f"chu-{k}": v for k, v in TEXTS.items()}}
    return {**kept, "version": str(version), **changed}


def test_the_second_sees_what_the_first_saved_where_the_two_differ(two):
    report, _by, client = two
    said = {"so-petitions": "7", "chu-next": "- Việc khác."}
    page = client.post(f"/bao-cao/{report.pk}/", typed(**said)).content.decode()
    assert page.count("Người khác vừa lưu:") == 2
    assert "Người khác vừa lưu báo cáo này." in page
    assert "Người khác vừa lưu: 3" in page
    assert "Người khác vừa lưu: - Tiếp tục." in page
    assert 'value="7"' in page
    assert Report.objects.get(pk=report.pk).texts["next"] == "- Tiếp tục."


def test_an_empty_field_takes_what_the_first_saved(two):
    report, _by, client = two
    said = {"so-petitions": "", "chu-results": " ", "so-dialogues": "9"}
    page = client.post(f"/bao-cao/{report.pk}/", typed(**said)).content.decode()
    assert page.count("Người khác vừa lưu:") == 1
    assert 'name="so-petitions" value="3"' in page
    assert "- Đã họp với doanh nghiệp." in page


def test_what_finds_no_place_any_more_stays_on_the_page(two):
    report, by, client = two
    actions.submit_report(by=by, at=AT, report=report, version=report.version)
    page = client.post(f"/bao-cao/{report.pk}/", typed(**{"chu-next": "- Việc khác."})).content.decode()  # fmt: skip
    assert page.count("Vừa gõ, chưa lưu") == 1
    assert "Vừa gõ, chưa lưu: - Việc khác." in page


def test_one_button_puts_together_figures_and_words(opened_round, units, head, office):  # noqa: F811
    for unit in units[:2]:
        sent(of(opened_round, unit), head(unit))
    url = f"/bao-cao/ky/{opened_round.pk}/"
    assert "đã có trong dự thảo" not in office.get(f"{url}?phan=tong-hop").content.decode()
    office.post(f"{url}tong-hop/", {"doan": "1"})
    whole = whole_of(opened_round)
    assert whole.figures["petitions"] == ["6", False]
    assert "- Đã họp với doanh nghiệp (Trường số 1, Trường số 2)." in whole.texts["results"]
    assert whole.texts["next"] == "- Tiếp tục (Trường số 1, Trường số 2)."
    assert "đã có trong dự thảo" in office.get(f"{url}?phan=tong-hop").content.decode()


def test_put_together_again_a_paragraph_stands_once(opened_round, units, head, office):  # noqa: F811
    url = f"/bao-cao/ky/{opened_round.pk}/tong-hop/"
    for unit in units[:2]:
        sent(of(opened_round, unit), head(unit))
        office.post(url, {"doan": "1"})
    words = "- Đã họp với doanh nghiệp (Trường số 1, Trường số 2).\n- Đã công khai thủ tục (Trường số 1, Trường số 2)."
    assert whole_of(opened_round).texts["results"] == words


def test_paragraphs_of_several_sections_are_picked_at_once(opened_round, units, head, office):  # noqa: F811
    sent(of(opened_round, units[0]), head(units[0]))
    chosen = {"chon": ["results:2", "next:1"], "doan-results:1": "Không chọn.", "doan-results:2": "Đã công khai (Trường số 1).", "doan-next:1": "Tiếp (Trường số 1)."}  # fmt: skip
    office.post(f"/bao-cao/ky/{opened_round.pk}/chon-doan/", chosen)
    texts = whole_of(opened_round).texts
    assert texts == {"results": "- Đã công khai (Trường số 1).", "next": "- Tiếp (Trường số 1)."}


def test_a_plain_mistake_blames_nobody(two):
    report, _by, client = two
    page = client.post(f"/bao-cao/{report.pk}/", typed(report.version, **{"so-petitions": "ba"}))
    assert "Người khác" not in page.content.decode()


def test_a_draft_left_behind_says_so_up_to_its_number(opened_round, units, head, focal, answerer, agency, office):  # noqa: F811  # fmt: skip
    sent(of(opened_round, units[0]), head(units[0]))
    whole = actions.consolidate(by=focal, at=AT, report=whole_of(opened_round))
    behind = "mới, đã sửa hoặc đang trả lại: Trường số 2"
    assert behind not in office.get(f"/bao-cao/{whole.pk}/").content.decode()
    sent(of(opened_round, units[1]), head(units[1]))
    assert behind in office.get(f"/bao-cao/{whole.pk}/").content.decode()
    whole = actions.save_report(by=focal, at=AT, report=whole, figures=ALL, texts=TEXTS, version=whole.version)  # fmt: skip
    leader = answerer(agency, "leader")
    whole = actions.approve_report(by=leader, at=AT, report=whole, version=whole.version)
    assert behind in office.get(f"/bao-cao/{whole.pk}/ban-hanh/").content.decode()
    actions.issue_report(by=focal, at=AT, report=whole, reference="125/BC-SGDĐT ngày 05/3/2026", version=whole.version)  # fmt: skip
    assert behind not in office.get(f"/bao-cao/{whole.pk}/").content.decode()


def test_every_number_of_a_unit_opens_to_its_periods(two, duty, focal, units, head):  # noqa: F811
    report, _by, client = two
    report = actions.approve_report(by=head(units[0]), at=AT, report=report, version=report.version)
    actions.send_report(by=head(units[0]), at=AT, report=report, version=report.version)
    page = client.get(f"/bao-cao/{report.pk}/").content.decode()
    assert (
        page.count(f'<a href="/bao-cao/{report.pk}/so-lieu/petitions/') == 2
    )  # and the running total
    later = actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 2))
    page = client.get(f"/bao-cao/{of(later, units[0]).pk}/so-lieu/petitions/").content.decode()
    assert f'<a href="/bao-cao/{report.pk}/#petitions">Quý I/2026</a>' in page
    assert "Đơn vị ghi khi lập báo cáo." in page
    assert client.get(f"/bao-cao/{of(later, units[1]).pk}/so-lieu/petitions/").status_code == 404


@pytest.fixture
def approved(opened_round, units, head, focal, answerer, agency):  # noqa: F811
    sent(of(opened_round, units[0]), head(units[0]))
    whole = actions.consolidate(by=focal, at=AT, report=whole_of(opened_round))
    whole = actions.save_report(by=focal, at=AT, report=whole, figures=ALL, texts=TEXTS, version=whole.version)  # fmt: skip
    whole = actions.submit_report(by=focal, at=AT, report=whole, version=whole.version)
    return actions.approve_report(by=answerer(agency, "leader"), at=AT, report=whole, version=whole.version)  # fmt: skip


@pytest.mark.parametrize(
    ("reference", "words"),
    [("125/BC-SGDĐT", "Thiếu ngày ban hành"), ("125/BC-SGDĐT ngày 06/3/2026", "06/03/2026 chưa tới")],
)  # fmt: skip
def test_a_number_without_its_day_or_of_a_day_to_come_is_not_recorded(approved, office, reference, words):  # fmt: skip
    answer = office.post(f"/bao-cao/{approved.pk}/ban-hanh/", {"reference": reference})
    assert (answer.status_code, words in answer.content.decode()) == (422, True)
    approved.refresh_from_db()
    assert (approved.state, Document.objects.count()) == (Report.State.APPROVED, 0)


def test_it_is_not_received_above_before_it_went(approved, office, focal):
    issued = actions.issue_report(by=focal, at=AT, report=approved, reference="125/BC-SGDĐT ngày 04/3/2026", version=approved.version)  # fmt: skip
    with pytest.raises(Mistake, match="gửi ngày 04/03/2026"):
        actions.note_received(by=focal, at=AT, report=issued, on=dt.date(2026, 3, 3))
    assert actions.note_received(by=focal, at=AT, report=issued, on=dt.date(2026, 3, 4)).received_on


def test_the_leader_and_the_clerk_find_what_waits_for_them(opened_round, units, head, focal, agency, someone, client, day):  # noqa: F811  # fmt: skip
    def seen(role):
        client.force_login(accounts[role])
        return client.get("/bao-cao/").content.decode()

    accounts = {role: someone(role, unit=agency) for role in ("leader", "clerk")}
    sent(of(opened_round, units[0]), head(units[0]))
    whole = actions.consolidate(by=focal, at=AT, report=whole_of(opened_round))
    link = f'href="/bao-cao/{whole.pk}/"'
    assert link not in seen("leader")
    assert f'href="/bao-cao/ky/{opened_round.pk}/"' in seen("leader")
    whole = actions.save_report(by=focal, at=AT, report=whole, figures=ALL, texts=TEXTS, version=whole.version)  # fmt: skip
    whole = actions.submit_report(by=focal, at=AT, report=whole, version=whole.version)
    assert link in seen("leader")
    assert link not in seen("clerk")
    by = actor_for(accounts["leader"], AT)
    actions.approve_report(by=by, at=AT, report=whole, version=whole.version)
    assert link in seen("clerk")
    assert link not in seen("leader")


def test_an_empty_section_says_so_and_a_withdrawn_report_asks_for_no_signed_copy(approved, office, focal):  # fmt: skip
    address = f"/bao-cao/{approved.pk}/"
    issued = actions.issue_report(by=focal, at=AT, report=approved, reference="125/BC-SGDĐT ngày 04/3/2026", version=approved.version)  # fmt: skip
    page = office.get(address).content.decode()
    assert '<div class="prose"><p>–</p></div>' in page
    assert "để khóa kỳ báo cáo" in page
    actions.withdraw_report(by=focal, at=AT, report=issued, reason="Sai số", version=issued.version)
    assert "để khóa kỳ báo cáo" not in office.get(address).content.decode()


def test_who_was_let_through_finds_its_report_and_what_was_sent_can_be_corrected(opened_round, units, head, focal, office, someone):  # noqa: F811  # fmt: skip
    """Also after a withdrawal: the period is locked, and the unit whose figure was wrong corrects it."""
    by = head(units[0])
    sent(of(opened_round, units[0]), by)
    actions.close_round(by=focal, at=AT, round=opened_round)
    page = office.get(f"/bao-cao/ky/{opened_round.pk}/").content.decode()
    assert (page.count("Cho sửa sau khóa"), page.count("Cho gửi sau khóa")) == (1, 2)
    owing = actor_for(someone("officer", unit=units[1]), AT)
    assert rounds.reports_asked(owing).owed == []
    for unit in units[:2]:
        answer = office.post(f"/bao-cao/ky/{opened_round.pk}/mo-cho/{unit.pk}/")
        assert answer.status_code == 302
    assert rounds.reports_asked(owing).owed == [of(opened_round, units[1])]
    report = of(opened_round, units[0])
    report = actions.take_back(by=by, at=AT, report=report, reason="Đếm thiếu", version=report.version)  # fmt: skip
    assert sent(report, by, figures={**ALL, "petitions": "5"}).figures["petitions"] == ["5", False]


def test_a_figure_changed_by_hand_is_listed_against_the_units_up_to_its_number(approved, office, focal, answerer, agency):  # fmt: skip
    address, leader = f"/bao-cao/{approved.pk}/", answerer(agency, "leader")
    assert "theo đơn vị: " not in office.get(address).content.decode()
    assert "sẽ không khớp" not in office.get(f"{address}ban-hanh/").content.decode()
    draft = actions.return_report(by=leader, at=AT, report=approved, reason="Sửa", version=approved.version)  # fmt: skip
    changed = {**ALL, "petitions": "9"}
    draft = actions.save_report(by=focal, at=AT, report=draft, figures=changed, texts=TEXTS, version=draft.version)  # fmt: skip
    actions.approve_report(by=leader, at=AT, report=draft, version=draft.version)
    page = office.get(address).content.decode()
    assert page.count("theo đơn vị: 3") == 1
    said = "Phản ánh và kiến nghị đã nhận: báo cáo ghi 9, tổng hợp từ các đơn vị là 3."
    assert said in page  # also before the head who approves
    assert said in office.get(f"{address}ban-hanh/").content.decode()
    assert said in office.get(f"/bao-cao/ky/{approved.round_id}/?phan=tong-hop").content.decode()


def test_a_figure_typed_before_anything_was_put_together_is_held_against_the_units(opened_round, units, head, focal, office):  # noqa: F811  # fmt: skip
    """The annex by unit is printed from what came, whether the office pressed the button or typed."""
    whole = whole_of(opened_round)
    whole = actions.save_report(by=focal, at=AT, report=whole, figures={"petitions": "9"}, texts=TEXTS, version=0)  # fmt: skip
    address = f"/bao-cao/{whole.pk}/"
    assert (
        "tổng hợp từ các đơn vị là" not in office.get(address).content.decode()
    )  # nobody has sent
    without = {key: value for key, value in ALL.items() if key != "petitions"}
    sent(of(opened_round, units[0]), head(units[0]))
    Report.objects.filter(unit=units[0], whole=False).update(
        figures={key: [value, False] for key, value in without.items()}
    )
    page = office.get(address).content.decode()
    assert "báo cáo ghi 9, tổng hợp từ các đơn vị là chưa có số." in page
    assert page.count("tổng hợp từ các đơn vị là") == 1  # nothing said of what nobody typed
