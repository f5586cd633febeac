"""A year of daily work: what units of the invented department said and did, through the actions the pages use.

The story is drawn from each piece's own day and unit, so the same day of building gives the same story. Events of
all pieces are told in the order of time; what an earlier run told is not told again.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import cache, partial
from heapq import merge
from pathlib import Path
from typing import Any

from django.db.models import Max
from ruamel.yaml import YAML

from thuocdo.accounts.models import Account, Position
from thuocdo.accounts.queries import actor_for
from thuocdo.audit.rules import Actor, Grant
from thuocdo.demo.days import ZONE
from thuocdo.lawbook import periods
from thuocdo.organisations.models import Unit
from thuocdo.organisations.queries import subtree
from thuocdo.plans.actions import observe_target, progress, set_direction
from thuocdo.plans.models import Assignment, Extension, Observation, Plan, Target, Update

WORDS = Path(__file__).parent / "year.yaml"
BESIDE = Path(__file__).parent / "beside_plans.yaml"
# How units work: the share of what is done in time, done late, and left without a word.
GOOD, FAIR, SLOW = (0.9, 0.06, 0.01), (0.78, 0.12, 0.04), (0.5, 0.24, 0.12)
HABITS = {
    "giao-duc-trung-hoc": GOOD, "to-chuc-hanh-chinh": GOOD, "gd-mam-non-tieu-hoc": FAIR,
    "khao-thi-kdclgd": FAIR, "ke-hoach-tai-chinh": SLOW, "gdtx-cn-dh": SLOW,
}  # fmt: skip
GIVES, TAKES = "khao-thi-kdclgd", "giao-duc-trung-hoc"  # some work goes from one room to another
DAY = dt.timedelta(days=1)
Moment = tuple[dt.datetime, Callable[[dt.datetime], object]]


@dataclass(frozen=True)
class Event:
    """Something that happens to one piece of work on a day, in the order of `step` within it."""

    day: dt.date
    work: int
    step: int
    run: Callable[[Assignment, dt.datetime], object]


def tell_year(start: dt.datetime, end: dt.datetime, beside: Sequence[Moment] = ()) -> int:
    """Tell what lies between the two moments; how many events were told. Told again it tells what is missing.

    `beside`: what happens meanwhile and is no update, in the order of time.
    """
    told = Update.objects.aggregate(last=Max("at"))["last"]
    events = _timed(_story(start, end), start, end)
    mine = ((at, partial(_tell, event)) for event, at in events if told is None or at > told)
    count = 0
    for at, run in merge(mine, beside, key=lambda moment: moment[0]):
        run(at)
        count += 1
    return count


def _tell(event: Event, at: dt.datetime) -> None:
    event.run(Assignment.objects.select_related("task__plan", "unit").get(pk=event.work), at)


def _timed(
    events: list[Event], start: dt.datetime, end: dt.datetime
) -> Iterator[tuple[Event, dt.datetime]]:
    """Each event with its moment: from eight in the morning on, no two at once, none outside the story."""
    events.sort(key=lambda e: (e.day, e.step, e.work))
    last = start
    for event in events:
        morning = dt.datetime.combine(event.day, dt.time(8), ZONE).astimezone(dt.UTC)
        at = max(morning, last + dt.timedelta(seconds=97))
        if at >= end:
            return
        last = at
        yield event, at


def _story(start: dt.datetime, end: dt.datetime) -> list[Event]:
    pieces = Assignment.objects.filter(task__plan__state=Plan.State.LIVE)
    first, last = (moment.astimezone(ZONE).date() for moment in (start, end))
    story: list[Event] = []
    for work in pieces.select_related("task", "unit").order_by("id"):
        story += _Piece(work, first, last).events()
    return story


class _Piece:
    """The fate of one piece of work. `rng` knows only what the plan prints, so ids do not matter."""

    def __init__(self, work: Assignment, first: dt.date, last: dt.date) -> None:
        self.work, self.first, self.last = work, first, last
        self.due = work.first_due or last
        moved = work.handovers.order_by("id").first()
        self.unit = moved.from_unit.code if moved else work.unit.code
        mark = f"{work.task.position}:{self.unit}:{work.label}:{work.first_due}"
        self.rng = random.Random(mark)

    def events(self) -> list[Event]:
        chance = self.rng.random()
        on_time, late, silent = HABITS.get(self.unit, FAIR)
        if self.work.first_due is None:
            return self._standing(chance)
        if self.due >= self.last:
            return self._ahead(chance)
        if self.last - self.due < 12 * DAY and chance < on_time / 2:
            return self._report(self.due - DAY, confirm=False)
        if chance < on_time:
            return self._in_time(chance * 1000 % 1)
        if chance < on_time + late:
            return self._late()
        return [] if chance < on_time + late + silent else self._stuck()

    def _on(
        self, day: dt.date, step: int, run: Callable[[Assignment, dt.datetime], object]
    ) -> Event:
        """A working day, not before the plan was live."""
        day = max(day, self.first)
        day += {5: 2, 6: 1}.get(day.weekday(), 0) * DAY
        return Event(day, self.work.pk, step, run)

    def _say(self, kind: str) -> str:
        return said(kind, self.work.task.product, self.rng)

    def _standing(self, chance: float) -> list[Event]:
        """Without a day of its own: a word now and then; what waited for its event is done where it came."""
        day = self.first + self.rng.randrange(10, 300) * DAY
        if self.work.kind == Assignment.Kind.EVENT:
            return self._report(day) if chance < 0.6 else []
        return [self._progress(day)] if chance < 0.8 else []

    def _in_time(self, chance: float) -> list[Event]:
        day = max(self.due - self.rng.randrange(1, 8) * DAY, self.first)
        if self.work.of_id is not None:
            return self._report(day)
        events = [self._progress(day - self.rng.randrange(6, 30) * DAY)]
        if chance < 0.06:
            return [*events, *self._returned(day - 4 * DAY), *self._report(day, step=4)]
        if chance < 0.12 and self.due - 20 * DAY > self.first:
            return [*events, *self._extended(granted=True)]
        return [*events, *self._report(day)]

    def _late(self) -> list[Event]:
        day = self.due + self.rng.randrange(3, 26) * DAY
        return [self._progress(self.due - 5 * DAY), *self._report(day, words="late")]

    def _stuck(self) -> list[Event]:
        """Overdue with a word: a reason, sometimes an explanation asked for or an obstacle."""
        after = self.due + self.rng.randrange(2, 9) * DAY
        events = [self._on(after, 1, self._update("overdue"))]
        if self.rng.random() < 0.4:
            events.append(self._on(after + 3 * DAY, 2, self._ask_why()))
            if self.rng.random() < 0.6:
                events.append(self._on(after + 6 * DAY, 3, self._answer_why()))
        return events

    def _ahead(self, chance: float) -> list[Event]:
        """Work that is not due yet: some is under way, some asks for time or help, some is done already."""
        if self.work.of_id is not None:
            return []
        recent = self.last - self.rng.randrange(3, 25) * DAY
        if chance < 0.12:
            return self._report(recent)
        if chance < 0.2 and self.due - self.last < 60 * DAY:
            return self._extended(granted=None, day=recent)
        if chance < 0.3:
            return [self._on(recent, 1, self._obstacle())]
        if self.unit == GIVES:
            return [self._on(recent, 1, self._hand_over())]
        return [self._progress(recent)] if chance < 0.75 else []

    def _progress(self, day: dt.date) -> Event:
        return self._on(day, 0, self._update("progress"))

    def _update(self, kind: str) -> Callable[[Assignment, dt.datetime], object]:
        words = self._say(kind)

        def run(work: Assignment, at: dt.datetime) -> object:
            return is_open(work) and progress.update_progress(
                by=doer(work.unit, at), at=at, assignment=work, text=words
            )

        return run

    def _obstacle(self) -> Callable[[Assignment, dt.datetime], object]:
        words, to_leader = self._say("obstacle"), self.rng.random() < 0.5

        def run(work: Assignment, at: dt.datetime) -> object:
            return is_open(work) and progress.tell_obstacle(
                by=doer(work.unit, at), at=at, assignment=work, text=words, to_leader=to_leader
            )

        return run

    def _hand_over(self) -> Callable[[Assignment, dt.datetime], object]:
        words = self._say("handed")

        def run(work: Assignment, at: dt.datetime) -> object:
            unit = Unit.objects.filter(code=TAKES).first()
            return is_open(work) and unit and progress.hand_over(
                by=signed_in("daumoi", at), at=at, assignment=work, version=work.version,
                text=words, unit=unit.pk,
            )  # fmt: skip

        return run

    def _ask_why(self) -> Callable[[Assignment, dt.datetime], object]:
        words = self._say("ask_why")

        def run(work: Assignment, at: dt.datetime) -> object:
            due = at.astimezone(ZONE).date() + 5 * DAY
            return is_open(work) and progress.ask_explanation(
                by=signed_in("daumoi", at), at=at, assignment=work, text=words, due=due
            )

        return run

    def _answer_why(self) -> Callable[[Assignment, dt.datetime], object]:
        words = self._say("why")

        def run(work: Assignment, at: dt.datetime) -> object:
            asked = work.explanations.filter(answered=None).first()
            return asked and progress.explain(
                by=doer(work.unit, at), at=at, explanation=asked, text=words
            )

        return run

    def _report(
        self, day: dt.date, *, words: str = "", confirm: bool = True, step: int = 1
    ) -> list[Event]:
        kind = words or ("checkpoint" if self.work.of_id is not None else "done")
        text = self._say(kind)
        events = [self._on(day, step, lambda work, at: report(work, at, text))]
        if confirm:
            wait = self.rng.randrange(1, 4)
            for stage in (1, 2):
                later = day + wait * stage * DAY
                events.append(self._on(later, step + stage, agree))
        return events

    def _returned(self, day: dt.date) -> list[Event]:
        text, why = self._say("done"), self._say("returned")
        events = [self._on(day, 1, lambda work, at: report(work, at, text))]
        return [*events, self._on(day + DAY, 2, lambda work, at: give_back(work, at, why))]

    def _extended(self, granted: bool | None, day: dt.date | None = None) -> list[Event]:
        """Asked before the day; decided, or (None) still waiting. What was granted is done in the new time."""
        ask, text = day or self.due - 6 * DAY, self._say("extension")
        wanted = self.due + self.rng.randrange(20, 45) * DAY
        events = [self._on(ask, 1, lambda work, at: ask_time(work, at, text, wanted))]
        if granted is None:
            return events
        yes = self.rng.random() < 0.75
        events.append(self._on(ask + 2 * DAY, 2, lambda work, at: decide_time(work, at, yes)))
        return [*events, *self._report((wanted if yes else self.due) - 2 * DAY, step=3)]


def is_open(work: Assignment) -> bool:
    return work.state == Assignment.State.OPEN and not work.stage


def report(work: Assignment, at: dt.datetime, text: str) -> None:
    """Reported as done today; a product with a mark of its own goes before the whole."""
    if not is_open(work):
        return
    by = doer(work.unit, at)
    marks = work.checkpoints.filter(state=Assignment.State.OPEN, stage="").exclude(label="")
    for piece in [*marks.select_related("task__plan", "unit"), work]:
        progress.report_done(
            by=by, at=at, assignment=piece, version=piece.version, text=text,
            done_on=at.astimezone(ZONE).date(), product=True,
        )  # fmt: skip


def agree(work: Assignment, at: dt.datetime) -> None:
    """Whoever's turn it is says yes to the work and to the products that wait with it."""
    marks = work.checkpoints.exclude(stage="").select_related("task__plan", "unit")
    for piece in [*marks, *([work] if work.stage else [])]:
        by = decider(piece, at)
        progress.confirm_done(by=by, at=at, assignment=piece, version=piece.version)


def give_back(work: Assignment, at: dt.datetime, text: str) -> None:
    if work.stage:
        by = decider(work, at)
        progress.return_work(by=by, at=at, assignment=work, version=work.version, text=text)


def ask_time(work: Assignment, at: dt.datetime, text: str, wanted: dt.date) -> None:
    today = at.astimezone(ZONE).date()
    if is_open(work) and work.due and today <= work.due < wanted:
        progress.ask_extension(
            by=doer(work.unit, at), at=at, assignment=work, version=work.version, wanted=wanted,
            text=text,
        )  # fmt: skip


def decide_time(work: Assignment, at: dt.datetime, granted: bool) -> None:
    asked = Extension.objects.filter(assignment=work, answered=None).first()
    if asked is not None:
        text = said("granted" if granted else "refused", "", random.Random(work.task.position))
        progress.decide_extension(
            by=signed_in("daumoi", at), at=at, extension=asked, granted=granted, text=text
        )


def decider(work: Assignment, at: dt.datetime) -> Actor:
    if work.stage == Assignment.Stage.LEADER:
        return signed_in("lanhdao", at)
    if work.stage == Assignment.Stage.HEAD:
        heads = Account.objects.filter(person__positions__unit=work.unit, is_active=True)
        for account in heads.order_by("id").distinct():
            actor = actor_for(account, at)
            if actor.holds(frozenset({"head"}), work.unit_id):
                return actor
    return signed_in("daumoi", at)


def signed_in(login: str, at: dt.datetime) -> Actor:
    return actor_for(Account.objects.get(username=login), at)


def doer(unit: Unit, at: dt.datetime) -> Actor:
    """Who speaks for the unit: its plain officer, else its head; without a login, as the unit knows them."""
    held = _held(unit)
    plain = [p for p in held if p.roles == ["officer"] and not p.person.role_grants.exists()]
    return _acting(next(iter([*plain, *(p for p in held if "head" in p.roles)])), unit, at)


def head_of(unit: Unit, at: dt.datetime) -> Actor | None:
    """Who decides in the unit; None where nobody is known."""
    position = next((p for p in _held(unit) if "head" in p.roles), None)
    return position and _acting(position, unit, at)


def _held(unit: Unit) -> list[Position]:
    return list(Position.objects.filter(unit=unit).select_related("person__account").order_by("id"))


def _acting(position: Position, unit: Unit, at: dt.datetime) -> Actor:
    account = Account.objects.filter(person=position.person).first()
    if account is not None:
        return actor_for(account, at)
    reach = subtree(unit.pk, at.astimezone(ZONE).date())
    return Actor(
        name=position.person.full_name,
        person=position.person_id,
        position=position.title,
        position_id=position.pk,
        unit=unit.pk,
        grants=tuple(Grant(role, reach) for role in position.roles),
    )


def write_results(at: dt.datetime) -> int:
    """Results of the agency's own targets for each whole quarter of the year; surveys of others stay unpublished."""
    today = at.astimezone(ZONE).date()
    quarter = periods.quarter(today.year, (today.month - 1) // 3 + 1).previous
    rows = Target.objects.filter(plan__state=Plan.State.LIVE, tracked=True, survey=False)
    targets = [t for t in rows.exclude(value=None).select_related("plan") if t.unit == "%"]
    if quarter.year != today.year or Observation.objects.exists():
        return 0
    by, done = signed_in("daumoi", at), 0
    for target in targets:
        rng = random.Random(f"{target.plan.first_year}:{target.position}")
        if rng.random() < 0.25:
            continue
        if target.operator == "=":
            set_direction(by=by, at=at, target=target, direction="up")
        factor = Decimal(rng.choice(("0.84", "0.93", "0.98", "1.02", "1.06")))
        for number in range(1, quarter.number + 1):
            told = periods.quarter(quarter.year, number)
            behind = Decimal(rng.choice(("0.04", "0.07", "0.10"))) * (quarter.number - number)
            observe_target(
                by=by, at=at, target=target, period=told.code,
                value=_result(target, factor - behind),
                source=f"Báo cáo của các đơn vị {told.label}",
            )  # fmt: skip
            done += 1
    return done


def _result(target: Target, factor: Decimal) -> str:
    assert target.value is not None
    value = min(target.value * factor, Decimal(100))
    return str(value.quantize(Decimal("0.1"), ROUND_HALF_UP)).replace(".", ",")


@cache
def words() -> dict[str, Sequence[str]]:
    return YAML(typ="safe").load(WORDS.read_text("utf-8"))


def work_beside_plans(year: int) -> list[dict[str, Any]]:
    """Papers that give work in the year, each with its lines: {year} stands for it in their days."""
    text = BESIDE.read_text("utf-8").replace("{year}", str(year))
    return YAML(typ="safe").load(text)


def said(kind: str, product: str, rng: random.Random) -> str:
    """One of the sentences, with the product as it stands inside a sentence."""
    named = product.split(";")[0].strip() or "văn bản"
    return rng.choice(words()[kind]).format(product=named[:1].lower() + named[1:])
