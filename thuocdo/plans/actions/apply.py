"""An amendment takes effect: accepted lines change what is tracked, and the work of units follows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django.db import models, transaction

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.lawbook.schedule import Schedule
from thuocdo.lawbook.text import fold
from thuocdo.plans.access import AMEND
from thuocdo.plans.actions.writing import assignment, owner, schedule_fields
from thuocdo.plans.models import Amendment, AmendmentLine, Assignment, RowOwner, Target, Task
from thuocdo.plans.queries.amended import AmendmentReview, amendment_review
from thuocdo.plans.queries.printed import schedule_of
from thuocdo.plans.rules.amended import AmendedRow
from thuocdo.plans.rules.targets import level_words
from thuocdo.plans.rules.work import Work, work_of

_OPEN = Assignment.State.OPEN


def apply_amendment(
    *, by: Actor, at: dt.datetime, today: dt.date, amendment: Amendment
) -> Amendment:
    """Change the plan by the accepted lines, whole or not at all.

    Refused while a line is undecided or a changed owner is not settled. The first due day of work that
    goes on is kept; work that no longer exists closes with the number of the document as its reason.
    """
    require(by, AMEND, amendment.plan.agency_id)
    with transaction.atomic():
        amendment = Amendment.objects.select_for_update().get(pk=amendment.pk)
        found = amendment_review(amendment, today=today)
        if amendment.state != Amendment.State.DRAFT:
            raise Refused("Văn bản điều chỉnh này đã được áp dụng.")
        if found.open_lines or found.questions:
            raise Refused(
                f"Còn {found.open_lines} dòng chưa quyết định và {len(found.questions)} tên đơn vị "
                "chưa rõ. Trả lời ở trang điều chỉnh."
            )
        before = snapshot(amendment)
        applied = _Applied(found, at, today)
        for row in found.rows:
            if row.line.accepted:
                applied.line(row.line, row.settled)
        amendment.state, amendment.applied_at = Amendment.State.APPLIED, at
        amendment.save()
        record(
            by=by,
            at=at,
            verb=AMEND,
            changes=[Change.of(before, amendment), *applied.changes],
            touched=[f"plan:{amendment.plan_id}", *(f"unit:{u}" for u in sorted(applied.units))],
        )
    return amendment


class _Applied:
    """Applies lines one by one and keeps every change for the log."""

    def __init__(self, found: AmendmentReview, at: dt.datetime, today: dt.date) -> None:
        self.amendment, self.asked, self.at, self.today = found.amendment, found.asked, at, today
        amendment = found.amendment
        self.reason = f"{amendment.get_kind_display()} {amendment.number}".strip()
        self.changes: list[Change] = []
        self.answered: set[tuple[int, int, str, dt.date | None]] = set()
        self.units: set[int] = set()

    def line(self, line: AmendmentLine, settled: AmendedRow | None) -> None:
        if line.kind == AmendmentLine.Kind.DROPPED:
            self._drop(line)
        elif line.kind == AmendmentLine.Kind.ADDED:
            self._add(line.after or {}, settled)
        elif line.task_id:
            self._change_task(line.task_id, line.after or {}, settled)
        else:
            self._change_target(line.target_id or 0, line.after or {}, settled)

    def _save(self, row: models.Model, **fields: Any) -> None:
        before = snapshot(row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        self.changes.append(Change.of(before, row))

    def _drop(self, line: AmendmentLine) -> None:
        if line.task_id:
            task = Task.objects.get(pk=line.task_id)
            self._save(task, dropped_on=self.today, tracked=False)
            self._close(Assignment.objects.filter(task=task, state=_OPEN))
        elif line.target_id:
            target = Target.objects.get(pk=line.target_id)
            self._save(target, dropped_on=self.today, tracked=False)

    def _close(self, work: models.QuerySet[Assignment]) -> None:
        for row in work:
            self.units.add(row.unit_id)
            self._end(row)

    def _end(self, row: Assignment) -> None:
        closed = Assignment.State.CLOSED
        self._save(row, state=closed, closed_reason=self.reason, closed_at=self.at)

    def _change_task(self, pk: int, after: Mapping[str, Any], settled: AmendedRow | None) -> None:
        task = Task.objects.get(pk=pk)
        fields: dict[str, Any] = {
            name: after[name] or ""
            for name in ("number", "group", "content", "product")
            if name in after
        }
        if "schedule" in after:
            fields |= schedule_fields(Schedule.from_json(after["schedule"]))
        self._save(
            task,
            **fields,
            folded=fold(
                f"{fields.get('number', task.number)} {task.higher} {fields.get('content', task.content)}"
            ),
        )
        if settled and "lead" in after:
            self._owners(RowOwner.Role.LEAD, settled, task=task)
        if settled and "coordinating" in after:
            self._owners(RowOwner.Role.COORDINATING, settled, task=task)
        if "schedule" in after or "lead" in after:
            units = settled.owners if settled and "lead" in after else self._working(task)
            self._rework(task, units)

    def _working(self, task: Task) -> tuple[int, ...]:
        work = Assignment.objects.filter(task=task, of=None).exclude(state=Assignment.State.CLOSED)
        return tuple(dict.fromkeys(work.order_by("id").values_list("unit_id", flat=True)))

    def _owners(self, role: str, settled: AmendedRow, **row: Any) -> None:
        old = RowOwner.objects.filter(role__in=(role, RowOwner.Role.ANSWERS), **row)
        self.changes += [Change(snapshot(o), None) for o in old]
        old.delete()
        parties = settled.leads if role == RowOwner.Role.LEAD else settled.coordinating
        new = RowOwner.objects.bulk_create(owner(role, n, p, **row) for n, p in enumerate(parties))
        self.changes += [Change.of(None, o) for o in new]

    def _rework(self, task: Task, units: tuple[int, ...]) -> None:
        """Bring the open work of a row in line with its schedule and owners.

        A unit's open dated work keeps its row and its first due day and takes the new due day; what has no
        counterpart closes; what is new is given. A reporting day or product that was answered is not asked again.
        """
        self._close(Assignment.objects.filter(task=task, state=_OPEN).exclude(unit__in=units))
        self._close(Assignment.objects.filter(task=task, state=_OPEN, kind="checkpoint"))
        rows = Assignment.objects.filter(task=task, kind="checkpoint", state="done")
        self.answered = {(task.pk, r.unit_id, r.label, None if r.label else r.due) for r in rows}
        for unit in units:
            self.units.add(unit)
            old = list(
                Assignment.objects.filter(task=task, unit=unit, state=_OPEN, of=None).order_by("id")
            )
            done = Assignment.objects.filter(task=task, unit=unit, of=None, state="done").exists()
            wanted = list(work_of(unit, schedule_of(task), self.asked(task)))
            if done and not old:
                continue
            self._match(task, old, wanted)

    def _match(self, task: Task, old: list[Assignment], wanted: list[Work]) -> None:
        for row in old:
            same = next((w for w in wanted if w.kind == row.kind), None)
            if same is None:
                self._end(row)
                continue
            wanted.remove(same)
            self._save(row, start=same.start, due=same.due, first_due=row.first_due or same.due)
            self._give(task, same.checkpoints, of=row)
        self._give(task, wanted)

    def _give(self, task: Task, work: Any, of: Assignment | None = None) -> None:
        for each in work:
            asked = (task.pk, each.unit, each.label, None if each.label else each.due)
            if each.kind == "checkpoint" and asked in self.answered:
                continue
            row = assignment(task, each, self.at, of=of)
            row.save()
            self.changes.append(Change.of(None, row))
            self._give(task, each.checkpoints, of=row)

    def _change_target(self, pk: int, after: Mapping[str, Any], settled: AmendedRow | None) -> None:
        target = Target.objects.get(pk=pk)
        fields = target_fields(after, target)
        if {"operator", "value", "unit"} & set(after):
            fields["text"] = self._level(after, target, fields)
        self._save(target, **fields)
        if settled and "responsible" in after:
            self._owners(RowOwner.Role.LEAD, settled, target=target)

    def _level(self, after: Mapping[str, Any], target: Target, fields: Mapping[str, Any]) -> str:
        """The level in words: as the plan read anew prints it, else the figures that were changed."""
        if self.amendment.reading and "place" in after:
            return self.amendment.reading["targets"][after["place"]]["text"] or ""
        now = {
            name: fields.get(name, getattr(target, name)) for name in ("operator", "value", "unit")
        }
        return level_words(**now)

    def _add(self, after: Mapping[str, Any], settled: AmendedRow | None) -> None:
        plan = self.amendment.plan
        rows = plan.tasks if after.get("row") == "task" else plan.targets
        position = 1 + (rows.order_by("-position").values_list("position", flat=True).first() or 0)
        if after.get("row") == "task":
            schedule = Schedule.from_json(
                {**after["schedule"], "text": after["schedule"].get("text") or ""}
            )
            task = Task.objects.create(
                plan=plan,
                position=position,
                number=after.get("number") or "",
                group=after.get("group") or "",
                content=after["content"],
                folded=fold(f"{after.get('number') or ''} {after['content']}"),
                product=after.get("product") or "",
                tracked=bool(settled and settled.owners),
                **schedule_fields(schedule),
            )
            self.changes.append(Change.of(None, task))
            if settled:
                self._owners(RowOwner.Role.LEAD, settled, task=task)
                self._owners(RowOwner.Role.COORDINATING, settled, task=task)
                for unit in settled.owners:
                    self.units.add(unit)
                    self._give(task, work_of(unit, schedule, self.asked()))
            return
        target = Target(plan=plan, position=position, origin=after.get("origin") or "table")
        fields = target_fields(after, target)
        for name, value in {**fields, "text": self._level(after, target, fields)}.items():
            setattr(target, name, value)
        target.save()
        self.changes.append(Change.of(None, target))
        if settled:
            self._owners(RowOwner.Role.LEAD, settled, target=target)


def target_fields(after: Mapping[str, Any], target: Target) -> dict[str, Any]:
    """The columns of a target that `after` changes; absent keys are left out."""
    fields: dict[str, Any] = {
        name: after[name] or ""
        for name in ("code", "group", "name", "operator", "unit")
        if name in after
    }
    if "value" in after:
        fields["value"] = Decimal(after["value"]) if after["value"] is not None else None
    words = f"{fields.get('code', target.code)} {fields.get('name', target.name)}"
    return {**fields, "folded": fold(words)}
