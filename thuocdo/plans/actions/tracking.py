"""*Đưa vào theo dõi*: the one moment in which a reviewed plan becomes rows and work, whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from decimal import Decimal

from django.db import models, transaction

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.lawbook.text import fold
from thuocdo.organisations.actions import Meaning, add_alias
from thuocdo.plans.access import GO_LIVE
from thuocdo.plans.actions.carry import supersede
from thuocdo.plans.actions.past import settle_past
from thuocdo.plans.actions.writing import assignment, owner, schedule_fields
from thuocdo.plans.models import (
    Assignment,
    Plan,
    ReportingDuty,
    Responsibility,
    RowOwner,
    Target,
    Task,
)
from thuocdo.plans.queries.reviewing import PrintedName, Review, review
from thuocdo.plans.rules.settle import Party, SettledTarget, SettledTask


def go_live(*, by: Actor, at: dt.datetime, today: dt.date, plan: Plan) -> Plan:
    """Write targets, tasks, owners and assignments; close the plan this one replaces.

    Refused while a question is open: no tracked row may lack an owner. Findings below *Phải quyết định* that
    nobody answered are kept as printed, which is an answer.
    """
    require(by, GO_LIVE, plan.agency_id)
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        if plan.state != Plan.State.REVIEW:
            raise Refused("Kế hoạch này đã được đưa vào theo dõi. Mở trang kế hoạch để xem.")
        found = review(plan, today=today)
        if still := found.settlement.open:
            raise Refused(
                f"Còn {len(still)} điểm phải quyết định, trước hết: {still[0].text} "
                "Trả lời ở trang rà soát."
            )
        before = snapshot(plan)
        rows = _Rows(plan, at)
        rows.write(found)
        plan.state, plan.live_at = Plan.State.LIVE, at
        if "focal" in found.decisions:
            plan.focal_unit_id = found.decisions["focal"].value["unit"]
        plan.save()
        settle_past(by=by, at=at, found=found, tasks=rows.tasks, work=rows.work)
        supersede(by=by, at=at, plan=plan, found=found, tasks=rows.tasks, work=rows.work)
        _remember(found.names, plan, by, at)
        record(
            by=by,
            at=at,
            verb=GO_LIVE,
            changes=[Change.of(before, plan), *(Change.of(None, row) for row in rows.written)],
            touched=[f"unit:{unit}" for unit in sorted(rows.units)],
        )
    return plan


def _remember(names: Iterable[PrintedName], plan: Plan, by: Actor, at: dt.datetime) -> None:
    """A name settled by a person is known from now on, in every plan of the agency."""
    for name in names:
        if name.decision is None:
            continue
        kind, pk = name.decision.value["kind"], name.decision.value.get("id")
        means = Meaning(general=True) if kind == "nobody" else Meaning(**{kind: pk})
        add_alias(by=by, at=at, agency=plan.agency_id, printed=name.printed, means=means)


class _Rows:
    """Writes one settlement. `tasks`: row key → Task; `work`: the pieces given to units; `written`: all, for the log.

    Rows of one kind are written at a stroke: a sheet of 10,000 rows takes as many statements as one of ten.
    """

    def __init__(self, plan: Plan, at: dt.datetime) -> None:
        self.plan, self.at = plan, at
        self.tasks: dict[str, Task] = {}
        self.work: list[Assignment] = []
        self.written: list[models.Model] = []
        self.owners: list[RowOwner] = []
        self.units: set[int] = set()

    def write(self, found: Review) -> None:
        self._tasks(found.settlement.tasks)
        self._targets(found.settlement.targets)
        self.written += RowOwner.objects.bulk_create(self.owners, batch_size=500)
        self._work(found.settlement.tasks)
        self._body(found)

    def _tasks(self, settled: Sequence[SettledTask]) -> None:
        """Parents before their children, one stroke for each level."""
        places = {task.key: place for place, task in enumerate(settled, start=1)}
        left = list(settled)
        while left:
            ready = [t for t in left if t.parent is None or t.parent in self.tasks]
            rows = [self._task(places[t.key], t) for t in ready]
            Task.objects.bulk_create(rows, batch_size=500)
            self.tasks |= dict(zip((t.key for t in ready), rows, strict=True))
            self.written += rows
            left = [t for t in left if t.key not in self.tasks]
        for each in settled:
            task = self.tasks[each.key]
            self._owners(RowOwner.Role.LEAD, each.leads, task=task)
            self._owners(RowOwner.Role.COORDINATING, each.coordinating, task=task)
            self._answering(each.leads, each.owners, task=task)

    def _task(self, position: int, settled: SettledTask) -> Task:
        row = settled.row
        return Task(
            plan=self.plan,
            parent=self.tasks.get(settled.parent or ""),
            position=position,
            number=row.number or "",
            group=row.group or "",
            content=row.content,
            folded=fold(f"{row.number or ''} {row.content}"),
            product=row.product or "",
            note=row.note or "",
            tracked=settled.tracked,
            source=asdict(row.source),
            **schedule_fields(settled.schedule),
        )

    def _owners(self, role: str, parties: Iterable[Party], **row: Task | Target) -> None:
        self.owners += [owner(role, n, p, **row) for n, p in enumerate(parties)]

    def _answering(
        self, parties: Iterable[Party], owners: Iterable[int], **row: Task | Target
    ) -> None:
        """The one unit that answers for a group, or was chosen where the paper names nobody."""
        parties = list(parties)
        named = {p.id for p in parties if p.kind == "unit"}
        if any(p.kind == "group" and p.mode == "every" for p in parties):
            return
        chosen = [Party("", "unit", unit) for unit in owners if unit not in named]
        self._owners(RowOwner.Role.ANSWERS, chosen, **row)

    def _work(self, tasks: Iterable[SettledTask]) -> None:
        """All assignments in two strokes: the work itself, then the checkpoints that point to it."""
        pairs = [(self.tasks[t.key], w) for t in tasks for w in t.work]
        self.work = [assignment(task, work, self.at) for task, work in pairs]
        Assignment.objects.bulk_create(self.work, batch_size=500)
        checkpoints = [
            assignment(task, checkpoint, self.at, of=row)
            for row, (task, work) in zip(self.work, pairs, strict=True)
            for checkpoint in work.checkpoints
        ]
        Assignment.objects.bulk_create(checkpoints, batch_size=500)
        self.work += checkpoints
        self.written += self.work
        self.units |= {row.unit_id for row in self.work}

    def _targets(self, settled: Sequence[SettledTarget]) -> None:
        rows = [self._target(place, each) for place, each in enumerate(settled, start=1)]
        self.written += Target.objects.bulk_create(rows, batch_size=500)
        for target, each in zip(rows, settled, strict=True):
            self._owners(RowOwner.Role.LEAD, each.parties, target=target)
            self._answering(each.parties, each.owners, target=target)
            self.units |= set(each.owners)

    def _target(self, position: int, settled: SettledTarget) -> Target:
        row = settled.row
        return Target(
            plan=self.plan,
            task=self.tasks.get(settled.task or ""),
            position=position,
            code=row.code or "",
            group=row.group or "",
            name=row.name,
            folded=fold(f"{row.code or ''} {row.name}"),
            operator=settled.operator or "",
            value=Decimal(settled.value) if settled.value is not None else None,
            unit=settled.unit or "",
            text=row.text or "",
            origin=row.origin,
            survey=settled.survey,
            tracked=settled.tracked,
            source=asdict(row.source),
        )

    def _body(self, found: Review) -> None:
        self.written += Responsibility.objects.bulk_create(
            Responsibility(
                plan=self.plan,
                position=n,
                printed_unit=duty.unit,
                content=duty.content,
                source=asdict(duty.source),
            )
            for n, duty in enumerate(found.reading.responsibilities, start=1)
        )
        self.written += ReportingDuty.objects.bulk_create(
            ReportingDuty(
                plan=self.plan,
                position=n,
                text=duty.text,
                frequency=duty.frequency,
                months=list(duty.months),
                before_day=duty.before_day,
                senders=list(duty.senders),
                recipients=list(duty.receivers),
                source=asdict(duty.source),
            )
            for n, duty in enumerate(found.reading.reporting, start=1)
        )
