import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.lawbook import periods, reader
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import Period, Span, containing, parse

YEARS = reader.shipped().school_years


@pytest.mark.parametrize(
    ("period", "label", "code", "start", "end"),
    [
        (
            periods.day(dt.date(2023, 3, 15)),
            "Ngày 15/03/2023",
            "2023-03-15",
            "15/03/23",
            "15/03/23",
        ),
        (periods.week(2026, 53), "Tuần 53/2026", "2026-W53", "28/12/26", "03/01/27"),
        (periods.month(2024, 2), "Tháng 2/2024", "2024-02", "01/02/24", "29/02/24"),
        (periods.quarter(2023, 3), "Quý III/2023", "2023-Q3", "01/07/23", "30/09/23"),
        (periods.half(2023, 1), "6 tháng đầu năm 2023", "2023-H1", "01/01/23", "30/06/23"),
        (periods.half(2023, 2), "6 tháng cuối năm 2023", "2023-H2", "01/07/23", "31/12/23"),
        (periods.nine_months(2023), "9 tháng đầu năm 2023", "2023-9M", "01/01/23", "30/09/23"),
        (periods.year(2023), "Năm 2023", "2023", "01/01/23", "31/12/23"),
        (
            periods.school_year(2022, YEARS),
            "Năm học 2022–2023",
            "2022-2023",
            "01/09/22",
            "31/08/23",
        ),
        (
            periods.semester(2022, 2, YEARS),
            "Học kỳ II năm học 2022–2023",
            "2022-2023-S2",
            "15/01/23",
            "30/05/23",
        ),
    ],
)
def test_each_kind(period: Period, label: str, code: str, start: str, end: str) -> None:
    assert (period.label, period.code) == (label, code)
    assert (f"{period.start:%d/%m/%y}", f"{period.end:%d/%m/%y}") == (start, end)
    assert parse(code, YEARS) == period


@pytest.mark.parametrize(
    "code",
    ["", "2023-Q5", "2023-13", "2023-W54", "2023-2025", "2023-02-30", "٢٠٢٣", "2023-3", "0000"],
)
def test_a_code_of_no_period_is_refused(code: str) -> None:
    with pytest.raises(Mistake):
        parse(code, YEARS)


def test_the_first_days_of_january_may_belong_to_a_week_of_the_year_before() -> None:
    assert containing("week", dt.date(2027, 1, 1)) == periods.week(2026, 53)
    assert periods.week(2026, 53).last_year == periods.week(2025, 52)


def test_there_is_no_semester_in_summer_and_no_nine_months_in_autumn() -> None:
    assert containing("semester", dt.date(2023, 7, 1), YEARS) is None
    assert containing("nine_months", dt.date(2023, 10, 1)) is None
    assert containing("school_year", dt.date(2023, 7, 1), YEARS) == periods.school_year(2022, YEARS)


def test_a_semester_leads_to_the_next_school_year() -> None:
    second = periods.semester(2022, 2, YEARS)
    assert second.next == periods.semester(2023, 1, YEARS)
    assert second.last_year.code == "2021-2022-S2"


def test_a_school_year_nobody_decided_is_said_to_be_missing() -> None:
    with pytest.raises(Mistake, match="2031–2032"):
        _ = periods.school_year(2031, YEARS).start


def test_weeks_have_no_reporting_window() -> None:
    with pytest.raises(Mistake):
        periods.reporting_window(periods.week(2023, 1), 15)


def test_reporting_windows_follow_each_other_without_gap() -> None:
    for kind in ("month", "quarter", "half", "year"):
        period = containing(kind, dt.date(2023, 1, 1))
        assert period
        for _ in range(30):
            window, after = (reader.shipped().reporting_window(p) for p in (period, period.next))
            assert after.start - window.end == dt.timedelta(days=1)
            period = period.next


DAYS = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))
CALENDAR_KINDS = st.sampled_from(["day", "week", "month", "quarter", "half", "year"])


@settings(max_examples=2000, deadline=None)
@given(CALENDAR_KINDS, DAYS)
def test_periods_of_a_kind_tile_the_calendar(kind: periods.Kind, day: dt.date) -> None:
    period = containing(kind, day)
    assert period
    assert day in period
    assert parse(period.code) == period
    assert period.next.start - period.end == dt.timedelta(days=1)
    assert period.next.previous == period == period.previous.next
    assert period.last_year.end < period.start
    assert period.span == Span(period.start, period.end)
