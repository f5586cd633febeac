"""The whole reading, in order: tables, lines, head and foot, targets, tasks, duties, reports, findings."""

from __future__ import annotations

from collections.abc import Sequence

from thuocdo.documents.rules.blocks import Block
from thuocdo.plans.intake.paragraphs import joined_lines
from thuocdo.plans.intake.tables import tables_in
from thuocdo.plans.intake.target_rows import targets_of
from thuocdo.plans.intake.task_rows import tasks_of
from thuocdo.plans.rules.paper import Paper
from thuocdo.plans.rules.reading import Document, PlanReading


def read_plan(blocks: Sequence[Block], *, name: str, year: int | None = None) -> PlanReading:
    """The reading of one document; `year` where the paper names none."""
    tables, rest = tables_in(blocks)
    paper = Paper(joined_lines(rest), tables)
    targets = [t for table in paper.tables if table.kind == "targets" for t in targets_of(table)]
    tasks = [
        t for table in paper.tables if table.kind == "tasks" for t in tasks_of(table, year or 2022)
    ]
    document = Document("plan", None, None, None, None, None, None, (), None, (), (), ())
    return PlanReading(document, tuple(targets), tuple(tasks))
