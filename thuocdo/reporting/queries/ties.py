"""Figures of a report that are taken from collections: what each gives a unit, and what is tied to a cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from thuocdo.lawbook.editions.reports import FigureLine, ReportForm
from thuocdo.organisations.queries import subtree
from thuocdo.reporting.models import Collection, Duty, FigureTie, Reply, Report
from thuocdo.reporting.queries.forms import edition_on, form_of
from thuocdo.reporting.rules.figures import Figure, Input, figures_from, inputs_from
from thuocdo.reporting.rules.ties import Said, asked_within, fits, given_below, given_by


@dataclass(frozen=True)
class Tied:
    """What a collection gives a figure of one report. `collections`: those of the period; only where it is one, is a
    figure taken. `words` say how many gave it, or why there is none; `reply`: the unit's own answer."""

    title: str
    cell: str
    figure: Figure | None
    words: str
    collections: list[Collection] = field(default_factory=list)
    reply: int | None = None


def tied(report: Report, form: ReportForm, today: dt.date) -> dict[str, Tied]:
    """By key of the figure; in the agency's own report only what units do not give. At most four queries."""
    one = report.round
    lines = {
        line.key: line
        for line in form.lines(report.by)
        if not line.prefill and (line.by == "agency" or not report.whole)
    }
    path = one.form.rpartition("/")[0]
    ties = list(
        FigureTie.objects.filter(agency=one.agency_id, form=path, figure__in=list(lines))
        .select_related("collection")
        .order_by("id")
    )
    if not ties:
        return {}
    first, last = asked_within(one.start, one.end, one.due or one.send_by)
    rows = Collection.objects.exclude(state=Collection.State.DRAFT).filter(
        agency=one.agency_id,
        title__in={tie.collection.title for tie in ties},
        due__range=(first, last),
    )
    asked = list(rows.order_by("due", "id"))
    below = subtree(report.unit_id, today)
    replies: dict[int, list[Reply]] = {}
    for reply in Reply.objects.filter(collection__in=asked, unit__in=below).exclude(state=Reply.State.PASSED):  # fmt: skip
        replies.setdefault(reply.collection_id, []).append(reply)
    return {
        tie.figure: _tied(lines[tie.figure], tie, asked, replies, report.unit_id) for tie in ties
    }


def _tied(
    line: FigureLine,
    tie: FigureTie,
    asked: Iterable[Collection],
    replies: dict[int, list[Reply]],
    unit: int,
) -> Tied:
    title, ref = tie.collection.title, tie.cell
    found = [(c, cell) for c in asked if c.title == title and (cell := cell_of(c, ref))]
    of_period = [c for c, _ in found]
    if not found:
        return Tied(title, ref, None, "kỳ này chưa có đợt thu thập")
    if len(found) > 1:
        words = f"kỳ này có {len(found)} đợt thu thập cùng tên; xem từng đợt rồi ghi số"
        return Tied(title, ref, None, words, of_period)
    [(collection, cell)] = found
    given = replies.get(collection.pk, [])
    own = next((reply for reply in given if reply.unit_id == unit), None)
    if own is not None:
        return Tied(title, ref, *given_by(line, cell, _said(own, ref)), of_period, own.pk)
    if not given:
        return Tied(title, ref, None, "đơn vị không có tên trong đợt thu thập", of_period)
    return Tied(title, ref, *given_below(line, cell, [_said(r, ref) for r in given]), of_period)


def _said(reply: Reply, cell: str) -> Said:
    if reply.state == Reply.State.NIL:
        return Said("nil")
    if reply.state != Reply.State.SENT:
        return Said("waiting")
    return Said("sent", figures_from(reply.figures).get(cell))


def cell_of(collection: Collection, key: str) -> Input | None:
    return next((cell for cell in inputs_from(collection.inputs) if cell.key == key), None)


@dataclass(frozen=True)
class Place:
    """A figure of a form the agency keeps, as a person chooses it. `tie`: what it is tied to now."""

    duty: Duty
    line: FigureLine
    tie: FigureTie | None = None

    @property
    def key(self) -> str:
        return f"{self.duty.form}:{self.line.key}"


def places(collection: Collection, key: str, today: dt.date) -> list[Place]:
    """Figures of reports the agency keeps that the cell may stand for. Two queries, and those of each form."""
    cell = cell_of(collection, key)
    if cell is None:
        return []
    duties = Duty.objects.filter(agency=collection.agency_id, until=None)
    rows = FigureTie.objects.filter(agency=collection.agency_id).select_related("collection")
    ties = {(tie.form, tie.figure): tie for tie in rows}
    return [
        Place(duty, line, ties.get((duty.form, line.key)))
        for duty in duties
        for line in form_of(edition_on(duty.form, collection.agency_id, max(today, duty.since))).figures
        if fits(line, cell)
    ]  # fmt: skip
