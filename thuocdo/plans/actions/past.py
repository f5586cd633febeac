"""Rows that were already due when their plan came in: done with evidence, a new date, or kept as late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from thuocdo.audit.rules import Actor
from thuocdo.documents.actions import attach_evidence
from thuocdo.plans.models import Assignment, Plan, Task
from thuocdo.plans.queries.reviewing import Review


def settle_past(
    *, by: Actor, at: dt.datetime, plan: Plan, found: Review, tasks: Mapping[str, Task]
) -> None:
    """Mark as done what was answered done; part of `go_live`, inside its transaction and its entry."""
    for settled in found.settlement.tasks:
        if not settled.past or settled.past["answer"] != "done":
            continue
        work = Assignment.objects.filter(task=tasks[settled.key], due__lt=found.world.today)
        done_on = dt.date.fromisoformat(settled.past["on"])
        for row in work:
            row.state, row.done_on = Assignment.State.DONE, done_on
            row.save()
            if settled.past.get("evidence"):
                attach_evidence(
                    by=by, at=at, thing=f"assignment:{row.pk}", reference=settled.past["evidence"]
                )
