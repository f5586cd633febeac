"""Changing a plan that is being carried out: by a document, line by line, with history.

Three ways in, one way through: the whole plan read again (`amend_from_file`), a short document that names
single rows (`amend_rows`), a repair of typing (`kind` correction). Each makes an `Amendment` with lines; a
person accepts or refuses each line; `apply_amendment` changes what is tracked.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from django.db import transaction

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents import intake as papers
from thuocdo.documents.actions import store_upload
from thuocdo.documents.rules.window import stored
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.plans.access import AMEND
from thuocdo.plans.intake import read_plan
from thuocdo.plans.models import Amendment, AmendmentLine, Plan
from thuocdo.plans.queries.printed import printed_targets, printed_tasks
from thuocdo.plans.rules import decisions as keys
from thuocdo.plans.rules.diff import diff

EDITABLE = {
    "task": frozenset({"content", "schedule", "lead", "coordinating", "product", "dropped"}),
    "target": frozenset({"name", "operator", "value", "unit", "responsible", "dropped"}),
}


def amend_from_file(
    *,
    by: Actor,
    at: dt.datetime,
    plan: Plan,
    kind: str,
    number: str,
    issued_on: dt.date | None,
    name: str,
    data: bytes,
) -> Amendment:
    """Read the amended plan and draft its lines: what was added, changed and dropped."""
    require(by, AMEND, plan.agency_id)
    read = papers.read(data, name)
    reading = read_plan(read.blocks, name=name, year=plan.first_year, notes=read.notes)
    if not (reading.tasks or reading.targets):
        raise Mistake(
            f"Không tìm thấy chỉ tiêu hay nhiệm vụ nào trong “{name}”. "
            "Nếu văn bản chỉ sửa vài dòng, chọn “Sửa từng dòng”."
        )
    new = reading.to_json()
    lines = [
        *_lines("task", printed_tasks(plan), new["tasks"]),
        *_lines("target", printed_targets(plan), new["targets"]),
    ]
    if not lines:
        raise Mistake("Văn bản này không khác kế hoạch đang theo dõi. Không có gì để điều chỉnh.")
    with transaction.atomic():
        _live(plan)
        return _draft_with(
            lines,
            by,
            at,
            plan=plan,
            kind=kind,
            number=nfc(number),
            issued_on=issued_on,
            abstract=reading.document.title or "",
            file=store_upload(by=by, at=at, name=name, data=data),
            reading=new,
            blocks=stored(read.blocks),
        )


def amend_rows(
    *,
    by: Actor,
    at: dt.datetime,
    plan: Plan,
    kind: str,
    number: str,
    issued_on: dt.date | None,
    abstract: str,
    changes: Iterable[tuple[str, int, Mapping[str, Any]]],
) -> Amendment:
    """A short document: for each (row kind, row id) the fields it changes; `dropped` true takes it out.

    An amendment needs the number of its document; a correction of typing may go without.
    """
    require(by, AMEND, plan.agency_id)
    if kind == Amendment.Kind.AMENDMENT and not nfc(number):
        raise Mistake("Ghi số, ký hiệu của văn bản điều chỉnh.", field="number")
    rows = {("task", r.id): r for r in printed_tasks(plan)}
    rows |= {("target", r.id): r for r in printed_targets(plan)}
    lines = []
    for row, pk, fields in changes:
        old = rows.get((row, pk))
        if old is None or not set(fields) <= EDITABLE[row]:
            raise Mistake("Dòng cần sửa không còn trong kế hoạch này. Tải lại trang rồi chọn lại.")
        if line := _edited(old.fields, fields, **{f"{row}_id": pk}):
            lines.append(line)
    if not lines:
        raise Mistake("Chưa có dòng nào thay đổi. Sửa ít nhất một dòng.")
    with transaction.atomic():
        _live(plan)
        return _draft_with(
            lines,
            by,
            at,
            plan=plan,
            kind=kind,
            number=nfc(number),
            issued_on=issued_on,
            abstract=nfc(abstract),
        )


def _edited(old: Mapping[str, Any], new: Mapping[str, Any], **row: int) -> AmendmentLine | None:
    """What the fields typed change of one row; None where they say what it says already."""
    if new.get("dropped"):
        return AmendmentLine(kind="dropped", before=dict(old), **row)
    after = {k: v for k, v in new.items() if k != "dropped" and old.get(k) != v}
    if not after:
        return None
    before = {k: old.get(k) for k in after}
    return AmendmentLine(kind="changed", before=before, after=after, **row)


def _live(plan: Plan) -> None:
    if Plan.objects.select_for_update().get(pk=plan.pk).state != Plan.State.LIVE:
        raise Refused("Chỉ điều chỉnh được kế hoạch đang thực hiện.")


def _lines(
    row: Literal["task", "target"], old: list[Any], new: list[Mapping[str, Any]]
) -> list[AmendmentLine]:
    """What the plan read anew says otherwise than the rows being carried out."""
    lines = []
    for line in diff(row, [r.fields for r in old], new):
        whose = {} if line.old is None else {f"{row}_id": old[line.old].id}
        place = {"row": row, "place": line.new} if line.after else {}
        before, after = dict(line.before) or None, {**line.after, **place} or None
        lines.append(AmendmentLine(kind=line.kind, before=before, after=after, **whose))
    return lines


def _draft_with(lines: list[AmendmentLine], by: Actor, at: dt.datetime, **paper: Any) -> Amendment:
    """The amendment of this paper as a draft: each line waits to be accepted or refused."""
    amendment = Amendment.objects.create(created_at=at, **paper)
    for position, line in enumerate(lines, start=1):
        line.amendment, line.position = amendment, position
    rows = AmendmentLine.objects.bulk_create(lines)
    record(
        by=by,
        at=at,
        verb=AMEND,
        changes=[Change.of(None, amendment), *(Change.of(None, row) for row in rows)],
        touched=[f"plan:{amendment.plan_id}"],
    )
    return amendment


def decide_lines(
    *, by: Actor, at: dt.datetime, amendment: Amendment, accepted: Mapping[int, bool | None]
) -> Amendment:
    """Accept or refuse lines (by id), in bulk or one by one."""
    require(by, AMEND, amendment.plan.agency_id)
    with transaction.atomic():
        _draft(amendment)
        changes = []
        for line in amendment.lines.filter(pk__in=accepted):
            before = snapshot(line)
            line.accepted = accepted[line.pk]
            line.save()
            changes.append(Change.of(before, line))
        record(by=by, at=at, verb=AMEND, changes=changes, touched=[f"plan:{amendment.plan_id}"])
    return amendment


def decide_names(
    *, by: Actor, at: dt.datetime, amendment: Amendment, decisions: Mapping[str, Any]
) -> Amendment:
    """Settle unit names or leads of changed rows, with the keys of a review (`rules.decisions`)."""
    require(by, AMEND, amendment.plan.agency_id)
    for key, value in decisions.items():
        keys.check(key, value)
    with transaction.atomic():
        _draft(amendment)
        before = snapshot(amendment)
        amendment.decisions = {**amendment.decisions, **decisions}
        amendment.save()
        record(by=by, at=at, verb=AMEND, changes=[Change.of(before, amendment)])
    return amendment


def _draft(amendment: Amendment) -> None:
    if Amendment.objects.select_for_update().get(pk=amendment.pk).state != "draft":
        raise Refused("Văn bản điều chỉnh này đã được áp dụng. Muốn sửa tiếp, lập văn bản khác.")


def discard_amendment(*, by: Actor, at: dt.datetime, amendment: Amendment) -> None:
    """Take a draft back."""
    require(by, AMEND, amendment.plan.agency_id)
    with transaction.atomic():
        _draft(amendment)
        rows = [*amendment.lines.all(), amendment]
        changes = [Change(snapshot(row), None) for row in rows]
        touched = [f"plan:{amendment.plan_id}"]
        amendment.delete()
        record(by=by, at=at, verb=AMEND, changes=changes, touched=touched)
