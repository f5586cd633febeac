"""One person's turn at one piece of work: what is locked, what is said, what enters the log."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from django.db import models

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, Deed, record, snapshot
from thuocdo.audit.rules import Actor, Refused, Verb, require
from thuocdo.documents.actions import attach_evidence, store_upload
from thuocdo.plans.models import Assignment, Plan, Update
from thuocdo.plans.queries.phone import link_of
from thuocdo.plans.rules.progress import sentence

Paper = tuple[bytes, str]  # the bytes of a file and its name


@dataclass
class Turn:
    """Built inside the action's transaction by `take`; `changes` grow until `keep` writes the log."""

    by: Actor
    at: dt.datetime
    work: Assignment
    changes: list[Change] = field(default_factory=list)

    @property
    def today(self) -> dt.date:
        return legal_day(self.at)

    def say(self, kind: str, text: str, *, heard: bool = False, **more: Any) -> Update:
        """An update of this work; `heard`: it is the unit's own word, a sign of life."""
        update = Update.objects.create(
            assignment=self.work,
            kind=kind,
            text=sentence(text),
            at=self.at,
            person=self.by.person,
            account=self.by.account,
            link=link_of(self.by),
            name=self.by.name,
            position=self.by.on_behalf or self.by.position,
            unit_id=self.by.unit,
            **more,
        )
        self.changes.append(Change.of(None, update))
        fields: dict[str, Any] = {"version": self.work.version + 1}
        if heard:
            fields["heard_on"] = self.today
            if self.work.of_id is not None:
                self.save(Assignment.objects.get(pk=self.work.of_id), heard_on=self.today)
        self.save(self.work, **fields)
        return update

    def save(self, row: models.Model, **fields: Any) -> None:
        """Change a row and remember what it was."""
        before = snapshot(row)
        for name, value in fields.items():
            setattr(row, name, value)
        row.save()
        self.changes.append(Change.of(before, row))

    def made(self, row: models.Model) -> None:
        self.changes.append(Change.of(None, row))

    def prove(self, update: Update, reference: str, paper: Paper | None) -> None:
        """Attach what was given as evidence to the update that speaks of it."""
        attach = partial(
            attach_evidence,
            by=self.by,
            at=self.at,
            thing=f"update:{update.pk}",
            about=self.work.task.content,
            place=f"/phan-viec/{self.work.pk}/",
        )
        if reference.strip():
            attach(reference=reference)
        if paper is not None:
            attach(file=store_upload(by=self.by, at=self.at, data=paper[0], name=paper[1]))

    @property
    def deed(self) -> Deed:
        work = self.work
        touched = (f"plan:{work.task.plan_id}", f"task:{work.task_id}", f"unit:{work.unit_id}")
        return Deed(tuple(self.changes), touched)

    def keep(self, verb: Verb) -> None:
        """The last statement of the action."""
        deed = self.deed
        record(by=self.by, at=self.at, verb=verb, changes=deed.changes, touched=deed.touched)


def take(
    verb: Verb, *, by: Actor, at: dt.datetime, assignment: Assignment, version: int | None = None
) -> Turn:
    """Lock a piece of work for somebody who may; Refused where it is over, or somebody else was first.

    `version`: the one the page showed. None for a word that adds to what is there and changes no state:
    two people who write at the same time are both heard.
    """
    require(by, verb, assignment.unit_id)
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("task__plan")
    work = rows.get(pk=assignment.pk)
    if work.task.plan.state != Plan.State.LIVE or work.state == Assignment.State.CLOSED:
        raise Refused("Việc này không còn được theo dõi. Mở lại trang nhiệm vụ để xem lý do.")
    if version is not None and version != work.version:
        last = work.updates.last()
        said = f"{last.name}: {last.get_kind_display()}" if last else "một thay đổi khác"
        raise Refused(
            f"Việc này vừa có thay đổi trong lúc đang ghi ({said}). Nội dung đã gõ vẫn còn dưới đây; "
            "xem lại rồi gửi lần nữa."
        )
    return Turn(by, at, work)


def take_open(
    verb: Verb, *, by: Actor, at: dt.datetime, assignment: Assignment, version: int | None = None
) -> Turn:
    """`take` for what can only happen before the work is done."""
    turn = take(verb, by=by, at=at, assignment=assignment, version=version)
    if turn.work.state != Assignment.State.OPEN:
        raise Refused("Việc này đã được xác nhận hoàn thành.")
    return turn
