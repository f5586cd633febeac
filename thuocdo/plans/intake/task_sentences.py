"""Tasks of plans whose items name their owner in a sentence or in a closing bracket."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thuocdo.plans.intake.assignments import bracket, spoken_owners, spoken_schedule
from thuocdo.plans.intake.task_items import Item, task_of
from thuocdo.plans.rules.outline import Node
from thuocdo.plans.rules.reading import Task


def spoken_tasks(nodes: Sequence[Node], year: int) -> list[Task]:
    """Items whose own sentence names the owner: "Giao Văn phòng chủ trì …", "Sở Nội vụ chủ trì …"."""
    tasks = []
    for node in nodes:
        if node.is_section or node.purpose != "work" or node.line.kind == "none":
            continue
        owners = spoken_owners(node.line.body)
        if owners.lead:
            item = Item(node, node.line.body)
            tasks.append(
                task_of(item, owners, spoken_schedule(node.line.body, year), node.line.body)
            )
    return tasks


def bracketed_tasks(nodes: Sequence[Node], year: int) -> list[Task]:
    """Items that end in their owner and time: "Rà soát quy chế. (Kế toán, tháng 12/2024)".

    One bracket may say anything; two or more are the way the plan is written.
    """
    tasks = []
    for node in nodes:
        if node.is_section or node.purpose != "work" or node.line.kind == "none":
            continue
        match = re.search(r"\s*\(([^()]{3,140})\)\s*\.?$", node.line.body)
        if match and (read := bracket(match[1], year)):
            words = node.line.body[: match.start()]
            tasks.append(task_of(Item(node, words), read[0], read[1], words))
    return tasks if len(tasks) > 1 else []
