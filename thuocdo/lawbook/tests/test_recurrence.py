import datetime as dt
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from proofs.recurrence_oracle import case_differs, invented
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.recurrence import occurrences, read_rule

JANUARY, DECEMBER = dt.date(2023, 1, 1), dt.date(2023, 12, 31)


def due(rule: str, start: dt.date = JANUARY, until: dt.date = DECEMBER) -> list[str]:
    return [f"{span.end:%d/%m}" for span in occurrences(rule, start, until)]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=YEARLY", ["31/12"]),
        ("FREQ=MONTHLY;INTERVAL=6", ["30/06", "31/12"]),
        ("FREQ=MONTHLY;INTERVAL=3", ["31/03", "30/06", "30/09", "31/12"]),
        ("FREQ=YEARLY;BYMONTH=3,6,9", ["31/03", "30/06", "30/09"]),
        ("FREQ=MONTHLY;BYMONTH=3,6,9;BYMONTHDAY=15", ["15/03", "15/06", "15/09"]),
        ("FREQ=MONTHLY;BYMONTHDAY=31;COUNT=3", ["31/01", "31/03", "31/05"]),
        ("FREQ=MONTHLY;BYMONTHDAY=-1;UNTIL=20230301T235959Z", ["31/01", "28/02"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;COUNT=2", ["31/01", "28/02"]),
        ("rrule:freq=weekly;byday=fr;count=2", ["06/01", "13/01"]),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", []),
    ],
)
def test_rules_as_offices_write_them(rule: str, days: list[str]) -> None:
    assert due(rule) == days


def test_quarters_stay_those_of_the_calendar_whenever_the_plan_begins() -> None:
    assert due("FREQ=MONTHLY;INTERVAL=3", dt.date(2023, 2, 10)) == [
        "31/03",
        "30/06",
        "30/09",
        "31/12",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "hằng tháng",
        "FREQ=HOURLY",
        "FREQ=MONTHLY;INTERVAL=0",
        "FREQ=MONTHLY;BYMONTHDAY=32",
        "FREQ=MONTHLY;BYMONTHDAY=0",
        "FREQ=WEEKLY;BYMONTHDAY=1",
        "FREQ=WEEKLY;BYDAY=1MO",
        "FREQ=MONTHLY;BYSETPOS=1",
        "FREQ=MONTHLY;FREQ=YEARLY",
        "FREQ=MONTHLY;COUNT=2;UNTIL=20231231",
        "FREQ=MONTHLY;UNTIL=20231331",
        "FREQ=MONTHLY;BYDAY=XX",
        "FREQ=MONTHLY;BYDAY=",
        "INTERVAL=2",
        "FREQ=DAILY;X=1",
    ],
)
def test_what_is_no_rule_on_days_is_refused(rule: str) -> None:
    with pytest.raises(Mistake):
        read_rule(rule)


def test_more_instances_than_anyone_can_mean_are_refused() -> None:
    with pytest.raises(Mistake, match="2000"):
        due("FREQ=DAILY", JANUARY, dt.date(2033, 1, 1))


@settings(max_examples=2000, deadline=None)
@given(st.integers(0, 2**32), st.integers(0, 900), st.integers(0, 200))
def test_any_rule_expands_as_a_walk_day_by_day(seed: int, begins: int, length: int) -> None:
    start = dt.date(2021, 6, 1) + dt.timedelta(days=begins)
    until = start + dt.timedelta(days=length)
    assert not case_differs(invented(random.Random(seed)), start, until, ask_library=False)
