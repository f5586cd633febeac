"""Large invented work for benchmarks: `count` pieces, the same for the same seed, with what was said about them.

The work is given by the action the pages use, which writes a document of 1,500 lines at a stroke. What units then
said would take the actions a transaction for each piece; here it is written a document at a time: the same rows
(`tests/test_bulk.py` holds them against the actions'), and an entry of the log for each act. Units with a head
speak; work of the others stays as it was given.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.accounts.queries.people import positions_with
from thuocdo.audit.actions import Change, Deed, record_many, snapshot
from thuocdo.audit.rules import Actor, Grant
from thuocdo.lawbook.periods import month_end
from thuocdo.organisations.models.dated import holding
from thuocdo.organisations.queries import choices
from thuocdo.plans.access import CONFIRM, REPORT_DONE, UPDATE
from thuocdo.plans.actions import give_work
from thuocdo.plans.models import Assignment, Update
from thuocdo.plans.rules.given import Line, Paper

SIZES = {"100k": 100_000, "1m": 1_000_000, "10m": 10_000_000}
LINES = 1500  # pieces under one document
DAY = dt.timedelta(days=1)
DUTIES = ("Rà soát thủ tục hành chính", "Ban hành quy chế phối hợp", "Báo cáo kết quả thực hiện",
          "Tập huấn nghiệp vụ", "Cập nhật cơ sở dữ liệu", "Kiểm tra việc niêm yết công khai")  # fmt: skip
VERBS = {"progress": UPDATE, "reported": REPORT_DONE, "confirmed": CONFIRM}
ORDER = list(VERBS)
CHANGED = ("version", "heard_on", "stage", "claimed_on", "waits_since", "state", "done_on")
Sitting = tuple[dt.datetime, int, Actor]  # what one person does of one kind at one moment


@dataclass(frozen=True)
class Cast:
    """Who gives and confirms, who speaks for each unit, and the units by the names they are given work under."""

    office: Actor
    heads: dict[int, Actor]
    units: Sequence[tuple[int, str]]


@dataclass(frozen=True)
class Said:
    """One act on one piece."""

    kind: str
    text: str
    at: dt.datetime
    by: Actor
    done_on: dt.date | None = None

    @property
    def day(self) -> dt.date:
        return legal_day(self.at)


@dataclass(frozen=True)
class Piece:
    line: Line
    said: tuple[Said, ...]


def cast(office: Actor, agency: int, at: dt.datetime) -> Cast:
    """The agency's units on the day and the heads they have."""
    day = legal_day(at)
    units = [(u, name) for u, name in choices(agency, day).units.items() if u != agency]
    held = positions_with("head").filter(holding(day), unit__in=dict(units))
    heads = {
        p.unit_id: Actor(
            name=p.person.full_name,
            person=p.person_id,
            position=p.title,
            position_id=p.pk,
            unit=p.unit_id,
            grants=(Grant("head", frozenset({p.unit_id})),),
        )
        for p in held.select_related("person").order_by("id")
        if p.unit_id != office.unit
    }
    return Cast(office, heads, units)


def pieces(
    count: int, who: Cast, at: dt.datetime, until: dt.datetime, seed: int
) -> Iterator[Piece]:
    """Due between two months after `at` and four months after `until`; nothing is said after `until`."""
    chance = random.Random(seed)
    span = (until - at).days + 60
    for n in range(count):
        unit, name = who.units[n % len(who.units)]
        due = legal_day(at) + chance.randrange(60, 60 + span) * DAY
        words = "Thường xuyên" if chance.random() < 0.15 else f"{due.day}/{due.month}/{due.year}"
        line = Line(n % LINES + 1, f"{chance.choice(DUTIES)} số {n + 1}", name, words)
        head = who.heads.get(unit)
        told = _story(chance, head, who.office, due, at, until) if head else ()
        yield Piece(line, tuple(told))


def _story(
    chance: random.Random,
    head: Actor,
    office: Actor,
    due: dt.date,
    at: dt.datetime,
    until: dt.datetime,
) -> list[Said]:
    """Two in five are done, most of them in time; some wait for the office; of a third nobody has said a word.

    Units report at the ends of months, the office answers two days later.
    """
    fate = chance.random()
    done = due + (chance.randrange(-30, 0) if fate < 0.32 else chance.randrange(1, 40)) * DAY
    told = [Said("progress", "Đang thực hiện theo tiến độ.", _month_end(done - 20 * DAY, at), head)]
    if fate < 0.45:
        told.append(Said("reported", "Đã hoàn thành.", _month_end(done, at), head, done))
        if fate < 0.42:
            told.append(Said("confirmed", "Nhất trí.", told[-1].at + 2 * DAY, office, done))
    return [said for said in told if at < said.at <= until] if fate < 0.67 else []


def _month_end(day: dt.date, hour: dt.datetime) -> dt.datetime:
    """The last day of the month, at the hour of another moment."""
    return hour + (month_end(day.year, day.month) - legal_day(hour)).days * DAY


def seed(
    count: int,
    *,
    office: Actor,
    agency: int,
    at: dt.datetime,
    until: dt.datetime,
    number: int = 1,
    step: Callable[[int], Any] = lambda _n: None,
) -> None:
    """Give and tell `count` pieces; `step` hears how many were written. Each document is there whole or not at all."""
    who = cast(office, agency, at)
    waiting: list[Piece] = []
    for n, piece in enumerate(pieces(count, who, at, until, number), 1):
        waiting.append(piece)
        if len(waiting) == LINES or n == count:
            with transaction.atomic():
                tell(give(waiting, who, agency, at, n), waiting)
            step(len(waiting))
            waiting = []


def give(
    some: Sequence[Piece], who: Cast, agency: int, at: dt.datetime, n: int
) -> list[Assignment]:
    day = legal_day(at)
    paper = Paper(source="meeting", issued_on=day, title=f"Kết luận giao ban, việc đến số {n}")
    lines = [piece.line for piece in some]
    return give_work(by=who.office, at=at, today=day, agency=agency, paper=paper, lines=lines)


def tell(work: Sequence[Assignment], some: Sequence[Piece]) -> None:
    """What was said about each, in the order of its story: rows at a stroke, an entry of the log for each act."""
    told = [(w, said) for w, piece in zip(work, some, strict=True) for said in piece.said]
    updates = Update.objects.bulk_create([_update(w, said) for w, said in told], batch_size=500)
    sittings: dict[Sitting, list[Deed]] = {}
    for (row, said), update in zip(told, updates, strict=True):
        before = snapshot(row)
        _change(row, said)
        changes = (Change.of(None, update), Change.of(before, row))
        touched = (f"plan:{row.plan_id}", f"task:{row.task_id}", f"unit:{row.unit_id}")
        sittings.setdefault((said.at, ORDER.index(said.kind), said.by), []).append(
            Deed(changes, touched)
        )
    Assignment.objects.bulk_update({w.pk: w for w, _said in told}.values(), CHANGED, batch_size=200)
    for (at, kind, by), deeds in sorted(sittings.items(), key=lambda each: each[0][:2]):
        record_many(by=by, at=at, verb=VERBS[ORDER[kind]], deeds=deeds)


def _update(work: Assignment, said: Said) -> Update:
    return Update(
        assignment=work, kind=said.kind, text=said.text, done_on=said.done_on, at=said.at,
        person=said.by.person, account=said.by.account, name=said.by.name,
        position=said.by.on_behalf or said.by.position, unit_id=said.by.unit,
    )  # fmt: skip


def _change(work: Assignment, said: Said) -> None:
    work.version += 1
    if said.kind == "confirmed":
        work.state, work.done_on = Assignment.State.DONE, work.claimed_on
        work.stage, work.claimed_on, work.waits_since = "", None, None
        return
    work.heard_on = said.day
    if said.kind == "reported":
        work.stage, work.claimed_on, work.waits_since = (
            Assignment.Stage.OFFICE,
            said.done_on,
            said.day,
        )
