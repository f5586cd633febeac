"""An update sheet that came back: every row through the verbs of this drawer, all of them or none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction

from thuocdo.audit.rules import Actor, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.access import UPDATE
from thuocdo.plans.actions.progress.completing import report_done
from thuocdo.plans.actions.progress.telling import tell_obstacle, update_progress
from thuocdo.plans.models import Assignment
from thuocdo.plans.queries.sheet import last_words, of_rows
from thuocdo.plans.rules.sheet import Filled, SheetFault, code

_CELLS = {"text": "text", "done_on": "done_on", "product": "product", "reference": "reference"}


def load_sheet(
    *, by: Actor, at: dt.datetime, rows: Sequence[Filled], trial: bool = False
) -> list[SheetFault]:
    """Record what every row says. The faults, by cell; where there is one, or on `trial`, nothing is kept.

    A trial is the whole thing done and undone, so what it finds is what loading would find.
    """
    require(by, UPDATE)
    faults: list[SheetFault] = []
    with transaction.atomic():
        known = of_rows(by, rows)
        stale = [
            row for row in rows if row.work in known and known[row.work].version != row.version
        ]
        words = last_words([row.work for row in stale])
        for row in rows:
            faults += _load(by, at, row, known.get(row.work), words)
        if trial or faults:
            transaction.set_rollback(True)
    return faults


def _load(
    by: Actor, at: dt.datetime, row: Filled, work: Assignment | None, words: Mapping[int, str]
) -> list[SheetFault]:
    if work is None:
        return [
            SheetFault(
                row.at("code"), "Không có phần việc này trong phạm vi được xem. Tải phiếu mới."
            )
        ]
    if work.version != row.version:
        text = (
            f"Phiếu cũ: lập từ lần cập nhật {row.version}, nay đã đến lần {work.version} "
            f"({words.get(work.pk, 'một thay đổi khác')}). Xem lại trên trang rồi tải phiếu mới."
        )
        return [SheetFault(row.at("code"), text, (code(work.pk, work.version),))]
    try:
        with transaction.atomic():
            _say(by, at, row, work)
    except Mistake as mistake:
        cell = _CELLS.get(mistake.field or "", "code")
        return [SheetFault(row.at(cell), mistake.message)]
    return []


def _say(by: Actor, at: dt.datetime, row: Filled, work: Assignment) -> None:
    if row.obstacle:
        tell_obstacle(by=by, at=at, assignment=work, text=row.obstacle, to_leader=row.to_leader)
    said = {"text": row.text, "product": row.product, "reference": row.reference}
    if row.done_on:
        report_done(by=by, at=at, assignment=work, version=None, done_on=row.done_on, **said)  # type: ignore[arg-type]
    elif row.text:
        update_progress(by=by, at=at, assignment=work, **said)  # type: ignore[arg-type]
