"""The rows of a live plan in the shape of a reading, so that the two can be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thuocdo.lawbook.schedule import Schedule
from thuocdo.plans.models import Plan, RowOwner, Target, Task


@dataclass(frozen=True)
class Printed:
    """A tracked row: its id and the fields a reading would print for it."""

    id: int
    fields: Mapping[str, Any]


def schedule_of(task: Task) -> Schedule:
    return Schedule(
        text=task.schedule_text,
        kind=task.kind,  # type: ignore[arg-type]
        start=task.start,
        due=task.due,
        rule=task.rule or None,
        event=task.event or None,
        then="continuous" if task.then_continuous else None,
    )


def review_key(row: Task | Target, plan: Plan) -> str:
    """The key the row had in the review of its plan; "" for one that came later."""
    kind = "task" if isinstance(row, Task) else "target"
    if row.source is None:
        return ""
    if row.position <= len(plan.reading.get(f"{kind}s", ())):
        return f"{kind}-{row.position - 1}"
    return f"clause-{row.source['block']}"


def _named(row: Task | Target, role: str) -> list[str]:
    return [o.printed for o in row.owners.all() if o.role == role and o.printed]


def printed_tasks(plan: Plan) -> list[Printed]:
    """Rows in force, in the order of the document. Two queries."""
    rows = plan.tasks.filter(dropped_on=None).select_related("parent").prefetch_related("owners")
    return [
        Printed(
            task.pk,
            {
                "number": task.number or None,
                "parent": task.parent.number if task.parent else None,
                "group": task.group or None,
                "content": task.content,
                "lead": _named(task, RowOwner.Role.LEAD),
                "coordinating": _named(task, RowOwner.Role.COORDINATING),
                "schedule": schedule_of(task).to_json(),
                "product": task.product or None,
            },
        )
        for task in rows
    ]


def printed_targets(plan: Plan) -> list[Printed]:
    """Targets in force, in the order of the document. Two queries."""
    rows = plan.targets.filter(dropped_on=None).prefetch_related("owners")
    return [
        Printed(
            target.pk,
            {
                "code": target.code or None,
                "group": target.group or None,
                "name": target.name,
                "operator": target.operator or None,
                "value": plain(target.value),
                "unit": target.unit or None,
                "text": target.text or None,
                "responsible": _named(target, RowOwner.Role.LEAD),
            },
        )
        for target in rows
    ]


def plain(value: Any) -> str | None:
    """A decimal as a reading prints it: no idle zeros.

    >>> from decimal import Decimal
    >>> plain(Decimal("60.000000")), plain(Decimal("97.650000")), plain(None)
    ('60', '97.65', None)
    """
    return None if value is None else f"{value.normalize():f}"
