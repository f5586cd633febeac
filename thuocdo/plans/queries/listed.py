"""Everything that is tracked as one list: its rows, the conditions that narrow it, what a row shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.rules import Actor
from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Assignment, Handover
from thuocdo.plans.queries.buckets import piece
from thuocdo.plans.queries.work import HEAVY, assignments
from thuocdo.plans.rules.buckets import Bucket, bucket_of

# Open, and nobody's yes is waited for: a row says its stage and the day claimed together or neither.
ASKED = Q(state=Assignment.State.OPEN, claimed_on=None)


@dataclass(frozen=True)
class Listed:
    """One assignment with what its row says: its unit, its bucket, for how many days it has been silent.

    `came_from`: the unit that handed it over, which tells it from the unit's own piece of the same task.
    """

    work: Assignment
    unit: str
    bucket: Bucket
    silent: int | None
    late: int | None = None  # working days, where they were asked for
    came_from: str = ""

    @property
    def pk(self) -> int:
        return self.work.pk

    def __str__(self) -> str:
        return f"{self.work.task.number} {self.work.task.content} · {self.unit}".strip()


def listed(by: Actor, today: dt.date) -> QuerySet[Assignment]:
    """Every assignment the reader may see, ready for the conditions of `buckets` and of this module."""
    return assignments(by).annotate(is_silent=silent(today))


def silent(today: dt.date) -> Q:
    """A day passed on which the piece, or a checkpoint of it, was to be heard of, and nothing was heard since.

    The same answer as `rules.buckets.silent_days`, asked of the database.
    """
    own = ASKED & Q(due__lt=today) & (Q(heard_on=None) | Q(heard_on__lt=F("due")))
    past = Assignment.objects.filter(ASKED, of__isnull=False, due__lt=today)
    since = past.filter(Q(of__heard_on=None) | Q(due__gt=F("of__heard_on"))).order_by()
    return own | Q(state=Assignment.State.OPEN, pk__in=since.values("of"))


def whole(today: dt.date) -> QuerySet[Assignment]:
    """Assignments as rows show them, for ids chosen before: a condition said twice leads a database astray."""
    rows = Assignment.objects.select_related("task", "task__parent", "task__plan").defer(*HEAVY)
    return rows.annotate(is_silent=silent(today))


def in_rows(
    work: Iterable[Assignment], today: dt.date, names: dict[int, str] | None = None
) -> list[Listed]:
    """Assignments of `listed` as rows. Two queries: what was handed over, the names of units that are not given."""
    rows, known = list(work), names or {}
    moved = _handed_over(rows)
    unknown = ({w.unit_id for w in rows} | set(moved.values())) - known.keys()
    if unknown:
        known = known | organisations.name_on(unknown, today)
    return [_row(w, known, moved, today) for w in rows]


def _handed_over(rows: list[Assignment]) -> dict[int, int]:
    """Of pieces that came from another unit, the unit they last came from; a checkpoint goes with its piece."""
    found = Handover.objects.filter(assignment__in={w.of_id or w.pk for w in rows})
    found = found.exclude(from_unit=F("to_unit")).order_by("id")
    return dict(found.values_list("assignment", "from_unit"))


def _row(work: Assignment, names: dict[int, str], moved: dict[int, int], today: dt.date) -> Listed:
    quiet = None
    if getattr(work, "is_silent", False):
        quiet = (today - (work.heard_on or legal_day(work.created_at))).days
    giver = moved.get(work.of_id or work.pk)
    return Listed(
        work,
        names.get(work.unit_id, ""),
        bucket_of(piece(work), today),
        quiet,
        came_from=names.get(giver, "") if giver else "",
    )


def all_names(today: dt.date) -> dict[int, str]:
    """What every unit is called, for a file of the whole list. One query."""
    return {unit: name for unit, (name, _short) in organisations.names_on(None, today).items()}
