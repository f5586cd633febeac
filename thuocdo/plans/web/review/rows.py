"""Rows under review: the lists of tasks, targets and rows already due; clauses and carried work."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Decision
from thuocdo.plans.queries.reviewing import Review
from thuocdo.plans.rules.products import products_of
from thuocdo.plans.rules.settle import Clause, SettledTarget, SettledTask
from thuocdo.plans.web.answers import given_words, past_words, schedule_words
from thuocdo.plans.web.paging import LONG, Leaf, holding, leaf, page_of

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
    past_words: str
    group: str
    read: str  # how the printed time is understood


def lists(part: str, seen: Review, get: QueryDict, today: dt.date) -> dict[str, object]:
    """One page of rows in the order of the document, all or only those with something to decide."""
    everything = seen.settlement.tasks if part == "nhiem-vu" else seen.settlement.targets
    waiting = {q.row for q in seen.settlement.questions}
    settled = holding(everything, get, lambda each: " ".join(printed(each)))
    if get.get("chi") == "mo":
        settled = [each for each in settled if each.key in waiting]
    return {
        "page": _page(settled, seen, get, today),
        "waiting": sum(each.key in waiting for each in everything),
        "all": len(everything),
        "long": len(everything) > LONG,
        "proposed": len(proposed(seen)) if part == "nhiem-vu" else 0,
        "chi": get.get("chi", ""),
        "tim": get.get("tim", ""),
    }


def late(
    seen: Review, get: QueryDict, today: dt.date, typed: QueryDict | None
) -> dict[str, object]:
    """Rows already due, the unanswered first. `ticked`: those a mistake kept from being answered."""
    rows = late_rows(seen)
    rows.sort(key=lambda t: f"past:{t.key}" in seen.decisions)
    left = [t.key for t in rows if f"past:{t.key}" not in seen.decisions]
    return {
        "page": _page(rows, seen, get, today),
        "late_open": len(left),
        "ticked": typed.getlist("row") if typed else left if len(left) == 1 else [],
    }


def late_rows(seen: Review) -> list[SettledTask]:
    asked = {q.key for q in seen.settlement.questions if q.code == "past"} | set(seen.decisions)
    return [t for t in seen.settlement.tasks if f"past:{t.key}" in asked]


def proposed(seen: Review) -> dict[str, list[str]]:
    """Rows whose cell holds several products nobody has made checkpoints of: key → products."""
    found = {t.key: products_of(t.row.product) for t in seen.settlement.tasks if t.tracked}
    return {
        k: items for k, items in found.items() if items and f"products:{k}" not in seen.decisions
    }


def _page(
    settled: Sequence[SettledTask | SettledTarget], seen: Review, get: QueryDict, today: dt.date
) -> Leaf[ReviewRow]:
    page = leaf(settled, get.get("trang", ""))
    names = organisations.name_on({u for each in page.rows for u in each.owners}, today)
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
            owner_words(each.owners, names),
            tuple(questions.get(each.key, ())),
            past := seen.decisions.get(f"past:{each.key}"),
            past_words(past.value) if past else "",
            each.row.group or "",
            _understood(each),
        )
        for each in page.rows
    ]
    return Leaf(rows, page.total, page.first, page.last, page.before, page.after)


def _understood(each: SettledTask | SettledTarget) -> str:
    if not isinstance(each, SettledTask) or each.schedule.kind in ("none", "on_event"):
        return ""
    said = schedule_words(each.schedule.to_json())
    times = {w.due for w in each.work if w.due} if each.schedule.kind == "recurring" else set()
    return f"{said}, {_('{n} lần').format(n=len(times))}" if len(times) > 1 else said


def printed(each: SettledTask | SettledTarget) -> tuple[str, str]:
    """The number and the words of a row, whatever it is."""
    if isinstance(each, SettledTask):
        return each.row.number or "", each.row.content
    return each.row.code or "", each.row.name


def owner_words(units: tuple[int, ...], names: dict[int, str]) -> str:
    known = [names.get(u, "") for u in units]
    if len(known) <= MANY:
        return ", ".join(known)
    return _("{first} và {more} đơn vị khác").format(
        first=", ".join(known[:2]), more=len(known) - 2
    )


def place_of(key: str) -> str:
    """Where the review lists a row: the part, the page, the row."""
    kind, _dash, place = key.partition("-")
    part = "nhiem-vu" if kind == "task" else "chi-tieu"
    return f"?phan={part}&trang={page_of(int(place))}#{key}"


def clauses(seen: Review, today: dt.date) -> list[dict[str, object]]:
    """Unowned clauses with what was decided of each, the undecided first."""
    decided = {c: seen.decisions.get(f"clause:{c.source.block}") for c in seen.clauses}
    units = {u for d in decided.values() if d for u in d.value.get("units", ())}
    names = organisations.name_on(units, today)

    def shown(clause: Clause, decision: Decision | None) -> dict[str, object]:
        return {
            "clause": clause,
            "key": f"clause:{clause.source.block}",
            "decision": decision,
            "answer": given_words(decision.value, names) if decision else "",
        }

    return sorted(
        (shown(c, d) for c, d in decided.items()), key=lambda s: s["decision"] is not None
    )
