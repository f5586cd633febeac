"""Points to look at, in three severities, each with the answers that fit it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rapidfuzz import fuzz

from thuocdo.lawbook.text import fold
from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Decision
from thuocdo.plans.queries.reviewing import Review
from thuocdo.plans.rules.reading import Finding, Target
from thuocdo.plans.web.answers import FINDINGS, day_words, given_words
from thuocdo.plans.web.paging import leaf

SEVERITIES = {
    "error": (gettext_lazy("Phải quyết định"), "must"),
    "warning": (gettext_lazy("Nên xem lại"), "should"),
    "info": (gettext_lazy("Ghi nhận"), ""),
}
FEW = 3  # unowned clauses shown one by one among the other points
MANY = 5  # values of one thing that still fit beside each other as buttons
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
    """The points of one severity on this page; `open` of `all` in the whole plan are unanswered."""

    severity: str
    label: str
    open: int
    all: int
    points: list[Point]

    @property
    def clauses(self) -> list[Point]:
        """The unowned clauses, folded into one line where they would hide the other points."""
        found = [p for p in self.points if p.is_clause and not p.answer]
        return found if len(found) > FEW else []

    @property
    def plain(self) -> list[Point]:
        folded = {p.n for p in self.clauses}
        return [p for p in self.points if p.n not in folded]


def groups(seen: Review, get: QueryDict, today: dt.date) -> dict[str, object]:
    """One page of findings by severity, gravest first, the unanswered first; empty severities are left out."""
    found = seen.reading.findings
    answered = [bool(seen.answered_by(n)) for n in range(len(found))]
    order = list(SEVERITIES)
    ranked = sorted(range(len(found)), key=lambda n: (order.index(found[n].severity), answered[n]))
    page = leaf(ranked, get.get("trang", ""))
    points = _points(page.rows, seen, today)
    made = []
    for severity, (label, _tone) in SEVERITIES.items():
        told = [done for f, done in zip(found, answered, strict=True) if f.severity == severity]
        shown = [p for p in points if p.severity == severity]
        made.append(Group(severity, str(label), told.count(False), len(told), shown))
    return {"groups": [g for g in made if g.points], "page": page}


def unanswered(seen: Review, severity: str) -> list[int]:
    """The open points of a severity, on whatever page."""
    found = enumerate(seen.reading.findings)
    return [n for n, f in found if f.severity == severity and not seen.answered_by(n)]


def _points(numbers: Sequence[int], seen: Review, today: dt.date) -> list[Point]:
    given = [seen.decisions.get(f"clause:{c.source.block}") for c in seen.clauses]
    units = {unit for clause in given if clause for unit in clause.value.get("units", ())}
    names, rows = organisations.name_on(units, today), _rows(seen)
    clauses = {c.source.block for c in seen.clauses}
    folded = {t.key: fold(t.row.name) for t in seen.settlement.targets}

    def values(n: int) -> tuple[Value, ...]:
        finding = seen.reading.findings[n]
        asked = finding.code == "conflicting-targets" and not seen.answered_by(n)
        return _values(finding, seen, folded) if asked else ()

    return [_point(n, seen, names, rows, clauses, values(n)) for n in numbers]


def _point(
    n: int,
    seen: Review,
    names: dict[int, str],
    rows: dict[int, str],
    clauses: set[int],
    values: tuple[Value, ...],
) -> Point:
    finding, key = seen.reading.findings[n], seen.answered_by(n)
    block = finding.source.block
    return Point(
        n,
        finding,
        SEVERITIES[finding.severity][1],
        finding.severity,
        seen.decisions.get(key),
        _answer(key, seen, names),
        rows.get(block, ""),
        values,
        block in clauses and finding.code == "missing-owner",
    )


def _rows(seen: Review) -> dict[int, str]:
    """Block → the key of the row read there: the task, else the first target."""
    rows: dict[int, str] = {}
    tasks = (t for t in seen.settlement.tasks if t.key.startswith("task-"))
    for each in (*tasks, *seen.settlement.targets):
        rows.setdefault(each.row.source.block, each.key)
    return rows


def _answer(key: str, seen: Review, names: dict[int, str]) -> str:
    kind = key.partition(":")[0]
    if kind == "number":
        return _("Đã ghi số {number}").format(number=seen.plan.number)
    if kind == "issued_on" and seen.plan.issued_on:
        return _("Đã ghi ngày {day}").format(day=day_words(seen.plan.issued_on.isoformat()))
    if kind == "clause":
        return given_words(seen.decisions[key].value, names)
    return str(FINDINGS[seen.decisions[key].value["answer"]]) if key else ""


def _values(finding: Finding, seen: Review, folded: dict[str, str]) -> tuple[Value, ...]:
    """The values printed for the same thing, the one at the finding first; none where there are too many."""
    targets = {t.key: t.row for t in seen.settlement.targets}
    here = [k for k, t in targets.items() if t.source.block == finding.source.block]
    for key in here:
        alike = (k for k in targets if _alike(folded[key], folded[k]))
        twins = [k for k in alike if _figure(targets[k]) != _figure(targets[key])]
        if twins and len(twins) < MANY:
            keys = [key, *twins]
            return tuple(
                Value(targets[k].text or "", k, tuple(o for o in keys if o != k)) for k in keys
            )
    return ()


def _alike(one: str, other: str) -> bool:
    return fuzz.ratio(one, other, score_cutoff=SAME_TARGET) > 0


def _figure(target: Target) -> tuple[str | None, str | None]:
    return target.operator, target.value


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
