"""The whole reading, in order: tables, lines, head and foot, targets, tasks, duties, reports."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from thuocdo.documents.rules.blocks import Block, Note
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold
from thuocdo.plans.intake.assignments import spoken_partners, spoken_schedule
from thuocdo.plans.intake.duties import Duty, duties_in
from thuocdo.plans.intake.header import read_document
from thuocdo.plans.intake.paragraphs import joined_lines
from thuocdo.plans.intake.prose_targets import prose_targets, targets_of_task
from thuocdo.plans.intake.reports import reports_in
from thuocdo.plans.intake.tables import tables_in
from thuocdo.plans.intake.target_rows import ahead, targets_of, targets_of_tasks
from thuocdo.plans.intake.task_items import items_in, labelled_tasks, labels_in
from thuocdo.plans.intake.task_rows import tasks_of
from thuocdo.plans.intake.task_sentences import spoken_tasks
from thuocdo.plans.rules.findings import Context, findings_of
from thuocdo.plans.rules.findings.document import noted
from thuocdo.plans.rules.moments import SchoolYear
from thuocdo.plans.rules.outline import Node, Outline, outline
from thuocdo.plans.rules.owners import partners_in, split_units
from thuocdo.plans.rules.paper import Paper, Table
from thuocdo.plans.rules.reading import Document, PlanReading, Schedule, Target, Task
from thuocdo.plans.rules.rhythms import DAILY
from thuocdo.plans.rules.schedules import read_schedule


def read_plan(
    blocks: Sequence[Block], *, name: str, year: int | None = None, notes: Sequence[Note] = ()
) -> PlanReading:
    """The reading of one document; `year` where the paper names none.

    `notes` of the file's reader become findings. Mistake where the words are no plan at all.
    """
    tables, rest = tables_in(blocks)
    paper = Paper(joined_lines(rest), tables)
    parts = outline(paper.lines)
    document = read_document(paper.lines, parts, year)
    spoken_year = _year_of(document, year)
    nodes = [*parts.body, *parts.annexes]
    duties = duties_in(nodes)
    tasks = _tasks(paper, parts, duties, spoken_year)
    reading = PlanReading(
        document=document,
        targets=tuple(_targets(paper, nodes, duties, tasks, spoken_year)),
        tasks=tuple(tasks),
        responsibilities=tuple(d.responsibility for d in duties),
        reporting=tuple(reports_in(_lines_with_units(nodes, duties))),
    )
    if not _is_plan(reading, notes):
        raise Mistake(
            f"“{name}” không phải kế hoạch: không thấy chỉ tiêu, nhiệm vụ hay trách nhiệm của đơn vị. "
            "Kiểm tra lại tệp rồi tải lên lần nữa."
        )
    context = Context(reading, paper, nodes)
    told = noted(notes, context.first)
    return replace(reading, findings=(*told, *findings_of(context)))


def _year_of(document: Document, year: int | None) -> int:
    """The year that times without one mean."""
    first = document.years[0] if document.years else year or 2000
    of_school = len(document.years) == 2 and "năm học" in (document.title or "").lower()
    return SchoolYear(first) if of_school else first


def _is_plan(reading: PlanReading, notes: Sequence[Note]) -> bool:
    """Does anything in it plan? A file with unread pages is given the benefit of the doubt."""
    said = reading.document.title or reading.targets or reading.tasks or reading.responsibilities
    return bool(said) or any(note.code == "page-unread" for note in notes)


def _tasks(paper: Paper, parts: Outline, duties: Sequence[Duty], year: int) -> list[Task]:
    """From tables, else from items with owners of their own, else from the duties of the units."""
    tasks = [t for table in paper.tables if table.kind == "tasks" for t in tasks_of(table, year)]
    nodes = [*parts.body, *parts.annexes]
    labelled = labelled_tasks(items_in(nodes), year)
    general = _general_schedule(nodes, year)
    if not tasks:
        lined = bool(labelled)
        heads = {id(d.heading) for d in duties if d.heading is not d.node}
        labelled = _with_spoken(labelled, [n for n in nodes if id(n) not in heads], year)
        if not lined and len(labelled) * 3 < len(duties):  # a few sentences beside a list of duties
            held = {task.source.block for task in labelled}
            free = [d for d in duties if d.node.line.number not in held]
            return sorted(
                [*labelled, *_from_duties(free, general, year)], key=lambda t: t.source.block
            )
        labelled = _with_work_of_units(labelled, duties, year)
    return tasks + labelled or _from_duties(duties, general, year)


def _with_work_of_units(tasks: list[Task], duties: Sequence[Duty], year: int) -> list[Task]:
    """Under "NHIỆM VỤ" the points below a unit's heading are its tasks, beside others that name their owner."""
    held = {task.source.block for task in tasks}
    headed = [d for d in duties if d.heading is not None and d.node.purpose == "work"]
    free = [d for d in headed if d.node.line.number not in held]
    if not tasks or not free:
        return tasks
    return sorted([*tasks, *_from_duties(free, Schedule(), year)], key=lambda task: task.source.block)  # fmt: skip


def _with_spoken(labelled: list[Task], nodes: Sequence[Node], year: int) -> list[Task]:
    """Some items have owner lines, others name the owner in their sentence: both are tasks."""
    held = {task.source.block for task in labelled if task.lead}
    free = [n for n in nodes if not {a.line.number for a in (n, *n.ancestors)} & held]
    return sorted([*labelled, *spoken_tasks(free, year)], key=lambda task: task.source.block)


def _general_schedule(nodes: Sequence[Node], year: int) -> Schedule:
    """ "1. Thời gian thực hiện: Từ ngày 01/8/2022": the time of the whole plan."""
    for node in nodes:
        if node.parent is not None and not node.parent.is_section:
            continue  # the time of one item
        words, labels = labels_in(node.line.body)
        if not words and set(labels) == {"time"}:
            return read_schedule([labels["time"]], year).schedule
    return Schedule()


def _lesser(own: Schedule, general: Schedule) -> bool:
    """ "… vào thứ Hai hằng tuần" inside the words of a duty does not undo the time of the whole plan."""
    daily = own.kind == "continuous" and DAILY.search(fold(own.text or ""))
    weekly = (own.rule or "").startswith("FREQ=WEEKLY")
    return general.text is not None and bool(weekly or daily)


def _from_duties(duties: Sequence[Duty], general: Schedule, year: int) -> list[Task]:
    tasks = []
    for duty in duties:
        line = duty.node.line
        said = duty.time
        own = (
            read_schedule([said], year).schedule
            if said
            else spoken_schedule(duty.responsibility.content, year)
        )
        parent = duty.heading.line.label if duty.heading and duty.heading is not duty.node else None
        tasks.append(
            Task(
                number=line.label,
                parent=parent,
                group=duty.node.section,
                content=duty.responsibility.content,
                lead=split_units(duty.responsibility.unit),
                coordinating=spoken_partners(duty.responsibility.content) or _partners_above(duty),
                schedule=general if own.kind == "none" or _lesser(own, general) else own,
                product=None,
                note=None,
                source=line.source,
            )
        )
    return tasks


def _partners_above(duty: Duty) -> tuple[str, ...]:
    """ "Sở Y tế chủ trì, phối hợp với các sở:" names the partners of every point below it."""
    heading = duty.heading
    return (
        partners_in(heading.line.body) if heading is not None and heading is not duty.node else ()
    )


def _targets(
    paper: Paper, nodes: Sequence[Node], duties: Sequence[Duty], tasks: Sequence[Task], since: int
) -> list[Target]:
    found = [
        t
        for table in paper.tables
        if table.kind == "targets"
        for t in _of_target_table(ahead(table, since), since)
    ]
    for table in paper.tables:
        found += targets_of_tasks(table) if table.kind == "tasks" and table.places("value") else []
    in_tasks = {task.source.block for task in tasks}
    owners = {d.node.line.number: split_units(d.responsibility.unit) for d in duties}
    prose = [n for n in nodes if not {a.line.number for a in (n, *n.ancestors)} & in_tasks]
    found += prose_targets(prose, owners, since)
    above: dict[str, Task] = {}
    for task in tasks:
        found += targets_of_task(task, above.get(task.parent or ""))
        if task.number is not None:
            above[task.number] = task
    return sorted(found, key=lambda t: t.source.block)


def _of_target_table(table: Table, since: int) -> list[Target]:
    """Levels of the column for them; without one, what each row says in words."""
    if table.places("value"):
        return targets_of(table)
    rows = tasks_of(table, since)
    return [
        replace(t, code=row.number, task=None, origin="table")
        for row in rows
        for t in targets_of_task(row, None)
    ]


def _lines_with_units(nodes: Sequence[Node], duties: Sequence[Duty]) -> list[tuple[Node, str | None]]:  # fmt: skip
    units = {d.node.line.number: d.responsibility.unit for d in duties}
    longer = {d.node.line.number: d.responsibility.content for d in duties}
    lines = []
    for node in nodes:
        if node.purpose in ("duties", "reports", "work") and not node.is_section:
            unit = units.get(node.line.number)
            text = longer.get(node.line.number, "")
            spoken = re.match(r"[^:]{3,120}:\s", node.line.body) if unit and text != node.line.body else None  # fmt: skip
            body = text if spoken else node.line.body
            marked = replace(node.line.marked, body=body)
            lines.append((replace(node, line=replace(node.line, marked=marked)), unit))
    return lines
