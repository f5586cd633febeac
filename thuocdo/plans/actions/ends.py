"""What follows a plan: its end, its next year, and the event a waiting row waits for."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents.actions import attach_evidence
from thuocdo.documents.actions.answers import write_answers
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import AMEND, CLOSE, UPLOAD
from thuocdo.plans.models import Assignment, Plan, Task
from thuocdo.plans.queries.printed import printed_targets, printed_tasks, review_key
from thuocdo.plans.rules.next_year import shifted_answer, shifted_task, shifted_words

_KEPT = ("lead", "mode", "track", "checkpoints", "products")  # answers that hold next year, too


def close_plan(*, by: Actor, at: dt.datetime, plan: Plan, reason: str) -> Plan:
    """End a plan whose time is over. Work still open is closed with the reason, never deleted."""
    require(by, CLOSE, plan.agency_id)
    if not reason.strip():
        raise Mistake("Ghi lý do kết thúc kế hoạch.", field="reason")
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        if plan.state != Plan.State.LIVE:
            raise Refused("Chỉ kết thúc được kế hoạch đang thực hiện.")
        before = snapshot(plan)
        plan.state, plan.closed_at = Plan.State.CLOSED, at
        plan.save()
        changes = [Change.of(before, plan)]
        for row in Assignment.objects.filter(task__plan=plan, state=Assignment.State.OPEN):
            was = snapshot(row)
            row.state, row.closed_reason, row.closed_at = Assignment.State.CLOSED, reason, at
            row.save()
            changes.append(Change.of(was, row))
        record(by=by, at=at, verb=CLOSE, changes=changes)
    return plan


def event_happened(
    *, by: Actor, at: dt.datetime, task: Task, on: dt.date, due: dt.date | None, reference: str = ""
) -> list[Assignment]:
    """The event of a waiting row has come: every unit that waits gets dated work. It may come again."""
    require(by, AMEND, task.plan.agency_id)
    if due is not None and due < on:
        raise Mistake("Thời hạn phải sau ngày phát sinh. Sửa lại thời hạn.", field="due")
    with transaction.atomic():
        waiting = list(
            Assignment.objects.select_for_update().filter(
                task=task, kind=Assignment.Kind.EVENT, state=Assignment.State.OPEN
            )
        )
        if not waiting:
            raise Refused("Nhiệm vụ này không chờ sự kiện nào.")
        work = [
            Assignment.objects.create(
                task=task,
                plan_id=task.plan_id,
                unit_id=row.unit_id,
                kind=Assignment.Kind.DATED if due else Assignment.Kind.STANDING,
                label=task.event[:200],
                start=on,
                due=due,
                first_due=due,
                created_at=at,
                carried_from=row,
            )
            for row in waiting
        ]
        if reference.strip():
            attach_evidence(by=by, at=at, thing=f"task:{task.pk}", reference=reference)
        record(
            by=by,
            at=at,
            verb=AMEND,
            changes=[Change.of(None, row) for row in work],
            touched=[f"plan:{task.plan_id}", *(f"unit:{row.unit_id}" for row in work)],
        )
    return work


def start_next_year(*, by: Actor, at: dt.datetime, plan: Plan) -> Plan:
    """Open the review of next year's plan from this year's rows; days and printed years are moved."""
    require(by, UPLOAD, plan.agency_id)
    if plan.source != Plan.Source.PLAN:
        raise Refused("Chỉ kế hoạch có kỳ sau. Việc giao lẻ được giao lại khi có văn bản mới.")
    years = plan.last_year - plan.first_year + 1
    if Plan.objects.filter(based_on=plan, state=Plan.State.REVIEW).exists():
        raise Refused("Dự thảo cho kỳ sau đã có. Mở trang rà soát của dự thảo đó.")
    reading, blocks = _moved(plan, years)
    title = reading["document"]["title"]
    with transaction.atomic():
        draft = Plan.objects.create(
            agency_id=plan.agency_id,
            focal_unit_id=plan.focal_unit_id,
            title=title,
            folded=fold(title),
            symbol=plan.symbol,
            first_year=plan.last_year + 1,
            last_year=plan.last_year + years,
            reading=reading,
            blocks=blocks,
            based_on=plan,
            created_at=at,
        )
        said = _still_said(plan, years, legal_day(at))
        answered = write_answers(by=by, at=at, answers=draft.decisions, said=said)
        changes = [Change.of(None, draft), *answered]
        record(by=by, at=at, verb=UPLOAD, changes=changes, touched=[f"plan:{plan.pk}"])
    return draft


def _still_said(plan: Plan, years: int, on: dt.date) -> dict[str, Any]:
    """What the review of this plan settled beside the paper, under the keys of next year's rows.

    Who answers, how a group works, reporting days, products. A unit that is no more is asked for again.
    """
    tasks, targets = plan.tasks.filter(dropped_on=None), plan.targets.filter(dropped_on=None)
    places = {review_key(row, plan): f"task-{n}" for n, row in enumerate(tasks)}
    places |= {review_key(row, plan): f"target-{n}" for n, row in enumerate(targets)}
    places.pop("", None)  # rows that came with an amendment were not reviewed
    units = organisations.tree(on).nodes
    said = {}
    for each in plan.decisions.all():
        kind, _colon, about = each.key.partition(":")
        key = f"{kind}:{places[about]}" if about in places else each.key
        named = [*each.value.get("units", ()), *filter(None, [each.value.get("unit")])]
        row = about in places or each.key == "checkpoints" or about.startswith("group-")
        if kind in _KEPT and row and all(unit in units for unit in named):
            said[key] = shifted_answer(each.value, years)
    return said


def _moved(plan: Plan, years: int) -> tuple[dict[str, Any], list[list[Any]]]:
    """This plan's rows as the reading of a plan so many years on, and the text they would stand in."""
    blocks: list[list[Any]] = []
    document = {
        **plan.reading["document"],
        "number": None,
        "date": None,
        "title": shifted_words(plan.title, years),
        "years": list(range(plan.last_year + 1, plan.last_year + years + 1)),
        "replaces": [],
        "signer": None,
    }
    reading = {
        **plan.reading,
        "document": document,
        "tasks": [_task(r.fields, years, blocks) for r in printed_tasks(plan)],
        "targets": [_target(r.fields, years, blocks) for r in printed_targets(plan)],
        "findings": [],
    }
    return reading, blocks


def _row(cells: list[str | None], table: int, blocks: list[list[Any]]) -> dict[str, Any]:
    """Add a row to the draft's text and return it as the source of what is read from it."""
    words = [cell or "" for cell in cells]
    text = " ".join(w for w in words if w)
    blocks.append([len(blocks) + 1, None, "row", text, words, table])
    return {"page": None, "block": len(blocks), "quote": text[:60]}


def _task(fields: Any, years: int, blocks: list[list[Any]]) -> dict[str, Any]:
    task = shifted_task(fields, years)
    cells = [
        task["number"],
        task["content"],
        ", ".join(task["lead"]),
        ", ".join(task["coordinating"]),
        task["schedule"]["text"],
        task["product"],
    ]
    return {**task, "note": None, "source": _row(cells, 1, blocks)}


def _target(fields: Any, years: int, blocks: list[list[Any]]) -> dict[str, Any]:
    name = shifted_words(fields["name"], years)
    text = shifted_words(fields["text"] or "", years)
    cells = [fields["code"], name, text, ", ".join(fields["responsible"])]
    return {
        **fields,
        "name": name,
        "text": text or None,
        "origin": "table",
        "task": None,
        "source": _row(cells, 2, blocks),
    }
