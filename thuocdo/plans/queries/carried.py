"""The open work of a plan that is about to be replaced, and where each piece would go on."""

from __future__ import annotations

from dataclasses import dataclass

from thuocdo.plans.models import Assignment
from thuocdo.plans.queries.reviewing import Review
from thuocdo.plans.rules.diff import pair


@dataclass(frozen=True)
class Carried:
    """`to` is the key of the row that continues it, "row" for a row of its own, "close" for its end."""

    assignment: Assignment
    to: str
    decided: bool


def carried_work(found: Review) -> list[Carried]:
    """Each open assignment of the replaced plan with its decided or proposed place in the new one."""
    if found.replaced is None:
        return []
    work = list(
        Assignment.objects.filter(task__plan=found.replaced, state=Assignment.State.OPEN, of=None)
        .select_related("task", "task__plan")
        .prefetch_related("task__owners")
        .order_by("task__position", "unit_id")
    )
    proposed = _proposals(found, work)
    decisions = {key: d.value for key, d in found.decisions.items()}
    return [
        Carried(
            each,
            decisions.get(f"carry:{each.pk}", {}).get("to") or proposed.get(each.task_id, "row"),
            f"carry:{each.pk}" in decisions,
        )
        for each in work
    ]


def _proposals(found: Review, work: list[Assignment]) -> dict[int, str]:
    """Old task id → key of the tracked new row with the likest words, where one is clear."""
    old = list({each.task_id: each.task for each in work}.values())
    new = [t for t in found.settlement.tasks if t.tracked]
    pairs = pair(
        [{"content": t.content} for t in old],
        [{"content": t.row.content} for t in new],
        "",
        "content",
    )
    return {old[o].pk: new[n].key for n, o in pairs.items()}
