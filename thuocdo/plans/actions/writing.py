"""How a settled row becomes columns: one place for go-live, amendment and carrying over."""

from __future__ import annotations

import datetime as dt

from thuocdo.lawbook.schedule import Schedule
from thuocdo.plans.models import Assignment, RowOwner, Target, Task
from thuocdo.plans.rules.settle import Party
from thuocdo.plans.rules.work import Work


def schedule_fields(schedule: Schedule) -> dict[str, object]:
    """A schedule as the columns of Task."""
    return {
        "schedule_text": schedule.text,
        "kind": schedule.kind,
        "start": schedule.start,
        "due": schedule.due,
        "rule": schedule.rule or "",
        "event": schedule.event or "",
        "then_continuous": schedule.then == "continuous",
    }


def owner(role: str, position: int, party: Party, **row: Task | Target) -> RowOwner:
    """A printed name of a row with whom it was settled to be."""
    settled = {f"{party.kind}_id": party.id} if party.kind in ("unit", "group", "partner") else {}
    return RowOwner(
        role=role, position=position, printed=party.printed, mode=party.mode, **settled, **row
    )


def assignment(task: Task, work: Work, at: dt.datetime, of: Assignment | None = None) -> Assignment:
    return Assignment(
        task=task,
        plan_id=task.plan_id,
        unit_id=work.unit,
        of=of,
        kind=work.kind,
        label=work.label[:200],
        start=work.start,
        due=work.due,
        first_due=work.due,
        created_at=at,
    )
