"""A new plan replaces an old one: the old one closes, and what is open in it goes on in the new one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor
from thuocdo.plans.access import GO_LIVE
from thuocdo.plans.models import Assignment, Plan, RowOwner, Task
from thuocdo.plans.queries.carried import Carried, carried_work
from thuocdo.plans.queries.reviewing import Review


def supersede(
    *,
    by: Actor,
    at: dt.datetime,
    plan: Plan,
    found: Review,
    tasks: Mapping[str, Task],
    work: Iterable[Assignment],
) -> None:
    """Close the plan that `plan` replaces and carry its open work; part of `go_live`.

    Each open assignment goes where it was decided: into the row that continues it, into a row of its
    own, or to its end. Undecided ones follow the proposal the review page showed.
    """
    old = found.replaced
    if old is None:
        return
    before = snapshot(old)
    old.state, old.closed_at = Plan.State.SUPERSEDED, at
    old.save()
    plan.replaces = old
    plan.save()
    changes = [Change.of(before, old)]
    heirs = {(row.task_id, row.unit_id): row for row in work if row.of_id is None}
    rows: dict[int, Task] = {}
    for each in carried_work(found):
        heir = (
            heirs.pop((tasks[each.to].pk, each.assignment.unit_id), None)
            if each.to in tasks
            else None
        )
        changes += _carry(each, heir, plan, rows, at)
    record(by=by, at=at, verb=GO_LIVE, changes=changes, touched=[f"plan:{plan.pk}"])


def _carry(
    each: Carried, heir: Assignment | None, plan: Plan, rows: dict[int, Task], at: dt.datetime
) -> list[Change]:
    """Close the old work and let it go on. `heir` is written by `go_live` itself, and recorded with it."""
    old = each.assignment
    asked = list(old.checkpoints.filter(state=Assignment.State.OPEN))
    changes = [_close(row, plan, at) for row in [old, *asked]]
    if each.to == "close":
        return changes
    if heir is None:
        return changes + _in_row_of_its_own(old, asked, plan, rows, at)
    heir.carried_from = old
    heir.save()
    return changes


def _close(row: Assignment, plan: Plan, at: dt.datetime) -> Change:
    before = snapshot(row)
    row.state = Assignment.State.CLOSED
    row.closed_reason, row.closed_at = f"Kế hoạch được thay thế bởi: {plan}", at
    row.save()
    return Change.of(before, row)


def _in_row_of_its_own(
    old: Assignment, asked: list[Assignment], plan: Plan, rows: dict[int, Task], at: dt.datetime
) -> list[Change]:
    """The old row, once, at the end of the new plan, and this unit's work under it with its first due day."""
    changes: list[Change] = []
    if old.task_id not in rows:
        rows[old.task_id] = _copy(old.task, plan)
        changes.append(Change.of(None, rows[old.task_id]))
        changes += [Change.of(None, o) for o in _owners(old.task, rows[old.task_id])]
    heir = _again(old, rows[old.task_id], at)
    return [
        *changes,
        Change.of(None, heir),
        *(Change.of(None, _again(mark, heir.task, at, of=heir)) for mark in asked),
    ]


def _again(
    old: Assignment, task: Task, at: dt.datetime, of: Assignment | None = None
) -> Assignment:
    return Assignment.objects.create(
        task=task,
        plan_id=task.plan_id,
        unit_id=old.unit_id,
        of=of,
        kind=old.kind,
        label=old.label,
        start=old.start,
        due=old.due,
        first_due=old.first_due,
        extended=old.extended,
        product_done=old.product_done,
        heard_on=old.heard_on,
        holder_id=old.holder_id,
        created_at=at,
        carried_from=old,
    )


def _owners(task: Task, heir: Task) -> list[RowOwner]:
    return RowOwner.objects.bulk_create(
        RowOwner(
            task=heir,
            role=o.role,
            position=o.position,
            printed=o.printed,
            mode=o.mode,
            unit_id=o.unit_id,
            group_id=o.group_id,
            partner_id=o.partner_id,
        )
        for o in task.owners.all()
    )


def _copy(task: Task, plan: Plan) -> Task:
    last = plan.tasks.order_by("-position").values_list("position", flat=True).first() or 0
    return Task.objects.create(
        plan=plan,
        position=last + 1,
        number=task.number,
        group=f"Chuyển tiếp từ {task.plan.number or task.plan.title}",
        content=task.content,
        folded=task.folded,
        product=task.product,
        note=task.note,
        schedule_text=task.schedule_text,
        kind=task.kind,
        start=task.start,
        due=task.due,
        rule=task.rule,
        event=task.event,
        then_continuous=task.then_continuous,
        carried_from=task,
    )
