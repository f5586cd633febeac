"""Times as offices write them: weeks of a month, school years, days after an event."""

import datetime as dt

import pytest

from thuocdo.lawbook.recurrence import occurrences
from thuocdo.plans.intake.assignments import spoken_schedule
from thuocdo.plans.rules.moments import SchoolYear
from thuocdo.plans.rules.schedules import read_schedule

SEMESTERS = "FREQ=YEARLY;BYMONTH=1,5;BYMONTHDAY=-1"


def told(words, year=2026):
    read = read_schedule([words], year).schedule
    days = [day and day.isoformat() for day in (read.start, read.due)]
    return (read.kind, *days, read.rule)


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("Tuần 2 tháng 11/2026", "2026-11-14"),
        ("tuần thứ ba của tháng 4", "2026-04-21"),
        ("Tuần đầu tháng 9", "2026-09-07"),
        ("Hoàn thành tuần cuối tháng 02/2026", "2026-02-28"),
        ("Tuần 4/11/2026", "2026-11-28"),
        ("Trước tuần 3 tháng 5/2026", "2026-05-14"),
        ("Tuần 5 tháng 12", "2026-12-31"),
    ],
)
def test_a_week_of_a_month_ends_on_its_seventh_day(words, due):
    assert told(words) == ("deadline", None, due, None)


def test_weeks_that_touch_are_a_window_and_a_sixth_week_does_not_exist():
    assert told("Từ tuần 1 đến tuần 3 tháng 3/2026") == ("window", "2026-03-01", "2026-03-21", None)
    assert read_schedule(["Tuần 6 tháng 3/2026"], 2026).doubt == "impossible-date"


def test_a_week_in_each_week_is_no_week_of_a_month():
    assert told("Hằng tuần từ tháng 3/2026") == ("recurring", "2026-03-01", None, "FREQ=WEEKLY")


@pytest.mark.parametrize(
    ("words", "year", "due"),
    [
        ("Cuối năm học", SchoolYear(2026), "2027-05-31"),
        ("Cuối năm học", 2026, "2026-05-31"),
        ("Trước khi kết thúc năm học 2025 - 2026", 2026, "2026-05-31"),
        ("Đầu năm học", SchoolYear(2026), "2026-09-30"),
        ("Cuối học kỳ I", SchoolYear(2026), "2027-01-15"),
        ("Học kỳ II", SchoolYear(2026), "2027-05-31"),
        ("Học kỳ II", 2026, "2026-05-31"),
        ("HKI năm học 2025-2026", 2026, "2026-01-15"),
        ("Trong dịp hè năm 2026", 2026, "2026-08-31"),
    ],
)
def test_parts_of_a_school_year_are_days(words, year, due):
    assert told(words, year) == ("deadline", None, due, None)


@pytest.mark.parametrize("words", ["Cuối mỗi học kỳ", "Mỗi học kỳ 01 lần", "01 lần/học kỳ"])
def test_each_semester_ends_in_january_or_may(words):
    assert told(words) == ("recurring", None, None, SEMESTERS)


def test_each_school_year_ends_in_may():
    assert told("Cuối mỗi năm học")[3] == "FREQ=YEARLY;BYMONTH=5;BYMONTHDAY=-1"


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        (
            "Gửi hồ sơ giải trình trong vòng 05 ngày làm việc kể từ ngày nhận được thông báo, qua Sở Nội vụ.",
            "trong vòng 05 ngày làm việc kể từ ngày nhận được thông báo",
        ),
        (
            "Công bố thủ tục chậm nhất 10 ngày sau khi Quyết định được ban hành.",
            "chậm nhất 10 ngày sau khi Quyết định được ban hành",
        ),
    ],
)
def test_days_after_an_event_wait_for_it(sentence, event):
    read = spoken_schedule(sentence, 2026)
    assert (read.kind, read.event, read.due) == ("on_event", event, None)


def test_a_printed_day_goes_before_an_event():
    read = spoken_schedule(
        "Trả lời trong 05 ngày kể từ ngày nhận; hoàn thành trước ngày 30/6/2026", 2026
    )
    assert (read.kind, read.due.isoformat()) == ("deadline", "2026-06-30")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Trước ngày 31 hằng tháng", [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]),
        ("Ngày 30 hằng tháng", [30, 28, *[30] * 10]),
        ("Ngày 25 hằng tháng", [25] * 12),
        ("Ngày 20 hằng quý", [20] * 4),
        ("Trước ngày 31 của tháng cuối quý", [31, 30, 30, 31]),
        ("Trước 31/3, 30/6, 30/9, 31/12 hằng năm", [31, 30, 30, 31]),
        ("Trước ngày 31/3, ngày 30/6, ngày 30/9, ngày 31/12", [31, 30, 30, 31]),
        ("Ngày 10 tháng 3, 6, 9, 12", [10, 10, 10, 10]),
        ("Trước ngày 10 các tháng 3, 6 và 9 hằng năm", [10, 10, 10]),
    ],
)
def test_no_short_month_is_let_off(words, days):
    """RFC 5545 skips a month without a 31st; an office means its last day."""
    rule = read_schedule([words], 2026).schedule.rule
    assert rule
    found = occurrences(rule, dt.date(2026, 1, 1), dt.date(2026, 12, 31))
    assert [span.end.day for span in found] == days


@pytest.mark.parametrize("words", ["Trước ngày 45 hằng tháng", "Ngày 0 hằng tháng", "Ngày 40 tháng cuối quý", "Ngày 31 tháng cuối quý II"])  # fmt: skip
def test_a_day_no_month_has_is_doubted_and_the_plan_is_still_read(words):
    assert read_schedule([words], 2026).doubt == "impossible-date"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Hạn: 24/7", ("deadline", None, "2026-07-24", None)),
        ("Chậm nhất 24/7", ("deadline", None, "2026-07-24", None)),
        ("Hoàn thành 24/7", ("deadline", None, "2026-07-24", None)),
        ("Trực hệ thống 24/7", ("continuous", None, None, None)),
        ("Ngày 10 tháng 3, 5 đơn vị", ("deadline", None, "2026-03-10", None)),
        ("Ngày 10 tháng 3 và 15 tháng 6", ("deadline", None, "2026-06-15", None)),
        ("Kiểm tra, 3 tháng một lần", ("recurring", None, None, "FREQ=MONTHLY;INTERVAL=3")),
        ("Ngày 20 tháng cuối quý II", ("deadline", None, "2026-06-20", None)),
        ("Tháng đầu quý III/2026", ("deadline", None, "2026-07-31", None)),
        ("Tháng cuối của quý IV", ("deadline", None, "2026-12-31", None)),
    ],
)
def test_one_day_is_not_taken_for_another(words, expected):
    assert told(words) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Hằng ngày", ("continuous", None, None, None)),
        ("Mỗi ngày", ("continuous", None, None, None)),
        ("Hằng ngày, từ 01/3/2026 đến 30/6/2026", ("continuous", "2026-03-01", "2026-06-30", None)),
        ("Hằng ngày, khi có phát sinh", ("continuous", None, None, None)),
        ("Hằng ngày; tổng hợp hằng tháng", ("recurring", None, None, "FREQ=MONTHLY")),
        ("Trước ngày 15 hằng tháng", ("recurring", None, None, "FREQ=MONTHLY;BYMONTHDAY=15")),
    ],
)
def test_daily_routine_is_standing_work_and_its_words_are_kept(words, expected):
    assert told(words) == expected
    assert read_schedule([words], 2026).schedule.text == words


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("Trước ngày 15/6, 10/12 hằng năm", [(6, 15), (12, 10)]),
        ("Trước 10/6 và 15/12 hằng năm", [(6, 10), (12, 15)]),
        ("Trước 28/2, 15/6 hằng năm", [(2, 28), (6, 15)]),
        ("Trước 20/01, 15/6, 29/11 hằng năm", [(1, 20), (6, 15), (11, 29)]),
        ("Trước 15/2 và 29/6 hằng năm", [(2, 15), (6, 29)]),
        ("Trước 31/3; 15/10 hằng năm", [(3, 31), (10, 15)]),
        ("Trước 01/3, 15/3, 20/6 hằng năm", [(3, 1), (3, 15), (6, 20)]),
    ],
)
def test_each_date_of_a_year_keeps_its_own_day(words, days):
    rule = read_schedule([words], 2026).schedule.rule
    found = list(occurrences(rule, dt.date(2027, 1, 1), dt.date(2028, 12, 31)))  # 2028: 29 February
    assert [(s.end.month, s.end.day) for s in found] == days * 2
