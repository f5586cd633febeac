"""All rules over one reading, findings in printed order."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from thuocdo.plans.rules.findings import (  # fmt: skip
    clauses,
    dates,
    document,
    numbering,
    owners,
    references,
    targets,
)
from thuocdo.plans.rules.findings.context import Context
from thuocdo.plans.rules.reading import Finding

RULES: tuple[Callable[[Context], Iterator[Finding]], ...] = (
    document.blanks,
    numbering.task_rows,
    numbering.groups,
    numbering.target_codes,
    numbering.lists,
    owners.missing,
    owners.indefinite,
    owners.unknown,
    dates.schedules,
    dates.order,
    dates.years,
    dates.years_in_duties,
    dates.conflicting,
    dates.rhythm_in_text,
    targets.units,
    targets.values,
    targets.directions,
    targets.without_figure,
    targets.conflicting,
    targets.sums,
    references.dates,
    references.names,
    references.addresses,
    references.standards,
    references.years,
    references.missing,
    references.marks,
    clauses.without_owner,
    clauses.groups_missing,
)


def findings_of(context: Context) -> tuple[Finding, ...]:
    """Every doubt, by the place it speaks of."""
    found = {f: None for rule in RULES for f in rule(context)}
    return tuple(sorted(found, key=lambda f: (f.source.block, f.code)))
