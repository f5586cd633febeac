"""Points to look at, in three severities, each with the answers that fit it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz

from thuocdo.lawbook.text import fold
from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Decision
from thuocdo.plans.queries.reviewing import Review
from thuocdo.plans.rules.reading import Finding, Target
from thuocdo.plans.web.answers import FINDINGS, day_words, given_words

SEVERITIES = {
    "error": (gettext_lazy("Phải quyết định"), "must"),
    "warning": (gettext_lazy("Nên xem lại"), "should"),
    "info": (gettext_lazy("Ghi nhận"), ""),
}
FEW = 3  # unowned clauses shown one by one among the other points
SAME_TARGET = 80  # likeness of names from which two targets speak of the same thing


@dataclass(frozen=True)
class Value:
    """A printed value that may be taken for all targets of one name. `others`: keys that would take it."""

    text: str
    key: str
    others: tuple[str, ...]


@dataclass(frozen=True)
class Point:
    """One finding. `row` is the key of the row it stands at; `values` the values to choose from.

    `decision` is its own answer, or what was decided of the clause it speaks of; `answer` says it in words.
    """

    n: int
    finding: Finding
    tone: str
    severity: str
    decision: Decision | None
    answer: str
    row: str
    values: tuple[Value, ...]
    is_clause: bool

    @property
    def own(self) -> bool:
        """Answered here, and so to be answered again here."""
        return self.decision is not None and self.decision.key == f"finding:{self.n}"

    @property
    def version(self) -> int:
        return self.decision.version if self.decision and self.own else 0


@dataclass(frozen=True)
class Group:
    severity: str
    label: str
    points: list[Point]

    @property
    def open(self) -> list[Point]:
        return [p for p in self.points if not p.answer]

    @property
    def clauses(self) -> list[Point]:
        """The unowned clauses, folded into one line where they would hide the other points."""
        found = [p for p in self.points if p.is_clause and not p.answer]
        return found if len(found) > FEW else []

    @property
    def plain(self) -> list[Point]:
        folded = {p.n for p in self.clauses}
        return [p for p in self.points if p.n not in folded]


def groups(seen: Review, today: dt.date) -> list[Group]:
    """Findings by severity, gravest first, the unanswered first; empty severities are left out."""
    given = [seen.decisions.get(f"clause:{c.source.block}") for c in seen.clauses]
    units = {unit for clause in given if clause for unit in clause.value.get("units", ())}
    names = organisations.name_on(units, today)
    points = [_point(n, finding, seen, names) for n, finding in enumerate(seen.reading.findings)]
    made = [
        Group(
            severity,
            str(label),
            sorted((p for p in points if p.severity == severity), key=lambda p: bool(p.answer)),
        )
        for severity, (label, _tone) in SEVERITIES.items()
    ]
    return [g for g in made if g.points]


def _point(n: int, finding: Finding, seen: Review, names: dict[int, str]) -> Point:
    key = seen.answered_by(n)
    return Point(
        n,
        finding,
        SEVERITIES[finding.severity][1],
        finding.severity,
        seen.decisions.get(key),
        _answer(key, seen, names),
        row_at(finding.source.block, seen),
        _values(finding, seen) if finding.code == "conflicting-targets" else (),
        any(c.source.block == finding.source.block for c in seen.clauses)
        and finding.code == "missing-owner",
    )


def _answer(key: str, seen: Review, names: dict[int, str]) -> str:
    kind = key.partition(":")[0]
    if kind == "number":
        return _("Đã ghi số {number}").format(number=seen.plan.number)
    if kind == "issued_on" and seen.plan.issued_on:
        return _("Đã ghi ngày {day}").format(day=day_words(seen.plan.issued_on.isoformat()))
    if kind == "clause":
        return given_words(seen.decisions[key].value, names)
    return str(FINDINGS[seen.decisions[key].value["answer"]]) if key else ""


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
    order = list(SEVERITIES)
    found = [f for n, f in enumerate(seen.reading.findings) if not seen.answered_by(n)]
    return min(found, key=lambda f: order.index(f.severity)).source.block if found else None
