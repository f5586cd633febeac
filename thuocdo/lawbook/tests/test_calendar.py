import datetime as dt
import random
from collections.abc import Callable
from functools import cache

import holidays
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.calendar_oracle import Walker, answers, invented
from thuocdo.lawbook import reader
from thuocdo.lawbook.calendar import CalendarYear, SpecialDay, WorkingCalendar
from thuocdo.lawbook.mistakes import Mistake

SHIPPED = reader.shipped().calendar()
ONE = dt.timedelta(days=1)


def test_shipped_days_differ_from_the_holidays_package_only_where_we_know_why() -> None:
    package = holidays.country_holidays("VN", years=range(2022, 2028))
    package_days = {
        SHIPPED.first + ONE * k: package.is_working_day(SHIPPED.first + ONE * k)
        for k in range((SHIPPED.last - SHIPPED.first).days + 1)
    }
    differ = {d for d, works in package_days.items() if works != SHIPPED.is_working_day(d)}
    assert differ == {
        dt.date(
            2026, 1, 2
        ),  # exchanged for 10/1 by 12729/VPCP-KGVX of 25/12/2025: not in the package
        dt.date(2026, 1, 10),
        dt.date(2026, 11, 24),  # Ngày Văn hóa: the package counts it, we wait for the law
        dt.date(
            2027, 2, 4
        ),  # Tết 2027 is not decided: the package moves a Saturday back, we forward
        dt.date(2027, 2, 11),
        dt.date(2027, 11, 24),
    }


def test_doubtful_days_are_told_and_only_those() -> None:
    assert SHIPPED.status_of(dt.date(2026, 11, 24)) == "unconfirmed"
    assert SHIPPED.is_working_day(dt.date(2026, 11, 24))
    assert SHIPPED.status_of(dt.date(2027, 6, 1)) == "unconfirmed"
    assert SHIPPED.status_of(dt.date(2023, 6, 1)) == "secondary"
    found = SHIPPED.doubtful(dt.date(2026, 11, 20), dt.date(2026, 11, 27))
    assert [d.name for d in found] == ["Ngày Văn hóa Việt Nam"]
    assert SHIPPED.doubtful(dt.date(2026, 11, 24), dt.date(2026, 11, 27)) == []


def test_an_agency_switches_a_day_on_with_its_own_calendar() -> None:
    day = dt.date(2026, 11, 24)
    own = SpecialDay(day, "holiday", "Ngày Văn hóa Việt Nam", "confirmed", "qd-1")
    years = [*reader.shipped().calendar_years, CalendarYear(2026, "confirmed", (own,))]
    local = WorkingCalendar(years)
    assert not local.is_working_day(day)
    assert local.next_working_day(dt.date(2026, 11, 23)) == dt.date(2026, 11, 25)
    assert local.status_of(day) == "confirmed"
    assert SHIPPED.is_working_day(day)


@pytest.mark.parametrize(
    "question",
    [
        lambda c: c.is_working_day(dt.date(2021, 12, 31)),
        lambda c: c.add_working_days(dt.date(2027, 12, 30), 5),
        lambda c: c.add_working_days(dt.date(2022, 1, 5), -5),
        lambda c: c.working_days_between(dt.date(2027, 1, 1), dt.date(2028, 1, 1)),
        lambda c: c.status_of(dt.date(2030, 1, 1)),
        lambda c: c.add_working_days(dt.date(2030, 1, 1), 0),
        lambda c: c.add_working_days_to_all([dt.date(2027, 12, 30)], 5),
        lambda c: c.doubtful(dt.date(2027, 1, 1), dt.date(2028, 1, 1)),
    ],
)
def test_outside_its_years_it_says_so(question: Callable[[WorkingCalendar], object]) -> None:
    with pytest.raises(Mistake, match="từ năm 2022 đến năm 2027"):
        question(SHIPPED)


def test_the_first_and_last_working_days_it_knows() -> None:
    first, last = dt.date(2022, 1, 4), dt.date(2027, 12, 31)
    assert SHIPPED.next_working_day(SHIPPED.first) == first
    assert SHIPPED.is_working_day(first)
    assert SHIPPED.working_days_between(dt.date(2022, 1, 5), first) == -1
    assert SHIPPED.add_working_days(dt.date(2022, 1, 5), -1) == first
    assert SHIPPED.previous_working_day(SHIPPED.last) == dt.date(2027, 12, 30)
    assert SHIPPED.working_day_from(last) == last
    assert SHIPPED.add_working_days_to_all([dt.date(2027, 12, 30)], 1) == [last]
    assert SHIPPED.add_working_days_to_all([], 1) == []


def test_years_must_follow_each_other() -> None:
    weekend = frozenset({5, 6})
    with pytest.raises(Mistake):
        WorkingCalendar([CalendarYear(y, "confirmed", (), weekend) for y in (2022, 2024)])
    with pytest.raises(Mistake):
        WorkingCalendar([])


@cache
def made(seed: int) -> tuple[WorkingCalendar, Walker]:
    years = invented(random.Random(seed))
    return WorkingCalendar(years), Walker.of(years)


@settings(max_examples=2000, deadline=None)
@given(st.integers(0, 99), st.integers(-60, 60), st.integers(-200, 200), st.floats(0, 1))
def test_any_calendar_answers_as_a_walk_day_by_day(
    seed: int, n: int, gap: int, where: float
) -> None:
    calendar, walker = made(seed)
    day = calendar.first + ONE * (250 + int(where * ((calendar.last - calendar.first).days - 500)))
    other = day + ONE * gap
    assert answers(calendar, day, other, n) == walker.answers(day, other, n)
