"""One figure of a report, opened: how it is put together, what each unit gave for it, what other periods say."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Q

from thuocdo.audit.rules import Actor
from thuocdo.lawbook.editions.reports import FigureLine
from thuocdo.organisations import queries as organisations
from thuocdo.reporting.access import reports_visible_to
from thuocdo.reporting.models import Report
from thuocdo.reporting.queries.reports import FigureRow, ReportView, period_of, report_view
from thuocdo.reporting.queries.rounds import given as parts_given
from thuocdo.reporting.rules.figures import Figure, figures_from
from thuocdo.reporting.rules.reports import Given, consolidated, told

NOTHING = "chưa có số"


@dataclass(frozen=True)
class Source:
    """What one unit gave; `fresh`: it came or changed after the agency's report was put together."""

    report: Report
    unit: str
    line: FigureLine
    figure: Figure | None
    weight: Figure | None
    fresh: bool

    @property
    def words(self) -> str:
        return told(self.line, self.figure)


@dataclass(frozen=True)
class Told:
    """The figure in one period of the same report: what the columns beside it and the running total are made of."""

    report: Report
    label: str
    words: str


@dataclass(frozen=True)
class Opened:
    """`now`: what the units' figures make today; `hidden`: how many of them this reader may not see."""

    row: FigureRow
    sources: list[Source]
    hidden: int
    now: Figure | None
    periods: list[Told] = field(default_factory=list)

    @property
    def now_words(self) -> str:
        return told(self.row.line, self.now)

    @property
    def differs(self) -> bool:
        """Does the report say something else than the units together?"""
        return self.row.value != self.now_words


def differing(view: ReportView, today: dt.date) -> dict[str, str]:
    """Figures of the agency's report, not issued yet, that say something else than the units together do now; by key
    what those make. Typed, or put together and changed since: nothing before that. Two queries, and two of names."""
    report = view.report
    if not report.whole or report.document_id:
        return {}
    parts = [part for _, part in parts_given(report.round, today)]
    if not parts:
        return {}
    now = consolidated(view.form, parts)
    found = {}
    for row in view.figures:
        words = told(row.line, now.get(row.key))
        begun = bool(row.figure or (report.taken and words))
        if row.line.by != "agency" and begun and words != row.value:
            found[row.key] = words or NOTHING
    return found


def not_added_up(view: ReportView, found: dict[str, str]) -> list[str]:
    """What was found `differing` in words: what the annex by unit will not add up to."""
    return [
        f"{row.line.title}: báo cáo ghi {row.value or NOTHING}, tổng hợp từ các đơn vị là {found[row.key]}"
        for row in view.figures
        if row.key in found
    ]


def opened(by: Actor, report: Report, key: str, today: dt.date) -> Opened | None:
    """None: the report has no such figure. Constant queries, however many units."""
    view = report_view(report, today)
    row = next((row for row in view.figures if row.key == key), None)
    if row is None:
        return None
    one, line = report.round, row.line
    periods = _periods(report, line)
    if not report.whole:
        return Opened(row, [], 0, None, periods)
    sent = one.reports.filter(whole=False, state=Report.State.SENT)
    rows = list(sent.order_by("sent_on", "id"))
    seen = set(sent.filter(reports_visible_to(by)).values_list("pk", flat=True))
    units = [r.unit_id for r in rows]
    names = organisations.name_on(units, today)
    given = [Given(names.get(r.unit_id, ""), r.changed_at or one.opened_at, figures_from(r.figures), r.texts) for r in rows]  # fmt: skip
    given_as = next((f for f in view.form.lines("unit") if f.key == key), None)
    sources = [
        Source(
            r,
            g.unit,
            given_as or line,
            g.figures.get(key),
            g.figures.get(line.weight) if line.weight else None,
            report.taken.get(str(r.pk)) != r.version,
        )
        for r, g in zip(rows, given, strict=True)
        if r.pk in seen
    ]
    own = line.by == "agency"
    return Opened(
        row,
        [] if own else sources,
        0 if own else len(rows) - len(seen),
        None if own else consolidated(view.form, given).get(key),
        periods,
    )


def _periods(report: Report, line: FigureLine) -> list[Told]:
    """Newest first; this report, and those sent for periods before it. One query."""
    rows = Report.objects.filter(
        Q(pk=report.pk)
        | Q(state=Report.State.SENT, round__end__lte=report.round.end) & ~Q(round=report.round_id),
        round__duty=report.round.duty_id,
        unit=report.unit_id,
        whole=report.whole,
    ).select_related("round")
    return [
        Told(r, period_of(r.round.period).label, told(line, figures_from(r.figures).get(line.key)))
        for r in rows.order_by("-round__end", "-id")
    ]
