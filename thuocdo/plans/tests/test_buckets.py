"""Six buckets: they always sum to the total, rows roll up as stated, the database agrees with the rules."""

import datetime as dt
import random

import pytest

from thuocdo.plans.models import Assignment, Plan, Task
from thuocdo.plans.queries.buckets import count_all, counts_by, piece
from thuocdo.plans.rules.buckets import (
    BUCKETS,
    DONE,
    Asked,
    Counts,
    Piece,
    bucket_of,
    roll_up,
    silent_days,
)

DAY = dt.date(2026, 6, 1)
HISTORIES = 2_000


def some_day(chance):
    return DAY + dt.timedelta(days=chance.randrange(-200, 200))


def some_piece(chance):
    done = chance.random() < 0.4
    return Piece(
        due=some_day(chance) if chance.random() < 0.7 else None,
        done=done,
        done_on=some_day(chance) if done else None,
        claimed_on=some_day(chance) if not done and chance.random() < 0.3 else None,
        extra=chance.random() < 0.3,
    )


def plainly(p, today):
    """The bucket as one would explain it to a person, case by case."""
    if p.done:
        if not p.due:
            return "done_no_due"
        return "done_in_time" if p.done_on <= p.due else "done_late"
    if not p.due:
        return "no_due"
    if p.claimed_on:
        return "in_time" if p.claimed_on <= p.due else "overdue"
    return "in_time" if today <= p.due else "overdue"


def test_the_vector_of_the_province():
    counts = Counts(9, 15, 11, 1, 2, 3)
    assert counts.total == 41
    assert str(counts.on_time_share) == "37.5"
    assert Counts().on_time_share is None


def test_buckets_sum_over_random_histories():
    chance = random.Random(20260601)
    for _ in range(HISTORIES):
        pieces = [some_piece(chance) for _ in range(chance.randrange(0, 9))]
        today = some_day(chance)
        found = [bucket_of(p, today) for p in pieces]
        assert found == [plainly(p, today) for p in pieces]
        assert Counts.of(found).total == len(pieces)


def test_a_row_rolls_up_as_stated():
    chance = random.Random(7)
    for _ in range(HISTORIES):
        pieces = [some_piece(chance) for _ in range(chance.randrange(0, 7))]
        today = some_day(chance)
        main = [bucket_of(p, today) for p in pieces if not p.extra]
        row = roll_up(pieces, today)
        assert (row is None) == (not main)
        if main:
            assert row in main
            assert (row in DONE) == all(b in DONE for b in main)
            assert (row == "overdue") == ("overdue" in main)
            assert (row == "done_late") == ("done_late" in main and all(b in DONE for b in main))


def test_a_slow_confirmation_makes_nobody_late():
    reported = Piece(due=DAY, claimed_on=DAY)
    assert {bucket_of(reported, DAY + dt.timedelta(days=n)) for n in range(100)} == {"in_time"}
    assert bucket_of(Piece(due=DAY, done=True, done_on=DAY), DAY + dt.timedelta(days=99)) == "done_in_time"  # fmt: skip


def test_a_word_after_the_day_ends_the_silence():
    given, asked = DAY - dt.timedelta(days=60), [Asked(DAY)]
    later = DAY + dt.timedelta(days=10)
    assert silent_days(asked, None, given, later) == 70
    assert silent_days(asked, DAY - dt.timedelta(days=1), given, later) == 11
    assert silent_days(asked, DAY, given, later) is None
    assert silent_days(asked, None, given, DAY) is None
    assert silent_days([], None, given, later) is None


@pytest.mark.django_db
def test_the_database_counts_as_the_rules_do(unit):
    chance = random.Random(41)
    plan = Plan.objects.create(
        agency_id=unit("Sở"), state="live", title="t", folded="t", first_year=2026, last_year=2026,
        reading={}, created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip
    task = Task.objects.create(plan=plan, position=1, content="n", folded="n")
    units = [unit("Văn phòng"), unit("Thanh tra")]
    Assignment.objects.bulk_create(_row(some_piece(chance), task, chance.choice(units)) for _ in range(HISTORIES))  # fmt: skip
    rows = list(Assignment.objects.filter(task=task))
    for today in (DAY, DAY + dt.timedelta(days=90)):
        by_unit = counts_by(Assignment.objects.filter(task=task), today, "unit")
        for each in units:
            mine = [bucket_of(piece(r), today) for r in rows if r.unit_id == each]
            assert by_unit[each] == Counts.of(mine)
        whole = count_all(Assignment.objects.filter(task=task), today)
        assert whole == by_unit[units[0]] + by_unit[units[1]]
        assert whole.total == HISTORIES
        assert all(getattr(whole, bucket) for bucket in BUCKETS)


def _row(p, task, unit):
    kind = "checkpoint" if p.extra else "dated" if p.due else "standing"
    return Assignment(
        task=task, plan_id=task.plan_id, unit_id=unit, kind=kind, due=p.due, first_due=p.due,
        state="done" if p.done else "open", done_on=p.done_on, claimed_on=p.claimed_on,
        stage="office" if p.claimed_on else "", waits_since=p.claimed_on,
        created_at=dt.datetime(2026, 1, 1, tzinfo=dt.UTC),
    )  # fmt: skip
