"""One report as its page shows it: each figure with what the system counts and the periods before, each text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, field

from thuocdo.lawbook.editions.reports import FigureLine, ReportForm, Section
from thuocdo.lawbook.periods import Period, parse
from thuocdo.lawbook.reader import shipped
from thuocdo.plans import queries as plans
from thuocdo.reporting.models import Report
from thuocdo.reporting.queries.forms import form_of
from thuocdo.reporting.queries.ties import Tied, tied
from thuocdo.reporting.rules.cumulating import Sent, cumulated, less_than_sent
from thuocdo.reporting.rules.figures import Figure, figures_from
from thuocdo.reporting.rules.paragraphs import still_ahead
from thuocdo.reporting.rules.placing import Done, by_domain
from thuocdo.reporting.rules.reports import Fault, Mark, changes, faults, told


@dataclass(frozen=True)
class FigureRow:
    """`value` is what stands in the report, or what the system counts (`counted`) until somebody saved it; `tied`: the
    collection it is taken from, which gives `counted` then."""

    line: FigureLine
    unit: str
    figure: Figure | None
    counted: Figure | None
    before: Figure | None
    cumulative: Figure | None
    last_year: Figure | None
    tied: Tied | None = None
    low: tuple[str, ...] = ()  # why it, or its running total, is less than what was reported before

    @property
    def key(self) -> str:
        return self.line.key

    @property
    def value(self) -> str:
        return told(self.line, self.figure)

    @property
    def differs(self) -> bool:
        """Does the report say something else than the system counts?"""
        return bool(self.figure and self.counted and self.figure != self.counted)

    @property
    def counted_words(self) -> str:
        return told(self.line, self.counted)

    @property
    def before_words(self) -> str:
        return told(self.line, self.before)

    @property
    def cumulative_words(self) -> str:
        return told(self.line, self.cumulative)

    @property
    def last_year_words(self) -> str:
        return told(self.line, self.last_year)


@dataclass(frozen=True)
class TextRow:
    """`text` as saved, or the words the work of the period begins it with; `marks` against the period before."""

    section: Section
    text: str
    begun: bool
    marks: list[tuple[Mark, str]]

    @property
    def key(self) -> str:
        return self.section.key

    @property
    def changed(self) -> bool:
        return any(mark != "same" for mark, _ in self.marks)


@dataclass(frozen=True)
class PartRow:
    title: str
    texts: list[TextRow]


@dataclass(frozen=True)
class ReportView:
    report: Report
    form: ReportForm
    period: Period
    parts: list[PartRow]
    figures: list[FigureRow]
    faults: list[Fault] = field(default_factory=list)
    counted: tuple[plans.InForce, ...] = ()  # the plans an open report counts

    @property
    def uncounted(self) -> bool:
        """Would the system count something, were a plan in force?"""
        fills = any(row.line.prefill for row in self.figures)
        return fills and not self.counted and self.report.state in _OPEN

    @property
    def texts(self) -> dict[str, str]:
        return {row.key: row.text for part in self.parts for row in part.texts if row.text}

    @property
    def shown_figures(self) -> dict[str, Figure]:
        return {row.key: row.figure for row in self.figures if row.figure}


def period_of(code: str) -> Period:
    return parse(code, shipped().school_years)


def report_view(report: Report, today: dt.date) -> ReportView:
    """At most sixteen queries, however many lines."""
    form, period = form_of(report.round), period_of(report.round.period)
    fresh = report.version == 0
    open_ = report.state in _OPEN
    told_of = _told_of(report, form) if open_ else ()
    counted, words = _counted(report, form, today, told_of) if open_ else ({}, {})
    saved = figures_from(report.figures)
    earlier = earlier_of([report])[report.pk]
    ties = tied([report], form, period, today).get(report.pk, {})
    figures = []
    for line in form.lines(report.by):
        tie, given = ties.get(line.key), report.whole and line.by != "agency"  # what units give
        fill = fresh or (open_ and (report.whole or tie is not None))
        figures.append(_figure(line, saved, counted, earlier, fill and not given, tie))
    parts = [PartRow(p.title, [_text(s, report, words, fresh) for s in p.sections]) for p in form.outline]  # fmt: skip
    view = ReportView(report, form, period, parts, figures)
    return ReportView(
        report,
        form,
        period,
        parts,
        figures,
        faults(form, report.by, view.shown_figures, view.texts),
        told_of,
    )


_OPEN = (Report.State.DRAFT, Report.State.RETURNED)


def _told_of(report: Report, form: ReportForm) -> tuple[plans.InForce, ...]:
    """Every plan in force in the period, for work. For targets those that still stood at its end: a target that went on
    in the next plan is counted there; where none stood, those that ended in it."""
    if report.whole and not any(line.prefill.startswith("targets") for line in form.figures):
        return ()
    one = report.round
    found = plans.plans_in_force(one.agency_id, form.programme, one.start, one.end)
    standing = [plan for plan in found if plan.until is None]
    return tuple(standing or found) if report.whole else tuple(found)


def _counted(
    report: Report, form: ReportForm, today: dt.date, told_of: Sequence[plans.InForce]
) -> tuple[dict[str, Figure], dict[str, str]]:
    """Figures the tracked work of the unit gives for the period, and first words by section."""
    if not told_of:
        return {}, {}  # nothing was in force: that is not a count of zero
    if report.whole:
        numbers = plans.target_counts([plan.pk for plan in told_of], today)
        return {key: Figure(str(value)) for key, value in numbers.items()}, {}
    one = report.round
    work = plans.period_work([report.unit_id], one.start, one.end, today, told_of)[report.unit_id]
    counts = work.counts
    numbers = {
        "work_due": counts.total,
        "work_done_in_time": counts.done_in_time,
        "work_done_late": counts.done_late,
        "work_open": counts.in_time,
        "work_overdue": counts.overdue,
    }
    words = {"obstacles": work.obstacles, "next": work.next}
    return (
        {key: Figure(str(value)) for key, value in numbers.items()},
        {
            **_beginnings(form, {key: "\n".join(lines) for key, lines in words.items()}),
            **_done(form, [Done(w.text, w.group) for w in work.done]),
        },
    )


def _beginnings(form: ReportForm, words: dict[str, str]) -> dict[str, str]:
    """By key of the section that begins with them."""
    return {s.key: words[s.begins] for s in form.sections if s.begins in words}


def _done(form: ReportForm, lines: list[Done]) -> dict[str, str]:
    """Finished work under the section that takes it; in a form of domains each line under its own."""
    first = next((s.key for s in form.sections if s.begins == "done"), None)
    if first is None:
        return {}
    keys = {s.key for s in form.sections}
    domains = {d.key: d.title for d in form.domains if d.key in keys}
    if domains:
        return by_domain(lines, domains, first)
    return {first: "\n".join(line.text for line in lines)}


@dataclass(frozen=True)
class Earlier:
    """What the same unit sent under the same duty for other periods that ended by then."""

    period: Period
    sent: list[tuple[Period, dict[str, Figure]]]

    def of(self, key: str) -> list[Sent]:
        return [Sent(period, figures[key]) for period, figures in self.sent if key in figures]

    def at(self, period: Period, key: str) -> Figure | None:
        return next((one.figure for one in self.of(key) if one.period == period), None)


def earlier_of(reports: Sequence[Report]) -> dict[int, Earlier]:
    """By id of the report, of one round. One query."""
    if not reports:
        return {}
    one = reports[0].round
    rows = Report.objects.filter(
        round__duty=one.duty_id,
        unit__in=[report.unit_id for report in reports],
        state=Report.State.SENT,
        round__end__lte=one.end,
    ).exclude(round=one.pk)
    sent: dict[tuple[int, bool], list[tuple[Period, dict[str, Figure]]]] = {}
    for unit, whole, code, figures in rows.values_list("unit", "whole", "round__period", "figures"):
        sent.setdefault((unit, whole), []).append((period_of(code), figures_from(figures)))
    period = period_of(one.period)
    return {r.pk: Earlier(period, sent.get((r.unit_id, r.whole), [])) for r in reports}


def low_in(report: Report, form: ReportForm, earlier: Earlier) -> list[tuple[FigureLine, str]]:
    """Figures that are less than what was reported before, each with why. No query."""
    figures, period = figures_from(report.figures), earlier.period
    return [
        (line, words)
        for line in form.lines(report.by)
        for words in _low(line, period, figures.get(line.key), earlier.of(line.key))
    ]


def _low(line: FigureLine, period: Period, figure: Figure | None, sent: list[Sent]) -> list[str]:
    return less_than_sent(line, period, figure, cumulated(line, period, figure, sent), sent)


def _figure(
    line: FigureLine,
    saved: dict[str, Figure],
    counted: dict[str, Figure],
    earlier: Earlier,
    fill: bool,
    tie: Tied | None,
) -> FigureRow:
    system = counted.get(line.prefill) if line.prefill else (tie.figure if tie else None)
    figure = saved.get(line.key) or (system if fill else None)
    period, sent = earlier.period, earlier.of(line.key)
    return FigureRow(
        line,
        shipped().units[line.unit].name,
        figure,
        system,
        earlier.at(period.previous, line.key),
        cumulated(line, period, figure, sent),
        earlier.at(period.last_year, line.key),
        tie,
        tuple(_low(line, period, figure, sent)),
    )


def _text(section: Section, report: Report, words: dict[str, str], fresh: bool) -> TextRow:
    saved, carried = report.texts.get(section.key, ""), report.carried.get(section.key, "")
    begun = words.get(section.key, "") if fresh else ""
    text = saved or begun or (still_ahead(carried, report.round.end) if fresh else "")
    marks = changes(carried, text) if carried and text else []
    return TextRow(section, text, not saved and bool(text), marks)
