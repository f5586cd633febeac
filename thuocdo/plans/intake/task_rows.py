"""Rows of a task table as tasks: groups, titles with children, rows of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import zip_longest

from thuocdo.documents.rules.blocks import Source
from thuocdo.lawbook.text import fold
from thuocdo.plans.intake.assignments import spoken_partners, spoken_schedule
from thuocdo.plans.intake.rows import Entry, entries
from thuocdo.plans.rules.owners import Owners, is_unit_list, split_units, told_owners
from thuocdo.plans.rules.paper import Table
from thuocdo.plans.rules.reading import Schedule, Task
from thuocdo.plans.rules.schedules import read_schedule


@dataclass
class _State:
    """Where the reading stands: group, the open title, what the row above was."""

    group: str | None = None
    title: str | None = None
    title_open: bool = False
    lettered: bool = False
    above_owned: bool = False
    numbers: set[str] = field(default_factory=set)


def tasks_of(table: Table, year: int) -> list[Task]:
    """Tasks of one table in printed order. `year` stands in where a time names none."""
    state = _State()
    tasks: list[Task] = []
    found = list(entries(table))
    grouped = letters_are_groups(found)
    apart = table.place("coordinating") is not None or table.place("owners") is not None
    groups = [e.content for e, after in zip_longest(found, found[1:]) if _is_group(e, after)]
    owning = all(map(is_unit_list, groups)) and not any(owners_of(table, e).lead for e in found)
    for entry, following in zip_longest(found, found[1:]):
        owners = owners_of(table, entry)
        if _is_group(entry, following) or (grouped and entry.kind == "letter" and not entry.filled):
            state.group, state.title, state.title_open = entry.content, None, False
            continue
        if tasks and _is_detail(entry, owners, state):
            tasks[-1] = _with_detail(tasks[-1], entry.content)
            continue
        if not owners.lead and owning and state.group:
            owners = Owners(split_units(state.group), owners.coordinating)
        if not owners.coordinating and not apart:
            owners = Owners(owners.lead, spoken_partners(entry.content) if owners.lead else ())
        tasks.append(_task(table, entry, owners, state, year))
        _advance(state, entry, following, owners)
    return tasks


def _is_group(entry: Entry, following: Entry | None) -> bool:
    if entry.filled:  # "II. Cải cách thể chế … Năm 2026" above numbered rows with owners
        named = entry.kind in ("roman", "upper") and entry.filled == {"time"}
        return named and following is not None and following.kind in ("number", "decimal") and "lead" in following.filled  # fmt: skip
    if entry.kind in ("roman", "upper"):
        return True
    if entry.label is None and entry.point_kind == "none":
        child_follows = following is not None and following.point_kind in ("letter", "dash")
        return not child_follows and not entry.content.rstrip().endswith((".", ";"))
    restart = following is not None and following.kind == "number" and following.label == "1"
    return restart and entry.kind == "number" and entry.label != "0" and bool(following and following.filled)  # fmt: skip


def letters_are_groups(found: list[Entry]) -> bool:
    """ "a) Thể chế" alone in its row, and numbered rows under every such letter: the letters name groups."""
    below = [
        following.kind == "number" and following.filled if following else False
        for entry, following in zip_longest(found, found[1:])
        if entry and entry.kind == "letter" and not entry.filled
    ]
    return bool(below) and all(below) and found[0].kind == "letter"


def _is_detail(entry: Entry, owners: Owners, state: _State) -> bool:
    """A point without owner below a row that has one belongs to that row's words."""
    if entry.label is not None or owners.lead or entry.filled:
        return False
    return entry.point_kind in ("letter", "dash", "plus") and state.above_owned


def _with_detail(task: Task, words: str) -> Task:
    return replace(task, content=f"{task.content} {words}")


def owners_of(table: Table, entry: Entry) -> Owners:
    """Lead and coordinating units of a row from all its owner columns."""
    lead: list[str] = []
    coordinating: list[str] = []
    for column, cell in zip(table.columns, entry.row.cells, strict=True):
        if column.role in ("lead", "owners"):
            read = told_owners(cell)
            halves = re.split(r"\s*/\s*", cell)
            if column.role == "owners" and len(halves) == 2 and not read.coordinating:
                read = Owners(split_units(halves[0]), split_units(halves[1]))
            lead += read.lead
            coordinating += read.coordinating
        elif column.role == "coordinating":
            coordinating += split_units(cell)
    return Owners(tuple(lead), tuple(coordinating))


def _task(table: Table, entry: Entry, owners: Owners, state: _State, year: int) -> Task:
    number, parent, content = _placed(entry, state)
    times = [entry.row.cells[i] for i in table.places("time")]
    products = [entry.row.cells[i] for i in table.places("product") if entry.row.cells[i]]
    return Task(
        number=number,
        parent=parent,
        group=state.group,
        content=content,
        lead=owners.lead,
        coordinating=owners.coordinating,
        schedule=_schedule(table, times, content, year),
        product=" ".join(p for p in products if re.search(r"\w", p)) or None,
        note=_words(table.cell(entry.row, "note")),
        source=Source(
            entry.row.page, entry.row.number, entry.row.quote(table.place("content") or 0)
        ),
    )


def _schedule(table: Table, times: list[str], words: str, year: int) -> Schedule:
    """A begin without an end is work that goes on from there; without a column the words may tell."""
    if not times:
        return spoken_schedule(words, year)
    said = [_with_grain(c, table.columns[i].heading) for c, i in zip(times, table.places("time"), strict=True)]  # fmt: skip
    schedule = read_schedule(said, year).schedule
    if said != times:
        schedule = replace(schedule, text=read_schedule(times, year).schedule.text)
    first, *rest = table.places("time") or [0]
    alone = bool(rest) and schedule.kind == "deadline" and not any(times[1:])
    if alone and "bat dau" in fold(table.columns[first].heading):
        opens = read_schedule([times[0], "thường xuyên"], year).schedule.start
        return replace(schedule, kind="continuous", start=opens, due=None)
    return schedule


def _with_grain(cell: str, heading: str) -> str:
    """Bare numbers under "Thời gian (tháng)" are months."""
    grain = re.search(r"\(?\b(thang|quy)\)?$", fold(heading).strip(" .:"))
    bare = re.fullmatch(r"[\dIVX]{1,3}(?:\s*(?:[-–,;]|và|đến)\s*[\dIVX]{1,3})*", cell.strip())
    return f"{'tháng' if grain[1] == 'thang' else 'quý'} {cell}" if grain and bare else cell


def _words(cell: str) -> str | None:
    return cell if re.search(r"\w", cell) else None


def _placed(entry: Entry, state: _State) -> tuple[str | None, str | None, str]:
    """Number, parent and words of a row."""
    plain = entry.content
    if entry.point_kind in ("letter", "dash", "plus"):
        plain = re.sub(r"^\(?(?:[a-zđ]\d?[.)/]|[-–+]\s*\+?)\s*", "", plain)
    if entry.kind == "decimal" and entry.label and "." in entry.label:
        above = entry.label.rsplit(".", 1)[0]
        return entry.label, above if above in state.numbers else None, entry.content
    if entry.kind == "letter":
        return entry.label, state.title, entry.content
    if entry.shares_number:
        return entry.point, state.title, plain
    if entry.label is not None:
        child = entry.point_kind == "letter" and state.title_open
        return entry.label, state.title if child else None, plain if child else entry.content
    if entry.point_kind in ("letter", "dash", "plus") and state.title is not None:
        return entry.point, state.title, plain
    if state.title_open and not state.lettered:
        return None, state.title, entry.content
    if entry.point_kind == "letter":
        return entry.point, None, plain
    return None, None, entry.content


def _advance(state: _State, entry: Entry, following: Entry | None, owners: Owners) -> None:
    child = entry.point_kind == "letter" and state.title_open
    state.numbers |= {entry.label} if entry.label else set()
    if entry.shares_number:
        state.above_owned = bool(owners.lead)
        return
    if entry.label is not None and entry.kind != "letter" and not child:
        state.title = entry.label
        state.title_open = not owners.lead
        state.lettered = False
    elif entry.point_kind == "letter" or entry.kind == "letter":
        state.lettered = True
    elif not state.title_open:
        state.title = None
    state.above_owned = bool(owners.lead)
