"""Points to look at, in three severities, each with the answers that fit it."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from thuocdo.lawbook.text import fold
from thuocdo.plans.models import Decision
from thuocdo.plans.queries.reviewing import Review
from thuocdo.plans.rules.reading import Finding, Target
from thuocdo.plans.web.answers import FINDINGS

SEVERITIES = {
    "error": (_("Phải quyết định"), "must"),
    "warning": (_("Nên xem lại"), "should"),
    "info": (_("Ghi nhận"), ""),
}
SAME_TARGET = 80  # likeness of names from which two targets speak of the same thing


@dataclass(frozen=True)
class Value:
    """A printed value that may be taken for all targets of one name. `others`: keys that would take it."""

    text: str
    key: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """One finding. `row` is the key of the row it stands at; `values` the values to choose from."""

    n: int
    finding: Finding
    tone: str
    severity: str
    decision: Decision | None
    row: str
    values: tuple[Value, ...]

    @property
    def answer(self) -> str:
        return str(FINDINGS[self.decision.value["answer"]]) if self.decision else ""

    @property
    def version(self) -> int:
        return self.decision.version if self.decision else 0


@dataclass(frozen=True)
class Group:
    severity: str
    label: str
    points: list[Point]

    @property
    def open(self) -> list[Point]:
        return [p for p in self.points if p.decision is None]


def groups(seen: Review) -> list[Group]:
    """Findings by severity, gravest first, the unanswered first; empty severities are left out."""
    points = [_point(n, finding, seen) for n, finding in enumerate(seen.reading.findings)]
    made = [
        Group(
            severity,
            str(label),
            sorted(
                (p for p in points if p.severity == severity), key=lambda p: p.decision is not None
            ),
        )
        for severity, (label, _tone) in SEVERITIES.items()
    ]
    return [g for g in made if g.points]


def _point(n: int, finding: Finding, seen: Review) -> Point:
    return Point(
        n,
        finding,
        SEVERITIES[finding.severity][1],
        finding.severity,
        seen.decisions.get(f"finding:{n}"),
        row_at(finding.source.block, seen),
        _values(finding, seen) if finding.code == "conflicting-targets" else (),
    )


def row_at(block: int, seen: Review) -> str:
    """The key of the row read at that place, empty where none was."""
    for task in seen.settlement.tasks:
        if task.row.source.block == block and task.key.startswith("task-"):
            return task.key
    for target in seen.settlement.targets:
        if target.row.source.block == block:
            return target.key
    return ""


def _values(finding: Finding, seen: Review) -> tuple[Value, ...]:
    """The values printed for the same thing, the one at the finding first."""
    targets = {t.key: t.row for t in seen.settlement.targets}
    here = [k for k, t in targets.items() if t.source.block == finding.source.block]
    for key in here:
        twins = [k for k in targets if k != key and _conflict(targets[key], targets[k])]
        if twins:
            keys = [key, *twins]
            return tuple(
                Value(targets[k].text or "", k, tuple(o for o in keys if o != k)) for k in keys
            )
    return ()


def _conflict(one: Target, other: Target) -> bool:
    alike = fuzz.ratio(fold(one.name), fold(other.name)) >= SAME_TARGET
    return alike and (one.operator, one.value) != (other.operator, other.value)


def row_values(seen: Review, key: str) -> tuple[dict[str, str | None], str] | None:
    """The printed figure of a target, as a decision and as words; None where there is no such target."""
    row = next((t.row for t in seen.settlement.targets if t.key == key), None)
    if row is None:
        return None
    return {"operator": row.operator, "value": row.value, "unit": row.unit}, row.text or ""


def first_block(seen: Review) -> int | None:
    """Where the gravest unanswered point stands; None where all are answered."""
    points = [p for group in groups(seen) for p in group.open]
    return points[0].finding.source.block if points else None
