"""Who sends reports and who does not, over forms and periods: one read model for the page and its file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import F, Q, QuerySet

from thuocdo.audit.rules import Actor
from thuocdo.organisations import queries as organisations
from thuocdo.reporting.access import rounds_visible_to
from thuocdo.reporting.models import Duty, Report, Round
from thuocdo.reporting.queries.placing import places
from thuocdo.reporting.queries.reports import period_of
from thuocdo.reporting.rules.rates import Sent, Tally, tally

RECEIVED = Q(state=Report.State.SENT)
# `rules.rates.owes`, as the database says it
EXPECTED = RECEIVED | Q(unit__until=None) | Q(round__due=None) | Q(unit__until__gte=F("round__due"))
IN_TIME = RECEIVED & (Q(round__due=None) | Q(sent_on__lte=F("round__due")))
STATES: dict[str, Q] = {
    "can": EXPECTED,
    "chua": EXPECTED & ~RECEIVED,
    "da": RECEIVED,
    "dung-han": IN_TIME,
    "du": RECEIVED & Q(estimates=0),
}


def unit_reports(by: Actor, agency: int, today: dt.date) -> QuerySet[Report]:
    """The reports of units in every period of the agency the actor sees."""
    rounds = Round.objects.filter(rounds_visible_to(by, today), agency=agency)
    return Report.objects.filter(round__in=rounds, whole=False)


@dataclass(frozen=True)
class Kept:
    """What the agency has collected so far: years, forms (by duty) and periods, newest first."""

    years: tuple[int, ...]
    forms: dict[int, str]
    periods: dict[str, str]


def kept(by: Actor, agency: int, today: dt.date) -> Kept:
    """Two queries."""
    rows = Round.objects.filter(rounds_visible_to(by, today), agency=agency)
    found = list(rows.order_by("-end", "-id").values_list("duty", "period"))
    titles = dict(Duty.objects.filter(agency=agency).values_list("id", "title"))
    codes = dict.fromkeys(code for _, code in found)
    years = sorted({period_of(code).year for code in codes} | {today.year}, reverse=True)
    return Kept(
        tuple(years),
        {duty: titles[duty] for duty in dict.fromkeys(duty for duty, _ in found)},
        {code: period_of(code).label for code in codes},
    )


@dataclass(frozen=True)
class Rate:
    """One unit, level, commune, form or period with its numbers; `key`: its value in the address."""

    key: str
    name: str
    tally: Tally


def told(reports: QuerySet[Report]) -> list[Sent]:
    """What the numbers are made of. One query."""
    rows = reports.order_by().values_list(
        "unit", "round__duty", "round__period", "round__due", "state", "sent_on", "estimates", "unit__until"
    )  # fmt: skip
    return [
        Sent(unit, str(duty), period, due, state == Report.State.SENT, sent_on, estimates, until)
        for unit, duty, period, due, state, sent_on, estimates, until in rows
    ]


def rates_by(
    side: str, reports: Iterable[Sent], agency: int, today: dt.date, known: Kept
) -> list[Rate]:
    """`side`: don-vi, nhom (level), cap-tren (commune), mau or ky. Where most is missing stands first. At most four
    queries, however many reports."""
    rows = list(reports)
    if side in ("nhom", "cap-tren"):
        grouped, above = places(agency, {one.unit for one in rows}, today)
        found = [
            Rate(str(place.key or ""), place.name, tally(r for r in rows if r.unit in place.inside))
            for place in (grouped if side == "nhom" else above)
        ]
    else:
        keys: dict[str, Callable[[Sent], str]] = {
            "don-vi": lambda one: str(one.unit),
            "mau": lambda one: one.form,
            "ky": lambda one: one.period,
        }
        parts: dict[str, list[Sent]] = {}
        for one in rows:
            parts.setdefault(keys[side](one), []).append(one)
        names = _names(side, parts, today, known)
        found = [Rate(key, names.get(key, ""), tally(inside)) for key, inside in parts.items()]
    if side == "ky":
        order = list(known.periods)
        return sorted(found, key=lambda rate: order.index(rate.key))
    return sorted(found, key=lambda rate: (-rate.tally.missing, rate.name))


def _names(side: str, keys: Iterable[str], today: dt.date, known: Kept) -> dict[str, str]:
    if side == "don-vi":
        named = organisations.name_on(map(int, keys), today)
        return {str(unit): name for unit, name in named.items()}
    if side == "mau":
        return {str(duty): title for duty, title in known.forms.items()}
    return known.periods


def named(reports: Iterable[Report], today: dt.date) -> list[tuple[Report, str, str]]:
    """Each report with the name of its unit and its period. One query."""
    rows = list(reports)
    names = organisations.name_on([row.unit_id for row in rows], today)
    return [(row, names.get(row.unit_id, ""), period_of(row.round.period).label) for row in rows]
