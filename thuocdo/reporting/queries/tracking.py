"""Who has answered one collection: in numbers, unit by unit, by group and by superior unit. Constant queries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db.models import Case, Count, F, IntegerField, Q, QuerySet, Sum, Value, When

from thuocdo.accounts.queries import phones
from thuocdo.organisations import queries as organisations
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.queries.placing import Place, places

GIVEN = (Reply.State.SENT, Reply.State.NIL)
OWED = (Reply.State.WAITING, Reply.State.RETURNED)


@dataclass(frozen=True)
class Counts:
    """Replies handed on to another unit count nowhere. `estimates`: single figures that are estimates."""

    asked: int
    received: int
    in_time: int
    estimates: int

    @property
    def missing(self) -> int:
        return self.asked - self.received


def counts(collection: Collection) -> Counts:
    """One query."""
    given = Q(state__in=GIVEN)
    found = collection.replies.exclude(state=Reply.State.PASSED).aggregate(
        asked=Count("id"),
        received=Count("id", filter=given),
        in_time=Count("id", filter=given & Q(sent_on__lte=collection.due)),
        estimates=Sum("estimates", default=0),
    )
    return Counts(**found)


def tracked(collection: Collection) -> QuerySet[Reply]:
    """All replies without their figures; `turn` puts first whoever has not answered."""
    turn = Case(
        When(state=Reply.State.WAITING, then=Value(0)),
        When(state=Reply.State.RETURNED, then=Value(1)),
        When(state=Reply.State.PASSED, then=Value(3)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return collection.replies.defer("figures").annotate(turn=turn)


@dataclass(frozen=True)
class Line:
    """One unit's reply as the officer sees it. `ended`: the unit no longer exists; `heirs` have what was its."""

    reply: Reply
    unit: str
    contact: str
    late: bool
    ended: bool
    heirs: tuple[str, ...] = ()


def lines(
    collection: Collection, replies: Iterable[Reply], today: dt.date, *, contacts: bool = True
) -> list[Line]:
    """Replies with the names of their units, whom to call, and who stands for those that are no more. Five queries."""
    rows = list(replies)
    units = [reply.unit_id for reply in rows]
    heirs = organisations.successors_of(units, today)
    names = organisations.name_on({*units, *(h for found in heirs.values() for h in found)}, today)
    called = phones(units, today) if contacts else {}
    return [
        Line(
            reply,
            names.get(reply.unit_id, ""),
            called.get(reply.unit_id, ""),
            _late(reply, collection.due, today),
            reply.unit_id not in heirs[reply.unit_id],
            tuple(names.get(h, "") for h in heirs[reply.unit_id] if h != reply.unit_id),
        )
        for reply in rows
    ]


def _late(reply: Reply, due: dt.date | None, today: dt.date) -> bool:
    passed = reply.state == Reply.State.PASSED
    return due is not None and not passed and (reply.sent_on or today) > due


def late(today: dt.date) -> Q:
    """Replies that came, or will come, after the due day."""
    return Q(sent_on__gt=F("collection__due")) | Q(sent_on=None, collection__due__lt=today)


@dataclass(frozen=True)
class Part:
    """One group, or one superior unit (0: none that day), with the replies of its units in numbers."""

    unit: int
    name: str
    counts: Counts


def parts(collection: Collection, today: dt.date) -> tuple[list[Part], list[Part]]:
    """By group of the agency, and by the unit each unit stands under. Five queries."""
    rows = list(
        collection.replies.exclude(state=Reply.State.PASSED).values_list(
            "unit", "state", "sent_on", "estimates"
        )
    )

    def part(place: Place) -> Part:
        inside = [row for row in rows if row[0] in place.inside]
        return Part(place.key, place.name, _counted(collection, inside))

    grouped, above = places(collection.agency_id, [row[0] for row in rows], today)
    return list(map(part, grouped)), list(map(part, above))


_Row = tuple[int, str, dt.date | None, int]


def _counted(collection: Collection, rows: Sequence[_Row]) -> Counts:
    given = [row for row in rows if row[1] in GIVEN]
    due = collection.due or dt.date.max
    in_time = sum((sent or dt.date.max) <= due for _unit, _state, sent, _n in given)
    return Counts(len(rows), len(given), in_time, sum(row[3] for row in rows))
