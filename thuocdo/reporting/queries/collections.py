"""All collections with their numbers; one of them with all answers together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from thuocdo.audit.rules import Actor
from thuocdo.reporting.access import visible_to
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.queries.tracking import GIVEN, Line, lines
from thuocdo.reporting.rules.figures import Figure, Input, figures_from, inputs_from, written
from thuocdo.reporting.rules.gathering import Answer, Gathered, gather

_GIVEN = Q(replies__state__in=GIVEN)


def collections(by: Actor, today: dt.date) -> QuerySet[Collection]:
    """Collections this person sees, with `asked`, `received` and `in_time` counted."""
    return Collection.objects.filter(visible_to(by, today)).annotate(
        asked=Count("replies", filter=~Q(replies__state=Reply.State.PASSED)),
        received=Count("replies", filter=_GIVEN),
        in_time=Count("replies", filter=_GIVEN & Q(replies__sent_on__lte=F("due"))),
    )


def answered(collection: Collection, today: dt.date) -> list[Line]:
    """Every unit's reply with its figures: what is put together. Four queries, however many units."""
    replies = collection.replies.exclude(state=Reply.State.PASSED).order_by("id")
    return lines(collection, replies, today, contacts=False)


def gathered(collection: Collection, replies: Sequence[Line]) -> list[Gathered]:
    """All answers together, cell by cell. No query."""
    answers = [
        Answer(
            line.unit,
            line.reply.changed_at or collection.created_at,
            figures_from(line.reply.figures),
            line.reply.state == Reply.State.NIL,
        )
        for line in replies
        if line.reply.state in GIVEN
    ]
    return gather(inputs_from(collection.inputs), answers)


def unit_by_unit(collection: Collection, replies: Sequence[Line]) -> Iterator[list[Any]]:
    """The same answers, a row for each unit with its figures; heads first. No query."""
    inputs = inputs_from(collection.inputs)
    heads: list[Any] = ["Đơn vị", "Tình trạng", "Ngày gửi"]
    yield heads + [f"{cell.ref} · {cell.label}" for cell in inputs]
    for line in replies:
        figures = figures_from(line.reply.figures) if line.reply.state in GIVEN else {}
        told: list[Any] = [line.unit, line.reply.get_state_display(), line.reply.sent_on]
        yield told + [told_figure(cell, figures.get(cell.key)) for cell in inputs]


def told_figure(cell: Input, figure: Figure | None) -> Any:
    """A plain number as a number, so that a sheet can go on reckoning with it; all else in words."""
    if figure is None or figure.estimate or cell.kind in ("text", "date"):
        return written(cell, figure)
    return Decimal(figure.value)
