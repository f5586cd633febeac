"""Writing a *công văn đôn đốc*, numbered from the agency's own series where one is chosen."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import TYPE_CHECKING

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents.actions import take_number
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import WRITE_LETTER
from thuocdo.plans.models import Assignment, ReminderLetter
from thuocdo.plans.queries.letters import as_late, ground, late_work
from thuocdo.plans.rules.letters import Signer, urge

if TYPE_CHECKING:
    from thuocdo.documents.models import NumberSeries


NOBODY_YET = Signer()


def write_letter(
    *,
    by: Actor,
    at: dt.datetime,
    unit: int,
    answer_by: dt.date,
    signer: Signer = NOBODY_YET,
    series: NumberSeries | None = None,
) -> ReminderLetter:
    """The letter about everything the unit owes past its day. With a series it takes the next number and
    today's date; without one both are left for the pen.

    Raises Refused where nothing is late, or the unit is no more.
    """
    require(by, WRITE_LETTER, unit)
    today = legal_day(at)
    works = _owed(by, unit, today)
    on = ground(by, today)
    letter = urge(
        head=on.head,
        unit=organisations.name_on([unit], today)[unit],
        office=on.office,
        works=as_late(works, today),
        written=today,
        answer_by=answer_by,
        recipients=on.recipients,
        signer=signer,
    )
    with transaction.atomic():
        written = ReminderLetter.objects.create(
            unit_id=unit, agency_id=on.agency, content=letter.to_json(), written_at=at
        )
        if series is not None:
            written.number = take_number(by=by, at=at, series=series, thing=str(written))
            letter = dataclasses.replace(letter, number=written.number.code, day=today)
            written.content = letter.to_json()
            written.save()
        touched = [f"unit:{unit}", *(f"task:{work.task_id}" for work in works)]
        record(by=by, at=at, verb=WRITE_LETTER, changes=[Change.of(None, written)], touched=touched)
    return written


def _owed(by: Actor, unit: int, today: dt.date) -> list[Assignment]:
    """What there is to write about. Refused: nothing, or nobody is left to answer."""
    works = late_work(by, unit, today)
    if not works:
        raise Refused("Đơn vị không có việc quá hạn nên không lập công văn đôn đốc.")
    if unit not in organisations.successors_of([unit], today)[unit]:
        raise Refused(
            "Đơn vị không còn hoạt động; việc chuyển cho đơn vị kế thừa. Bàn giao rồi đôn đốc."
        )
    return works
