"""Lines of work given without a plan, checked against what the agency knows today and has already given."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from thuocdo.lawbook.text import fold
from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Assignment, Plan
from thuocdo.plans.rules.given import Agency, Fault, Given, Line, Paper, names_in, understood
from thuocdo.plans.rules.owners import split_units


@dataclass(frozen=True)
class Checked:
    """`given` are the lines understood; `faults` keep the others from being given, all or nothing."""

    lines: tuple[Line, ...]
    given: tuple[Given, ...]
    faults: tuple[Fault, ...]
    units: dict[int, str]

    @property
    def past(self) -> int:
        """Lines whose only fault is that their day has passed."""
        return sum(f.past for f in self.faults)

    def stops(self, past: bool) -> list[Fault]:
        """The faults that stop the giving; a day that has passed does not where a person said so."""
        return [f for f in self.faults if not (past and f.past)]


def check(agency: int, paper: Paper, lines: Sequence[Line], today: dt.date) -> Checked:
    """A constant number of queries, whatever the number of lines."""
    names = {n for line in lines for part in names_in(line.units) for n in part}
    names |= {line.units for line in lines if line.units}
    names |= {name for line in lines for name in split_units(line.coordinating)}
    matches = organisations.match(sorted(names), on=today, agency=agency)
    groups = {m.id for m in matches.values() if m.kind == "group" and m.id is not None}
    members = {g: tuple(sorted(organisations.members(g, today))) for g in groups}
    given, faults = understood(lines, paper, Agency(matches, members, today))
    known = _known(agency, {one.paper for one in given})
    for one in given:
        if one.key in known.get(_name(one.paper), ()):
            text = "Việc này đã được giao theo văn bản này: cùng nội dung, đơn vị và thời hạn."
            faults.append(Fault(one.line.place, "content", text))
    units = organisations.name_on({u for one in given for u in one.units}, today)
    order = {line.place: n for n, line in enumerate(lines)}
    faults.sort(key=lambda f: order[f.place])
    return Checked(tuple(lines), tuple(given), tuple(faults), units)


def giving(agency: int, papers: set[Paper]) -> dict[Paper, Plan]:
    """The documents among `papers` that have given work before. One query."""
    numbers = {p.number for p in papers}
    rows = Plan.objects.filter(agency=agency, number__in=numbers).exclude(state=Plan.State.REVIEW)
    known = {(p.number, p.issued_on, "" if p.number else p.title): p for p in rows}
    found = {paper: known.get(_name(paper)) for paper in papers}
    return {paper: plan for paper, plan in found.items() if plan is not None}


def _name(paper: Paper) -> tuple[str, dt.date | None, str]:
    """What tells one document from another: number and date, or title and date where it has no number."""
    return paper.number, paper.issued_on, "" if paper.number else title_of(paper)


def _known(
    agency: int, papers: set[Paper]
) -> dict[tuple[str, dt.date | None, str], set[tuple[str, frozenset[int], dt.date | None]]]:
    """What these documents have given so far, as the keys of `Given`."""
    plans = {plan.pk: _name(paper) for paper, plan in giving(agency, papers).items()}
    work = Assignment.objects.filter(task__plan__in=plans, of=None, task__dropped_on=None)
    units: dict[int, set[int]] = defaultdict(set)
    rows: dict[int, tuple[int, str, dt.date | None]] = {}
    for task, plan, content, due, unit in work.values_list(
        "task", "task__plan", "task__content", "task__due", "unit"
    ):
        units[task].add(unit)
        rows[task] = (plan, content, due)
    found: dict[tuple[str, dt.date | None, str], set[tuple[str, frozenset[int], dt.date | None]]]
    found = defaultdict(set)
    for task, (plan, content, due) in rows.items():
        found[plans[plan]].add((fold(content), frozenset(units[task]), due))
    return found


def title_of(paper: Paper) -> str:
    """What the document is called where nobody gave it a title."""
    if paper.title:
        return paper.title
    kind = {"committee": "Văn bản của Ủy ban nhân dân", "meeting": "Kết luận giao ban"}
    number = f" số {paper.number}" if paper.number else ""
    day = f" ngày {paper.issued_on:%d/%m/%Y}" if paper.issued_on else ""
    return f"{kind.get(paper.source, 'Văn bản giao việc')}{number}{day}"
