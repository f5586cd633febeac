"""A period from its opening to the sent report: units write, heads approve, the office puts together."""

import datetime as dt

import pytest

from thuocdo.audit.rules import Refused
from thuocdo.lawbook.editions.reports import DueLine
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import half, quarter, year
from thuocdo.lawbook.reader import shipped
from thuocdo.lawbook.schedule import DueRule
from thuocdo.organisations.models import Unit
from thuocdo.reporting import actions
from thuocdo.reporting.actions.reports import Faulty
from thuocdo.reporting.models import Report, Round
from thuocdo.reporting.queries import forms, rounds
from thuocdo.reporting.queries.reports import report_view
from thuocdo.reporting.tests.conftest import AT

TODAY = dt.date(2026, 3, 5)
TEXTS = {"results": "- Đã họp với doanh nghiệp.\n- Đã công khai thủ tục.", "next": "- Tiếp tục."}
ALL = {
    "work_due": "4", "work_done_in_time": "2", "work_done_late": "1", "work_open": "1", "work_overdue": "0",
    "dialogues": "1", "petitions": "3", "petitions_done": "2",
}  # fmt: skip


@pytest.fixture
def duty(agency, focal, units):
    return actions.keep_duty(
        by=focal, at=AT, agency=agency.pk, form="report_forms/pci", units=[u.pk for u in units]
    )


@pytest.fixture
def opened_round(duty, focal):
    return actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 1))


@pytest.fixture
def head(answerer):
    return lambda unit: answerer(unit, "head", "officer")


def of(one, unit):
    return one.reports.select_related("round__duty").get(unit=unit, whole=False)


def whole_of(one):
    return one.reports.select_related("round__duty").get(whole=True)


def saved(report, by, figures=None, texts=None):
    return actions.save_report(
        by=by, at=AT, report=report, figures=ALL if figures is None else figures, texts=texts or TEXTS, version=report.version
    )  # fmt: skip


def sent(report, by, **given):
    report = saved(report, by, **given)
    report = actions.approve_report(by=by, at=AT, report=report, version=report.version)
    return actions.send_report(by=by, at=AT, report=report, version=report.version)


def test_a_round_has_a_draft_for_each_unit_and_the_agency(opened_round, units, agency):
    assert set(opened_round.reports.values_list("unit", "whole")) == {
        *((u.pk, False) for u in units),
        (agency.pk, True),
    }
    assert (opened_round.start, opened_round.end) == (dt.date(2025, 12, 15), dt.date(2026, 3, 14))
    assert opened_round.due == dt.date(2026, 3, 15)


def test_the_agency_says_whether_the_named_day_counts(agency, focal, units):
    duty = actions.keep_duty(
        by=focal, at=AT, agency=agency.pk, form="report_forms/pci", units=[units[0].pk],
        rule=DueRule(named_day_counts=False, on_day_off="previous"),
    )  # fmt: skip
    one = actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 1))
    assert one.due == dt.date(2026, 3, 13)  # the 14th is a Saturday


def test_days_of_the_agencys_own_paper_replace_those_of_the_form(agency, focal, units):
    line = DueLine(period="quarter", numbers=(1, 2, 3), day=10, source="plan", status="confirmed")
    duty = actions.keep_duty(
        by=focal, at=AT, agency=agency.pk, form="report_forms/pci", units=[units[0].pk], due=[line]
    )
    lines = rounds.calendar(focal, agency.pk, TODAY, 2026)
    units_days = [line.owed.due for line in lines if line.owed.by == "unit"]
    assert units_days == [dt.date(2026, m, 10) for m in (3, 6, 9)]
    with pytest.raises(Mistake):
        actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 4))


def test_a_period_opens_once(opened_round, duty, focal):
    with pytest.raises(Refused):
        actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 1))


def test_an_empty_report_is_not_submitted_and_says_what_it_lacks(opened_round, units, head):
    by = head(units[0])
    report = saved(of(opened_round, units[0]), by, figures={"petitions": "1"}, texts={"next": "x"})
    with pytest.raises(Faulty) as told:
        actions.submit_report(by=by, at=AT, report=report, version=report.version)
    keys = {fault.key for fault in told.value.faults}
    assert "results" in keys
    assert "dialogues" in keys
    assert "next" not in keys
    report.refresh_from_db()
    assert report.state == Report.State.DRAFT


def test_figures_that_do_not_agree_stop_it(opened_round, units, head):
    by = head(units[0])
    report = saved(of(opened_round, units[0]), by, figures={**ALL, "work_overdue": "3"})
    with pytest.raises(Faulty) as told:
        actions.approve_report(by=by, at=AT, report=report, version=report.version)
    assert "Bốn trạng thái" in told.value.faults[0].message


def test_a_figure_that_cannot_be_read_keeps_nothing(opened_round, units, head):
    report = of(opened_round, units[0])
    with pytest.raises(Faulty):
        saved(report, head(units[0]), figures={**ALL, "petitions": "ba"})
    report.refresh_from_db()
    assert report.figures == {}
    assert report.version == 0


def test_whoever_comes_second_loses_nothing_of_the_first(opened_round, units, head):
    by, report = head(units[0]), of(opened_round, units[0])
    saved(report, by)
    with pytest.raises(Refused):
        actions.save_report(by=by, at=AT, report=report, figures={}, texts={}, version=0)
    report.refresh_from_db()
    assert report.texts["next"] == "- Tiếp tục."


def test_an_officer_submits_and_does_not_approve(opened_round, units, answerer):
    by = answerer(units[0])
    report = saved(of(opened_round, units[0]), by)
    report = actions.submit_report(by=by, at=AT, report=report, version=report.version)
    with pytest.raises(Refused):
        actions.approve_report(by=by, at=AT, report=report, version=report.version)


def test_another_unit_neither_writes_nor_sees(opened_round, units, head):
    other = head(units[1])
    with pytest.raises(Refused):
        saved(of(opened_round, units[0]), other)
    assert rounds.seen_report(other, of(opened_round, units[0]).pk) is None


def test_sums_put_together_and_a_later_correction_makes_the_draft_stale(opened_round, units, head, focal):  # fmt: skip
    for unit in units[:2]:
        sent(of(opened_round, unit), head(unit))
    whole = actions.consolidate(by=focal, at=AT, report=whole_of(opened_round))
    assert whole.figures["petitions"] == ["6", False]
    assert "satisfied" not in whole.figures
    assert rounds.fallen_behind(whole, TODAY) == []
    report = of(opened_round, units[0])
    by = head(units[0])
    report = actions.take_back(by=by, at=AT, report=report, reason="Đếm thiếu", version=report.version)  # fmt: skip
    assert rounds.fallen_behind(whole, TODAY) == [
        "Trường số 1"
    ]  # its figures are still in the draft
    sent(report, by, figures={**ALL, "petitions": "5"})
    assert rounds.fallen_behind(whole, TODAY) == ["Trường số 1"]
    whole = actions.consolidate(by=focal, at=AT, report=whole)
    assert rounds.fallen_behind(whole, TODAY) == []


def test_the_day_of_first_sending_counts(opened_round, units, head, focal):
    report = sent(of(opened_round, units[0]), head(units[0]))
    later = AT + dt.timedelta(days=20)
    report = actions.return_report(by=focal, at=later, report=report, reason="Thiếu", version=report.version)  # fmt: skip
    report = actions.approve_report(by=head(units[0]), at=later, report=report, version=report.version)  # fmt: skip
    report = actions.send_report(by=head(units[0]), at=later, report=report, version=report.version)
    assert report.sent_on == TODAY


def test_like_paragraphs_stand_together_with_their_units(opened_round, units, head, focal):
    for unit in units[:2]:
        sent(of(opened_round, unit), head(unit))
    parts = rounds.given(opened_round, TODAY)
    (results,) = [w for w in rounds.written_by_units(opened_round, parts) if w.key == "results"]
    assert [c.units for c in results.clusters] == [["Trường số 1", "Trường số 2"]] * 2
    whole = whole_of(opened_round)
    words = results.clusters[0].attributed
    for _ in range(2):
        whole = actions.take_paragraphs(by=focal, at=AT, report=whole, chosen={"results": [words]})  # fmt: skip
    assert whole.texts["results"] == "- Đã họp với doanh nghiệp (Trường số 1, Trường số 2)."


def test_a_paragraph_takes_the_place_only_of_itself(opened_round, units, head, focal):
    sent(of(opened_round, units[0]), head(units[0]))

    def taken(*words):
        given = {"results": list(words)}
        return actions.take_paragraphs(by=focal, at=AT, report=whole_of(opened_round), chosen=given).texts["results"]  # fmt: skip

    first, second = "Đã họp (đợt 2) với 30 người (Trường số 1).", "Đã họp (đợt 1)."
    assert taken(first, second) == f"- {first}\n- {second}"
    more = "Đã họp (đợt 2) với 30 người (Trường số 1, Trường số 2)."
    assert taken(more) == f"- {more}\n- {second}"


def test_after_the_lock_only_who_was_let_through_sends(opened_round, units, head, focal):
    by, report = head(units[0]), saved(of(opened_round, units[0]), head(units[0]))
    closed = actions.close_round(by=focal, at=AT, round=opened_round)
    assert closed.state == Round.State.CLOSED
    with pytest.raises(Refused):
        actions.approve_report(by=by, at=AT, report=report, version=report.version)
    actions.let_through(by=focal, at=AT, round=closed, unit=units[0].pk)
    actions.approve_report(by=by, at=AT, report=report, version=report.version)


def test_the_agencys_report_goes_up_with_number_and_date(opened_round, agency, focal, answerer, units, head):  # fmt: skip
    for unit in units:
        sent(of(opened_round, unit), head(unit))
    whole = actions.consolidate(by=focal, at=AT, report=whole_of(opened_round))
    view = report_view(whole, TODAY)
    figures = {row.key: row.value for row in view.figures}
    whole = actions.save_report(by=focal, at=AT, report=whole, figures=figures, texts=TEXTS, version=whole.version)  # fmt: skip
    whole = actions.submit_report(by=focal, at=AT, report=whole, version=whole.version)
    leader = answerer(agency, "leader")
    whole = actions.approve_report(by=leader, at=AT, report=whole, version=whole.version)
    whole = actions.issue_report(by=focal, at=AT, report=whole, reference="125/BC-SGDĐT ngày 04/3/2026", version=whole.version)  # fmt: skip
    assert whole.sent_on == dt.date(2026, 3, 4)
    assert whole.document.date == dt.date(2026, 3, 4)
    whole = actions.note_received(by=focal, at=AT, report=whole, on=TODAY)
    assert whole.received_on == TODAY


def test_the_next_period_carries_words_and_knows_what_came_before(opened_round, duty, units, head, focal):  # fmt: skip
    sent(of(opened_round, units[0]), head(units[0]))
    one = actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 2))
    report = of(one, units[0])
    assert report.carried["next"] == "- Tiếp tục."
    report = saved(report, head(units[0]), texts={**TEXTS, "next": "- Tiếp tục đối thoại."})
    view = report_view(report, TODAY)
    (petitions,) = [row for row in view.figures if row.key == "petitions"]
    assert (petitions.before_words, petitions.cumulative_words) == ("3", "6")
    (after,) = [t for p in view.parts for t in p.texts if t.key == "next"]
    assert ("added", "tục đối thoại.") in after.marks


def test_words_of_the_agencys_last_report_stay_where_no_unit_writes(opened_round, duty, units, head, focal):  # fmt: skip
    one = actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 2))
    sent(of(one, units[0]), head(units[0]))
    said = {"results": "- Quý trước.", "proposals": "- Đề nghị tập huấn."}
    Report.objects.filter(pk=whole_of(one).pk).update(carried=said)
    whole = actions.consolidate(by=focal, at=AT, report=whole_of(one))
    assert whole.texts == {"proposals": "- Đề nghị tập huấn."}
    whole = actions.save_report(by=focal, at=AT, report=whole, figures={}, texts={"proposals": ""}, version=whole.version)  # fmt: skip
    assert not actions.consolidate(by=focal, at=AT, report=whole).texts.get("proposals")


def test_a_quarter_goes_on_from_the_half_year_before_it(agency, units, head, focal):
    """The form of reform has no second quarter: the third adds to the half."""
    kept = actions.keep_duty(by=focal, at=AT, agency=agency.pk, form="report_forms/cchc", units=[units[0].pk])  # fmt: skip
    for period, dossiers in ((quarter(2026, 1), "10"), (half(2026, 1), "25")):
        one = actions.open_round(by=focal, at=AT, duty=kept, period=period)
        figures = {"work_due": "0", "work_done_in_time": "0", "work_done_late": "0", "work_open": "0", "work_overdue": "0", "dossiers": dossiers, "dossiers_on_time": dossiers, "documents": "1"}  # fmt: skip
        sent(of(one, units[0]), head(units[0]), figures=figures, texts={"direction": "- Họp.", "next": "- Tiếp."})  # fmt: skip
    one = actions.open_round(by=focal, at=AT, duty=kept, period=quarter(2026, 3))
    report = saved(of(one, units[0]), head(units[0]), figures={"dossiers": "7"})
    (row,) = [r for r in report_view(report, TODAY).figures if r.key == "dossiers"]
    assert row.cumulative_words == "32"


def test_what_fell_due_is_not_promised_again(opened_round, duty, units, head, focal):
    told = "- Họp (thời hạn 31/03/2026).\n- Tập huấn (thời hạn 30/09/2026).\n- Đối thoại."
    sent(of(opened_round, units[0]), head(units[0]), texts={**TEXTS, "next": told})
    one = actions.open_round(by=focal, at=AT, duty=duty, period=quarter(2026, 2))
    words = report_view(of(one, units[0]), TODAY).texts["next"]
    assert words == "- Tập huấn (thời hạn 30/09/2026).\n- Đối thoại."


def test_the_calendar_says_what_is_owed_and_what_is_late(duty, agency, focal, opened_round):
    lines = rounds.calendar(focal, agency.pk, dt.date(2026, 7, 1), 2026)
    told = [(line.owed.period.code, line.owed.by, bool(line.round), line.late) for line in lines]
    assert told[0] == ("2026-Q1", "unit", True, True)
    assert [line.opens for line in lines[2:4]] == [True, False]
    assert ("2026-Q2", "unit", False, True) in told
    assert ("2026-Q3", "unit", False, False) in told
    assert not any(code == "2026-Q4" for code, *_ in told)
    assert (year(2026).code, "unit", False, False) in told


def test_questions_do_not_grow_with_units(opened_round, units, head, django_assert_num_queries, focal):  # fmt: skip
    with django_assert_num_queries(3):
        rounds.rates(opened_round, TODAY)
    sent(of(opened_round, units[0]), head(units[0]))
    with django_assert_num_queries(3):
        assert rounds.rates(opened_round, TODAY).tally.received == 1


def test_what_fell_due_before_the_form_was_kept_is_not_owed(agency, focal, units):
    later = dt.datetime(2026, 7, 1, 3, tzinfo=dt.UTC)
    actions.keep_duty(
        by=focal, at=later, agency=agency.pk, form="report_forms/cchc", units=[units[0].pk]
    )
    lines = rounds.calendar(focal, agency.pk, later.date(), 2026)
    assert {line.owed.period.code for line in lines} == {"2026-Q3", "2026"}


def test_figures_of_the_agency_alone_are_not_asked_of_units(opened_round, units):
    keys = {row.key for row in report_view(of(opened_round, units[0]), TODAY).figures}
    assert "targets_met" not in keys
    assert "targets_met" in {row.key for row in report_view(whole_of(opened_round), TODAY).figures}


def test_a_round_opened_before_seven_keeps_the_edition_of_its_own_day(opened_round, monkeypatch):
    """Half past six in Hải Phòng is still the day before in UTC."""
    asked = []
    monkeypatch.setattr(forms, "edition_on", lambda form, agency, day: asked.append(day) or shipped().edition(opened_round.form))  # fmt: skip
    opened_round.opened_at = dt.datetime(2026, 3, 9, 23, 30, tzinfo=dt.UTC)
    opened_round.checksum = "an edition of the agency's own"
    forms.form_of(opened_round)
    assert asked == [dt.date(2026, 3, 10)]


def test_three_of_four_that_were_asked_are_still_named(opened_round, units, head, agency):
    for unit in units:
        sent(of(opened_round, unit), head(unit))

    def said():
        (results,) = [w for w in rounds.written_by_units(opened_round, rounds.given(opened_round, TODAY)) if w.key == "results"]  # fmt: skip
        return results.clusters[0].attributed

    assert said().endswith("(các đơn vị).")
    late = Unit.objects.create(code="truong-4", kind="room")
    Report.objects.create(round=opened_round, unit=late)
    assert said().endswith("(Trường số 1, Trường số 2, Trường số 3).")
