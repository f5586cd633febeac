"""Units that are abolished or merged while a period is open: what was sent stays, what was not is no longer owed."""
# ruff: noqa: F811  fixtures of other files are arguments here

import datetime as dt

import pytest

from thuocdo.audit.rules import Refused
from thuocdo.lawbook.periods import quarter
from thuocdo.organisations.models import Unit, UnitName, UnitParent
from thuocdo.reporting import actions
from thuocdo.reporting.models import Report
from thuocdo.reporting.queries import rounds
from thuocdo.reporting.queries.papers import paper_of
from thuocdo.reporting.tests.conftest import AT, DATE, end
from thuocdo.reporting.tests.test_reports import duty, head, of, opened_round, saved, sent, whole_of  # noqa: F401

AFTER = dt.datetime(
    2026, 3, 10, 2, tzinfo=dt.UTC
)  # the change is on the 7th, the due day on the 15th


@pytest.fixture
def heir(agency):
    unit = Unit.objects.create(code="moi", kind="school", since=DATE)
    UnitName.objects.create(unit=unit, name="Trường mới", folded="truong moi", since=DATE)
    UnitParent.objects.create(unit=unit, parent=agency)
    return unit


def shown(one, on=AFTER):
    return {line.unit: line for line in rounds.rates(one, on.date()).lines}


def numbers(one, on=AFTER):
    found = rounds.rates(one, on.date()).tally
    return found.expected, found.received


def test_what_an_abolished_unit_sent_stays_counted_with_its_name(opened_round, units, head, focal):
    sent(of(opened_round, units[0]), head(units[0]))
    end(units[0])
    assert numbers(opened_round) == (3, 1)
    line = shown(opened_round)["Trường số 1"]
    assert (line.owed, line.until, line.heirs) == (True, DATE - dt.timedelta(days=1), ())
    whole = actions.consolidate(by=focal, at=AFTER, report=whole_of(opened_round))
    assert whole.figures["petitions"] == ["3", False]
    annex = paper_of(whole, AFTER.date()).annexes[1].table
    assert annex.rows[0][1] == "Trường số 1"


def test_an_abolished_unit_that_had_not_sent_owes_nothing(opened_round, units, office, day):
    end(units[0])
    assert numbers(opened_round) == (2, 0)
    assert not shown(opened_round)["Trường số 1"].owed
    day(5)
    page = office.get(f"/bao-cao/ky/{opened_round.pk}/").content.decode()
    assert "Kết thúc hoạt động hết ngày 06/03/2026" in page
    assert "Không phải gửi" in page
    assert "Chuyển đơn vị kế thừa" not in page


def test_a_unit_that_ended_after_the_due_day_did_owe(opened_round, units):
    end(units[0], on=dt.date(2026, 3, 16))
    later = dt.datetime(2026, 4, 1, 2, tzinfo=dt.UTC)
    assert numbers(opened_round, later) == (3, 0)
    line = shown(opened_round, later)["Trường số 1"]
    assert line.owed
    assert line.late


def test_the_rest_done_the_period_is_done(opened_round, units, head, focal, agency):
    end(units[0])
    for unit in units[1:]:
        sent(of(opened_round, unit), head(unit))
    lines = rounds.calendar(focal, agency.pk, AFTER.date(), 2026)
    line = next(one for one in lines if one.round and one.owed.by == "unit")
    assert (line.asked, line.received, line.done) == (2, 2, True)


def test_a_merged_unit_is_followed_by_its_heir_who_begins_with_its_words(
    opened_round,
    units,
    head,
    heir,
    focal,
    office,
    day,
):
    saved(of(opened_round, units[0]), head(units[0]))
    end(units[0], heir)
    day(5)
    page = office.get(f"/bao-cao/ky/{opened_round.pk}/").content.decode()
    assert "kế thừa: Trường mới" in page
    report = of(opened_round, units[0])
    answer = office.post(f"/bao-cao/ky/{opened_round.pk}/ke-thua/{report.pk}/", follow=True)
    assert "Đã mở báo cáo cho đơn vị kế thừa: Trường mới." in answer.content.decode()
    fresh = of(opened_round, heir)
    assert (fresh.state, fresh.carried) == (Report.State.DRAFT, report.texts)
    assert numbers(opened_round) == (3, 0)
    assert not shown(opened_round)["Trường số 1"].passes
    with pytest.raises(Refused):
        actions.pass_on_report(by=focal, at=AFTER, report=report)
    assert opened_round.reports.filter(unit=heir).count() == 1


def test_an_heir_that_reports_already_is_not_asked_twice(opened_round, units, focal):
    end(units[0], units[1])
    line = shown(opened_round)["Trường số 1"]
    assert (line.heirs, line.passes) == (("Trường số 2",), False)
    with pytest.raises(Refused):
        actions.pass_on_report(by=focal, at=AFTER, report=line.report)


def test_a_unit_that_goes_on_or_has_sent_is_not_passed_on(opened_round, units, head, heir, focal):
    with pytest.raises(Refused):
        actions.pass_on_report(by=focal, at=AFTER, report=of(opened_round, units[1]))
    sent(of(opened_round, units[0]), head(units[0]))
    end(units[0], heir)
    with pytest.raises(Refused):
        actions.pass_on_report(by=focal, at=AFTER, report=of(opened_round, units[0]))


def test_the_next_period_asks_those_who_stand(opened_round, duty, units, heir, focal):
    end(units[0], heir)
    end(units[1])
    one = actions.open_round(by=focal, at=AFTER, duty=duty, period=quarter(2026, 2))
    asked = set(one.reports.filter(whole=False).values_list("unit", flat=True))
    assert asked == {units[2].pk, heir.pk}


def test_queries_do_not_grow_with_ended_units(opened_round, units, heir, django_assert_num_queries):
    end(units[0], heir)
    with django_assert_num_queries(5):
        rounds.rates(opened_round, AFTER.date())
    end(units[1], heir)
    with django_assert_num_queries(5):
        rounds.rates(opened_round, AFTER.date())


def test_with_the_day_of_the_change_before_it_everything_is_as_it_was(opened_round, units):
    end(units[0])
    assert numbers(opened_round, AT)[1] == 0
    assert shown(opened_round, AT)["Trường số 1"].heirs == ()
