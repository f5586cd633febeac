"""The officer's view: all collections, one with every unit's state, all answers together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from thuocdo.accounts.queries import phones
from thuocdo.audit.rules import Actor
from thuocdo.organisations import queries as organisations
from thuocdo.reporting.access import visible_to
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.rules.figures import Figure, Input, figures_from, inputs_from, written
from thuocdo.reporting.rules.gathering import Answer, Gathered, gather

_GIVEN = Q(replies__state__in=(Reply.State.SENT, Reply.State.NIL))


def collections(by: Actor, today: dt.date) -> QuerySet[Collection]:
    """Collections this person sees, with `asked`, `received` and `in_time` counted."""
    return Collection.objects.filter(visible_to(by, today)).annotate(
        asked=Count("replies"),
        received=Count("replies", filter=_GIVEN),
        in_time=Count("replies", filter=_GIVEN & Q(replies__sent_on__lte=F("due"))),
    )


@dataclass(frozen=True)
class Line:
    """One unit's reply as the officer sees it. `ended`: the unit no longer exists on the day asked about."""

    reply: Reply
    unit: str
    contact: str
    late: bool
    ended: bool


@dataclass(frozen=True)
class Board:
    """Who has answered one collection; units that have not come first."""

    lines: list[Line]

    @property
    def asked(self) -> int:
        return len(self.lines)

    @property
    def received(self) -> int:
        return sum(line.reply.state in (Reply.State.SENT, Reply.State.NIL) for line in self.lines)

    @property
    def in_time(self) -> int:
        given = (Reply.State.SENT, Reply.State.NIL)
        return sum(not line.late for line in self.lines if line.reply.state in given)

    @property
    def missing(self) -> list[Line]:
        return [line for line in self.lines if line.reply.state == Reply.State.WAITING]

    @property
    def estimates(self) -> int:
        return sum(line.reply.estimates for line in self.lines)


def board(collection: Collection, today: dt.date) -> Board:
    """Five queries, however many units."""
    replies = list(collection.replies.all())
    units = [reply.unit_id for reply in replies]
    names = organisations.name_on(units, today)
    once = organisations.name_on(
        [u for u in units if u not in names], (collection.opened_at or collection.created_at).date()
    )
    called = phones(units, today)
    lines = [
        Line(
            reply,
            names.get(reply.unit_id) or once.get(reply.unit_id, ""),
            called.get(reply.unit_id, ""),
            _late(reply, collection.due, today),
            reply.unit_id not in names,
        )
        for reply in replies
    ]
    rank = {Reply.State.WAITING: 0, Reply.State.RETURNED: 1}
    lines.sort(key=lambda line: (rank.get(Reply.State(line.reply.state), 2), line.reply.pk))
    return Board(lines)


def _late(reply: Reply, due: dt.date | None, today: dt.date) -> bool:
    return due is not None and (reply.sent_on or today) > due


def gathered(
    collection: Collection, lines: Sequence[Line]
) -> tuple[list[Gathered], list[list[Any]]]:
    """All answers together, and the same per unit as rows with their heads. No query."""
    inputs = inputs_from(collection.inputs)
    given = [line for line in lines if line.reply.state in (Reply.State.SENT, Reply.State.NIL)]
    answers = [
        Answer(
            line.unit,
            line.reply.changed_at or collection.created_at,
            figures_from(line.reply.figures),
            line.reply.state == Reply.State.NIL,
        )
        for line in given
    ]
    heads: list[Any] = ["Đơn vị", "Tình trạng", "Ngày gửi"]
    heads += [f"{cell.ref} · {cell.label}" for cell in inputs]
    rows: list[list[Any]] = [heads]
    for line in lines:
        figures = figures_from(line.reply.figures) if line in given else {}
        told: list[Any] = [line.unit, line.reply.get_state_display(), line.reply.sent_on]
        rows.append(told + [told_figure(cell, figures.get(cell.key)) for cell in inputs])
    return gather(inputs, answers), rows


def told_figure(cell: Input, figure: Figure | None) -> Any:
    """A plain number as a number, so that a sheet can go on reckoning with it; all else in words."""
    if figure is None or figure.estimate or cell.kind in ("text", "date"):
        return written(cell, figure)
    return Decimal(figure.value)
