"""A live plan as its annex: rows in printed order under their headings, each with the state of its work."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.db.models import Count, Max, Min, Q

from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Assignment, Plan, RowOwner, Target, Task
from thuocdo.plans.queries.buckets import piece
from thuocdo.plans.queries.listed import silent
from thuocdo.plans.queries.observed import Standing, standings
from thuocdo.plans.queries.printed import plain
from thuocdo.plans.rules.buckets import Bucket, Counts, Piece, roll_up
from thuocdo.plans.rules.targets import level_words

State = Literal["title", "waiting", "open", "late", "done", "closed"]
_OPEN = Q(state=Assignment.State.OPEN)


@dataclass(frozen=True)
class TaskRow:
    """`done` of `all` units' pieces of work; `late` of them overdue; `due` the nearest open due day, `mark`
    the nearest checkpoint; `bucket` of the printed row (`rules.buckets.roll_up`), `silent` units not heard of
    in time, `heard` the last word.

    The roll-up: late if any open piece is past its due day, done if none is open, waiting if all wait for
    their event, else open. `parent` are the words a child row stands under. `otherwise`: its time is not
    tracked as printed, because a person decided so.
    """

    task: Task
    parent: str
    leads: str
    coordinating: str
    state: State
    all: int
    done: int
    late: int
    due: dt.date | None
    mark: dt.date | None
    otherwise: bool
    bucket: Bucket | None
    silent: int
    heard: dt.date | None


@dataclass(frozen=True)
class TargetRow:
    """`otherwise`: what is tracked is not what is printed, because a person decided so."""

    target: Target
    owners: str
    otherwise: bool
    standing: Standing

    @property
    def level(self) -> str:
        """The figure that is tracked, as people write it."""
        return level_words(self.target.operator, self.target.value, self.target.unit)


@dataclass(frozen=True)
class Annex:
    """Rows in printed order; rows of one group stand together."""

    plan: Plan
    tasks: list[TaskRow]
    targets: list[TargetRow]

    @property
    def counts(self) -> Counts:
        """Printed rows, not pieces of work: never shown beside counts of those."""
        return Counts.of(row.bucket for row in self.tasks if row.bucket is not None)

    @property
    def has_products(self) -> bool:
        return any(row.task.product for row in self.tasks)


def annex(plan: Plan, today: dt.date) -> Annex:
    """Nine queries, whatever the number of rows."""
    tasks = list(plan.tasks.select_related("parent").prefetch_related("owners"))
    targets = list(plan.targets.select_related("plan").prefetch_related("owners"))
    stands = standings(targets, today)
    counts = _counts(plan, today)
    rolled, quiet = _rolled(plan, today), _silent(plan, today)
    rows = [o for task in tasks for o in task.owners.all()]
    rows += [o for target in targets for o in target.owners.all()]
    names = organisations.name_on({o.unit_id for o in rows if o.unit_id}, plan.issued_on or today)
    return Annex(
        plan,
        [
            _task(
                t,
                counts.get(t.pk),
                names,
                _is_otherwise(t, plan, "tasks"),
                rolled.get(t.pk),
                quiet.get(t.pk, 0),
            )
            for t in tasks
        ],
        [
            TargetRow(
                t,
                _names(t, ("lead", "answers"), names),
                _is_otherwise(t, plan, "targets"),
                stands[t.pk],
            )
            for t in targets
        ],
    )


def _is_otherwise(row: Task | Target, plan: Plan, kind: Literal["tasks", "targets"]) -> bool:
    """Whether a row of the reading is tracked with another time or figure than was read from it."""
    printed = plan.reading[kind]
    if row.position > len(printed) or row.source is None:
        return False
    read = printed[row.position - 1]
    if isinstance(row, Target):
        now = (row.operator or None, plain(row.value), row.unit or None)
        if row.text != (read["text"] or ""):
            return False
        return row.tracked and now != (read["operator"], _figure(read["value"]), read["unit"])
    then = read["schedule"]
    if not row.tracked or row.schedule_text != (then["text"] or ""):
        return False
    days = [day.isoformat() if day else None for day in (row.start, row.due)]
    return [row.kind, *days] != [then["kind"], then["start"], then["due"]]


def _figure(value: str | None) -> str | None:
    return None if value is None else plain(Decimal(value))


def _counts(plan: Plan, today: dt.date) -> dict[int, dict[str, object]]:
    work = Assignment.objects.filter(task__plan=plan).exclude(state=Assignment.State.CLOSED)
    rows = (
        work.order_by()
        .values("task")
        .annotate(
            all=Count("id", filter=Q(of=None)),
            done=Count("id", filter=Q(of=None, state=Assignment.State.DONE)),
            waiting=Count("id", filter=Q(of=None, kind=Assignment.Kind.EVENT) & _OPEN),
            late=Count("id", filter=_OPEN & Q(due__lt=today)),
            mark=Min("due", filter=_OPEN & Q(due__gte=today, of__isnull=False)),
            due=Min("due", filter=_OPEN & Q(due__gte=today, of=None)),
            heard=Max("heard_on"),
        )
    )
    return {row["task"]: dict(row) for row in rows}


def _rolled(plan: Plan, today: dt.date) -> dict[int, Bucket | None]:
    """Of each printed row its bucket. One query."""
    pieces: dict[int, list[Piece]] = {}
    rows = Assignment.objects.filter(task__plan=plan).exclude(state=Assignment.State.CLOSED)
    for work in rows.only("task", "due", "state", "done_on", "claimed_on", "kind"):
        pieces.setdefault(work.task_id, []).append(piece(work))
    return {task: roll_up(found, today) for task, found in pieces.items()}


def _silent(plan: Plan, today: dt.date) -> dict[int, int]:
    """Of each printed row how many pieces were not heard of when they were asked for. One query."""
    rows = Assignment.objects.filter(silent(today), task__plan=plan).order_by()
    return dict(rows.values_list("task").annotate(n=Count("id")))


def _task(
    task: Task,
    count: dict | None,
    names: dict[int, str],
    otherwise: bool,
    bucket: Bucket | None,
    quiet: int,
) -> TaskRow:
    count = count or {
        "all": 0,
        "done": 0,
        "waiting": 0,
        "late": 0,
        "due": None,
        "mark": None,
        "heard": None,
    }
    return TaskRow(
        task,
        task.parent.content if task.parent else "",
        _names(task, ("lead", "answers"), names),
        _names(task, ("coordinating",), names),
        _state(task, count),
        count["all"],
        count["done"],
        count["late"],
        count["due"],
        count["mark"],
        otherwise,
        bucket if task.tracked else None,
        quiet,
        count["heard"],
    )


def _state(task: Task, count: dict) -> State:
    if not task.tracked:
        return "closed" if task.dropped_on else "title"
    if count["late"]:
        return "late"
    if not count["all"]:
        return "closed"
    if count["done"] == count["all"]:
        return "done"
    return "waiting" if count["waiting"] == count["all"] - count["done"] else "open"


def _names(row: Task | Target, roles: tuple[str, ...], names: dict[int, str]) -> str:
    """Printed names of the row; whoever was chosen at review and is not printed comes by name."""
    return ", ".join(
        o.printed or names.get(o.unit_id or 0, "")
        for o in sorted(row.owners.all(), key=lambda o: (o.role != RowOwner.Role.LEAD, o.position))
        if o.role in roles
    )
