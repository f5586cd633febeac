import datetime as dt
from typing import Any, Literal

import pytest

from thuocdo.lawbook import reader
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.schedule import Checkpoints, DueRule, Schedule, due_day, instances

CALENDAR = reader.shipped().calendar()
END = dt.date(2023, 12, 31)
MARKS = Checkpoints.yearly((3, 15), (6, 15), (9, 15), (12, 5))


def dues(schedule: Schedule, **kwargs: Any) -> list[str]:
    return [f"{i.due:%d/%m/%Y}" if i.due else "-" for i in instances(schedule, END, **kwargs)]


def test_a_deadline_is_one_instance_even_after_the_end() -> None:
    assert dues(Schedule("Tháng 1/2024", "deadline", due=dt.date(2024, 1, 31))) == ["31/01/2024"]


def test_a_window_printed_backwards_stays_as_printed() -> None:
    """Task 11 of the PCI plan 2022–2023: begins 8/2023, ends 8/2022."""
    odd = Schedule("", "window", dt.date(2023, 8, 1), dt.date(2022, 8, 31))
    only = instances(odd, END, checkpoints=MARKS)
    assert [(i.start, i.due) for i in only] == [(dt.date(2023, 8, 1), dt.date(2022, 8, 31))]


def test_checkpoints_cut_a_year_and_its_end_remains() -> None:
    year = Schedule("Cả năm 2023", "window", dt.date(2023, 1, 1), END)
    rows = instances(year, END, checkpoints=MARKS)
    assert [(i.number, f"{i.due:%d/%m}", i.checkpoint) for i in rows] == [
        (1, "15/03", True),
        (2, "15/06", True),
        (3, "15/09", True),
        (4, "05/12", True),
        (5, "31/12", False),
    ]
    assert rows[1].start == dt.date(2023, 3, 16)


def test_continuous_work_has_no_term_until_reporting_days_are_set() -> None:
    work = Schedule("Thường xuyên", "continuous")
    since = dt.date(2023, 1, 1)
    assert dues(work, since=since) == ["-"]
    assert dues(
        work, since=since, checkpoints=Checkpoints(days=frozenset({dt.date(2023, 3, 31)}))
    ) == ["31/03/2023"]
    assert dues(work, checkpoints=MARKS) == ["-"]  # nobody said when it begins


def test_what_follows_a_milestone_is_continuous_work() -> None:
    """The row after task 1 of the PCI plan: "Tháng 9/2022 và thực hiện thường xuyên"."""
    row = Schedule(
        "Tháng 9/2022 và thực hiện thường xuyên",
        "window",
        dt.date(2022, 8, 1),
        dt.date(2022, 9, 30),
        then="continuous",
    )
    rows = instances(row, dt.date(2023, 6, 30), checkpoints=MARKS)
    assert [(i.number, f"{i.due:%d/%m/%Y}") for i in rows] == [
        (1, "15/09/2022"),
        (2, "30/09/2022"),
        (3, "05/12/2022"),
        (4, "15/03/2023"),
        (5, "15/06/2023"),
    ]
    assert [i.due for i in instances(row, dt.date(2023, 6, 30))] == [dt.date(2022, 9, 30), None]


def test_recurring_work_gives_an_assignment_per_instance() -> None:
    work = Schedule("hằng quý", "recurring", dt.date(2023, 1, 1), rule="FREQ=MONTHLY;INTERVAL=3")
    assert dues(work) == ["31/03/2023", "30/06/2023", "30/09/2023", "31/12/2023"]
    ends = Schedule("", "recurring", due=dt.date(2023, 6, 30), rule="FREQ=MONTHLY;INTERVAL=3")
    assert dues(ends, since=dt.date(2023, 1, 1)) == ["31/03/2023", "30/06/2023"]


def test_recurring_work_without_a_beginning_is_a_mistake() -> None:
    with pytest.raises(Mistake, match="hằng quý"):
        dues(Schedule("hằng quý", "recurring", rule="FREQ=MONTHLY;INTERVAL=3"))


def test_an_event_is_waited_for() -> None:
    waiting = Schedule("Sau khi có Quyết định", "on_event", event="Sau khi có Quyết định")
    (only,) = instances(waiting, END)
    assert (only.due, only.event) == (None, "Sau khi có Quyết định")


@pytest.mark.parametrize(
    ("counts", "day_off", "expected"),
    [
        (True, "keep", "30/04/2023"),
        (True, "next", "04/05/2023"),
        (True, "previous", "28/04/2023"),
        (False, "keep", "29/04/2023"),
        (False, "next", "04/05/2023"),
        (False, "previous", "28/04/2023"),
    ],
)
def test_both_settings_of_a_due_day(
    counts: bool, day_off: Literal["keep", "next", "previous"], expected: str
) -> None:
    rule = DueRule(counts, day_off)
    assert f"{due_day(dt.date(2023, 4, 30), CALENDAR, rule):%d/%m/%Y}" == expected


def test_only_words_that_say_before_leave_the_named_day_open() -> None:
    strict = DueRule(named_day_counts=False)
    before = Schedule("Trước 15/3/2023", "deadline", due=dt.date(2023, 3, 15))
    month = Schedule("Tháng 3/2023", "deadline", due=dt.date(2023, 3, 31))
    assert dues(before, rule=strict) == ["14/03/2023"]
    assert dues(month, rule=strict) == ["31/03/2023"]
    year = Schedule("Cả năm 2023", "window", dt.date(2023, 1, 1), END)
    assert dues(year, rule=strict, checkpoints=Checkpoints.yearly((3, 15))) == [
        "14/03/2023",
        "31/12/2023",
    ]
    (only,) = instances(before, END, rule=strict)
    assert only.named == dt.date(2023, 3, 15)


def test_json_round_trip_and_its_refusals() -> None:
    row = {
        "text": "Cả năm 2023",
        "kind": "window",
        "start": "2023-01-01",
        "due": "2023-12-31",
        "rule": None,
        "event": None,
        "then": None,
    }
    assert Schedule.from_json(row).to_json() == row
    for wrong in (
        {"kind": "sometimes"},
        {"due": "2023-02-31"},
        {"due": 20230231},
        {"then": "never"},
        {"until": "2023-12-31"},
    ):
        with pytest.raises(Mistake):
            Schedule.from_json(row | wrong)


def test_a_checkpoint_on_the_last_day_of_a_window_is_its_end() -> None:
    window = Schedule("", "window", dt.date(2023, 1, 1), dt.date(2023, 6, 15))
    rows = instances(window, END, checkpoints=MARKS)
    assert [(f"{i.due:%d/%m}", i.checkpoint) for i in rows] == [("15/03", True), ("15/06", False)]


@pytest.mark.parametrize("pair", [(2, 30), (2, 31), (13, 1), (0, 1), (1, 0), (4, 31)])
def test_a_reporting_day_that_does_not_exist_is_refused(pair: tuple[int, int]) -> None:
    with pytest.raises(Mistake, match=f"{pair[1]}/{pair[0]}"):
        Checkpoints.yearly(pair)


def test_reporting_days_at_the_edges_of_the_year_and_of_february() -> None:
    edges = Checkpoints.yearly((12, 31), (1, 1))
    assert edges.between(dt.date(2023, 1, 1), END) == [dt.date(2023, 1, 1), END]
    leap = Checkpoints.yearly((2, 29)).between(dt.date(2023, 1, 1), dt.date(2024, 12, 31))
    assert [d.day for d in leap] == [28, 29]
