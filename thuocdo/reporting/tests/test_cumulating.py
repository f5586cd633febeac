"""Running totals over periods of several lengths, and figures less than what was already reported for parts of them."""

import datetime as dt
import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.lawbook.editions.reports import FigureLine
from thuocdo.lawbook.periods import Period, half, month, quarter, year
from thuocdo.lawbook.reader import shipped
from thuocdo.reporting import actions
from thuocdo.reporting.queries import rounds
from thuocdo.reporting.queries.reports import report_view
from thuocdo.reporting.rules.cumulating import Sent, cumulated, less_than_sent, most_sent
from thuocdo.reporting.rules.figures import Figure
from thuocdo.reporting.tests.conftest import AT
from thuocdo.reporting.tests.test_reports import (  # noqa: F401
    ALL,
    TODAY,
    duty,
    head,
    of,
    opened_round,
    sent,
    whole_of,
)

LINE = FigureLine(key="x", title="Cuộc đối thoại", unit="times")
Y = 2026
PERIODS = [
    *(month(Y, n) for n in range(1, 13)), *(quarter(Y, n) for n in range(1, 5)),
    half(Y, 1), half(Y, 2), Period("nine_months", Y), year(Y),
]  # fmt: skip


def told(*pairs):
    return [Sent(period, Figure(str(value))) for period, value in pairs]


def low(period, value, *pairs, line=LINE):
    before, figure = told(*pairs), Figure(str(value))
    return less_than_sent(line, period, figure, cumulated(line, period, figure, before), before)


def test_a_year_below_the_sum_of_its_quarters_names_both_numbers():
    [words] = low(year(Y), 5, (quarter(Y, 1), 3), (quarter(Y, 2), 4))
    assert words.startswith(
        "Năm 2026 ghi 5, thấp hơn 7 đã báo cáo (Quý I/2026: 3, Quý II/2026: 4)."
    )
    assert low(year(Y), 7, (quarter(Y, 1), 3), (quarter(Y, 2), 4)) == []


def test_six_months_below_one_quarter_and_a_year_below_nine_months():
    assert "thấp hơn 3 đã báo cáo (Quý I/2026: 3)" in low(half(Y, 1), 2, (quarter(Y, 1), 3))[0]
    nine = (Period("nine_months", Y), 9)
    assert "9 tháng đầu năm 2026: 9" in low(year(Y), 8, (quarter(Y, 1), 3), nine)[0]


def test_a_running_total_below_what_was_reported_since_the_year_began():
    before = [(quarter(Y, 1), 1), (quarter(Y, 2), 1), (half(Y, 1), 9)]
    assert low(quarter(Y, 3), 0, *before) == []  # goes on from the six months
    gap = [(quarter(Y, 1), 1), (month(Y, 4), 9), (quarter(Y, 2), 1)]
    assert "Lũy kế từ đầu năm ghi 4, thấp hơn 10" in low(quarter(Y, 3), 2, *gap)[0]


def test_what_stands_open_at_the_end_of_each_period_is_not_added():
    line = FigureLine(key="x", title="Chưa hoàn thành", unit="task", cumulative=False)
    assert low(year(Y), 0, (quarter(Y, 1), 3), line=line) == []
    for path in ("report_forms/pci/2022", "report_forms/cchc/2023"):
        lines = {f.key: f for f in shipped().edition(path).body.figures}
        assert not lines["work_overdue"].cumulative
        assert lines["work_due"].cumulative


def test_an_estimate_reported_before_stays_an_estimate():
    before = [Sent(quarter(Y, 1), Figure("3", estimate=True))]
    [words] = less_than_sent(LINE, year(Y), Figure("2"), None, before)
    assert "thấp hơn ước 3 đã báo cáo (Quý I/2026: ước 3)" in words


def test_the_third_quarter_goes_on_from_six_months():
    before = told((quarter(Y, 1), 1), (half(Y, 1), 5))
    assert cumulated(LINE, quarter(Y, 3), Figure("2"), before) == Figure("7")
    assert cumulated(LINE, quarter(Y, 3), Figure("2"), before[:1]) is None  # a gap
    assert cumulated(LINE, quarter(Y, 4), Figure("2"), before) is None
    assert cumulated(LINE, half(Y, 1), Figure("2"), []) == Figure("2")


@settings(max_examples=300, deadline=None)
@given(st.dictionaries(st.sampled_from(PERIODS), st.integers(0, 9), max_size=8), st.sampled_from(PERIODS))  # fmt: skip
def test_the_greatest_sum_is_that_of_trying_all(values, span):
    pairs = told(*values.items())
    inside = [o for o in pairs if span.start <= o.period.start and o.period.end <= span.end]
    best = max(
        sum((o.value for o in chosen), Decimal(0))
        for n in range(len(inside) + 1)
        for chosen in itertools.combinations(inside, n)
        if apart(chosen)
    )
    found = most_sent(pairs, span.start, span.end)
    assert apart(found)
    assert sum((o.value for o in found), Decimal(0)) == best


@settings(max_examples=300, deadline=None)
@given(st.lists(st.integers(0, 9), min_size=12, max_size=12), st.sets(st.sampled_from(PERIODS)), st.sampled_from(PERIODS))  # fmt: skip
def test_figures_that_agree_are_never_questioned_and_one_total_fits_all(months, reported, period):
    """Every period says the sum of its months: no doubt, and any running total is the year's so far."""

    def true(one):
        return sum(v for n, v in enumerate(months, 1) if month(Y, n).start in one)

    others = told(*((p, true(p)) for p in reported if p != period and p.end <= period.end))
    own = Figure(str(true(period)))
    total = cumulated(LINE, period, own, others)
    assert less_than_sent(LINE, period, own, total, others) == []
    if total is not None:
        begun = dt.date(Y, 1, 1)
        so_far = sum(v for n, v in enumerate(months, 1) if begun <= month(Y, n).end <= period.end)
        assert total == Figure(str(so_far))


def apart(chosen):
    return all(
        a.period.end < b.period.start or b.period.end < a.period.start
        for a, b in itertools.combinations(chosen, 2)
    )


@pytest.mark.django_db
def test_a_lower_year_is_shown_to_the_unit_and_to_the_office_and_still_goes(
    opened_round,  # noqa: F811
    duty,  # noqa: F811
    units,
    head,  # noqa: F811
    focal,
    office,
    django_assert_num_queries,
):
    sent(of(opened_round, units[0]), head(units[0]))  # 3 petitions in the first quarter
    one = actions.open_round(by=focal, at=AT, duty=duty, period=year(Y))
    report = sent(of(one, units[0]), head(units[0]), figures={**ALL, "petitions": "2"})
    said = "Năm 2026 ghi 2, thấp hơn 3 đã báo cáo (Quý I/2026: 3)."
    rows = {row.key: row for row in report_view(report, TODAY).figures}
    assert rows["petitions"].low[0].startswith(said)
    assert [row.key for row in rows.values() if row.low] == ["petitions"]
    for address in (f"/bao-cao/{report.pk}/", f"/bao-cao/ky/{one.pk}/?phan=tong-hop", f"/bao-cao/{report.pk}/so-lieu/petitions/"):  # fmt: skip
        assert said in office.get(address).content.decode(), address
    with django_assert_num_queries(3):
        found = rounds.lower(one, TODAY)
    assert [unit for unit, _words in found] == ["Trường số 1"]
    for unit in units[1:]:
        sent(of(one, unit), head(unit))
    with django_assert_num_queries(3):
        rounds.lower(one, TODAY)


@pytest.mark.django_db
def test_a_period_that_ends_on_the_same_day_counts(opened_round, units, head, focal, duty):  # noqa: F811
    """The last quarter of an agency that reports it ends with the year."""
    sent(of(opened_round, units[0]), head(units[0]))
    one = actions.open_round(by=focal, at=AT, duty=duty, period=year(Y))
    opened_round.period, opened_round.start, opened_round.end = "2026-Q4", dt.date(2026, 9, 15), one.end  # fmt: skip
    opened_round.save()
    report = of(one, units[0])
    report.figures = {"petitions": ["1", False]}
    [low_row] = [row for row in report_view(report, TODAY).figures if row.key == "petitions"]
    assert "Quý IV/2026: 3" in low_row.low[0]
