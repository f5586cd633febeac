"""Targets of plans that are figures of an index, beside what was published. Constant queries."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from thuocdo.audit.rules import Actor
from thuocdo.indices.models import IndexResult, IndexTie
from thuocdo.indices.queries.editions import index
from thuocdo.indices.queries.results import rounds
from thuocdo.indices.queries.series import known_of, measures
from thuocdo.indices.rules.series import Measure
from thuocdo.indices.rules.tied import Beside, beside, scale
from thuocdo.lawbook.editions.indices import IndexForm
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.queries import agencies_up, agency_acted_for
from thuocdo.plans.queries import level_of, live_targets

if TYPE_CHECKING:
    from thuocdo.plans.models import Target


@dataclass(frozen=True)
class Tied:
    """One target with its figure. `fits`: level and figure are in the same unit of measure."""

    target: Target
    measure: str
    name: str
    code: str
    unit: str
    beside: Beside
    fits: bool

    @property
    def sign(self) -> str:
        """The level's sign as it is printed."""
        return {">=": "≥", "<=": "≤"}.get(self.target.operator, self.target.operator)


def target_of(by: Actor, pk: int) -> Target:
    """Mistake: no such target of a live plan this person sees."""
    found = live_targets(by).filter(pk=pk).first()
    if found is None:
        raise Mistake("Không có chỉ tiêu này trong kế hoạch đang thực hiện. Chọn lại chỉ tiêu.")
    return found


def tied(by: Actor, on: dt.date, key: str) -> list[Tied]:
    """Every tie of the index to a plan this person sees, by plan and printed order."""
    agencies = agencies_up(agency_acted_for(by.unit, on), on)
    targets = {t.pk: t for t in live_targets(by)}
    ties = [t for t in IndexTie.objects.filter(index=key) if t.target_id in targets]
    seen = {row.pk: row.year for row in rounds(by, on, key)}
    rows = IndexResult.objects.filter(round__in=seen, code__in={t.code for t in ties})
    results: dict[str, list[IndexResult]] = {}
    for row in rows:
        results.setdefault(row.code, []).append(row)
    known = {address: (name, measure) for address, name, measure in measures(key, agencies)}
    newest = index(key, agencies).newest if ties else None
    found = []
    for tie in ties:
        name, measure = known.get(tie.measure, ("", None))
        if measure is not None and newest is not None:
            own, unit = results.get(tie.code, []), _unit(newest, measure)
            found.append(_tied(targets[tie.target_id], tie, (name, measure, unit), own, seen))
    return sorted(found, key=lambda t: (t.target.plan_id, t.target.position))


def _tied(
    target: Target,
    tie: IndexTie,
    followed: tuple[str, Measure, str],
    own: list[IndexResult],
    years: dict[int, int],
) -> Tied:
    name, measure, counted_in = followed
    by = scale(counted_in, target.unit)
    values = {}
    for row in own:
        value = measure.of(known_of(row))
        if isinstance(value, Decimal):
            values[years[row.round_id]] = value * (by or 1)
    plan = target.plan
    span = (plan.first_year, plan.last_year)
    unit = next((row.name for row in own), tie.code)
    found = beside(level_of(target), span, values, by is not None)
    return Tied(target, tie.measure, name, tie.code, unit, found, by is not None)


def _unit(newest: IndexForm, measure: Measure) -> str:
    """The unit of measure of what is followed."""
    if measure.kind != "figure":
        return "point"
    return newest.inputs[measure.key].unit or ""


def free_targets(by: Actor) -> list[Target]:
    """Targets of live plans not yet tied to any index, newest plans first."""
    held = IndexTie.objects.values("target")
    rows = live_targets(by).exclude(pk__in=held)
    return list(rows.order_by("-plan__first_year", "plan", "position"))
