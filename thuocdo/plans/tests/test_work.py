"""What a schedule asks of a unit: never nothing, never a day that has passed, never a mark outside its window."""

import datetime as dt
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from thuocdo.lawbook.schedule import Checkpoints, Schedule
from thuocdo.plans.rules.work import Asked, due_on, work_of

SINCE, HORIZON = dt.date(2023, 1, 20), dt.date(2023, 12, 31)
QUARTERS = Checkpoints.yearly((3, 15), (6, 15), (9, 15), (12, 5))
ASKED = Asked(SINCE, HORIZON, QUARTERS)
DAYS = st.none() | st.dates(dt.date(2022, 6, 1), dt.date(2024, 3, 1))
RULES = st.sampled_from(["FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO", "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=30"])  # fmt: skip
SCHEDULES = st.builds(
    Schedule,
    text=st.just("Theo kế hoạch"),
    kind=st.sampled_from(["deadline", "window", "recurring", "continuous", "on_event", "none"]),
    start=DAYS,
    due=DAYS,
    rule=RULES,
    event=st.just("Khi có yêu cầu"),
    then=st.sampled_from([None, "continuous"]),
)
MARKS = st.builds(
    lambda pairs: Checkpoints.yearly(*pairs),
    st.lists(st.tuples(st.integers(1, 12), st.integers(1, 28)), max_size=6),
)


def asked(**changes):
    return Asked(**{"since": SINCE, "horizon": HORIZON, "checkpoints": QUARTERS, **changes})


@given(SCHEDULES, MARKS, st.dates(dt.date(2022, 6, 1), dt.date(2024, 6, 1)))
def test_there_is_always_work_and_it_is_the_units(schedule, marks, since):
    work = work_of(7, schedule, asked(since=since, checkpoints=marks))
    assert work
    assert {w.unit for w in work} | {c.unit for w in work for c in w.checkpoints} == {7}
    assert all(w.due is None for w in work if w.kind in ("standing", "event"))


@given(SCHEDULES, MARKS, st.dates(dt.date(2022, 6, 1), dt.date(2024, 6, 1)))
def test_marks_lie_inside_their_work_and_never_in_the_past(schedule, marks, since):
    for piece in work_of(7, schedule, asked(since=since, checkpoints=marks)):
        days = [c.due for c in piece.checkpoints]
        assert days == sorted(set(days))
        end = max(HORIZON, piece.due or HORIZON)  # work may be due after the plan's last day
        assert all(since <= day <= end for day in days)
        assert all(day >= piece.start for day in days if piece.start)
        assert all(day < piece.due for day in days if piece.due)


@given(SCHEDULES, st.dates(dt.date(2022, 6, 1), dt.date(2024, 6, 1)))
def test_a_rhythm_asks_only_for_what_is_still_to_come(schedule, since):
    pieces = work_of(7, replace(schedule, kind="recurring"), asked(since=since))
    dues = [p.due for p in pieces if p.kind == "instance"]
    assert dues == sorted(set(dues))
    assert all(due >= since for due in dues)


def test_year_long_work_is_asked_for_on_the_plans_own_days():
    year = Schedule("Cả năm 2023", "window", dt.date(2023, 1, 1), dt.date(2023, 12, 31))
    (piece,) = work_of(7, year, ASKED)
    assert [c.due for c in piece.checkpoints] == [
        dt.date(2023, m, d) for m, d in ((3, 15), (6, 15), (9, 15), (12, 5))
    ]


def test_a_short_window_is_asked_for_once():
    month = Schedule("Tháng 3/2023", "window", dt.date(2023, 3, 1), dt.date(2023, 3, 31))
    assert work_of(7, month, ASKED)[0].checkpoints == ()


def test_after_its_day_work_may_go_on_as_standing_work():
    then = Schedule(
        "Tháng 3/2023 và thực hiện thường xuyên", "deadline", due=dt.date(2023, 3, 31), then="continuous"
    )  # fmt: skip
    first, after = work_of(7, then, ASKED)
    assert (first.kind, first.due, first.checkpoints) == ("dated", dt.date(2023, 3, 31), ())
    assert (after.kind, after.due, after.start) == ("standing", None, dt.date(2023, 4, 1))
    assert [c.due.month for c in after.checkpoints] == [6, 9, 12]


def test_a_quarterly_row_is_one_assignment_for_each_quarter():
    quarterly = Schedule(
        "Hằng quý", "recurring", dt.date(2023, 1, 1), rule="FREQ=MONTHLY;INTERVAL=3"
    )
    assert [w.due for w in work_of(7, quarterly, ASKED)] == [
        dt.date(2023, m, d) for m, d in ((3, 31), (6, 30), (9, 30), (12, 31))
    ]


def test_a_rhythm_that_ended_is_dated_work():
    ended = Schedule("Hằng tháng năm 2022", "recurring", dt.date(2022, 1, 1), dt.date(2022, 12, 31), "FREQ=MONTHLY")  # fmt: skip
    (piece,) = work_of(7, ended, ASKED)
    assert (piece.kind, piece.due) == ("dated", dt.date(2022, 12, 31))
    again = due_on(ended, dt.date(2023, 3, 31))
    assert [w.due.month for w in work_of(7, again, ASKED)] == [1, 2, 3]


def test_products_are_marks_due_with_their_row():
    row = Schedule("Tháng 6/2023", "deadline", due=dt.date(2023, 6, 30))
    items = ({"label": "Kế hoạch", "due": "2023-03-31"}, {"label": "Báo cáo"})
    (piece,) = work_of(7, row, asked(products=items))
    assert [(c.label, c.due) for c in piece.checkpoints] == [
        ("Kế hoạch", dt.date(2023, 3, 31)),
        ("Báo cáo", dt.date(2023, 6, 30)),
    ]


def test_a_plan_of_next_year_asks_for_nothing_before_it():
    """Signed and taken up in December: neither a rhythm nor standing work is asked for in the old year."""
    early = asked(since=dt.date(2022, 12, 1), opens=dt.date(2023, 1, 1))
    monthly = Schedule("Hằng tháng", "recurring", rule="FREQ=MONTHLY")
    assert [w.due.month for w in work_of(7, monthly, early)] == [*range(1, 13)]
    (always,) = work_of(7, Schedule("Thường xuyên", "continuous"), early)
    assert [c.due.month for c in always.checkpoints] == [3, 6, 9, 12]
    assert {c.due.year for c in always.checkpoints} == {2023}


def test_a_row_that_begins_before_its_plan_is_asked_for_from_its_own_day():
    early = asked(since=dt.date(2022, 11, 20), opens=dt.date(2023, 1, 1))
    monthly = Schedule("Hằng tháng, từ tháng 12/2022", "recurring", dt.date(2022, 12, 1), rule="FREQ=MONTHLY")  # fmt: skip
    assert work_of(7, monthly, early)[0].due == dt.date(2022, 12, 31)
