"""Rows under review: the lists of tasks and targets, and one row with everything to decide of it."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Decision, Task
from thuocdo.plans.queries.carried import Carried, carried_work
from thuocdo.plans.queries.reviewing import Review
from thuocdo.plans.rules.settle import Clause, SettledTarget, SettledTask

MANY = 6  # owners named one by one; more are counted


@dataclass(frozen=True)
class ReviewRow:
    """A task or target as the review lists it. `parent` are the words it stands under."""

    key: str
    number: str
    words: str
    row: object
    settled: SettledTask | SettledTarget
    parent: str
    owners: str
    open: tuple[str, ...]
    past: Decision | None
    group: str


def lists(part: str, seen: Review, today: dt.date) -> dict[str, object]:
    """Rows in the order of the document under their group headings; `past` are those already due."""
    settled = seen.settlement.tasks if part == "nhiem-vu" else seen.settlement.targets
    names = organisations.name_on(_units(settled), today)
    questions: dict[str, list[str]] = {}
    for question in seen.settlement.questions:
        questions.setdefault(question.row, []).append(question.text)
    words = {t.key: t.row.content for t in seen.settlement.tasks}
    rows = [
        ReviewRow(
            each.key,
            *printed(each),
            each.row,
            each,
            words.get(each.parent or "", "") if isinstance(each, SettledTask) else "",
            _owners(each.owners, names),
            tuple(questions.get(each.key, ())),
            seen.decisions.get(f"past:{each.key}"),
            each.row.group or "",
        )
        for each in settled
    ]
    late = [
        r
        for r in rows
        if isinstance(r.settled, SettledTask)
        and (r.past or f"past:{r.key}" in {q.key for q in seen.settlement.questions})
    ]
    return {"rows": rows, "late": late, "late_open": [r for r in late if r.past is None]}


def printed(each: SettledTask | SettledTarget) -> tuple[str, str]:
    """The number and the words of a row, whatever it is."""
    if isinstance(each, SettledTask):
        return each.row.number or "", each.row.content
    return each.row.code or "", each.row.name


def _units(settled) -> set[int]:
    return {unit for each in settled for unit in each.owners}


def _owners(units: tuple[int, ...], names: dict[int, str]) -> str:
    known = [names.get(u, "") for u in units]
    if len(known) <= MANY:
        return ", ".join(known)
    return _("{first} và {more} đơn vị khác").format(
        first=", ".join(known[:2]), more=len(known) - 2
    )


def clauses(seen: Review, today: dt.date) -> list[dict[str, object]]:
    """Unowned clauses with what was decided of each."""
    decided = {c: seen.decisions.get(f"clause:{c.source.block}") for c in seen.clauses}
    units = {u for d in decided.values() if d for u in d.value.get("units", ())}
    names = organisations.name_on(units, today)
    return [
        {
            "clause": clause,
            "decision": decision,
            "taken": decision
            and ", ".join(names.get(u, "") for u in decision.value.get("units", ())),
        }
        for clause, decision in decided.items()
    ]


def carried(seen: Review, today: dt.date) -> list[dict[str, object]]:
    """Open work of the replaced plan, each with where it would go on."""
    work = carried_work(seen)
    names = organisations.name_on({c.assignment.unit_id for c in work}, today)
    rows = {t.key: t.row for t in seen.settlement.tasks}

    def shown(each: Carried) -> dict[str, object]:
        return {
            "carried": each,
            "unit": names.get(each.assignment.unit_id, ""),
            "heir": rows.get(each.to),
            "decision": seen.decisions.get(f"carry:{each.assignment.pk}"),
        }

    return [shown(each) for each in work]


def checkpoint_words(seen: Review) -> str:
    """The reporting days as a person writes them: "15/3, 15/6, 15/9, 05/12"."""
    decided = seen.decisions.get("checkpoints")
    pairs = decided.value["pairs"] if decided else seen.world.reporting.pairs
    return ", ".join(f"{day:02d}/{month}" for month, day in sorted(pairs))


def products_of(printed: str | None) -> list[str]:
    """The single products of one cell, to be proposed: split at semicolons, dashes and line items.

    >>> products_of("- Văn bản chỉ đạo; - Danh mục TTHC")
    ['Văn bản chỉ đạo', 'Danh mục TTHC']
    >>> products_of("Kế hoạch; Kết quả")
    ['Kế hoạch', 'Kết quả']
    >>> products_of("Kế hoạch, Báo cáo của Sở GD&ĐT")
    ['Kế hoạch', 'Báo cáo của Sở GD&ĐT']
    """
    text = (printed or "").strip()
    parts = re.split(r"\s*;\s*(?:-\s*)?|\s+-\s+(?=[A-ZĐÀ-Ỹ])|(?<=\w),\s+(?=[A-ZĐÀ-Ỹ])", text)
    items = [p.strip(" -;.") for p in parts]
    return [i for i in items if i] if len([i for i in items if i]) > 1 else []


def _typed(decision: Decision | None, field: str) -> str:
    """A decided day as people type it."""
    day = decision.value.get(field) if decision else None
    return f"{dt.date.fromisoformat(day):%d/%m/%Y}" if day else ""


def form(seen: Review, key: str, today: dt.date) -> dict[str, object] | None:
    """One row for its page: the row as read, as settled, and the present answer to each question."""
    settled: dict[str, SettledTask | SettledTarget] = {t.key: t for t in seen.settlement.tasks}
    settled |= {t.key: t for t in seen.settlement.targets}
    each = settled.get(key)
    if each is None or isinstance(each.row, Clause):
        return None
    book = organisations.choices(seen.plan.agency_id, today)
    lead = seen.decisions.get(f"lead:{key}")
    products = seen.decisions.get(f"products:{key}")
    parent = settled.get(each.parent or "") if isinstance(each, SettledTask) else None
    names = {n: d for n, d in seen.decisions.items() if n.endswith(f":{key}")}
    chosen = products.value["items"] if products else []
    return {
        "key": key,
        "is_task": isinstance(each, SettledTask),
        "row": each.row,
        "number": printed(each)[0],
        "words": printed(each)[1],
        "settled": each,
        "parent": parent.row.content if parent else "",
        "owners": _owners(each.owners, book.units),
        "lead": "; ".join(book.units.get(u, "") for u in lead.value["units"]) if lead else "",
        "kinds": Task.Kind.choices,
        "operators": [">=", "<=", "=", ">", "<"],
        "past": seen.decisions.get(f"past:{key}"),
        "past_on": _typed(seen.decisions.get(f"past:{key}"), "on"),
        "past_due": _typed(seen.decisions.get(f"past:{key}"), "due"),
        "is_late": any(q.key == f"past:{key}" for q in seen.settlement.questions)
        or f"past:{key}" in seen.decisions,
        "products": [i["label"] for i in chosen] or products_of(getattr(each.row, "product", None)),
        "products_taken": bool(chosen),
        "mode": names.get(f"mode:{key}"),
        "has_group": any(
            p.kind == "group"
            for p in (each.leads if isinstance(each, SettledTask) else each.parties)
        ),
        "untracked": f"track:{key}" in seen.decisions,
        "why": seen.decisions[f"track:{key}"].value.get("why", "")
        if f"track:{key}" in seen.decisions
        else "",
        "versions": {n: d.version for n, d in names.items()},
        "units": list(book.units.values()),
    }
