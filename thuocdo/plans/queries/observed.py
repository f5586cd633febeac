"""Targets with their results: where each stands, which are at risk, the series of one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import QuerySet, prefetch_related_objects

from thuocdo.audit.rules import Actor
from thuocdo.documents.queries import Proof, evidence_of
from thuocdo.lawbook import periods
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import may_observe, plans_visible_to
from thuocdo.plans.models import Observation, Plan, RowOwner, Target
from thuocdo.plans.queries.printed import plain
from thuocdo.plans.rules.targets import Level, State, state_of


def level_of(target: Target) -> Level:
    return Level(target.operator, target.value, target.direction, target.survey)


@dataclass(frozen=True)
class Standing:
    """Where a target stands. `seen` is the latest result of the plan's own time, `before` of the time before it."""

    state: State
    seen: Observation | None = None
    before: Observation | None = None

    @property
    def label(self) -> str:
        return period_label(self.seen) if self.seen else ""

    @property
    def value(self) -> str:
        return figure(self.seen.value) if self.seen else ""

    @property
    def before_label(self) -> str:
        return period_label(self.before) if self.before else ""

    @property
    def before_value(self) -> str:
        return figure(self.before.value) if self.before else ""


def figure(value: Decimal) -> str:
    """
    >>> figure(Decimal("97.650000"))
    '97,65'
    """
    return (plain(value) or "").replace(".", ",")


def period_label(seen: Observation) -> str:
    return periods.parse(seen.period).label


def standings(targets: Iterable[Target], today: dt.date) -> dict[int, Standing]:
    """Of each target (with its plan) where it stands. One query."""
    targets = list(targets)
    rows: dict[int, list[Observation]] = {}
    for seen in Observation.objects.filter(
        target__in=[t.pk for t in targets], replaced_at=None
    ).order_by("until", "id"):
        rows.setdefault(seen.target_id, []).append(seen)
    return {t.pk: _standing(t, rows.get(t.pk, []), today) for t in targets}


def _standing(target: Target, rows: list[Observation], today: dt.date) -> Standing:
    begin = dt.date(target.plan.first_year, 1, 1)
    own = [seen for seen in rows if seen.until >= begin]
    before = [seen for seen in rows if seen.until < begin]
    latest = own[-1] if own else None
    last_day = dt.date(target.plan.last_year, 12, 31)
    value = latest.value if latest else None
    state = state_of(level_of(target), value, today, last_day)
    return Standing(state, latest, before[-1] if before else None)


@dataclass(frozen=True)
class AtRisk:
    """`most`: where the scale of a share ends; `up`: more is better."""

    target: Target
    standing: Standing

    @property
    def most(self) -> int | None:
        return 100 if self.target.unit == "%" else None

    @property
    def up(self) -> bool:
        return level_of(self.target).way != "down"


def at_risk(
    by: Actor, today: dt.date, units: frozenset[int] | None = None, most: int = 8
) -> list[AtRisk]:
    """Tracked targets of live plans that are not reached by their latest result, the farthest first. A fixed number
    of queries. `units`: only those one of them answers for, itself or in a group.
    """
    live = plans_visible_to(by, Plan.objects.filter(state=Plan.State.LIVE))
    rows = list(
        Target.objects.filter(plan__in=live.values("pk"), tracked=True)
        .exclude(value=None)
        .select_related("plan")
        .defer("plan__reading", "plan__blocks")
    )
    if units is not None:
        rows = _answered_by(rows, units, today)
    found = standings(rows, today)
    bad = [AtRisk(t, found[t.pk]) for t in rows if found[t.pk].state in ("at_risk", "not_met")]
    return sorted(bad, key=_distance, reverse=True)[:most]


def _answered_by(targets: list[Target], units: frozenset[int], today: dt.date) -> list[Target]:
    prefetch_related_objects(targets, "owners")
    groups = {o.group_id for t in targets for o in t.owners.all() if o.group_id is not None}
    inside = organisations.members_of(groups, today)

    def answers(owner: RowOwner) -> bool:
        return owner.unit_id in units or bool(units & inside.get(owner.group_id or 0, frozenset()))

    return [t for t in targets if any(answers(owner) for owner in t.owners.all())]


def _distance(row: AtRisk) -> Decimal:
    """How far off, as a share of the level."""
    level, seen = row.target.value or Decimal(0), row.standing.seen
    return abs((seen.value if seen else Decimal(0)) - level) / (abs(level) or Decimal(1))


def live_targets(by: Actor) -> QuerySet[Target]:
    """Tracked targets of live plans this person sees, each with its plan."""
    live = plans_visible_to(by, Plan.objects.filter(state=Plan.State.LIVE))
    rows = Target.objects.filter(plan__in=live.values("pk"), tracked=True).select_related("plan")
    return rows.defer("plan__reading", "plan__blocks", "source")


@dataclass(frozen=True)
class Point:
    """One result in the series; `proofs`: what was attached to it."""

    seen: Observation
    label: str
    value: str
    reached: bool | None
    proofs: list[Proof]


@dataclass(frozen=True)
class TargetView:
    """One target: every result with what was corrected, the latest last."""

    target: Target
    standing: Standing
    points: list[Point]
    owners: str
    may: bool


def target_view(by: Actor, pk: int, today: dt.date) -> TargetView | None:
    """The target, if its plan may be seen. Constant queries."""
    target = (
        Target.objects.select_related("plan")
        .prefetch_related("owners")
        .filter(pk=pk, plan__in=plans_visible_to(by, Plan.objects.all()).values("pk"))
        .first()
    )
    if target is None:
        return None
    rows = list(target.observations.order_by("until", "id"))
    proofs = evidence_of([f"observation:{seen.pk}" for seen in rows])
    level = level_of(target)
    judged = level.value is not None and level.way is not None
    points = [
        Point(
            seen,
            period_label(seen),
            figure(seen.value),
            level.reached_by(seen.value) if judged else None,
            proofs[f"observation:{seen.pk}"],
        )
        for seen in rows
    ]
    standing = _standing(target, [seen for seen in rows if seen.replaced_at is None], today)
    owners = ", ".join(o.printed for o in target.owners.all() if o.printed)
    takes = target.plan.state != Plan.State.REVIEW and target.tracked
    return TargetView(target, standing, points, owners, takes and may_observe(by, target, today))
