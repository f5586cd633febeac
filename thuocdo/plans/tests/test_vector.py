"""The six numbers a province published of its programme of 2022, come out of work entered through the real verbs.

Finished: 9 in time, 15 late, 11 without due day; open: 1 in time, 2 overdue, 3 without due day; 41 together,
9 of the 24 finished with a due day in time.
"""

import datetime as dt
from decimal import Decimal

import pytest

from thuocdo.accounts.models import Position
from thuocdo.accounts.queries import actor_for
from thuocdo.audit.rules import system
from thuocdo.config import clock
from thuocdo.plans.actions import confirm_done, give_work, report_done
from thuocdo.plans.queries.buckets import count_all, counts_by
from thuocdo.plans.queries.listed import listed
from thuocdo.plans.rules.buckets import Counts
from thuocdo.plans.rules.given import Line, Paper
from thuocdo.plans.tests.conftest import AT, TODAY

VECTOR = Counts(9, 15, 11, 1, 2, 3)
END = dt.date(2023, 12, 15)
DUE, FAR = "30/06/2023", "31/12/2023"
# of each bucket: the time given, the day of completion reported (None: not done)
ENTERED = (
    (9, DUE, dt.date(2023, 6, 30)),
    (15, DUE, dt.date(2023, 7, 1)),
    (11, "Thường xuyên", dt.date(2023, 11, 30)),
    (1, FAR, None),
    (2, DUE, None),
    (3, "", None),
)


@pytest.fixture
def room(someone, unit):
    """The shared desk of one room: an officer without a head above."""
    account = someone(name="An", username="an")
    place = unit("Phòng Giáo dục Trung học")
    Position.objects.create(person=account.person, unit_id=place, title="Chuyên viên", roles=["officer"], since=dt.date(2020, 1, 1))  # fmt: skip
    return account


def at_noon(day):
    return dt.datetime(day.year, day.month, day.day, 5, tzinfo=dt.UTC)


@pytest.fixture
def entered(focal, department, room, unit):
    times = [(time, done) for many, time, done in ENTERED for _ in range(many)]
    lines = [
        Line(n, f"Nhiệm vụ {n}", "Phòng Giáo dục Trung học", time, higher=f"NV{n}")
        for n, (time, _done) in enumerate(times, 1)
    ]
    paper = Paper("committee", "15/UBND-KSTTHC", TODAY)
    work = give_work(by=focal, at=AT, today=TODAY, agency=department.pk, paper=paper, lines=lines)
    for piece, (_time, done) in zip(work, times, strict=True):
        if done is None:
            continue
        at = at_noon(done)
        report_done(by=actor_for(room, at), at=at, assignment=piece, version=0, text="Đã xong.", done_on=done)  # fmt: skip
        later = at_noon(done + dt.timedelta(days=4))
        confirm_done(by=focal, at=later, assignment=piece, version=1)
    return work


def test_the_published_numbers_come_out_of_entered_work(entered, room):
    found = count_all(listed(system("thử"), END), END)
    assert found == VECTOR
    assert (found.total, found.dated_done, found.on_time_share) == (41, 24, Decimal("37.5"))
    assert counts_by(listed(system("thử"), END), END, "unit") == {entered[0].unit_id: VECTOR}
    own = count_all(listed(actor_for(room, at_noon(END)), END), END)
    assert own == VECTOR


def test_the_list_says_them(client, focal, entered, monkeypatch):
    from thuocdo.accounts.models import Account

    monkeypatch.setattr(clock, "now", lambda: at_noon(END))
    client.force_login(Account.objects.get(username="daumoi"))
    answer = client.get("/nhiem-vu/?nguon=committee")
    assert [share.count for share in answer.context["shares"]] == [9, 15, 11, 1, 2, 3]
    text = " ".join(answer.content.decode().split())
    assert "9/24" in text
    assert "(37,5%)" in text
    late = client.get("/nhiem-vu/?tinh-trang=xong-qua-han")
    assert late.context["page"].count == 15
    assert late.context["counts"].total == 41
