"""*Bàn giao*: work goes to another position or unit; nothing is ever nobody's."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.db import transaction

from thuocdo.accounts.queries import positions_held, signing_in
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.queries import name_on, successors_of
from thuocdo.plans.access import HAND_OVER
from thuocdo.plans.actions.progress.turn import Turn, take_open
from thuocdo.plans.models import Assignment, Handover, Update
from thuocdo.plans.queries.orphans import owed_by_ended_units
from thuocdo.plans.rules.progress import after_head

# Work given to another unit by decision is reported by that one anew.
TAKEN_BACK: dict[str, Any] = {"stage": "", "claimed_on": None, "waits_since": None}


def hand_over(
    *,
    by: Actor,
    at: dt.datetime,
    assignment: Assignment,
    version: int | None,
    text: str,
    unit: int | None = None,
    holder: int | None = None,
) -> Handover:
    """To a position of the same unit, or to another unit the giver reaches, with what is asked on the way.

    A head gives within the unit; only the office gives work to another unit.
    """
    with transaction.atomic():
        turn = take_open(HAND_OVER, by=by, at=at, assignment=assignment, version=version)
        to = unit or turn.work.unit_id
        if to != turn.work.unit_id:
            if not by.holds(frozenset({"focal"}), turn.work.unit_id):
                raise Refused("Chuyển việc sang đơn vị khác do đầu mối thực hiện.")
            require(by, HAND_OVER, to)
        _receivable(turn, to, holder)
        handover = _hand(turn, text, to, holder)
        turn.keep(HAND_OVER)
    return handover


def _receivable(turn: Turn, unit: int, holder: int | None) -> None:
    work = turn.work
    if work.of_id is not None:
        raise Refused("Mốc báo cáo đi theo việc của nó. Bàn giao cả phần việc.")
    if unit == work.unit_id and holder == work.holder_id:
        raise Mistake("Chọn người hoặc đơn vị khác với hiện tại.", field="holder")
    if holder is not None and holder not in positions_held(unit, turn.today):
        raise Mistake("Người nhận không giữ chức vụ nào ở đơn vị đó.", field="holder")
    if unit not in successors_of([unit], turn.today)[unit]:
        raise Mistake("Đơn vị nhận không còn hoạt động. Chọn đơn vị kế thừa.", field="unit")


def _hand(turn: Turn, text: str, unit: int, holder: int | None, *, ended: bool = False) -> Handover:
    """`ended`: the unit is no more; what it had reported by then still waits for its yes."""
    work = turn.work
    update = turn.say(Update.Kind.HANDED_OVER, text)
    handover = Handover.objects.create(
        assignment=work,
        update=update,
        from_unit_id=work.unit_id,
        to_unit_id=unit,
        from_holder_id=work.holder_id,
        to_holder_id=holder,
    )
    turn.made(handover)
    if unit == work.unit_id:
        turn.save(work, holder_id=holder)
        return handover
    for each in (work, *work.checkpoints.filter(state=Assignment.State.OPEN)):
        stage = _stage_at_heir(turn, each, unit) if ended else TAKEN_BACK
        turn.save(each, unit_id=unit, holder_id=holder if each is work else each.holder_id, **stage)
    return handover


def _stage_at_heir(turn: Turn, work: Assignment, unit: int) -> dict[str, Any]:
    """Where a report of a unit that is no more waits now: with the heir's head, or on with who follows the plan."""
    if not work.stage:
        return {}
    if work.stage == Assignment.Stage.HEAD and signing_in("head", turn.today, unit):
        return {}
    return {"stage": after_head(office_leads=unit == turn.work.task.plan.focal_unit_id)}


def hand_on_from_ended_units(*, by: Actor, at: dt.datetime, today: dt.date) -> int:
    """Work of units that are no more goes to their successor, else to the unit that follows the plan.

    Each piece in its own transaction; done again it finds nothing. Returns how many were handed on.
    """
    owed = owed_by_ended_units(today)
    names = name_on({work.unit_id for work, _heir in owed}, today)
    for work, heir in owed:
        with transaction.atomic():
            turn = take_open(HAND_OVER, by=by, at=at, assignment=work)
            if turn.work.unit_id == heir:
                continue
            why = f"{names.get(work.unit_id, 'Đơn vị')} không còn hoạt động; việc chuyển theo đơn vị kế thừa."
            _hand(turn, why, heir, None, ended=True)
            turn.keep(HAND_OVER)
    return len(owed)
