"""The number a row has in the plan of the level above: what is reported upward is reported under it."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc
from thuocdo.plans.access import AMEND
from thuocdo.plans.models import Plan, Task


def number_upward(*, by: Actor, at: dt.datetime, task: Task, higher: str) -> Task:
    """Say it, change it or, empty, take it back; the printed number of the row stays."""
    require(by, AMEND, task.plan.agency_id)
    number = nfc(higher)
    most = Task._meta.get_field("higher").max_length
    if most is not None and len(number) > most:
        raise Mistake(f"Số nhiệm vụ cấp trên dài quá {most} ký tự.", field="higher")
    with transaction.atomic():
        row = Task.objects.select_for_update(of=("self",)).select_related("plan").get(pk=task.pk)
        if row.plan.state != Plan.State.LIVE:
            raise Refused("Chỉ ghi được số cấp trên cho văn bản đang thực hiện.")
        before = snapshot(row)
        row.higher, row.folded = number, fold(f"{row.number} {number} {row.content}")
        row.save()
        changes, touched = [Change.of(before, row)], [f"plan:{row.plan_id}", f"task:{row.pk}"]
        record(by=by, at=at, verb=AMEND, changes=changes, touched=touched)
    return row
