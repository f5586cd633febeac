"""The office's view of reporting: everything owed in a year, who has sent, what units wrote."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db.models import Q

from thuocdo.accounts.queries import phones
from thuocdo.audit.rules import Actor
from thuocdo.lawbook.editions.reports import By
from thuocdo.organisations import queries as organisations
from thuocdo.plans.queries.period import ClauseSaid, reporting_clauses
from thuocdo.reporting.access import APPROVE, ISSUE, reports_visible_to, rounds_visible_to
from thuocdo.reporting.models import Duty, Report, Round
from thuocdo.reporting.queries.forms import edition_on, form_of, lines_of, rule_of
from thuocdo.reporting.queries.rates import EXPECTED
from thuocdo.reporting.queries.reports import earlier_of, low_in, period_of
from thuocdo.reporting.queries.ties import behind
from thuocdo.reporting.rules.figures import figures_from
from thuocdo.reporting.rules.paragraphs import Cluster, clustered
from thuocdo.reporting.rules.rates import Sent, Tally, owes, tally
from thuocdo.reporting.rules.reports import Fault, Given, Owed, disagreeing, faults, owed_in, told

SENT = Report.State.SENT


@dataclass(frozen=True)
class OwedLine:
    """One period of one duty with its round, once it was opened. `asked`, `received` count units."""

    duty: Duty
    owed: Owed
    round: Round | None
    asked: int
    received: int
    whole: Report | None
    late: bool
    first: bool

    @property
    def opens(self) -> bool:
        """Is this the line a period is opened from? The units' where they report, else the agency's."""
        return self.round is None and self.first

    @property
    def done(self) -> bool:
        if self.owed.by == "agency":
            return self.whole is not None and self.whole.state == SENT
        return self.round is not None and self.received == self.asked


def duties(agency: int | None) -> list[Duty]:
    return list(Duty.objects.filter(agency=agency, until=None))


def calendar(by: Actor, agency: int | None, today: dt.date, year: int) -> list[OwedLine]:
    """Everything owed for periods of a year, nearest day first. Three queries and one for each duty."""
    if agency is None:
        return []
    calendar = organisations.calendar_for(agency)
    opened = {(r.duty_id, r.period): r for r in Round.objects.filter(rounds_visible_to(by, today), agency=agency).select_related("duty")}  # fmt: skip
    reports: dict[int, list[Report]] = {}
    for report in Report.objects.filter(round__in=[r.pk for r in opened.values()]).select_related("unit").only("round", "whole", "state", "unit__until"):  # fmt: skip
        reports.setdefault(report.round_id, []).append(report)
    found = []
    for duty in duties(agency):
        lines = lines_of(duty, form_of(edition_on(duty.form, agency, max(today, duty.since))))
        owed = owed_in(lines, year, calendar, rule_of(duty))
        for one in _as_opened(owed, [r for r in opened.values() if r.duty_id == duty.pk], year):
            round_ = opened.get((duty.pk, one.period.code))
            if round_ is None and one.due < duty.since:
                continue  # fell due before the agency kept this form here
            rows = reports.get(round_.pk, []) if round_ else []
            first = one.by == "unit" or not any(
                o.by == "unit" and o.fits(one.period) for o in lines
            )
            found.append(_owed(duty, one, round_, rows, today, first))
    return sorted(found, key=lambda line: (line.owed.due, line.duty.pk))


def _as_opened(owed: list[Owed], opened: list[Round], year: int) -> list[Owed]:
    """An opened period keeps its days, and stays owed, whatever an edition that came into force since says."""
    found = {(one.period.code, one.by): one for one in owed}
    for round_ in opened:
        period = period_of(round_.period)
        sides: list[tuple[By, dt.date | None]] = [("unit", round_.due), ("agency", round_.send_by)]
        for by, day in sides:
            key = (round_.period, by)
            if day is None:
                continue
            if key in found:
                found[key] = replace(found[key], due=day)
            elif period.year == year:
                lines = lines_of(round_.duty, form_of(round_))
                line = next((one for one in lines if one.by == by and one.fits(period)), None)
                if line is not None:
                    found[key] = Owed(period, by, day, line)
    return list(found.values())


def _owed(
    duty: Duty, one: Owed, round_: Round | None, rows: list[Report], today: dt.date, first: bool
) -> OwedLine:
    whole = next((r for r in rows if r.whole and r.state not in Report.GONE), None)
    due = round_.due if round_ else None
    units = [r for r in rows if not r.whole and (r.state == SENT or owes(r.unit.until, due))]
    received = sum(r.state == SENT for r in units)
    line = OwedLine(duty, one, round_, len(units), received, whole, False, first)
    return replace(line, late=one.due < today and not line.done)


@dataclass(frozen=True)
class Line:
    """One unit's report as the office sees it. `late`: past the due day, sent or not; `missing`: what it lacks;
    `until`: the last day of a unit that ended, `heirs` who stands for it since."""

    report: Report
    unit: str
    contact: str
    sent: Sent
    late: bool
    missing: int
    heirs: tuple[str, ...] = ()
    passes: bool = False  # an heir has no report in the round yet
    until: dt.date | None = None

    @property
    def owed(self) -> bool:
        return self.sent.expected


@dataclass(frozen=True)
class Rates:
    """*Tình hình gửi báo cáo* of one round; units that have not come first."""

    lines: list[Line]
    tally: Tally


def rates(one: Round, today: dt.date) -> Rates:
    """Three queries, and three where a unit has ended, however many units."""
    form = form_of(one)
    reports = list(one.reports.filter(whole=False).select_related("unit"))
    units = [r.unit_id for r in reports]
    ended = [r.unit_id for r in reports if r.unit.until and r.unit.until < today]
    heirs = organisations.successors_of(ended, today) if ended else {}
    names = organisations.name_on({*units, *(h for found in heirs.values() for h in found)}, today)
    called = phones(units, today)
    lines = [
        Line(
            r,
            names.get(r.unit_id, ""),
            called.get(r.unit_id, ""),
            _sent(r, one),
            one.due is not None and (r.sent_on or today) > one.due,
            len(faults(form, "unit", figures_from(r.figures), r.texts)),
            tuple(names.get(h, "") for h in heirs.get(r.unit_id, ())),
            r.state != SENT and not set(heirs.get(r.unit_id, ())) <= {*units, one.agency_id},
            r.unit.until if r.unit_id in heirs else None,
        )
        for r in reports
    ]
    lines.sort(key=lambda o: (o.report.state == SENT or not o.owed, not o.late, o.report.pk))
    return Rates(lines, tally(line.sent for line in lines))


def _sent(report: Report, one: Round) -> Sent:
    return Sent(
        report.unit_id,
        one.form,
        one.period,
        one.due,
        report.state == SENT,
        report.sent_on,
        report.estimates,
        report.unit.until,
    )


def missing(one: Round) -> int:
    """How many units still owe their report. One query."""
    return one.reports.filter(EXPECTED, whole=False).exclude(state=SENT).count()


Version = tuple[int, int]


def given(one: Round, today: dt.date) -> list[tuple[Version, Given]]:
    """Every report units have sent, with the version it has. Two queries."""
    reports = list(one.reports.filter(whole=False, state=SENT).order_by("sent_on", "id"))
    names = organisations.name_on({r.unit_id for r in reports}, today)
    return [
        (
            (r.pk, r.version),
            Given(names.get(r.unit_id, ""), r.changed_at or one.opened_at, figures_from(r.figures), r.texts),
        )
        for r in reports
    ]  # fmt: skip


@dataclass(frozen=True)
class Written:
    """What units wrote for one section, like paragraphs together, and what does not agree between them."""

    key: str
    title: str
    clusters: list[Cluster]


def written_by_units(one: Round, parts: Iterable[tuple[Version, Given]]) -> list[Written]:
    """Sections of which somebody wrote something. One query."""
    parts, asked = list(parts), one.reports.filter(EXPECTED, whole=False).count()
    found = [
        Written(s.key, s.title, clustered([(g.unit, g.texts.get(s.key, "")) for _, g in parts], asked))
        for s in form_of(one).sections
    ]  # fmt: skip
    return [one for one in found if one.clusters]


def contradictions(
    one: Round, parts: Iterable[tuple[Version, Given]], today: dt.date
) -> list[tuple[str, Fault]]:
    """Inside the report of a unit, with its name: checks that fail; figures that are not what the unit answered in the
    collection they are taken from. Seven queries at most."""
    form, parts = form_of(one), list(parts)
    found = [(g.unit, fault) for _, g in parts for fault in disagreeing(form, g.figures)]
    reports = list(one.reports.filter(whole=False, state=SENT).order_by("sent_on", "id"))
    for report in reports:
        report.round = one
    apart = behind(reports, form, period_of(one.period), today)
    for (pk, _), g in parts:
        for line, figure, asked in apart.get(pk, []):
            words = f"“{line.title}” trong báo cáo là {told(line, figure)}, theo đợt thu thập “{asked.collection.title}” là {asked.shown}."
            found.append((g.unit, Fault(line.key, words)))
    return found


def lower(one: Round, today: dt.date) -> list[tuple[str, str]]:
    """Figures of reports sent, and of the agency's own, that are less than the same side reported for shorter periods.
    Three queries."""
    form = form_of(one)
    reports = list(one.reports.filter(Q(whole=True) | Q(state=SENT)).exclude(state__in=Report.GONE))
    for report in reports:
        report.round = one
    names = organisations.name_on([r.unit_id for r in reports], today)
    earlier = earlier_of(reports)
    return [
        (names.get(r.unit_id, ""), f"“{line.title}”: {words}")
        for r in sorted(reports, key=lambda r: (not r.whole, r.sent_on or today, r.pk))
        for line, words in low_in(r, form, earlier[r.pk])
    ]


def stale(whole: Report, parts: Iterable[tuple[Version, Given]], today: dt.date) -> list[str]:
    """Units whose report came, changed, or went back to be corrected after the agency's draft was put together.
    Two queries where one went back, else none."""
    if not whole.taken:
        return []
    parts = list(parts)
    fresh = [g.unit for (pk, version), g in parts if whole.taken.get(str(pk)) != version]
    back = {int(pk) for pk in whole.taken} - {pk for (pk, _version), _given in parts}
    if not back:
        return fresh
    units = list(Report.objects.filter(pk__in=back).order_by("id").values_list("unit", flat=True))
    names = organisations.name_on(units, whole.round.opened_at.date())
    names |= organisations.name_on(units, today)
    return [*fresh, *(names.get(unit, "") for unit in units)]


def fallen_behind(whole: Report, today: dt.date) -> list[str]:
    """`stale`, of a report not issued yet; nothing of a unit's own."""
    if not whole.whole or not whole.taken or whole.document_id:
        return []
    return stale(whole, given(whole.round, today), today)


def seen_round(by: Actor, pk: int, today: dt.date) -> Round | None:
    rows = Round.objects.filter(rounds_visible_to(by, today), pk=pk)
    return rows.select_related("duty").first()


def seen_report(by: Actor, pk: int) -> Report | None:
    rows = Report.objects.filter(reports_visible_to(by), pk=pk)
    return rows.select_related(
        "round__duty", "document", "replaces__document", "replaced_by"
    ).first()


@dataclass(frozen=True)
class Asked:
    """What waits for one reader, nearest day first. `owed`: reports the unit worked for has to write, in open rounds and
    where it was let through after the lock; `waiting`: an agency's own reports, submitted, for who approves them,
    approved, for who records the number."""

    owed: list[Report]
    waiting: list[Report]


def reports_asked(by: Actor) -> Asked:
    """One query."""
    steps = {Report.State.SUBMITTED: APPROVE, Report.State.APPROVED: ISSUE}
    verbs = {str(state): verb for state, verb in steps.items() if verb.allows(by)}
    waits = Q(whole=True, state__in=list(verbs)) & reports_visible_to(by)
    done = Q(state=SENT) | Q(round__state=Round.State.CLOSED, round__excepted=[])
    rows = Report.objects.filter(waits | Q(unit=by.unit, whole=False) & ~done)
    found = list(rows.select_related("round__duty").order_by("round__due", "id"))
    return Asked(
        [r for r in found if not r.whole and (r.round.state == Round.State.OPEN or by.unit in r.round.excepted)],
        [r for r in found if r.whole and verbs[r.state].allows(by, r.unit_id)],
    )  # fmt: skip


def reports_sent(by: Actor) -> list[Report]:
    """What the unit worked for has sent, newest first. One query."""
    if by.unit is None:
        return []
    rows = Report.objects.filter(unit=by.unit, whole=False, state=SENT)
    return list(rows.select_related("round__duty").order_by("-round__end", "-id")[:50])


def clauses(agency: int) -> list[ClauseSaid]:
    """What live plans of the agency say about reporting."""
    return reporting_clauses(agency)


def first_year(agency: int | None, today: dt.date) -> int:
    """The oldest year the calendar can show."""
    oldest = Round.objects.filter(agency=agency).order_by("end").first()
    return min(oldest.end.year, today.year) if oldest else today.year
