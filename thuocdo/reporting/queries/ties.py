"""Figures of a report that are taken from collections: what each gives a unit, and what is tied to a cell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from thuocdo.accounts.queries import legal_day
from thuocdo.lawbook.editions.reports import FigureLine, ReportForm
from thuocdo.lawbook.periods import Period
from thuocdo.organisations.queries import subtrees
from thuocdo.reporting.models import Collection, Duty, FigureTie, Reply, Report, Round
from thuocdo.reporting.queries.forms import edition_on, form_of
from thuocdo.reporting.rules.figures import Figure, Input, figures_from, inputs_from
from thuocdo.reporting.rules.reports import told
from thuocdo.reporting.rules.ties import (
    Said,
    asked_within,
    cell_again,
    fits,
    given_below,
    given_by,
    named_apart,
    of_period,
)


@dataclass(frozen=True)
class Asked:
    """What one collection of the period gives a figure of one report. `words` say how many gave it, or why there is
    none; `reply`: the unit's own answer."""

    collection: Collection
    cell: str
    figure: Figure | None
    shown: str
    words: str
    reply: int | None = None


@dataclass(frozen=True)
class Tied:
    """Where a figure of one report is taken from; only where `asked` is one collection, is it taken."""

    title: str
    words: str = ""
    asked: list[Asked] = field(default_factory=list)

    @property
    def figure(self) -> Figure | None:
        return self.asked[0].figure if len(self.asked) == 1 else None


def tied(
    reports: Sequence[Report], form: ReportForm, period: Period, today: dt.date
) -> dict[int, dict[str, Tied]]:
    """By report (all of one round), then by key of the figure. Six queries, however many reports."""
    if not reports:
        return {}
    one = reports[0].round
    lines = {line.key: line for line in form.figures if not line.prefill}
    path = one.form.rpartition("/")[0]
    rows = FigureTie.objects.filter(agency=one.agency_id, form=path, figure__in=list(lines))
    ties = list(rows.select_related("collection").order_by("id"))
    if not ties:
        return {}
    asked = _asked(one, ties, period)
    day = min([legal_day(c.opened_at) for c in asked.values() if c.opened_at], default=today)
    below = subtrees({r.unit_id for r in reports}, day)
    replies = _replies(asked, {unit for inside in below.values() for unit in inside} | set(below))
    over = _over({reply.unit_id for found in replies.values() for reply in found}, day)
    found: dict[int, dict[str, Tied]] = {}
    for report in reports:
        mine = {line.key for line in form.lines(report.by)}
        units = below[report.unit_id] | {report.unit_id}
        given = {c: [r for r in rows if r.unit_id in units] for c, rows in replies.items()}
        found[report.pk] = {
            tie.figure: _tied(lines[tie.figure], tie, asked, given, report.unit_id, over, period)
            for tie in ties
            if tie.figure in mine
        }
    return found


def _asked(one: Round, ties: Iterable[FigureTie], period: Period) -> dict[int, Collection]:
    """Collections of the period that ask what a tied one did. Two queries."""
    first, last = asked_within(one.start, one.end, one.due or one.send_by)
    rows = Collection.objects.exclude(state=Collection.State.DRAFT).filter(agency=one.agency_id, due__range=(first, last))  # fmt: skip
    titles = {tie.collection.title for tie in ties}
    wanted = [
        pk
        for pk, title in rows.values_list("pk", "title")
        if any(of_period(title, tied, period) for tied in titles)
    ]
    return {c.pk: c for c in Collection.objects.filter(pk__in=wanted).order_by("due", "id")}


def _replies(asked: Iterable[int], units: Iterable[int]) -> dict[int, list[Reply]]:
    found: dict[int, list[Reply]] = {}
    rows = Reply.objects.filter(collection__in=list(asked), unit__in=list(units))
    for reply in rows.exclude(state=Reply.State.PASSED):
        found.setdefault(reply.collection_id, []).append(reply)
    return found


def _over(units: Iterable[int], day: dt.date) -> dict[int, frozenset[int]]:
    """Of each unit those of the given ones that stand above it."""
    below = subtrees(units, day)
    return {
        unit: frozenset(top for top, inside in below.items() if unit in inside and top != unit)
        for unit in below
    }


def _tied(
    line: FigureLine,
    tie: FigureTie,
    asked: dict[int, Collection],
    replies: dict[int, list[Reply]],
    unit: int,
    over: dict[int, frozenset[int]],
    period: Period,
) -> Tied:
    title = tie.collection.title
    named = [c for c in asked.values() if of_period(c.title, title, period)]
    if not named:
        return Tied(title, "kỳ này chưa có đợt thu thập")
    drawn = cell_of(tie.collection, tie.cell)
    cells = [(c, cell_again(drawn, inputs_from(c.inputs))) for c in named]
    found = [_from(line, c, cell, replies.get(c.pk, []), unit, over) for c, cell in cells if cell]
    if not found:
        words = f"biểu của kỳ này không có ô “{drawn.label if drawn else tie.cell}”"
        return Tied(named[0].title, words)
    if len(found) > 1:
        return Tied(title, f"kỳ này có {len(found)} đợt thu thập, xem từng đợt rồi ghi số", found)
    return Tied(found[0].collection.title, found[0].words, found)


def _from(
    line: FigureLine,
    collection: Collection,
    cell: Input,
    given: list[Reply],
    unit: int,
    over: dict[int, frozenset[int]],
) -> Asked:
    own = next((reply for reply in given if reply.unit_id == unit), None)
    if own is not None:
        figure, words = given_by(line, cell, _said(own, cell.key))
    elif not given:
        figure, words = None, "đơn vị không có tên trong đợt thu thập"
    else:
        units = {reply.unit_id for reply in given}
        tops = [
            r for r in given if not over.get(r.unit_id, frozenset()) & units
        ]  # none counts twice
        figure, words = given_below(line, cell, [_said(r, cell.key) for r in tops])
    return Asked(collection, cell.key, figure, told(line, figure), words, own.pk if own else None)


_STATES: dict[str, Literal["nil", "returned", "sent"]] = {
    Reply.State.NIL: "nil",
    Reply.State.RETURNED: "returned",
    Reply.State.SENT: "sent",
}


def _said(reply: Reply, cell: str) -> Said:
    state = _STATES.get(reply.state)
    if state != "sent":
        return Said(state or "waiting")
    return Said("sent", figures_from(reply.figures).get(cell))


def behind(
    reports: Sequence[Report], form: ReportForm, period: Period, today: dt.date
) -> dict[int, list[tuple[FigureLine, Figure, Asked]]]:
    """By report: figures that say something else than the collection they are taken from does now: the unit answered
    anew, or wrote another figure."""
    lines = {line.key: line for line in form.figures}
    found: dict[int, list[tuple[FigureLine, Figure, Asked]]] = {}
    taken = tied(reports, form, period, today)
    for report in reports:
        figures = figures_from(report.figures)
        for key, tie in taken.get(report.pk, {}).items():
            if tie.figure and key in figures and figures[key] != tie.figure:
                found.setdefault(report.pk, []).append((lines[key], figures[key], tie.asked[0]))
    return found


def cell_of(collection: Collection, key: str) -> Input | None:
    return next((cell for cell in inputs_from(collection.inputs) if cell.key == key), None)


@dataclass(frozen=True)
class Place:
    """A figure of a form the agency keeps, as a person chooses it. `tie`: what it is tied to now; `here`: that is this
    cell, or the cell of an earlier collection of the same name that this one asks again."""

    duty: Duty
    line: FigureLine
    tie: FigureTie | None = None
    here: bool = False

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
    again = {tie.pk: _again(tie, collection) == key for tie in rows}
    return [
        Place(duty, line, tie := ties.get((duty.form, line.key)), bool(tie and again[tie.pk]))
        for duty in duties
        for line in form_of(edition_on(duty.form, collection.agency_id, max(today, duty.since))).figures
        if fits(line, cell)
    ]  # fmt: skip


def _again(tie: FigureTie, collection: Collection) -> str:
    """The key of the cell of a collection that gives what is tied; "" where it is none of that name."""
    first = tie.collection
    if named_apart(first.title)[0] != named_apart(collection.title)[0]:
        return ""
    cell = cell_again(cell_of(first, tie.cell), inputs_from(collection.inputs))
    return cell.key if cell else ""
