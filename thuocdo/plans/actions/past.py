"""Rows that were already due when their plan came in: done with evidence, a new date, or kept as late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from thuocdo.audit.rules import Actor
from thuocdo.documents.actions import attach_evidence
from thuocdo.plans.models import Assignment, Task
from thuocdo.plans.queries.reviewing import Review


def settle_past(
    *,
    by: Actor,
    at: dt.datetime,
    found: Review,
    tasks: Mapping[str, Task],
    work: Iterable[Assignment],
) -> None:
    """Mark as done what was answered done; part of `go_live`, inside its transaction and its entry."""
    done = {
        tasks[each.key].pk: each.past
        for each in found.settlement.tasks
        if each.past and each.past["answer"] == "done" and each.key in tasks
    }
    for row in work:
        said = done.get(row.task_id)
        if said is None or row.due is None or row.due >= found.world.today:
            continue
        row.state, row.done_on = Assignment.State.DONE, dt.date.fromisoformat(said["on"])
        row.save()
        if said.get("evidence") and row.of_id is None:
            attach_evidence(by=by, at=at, thing=f"assignment:{row.pk}", reference=said["evidence"])
