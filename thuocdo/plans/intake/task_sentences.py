"""Tasks of plans whose items name their owner in a sentence or in a closing bracket."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thuocdo.plans.intake.assignments import bracket, spoken_owners, spoken_schedule
from thuocdo.plans.intake.task_items import Item, task_of
from thuocdo.plans.rules.outline import Node
from thuocdo.plans.rules.owners import Owners
from thuocdo.plans.rules.reading import Schedule, Task


def spoken_tasks(nodes: Sequence[Node], year: int) -> list[Task]:
    """Items whose own sentence names the owner: "Giao Văn phòng chủ trì …", "Sở Nội vụ chủ trì …"."""
    items = [n for n in nodes if not n.is_section and n.purpose == "work" and n.line.kind != "none"]
    closing = {id(n): read for n in items if (read := _closing_bracket(n.line.body, year))}
    closing = closing if len(closing) > 1 else {}
    tasks = []
    for node in items:
        body = node.line.body
        words, owners, schedule = closing.get(id(node)) or (body, spoken_owners(body), None)
        if owners.lead:
            when = schedule or spoken_schedule(body, year)
            tasks.append(task_of(Item(node, words), owners, when, words))
    return tasks


def _closing_bracket(text: str, year: int) -> tuple[str, Owners, Schedule] | None:
    """Words, owner and time of "Rà soát quy chế. (Kế toán, tháng 12/2024)".

    One bracket may say anything; two or more are the way the plan is written.
    """
    match = re.search(r"\s*\(([^()]{3,200})\)\s*\.?$", text)
    read = bracket(match[1], year) if match else None
    return (text[: match.start()], *read) if match and read else None
