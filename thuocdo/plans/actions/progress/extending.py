"""Another due day: asked before the first has passed, decided by whoever gave the work."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.audit.rules import Actor, Refused
from thuocdo.plans.access import ASK_EXTENSION, DECIDE_EXTENSION
from thuocdo.plans.actions.progress.turn import Paper, take_open
from thuocdo.plans.models import Assignment, Extension, Update
from thuocdo.plans.rules.progress import Wanted


def ask_extension(
    *,
    by: Actor,
    at: dt.datetime,
    assignment: Assignment,
    version: int | None,
    wanted: dt.date,
    text: str,
    reference: str = "",
    paper: Paper | None = None,
) -> Extension:
    """Ask for a later day, with the reason. One request at a time."""
    with transaction.atomic():
        turn = take_open(ASK_EXTENSION, by=by, at=at, assignment=assignment, version=version)
        work = turn.work
        if work.stage:
            raise Refused("Đã báo cáo hoàn thành nên không cần gia hạn.")
        if work.extensions.filter(answered=None).exists():
            raise Refused("Đề nghị gia hạn trước đó chưa được trả lời.")
        due = Wanted(work.due, wanted, turn.today).check()
        asked = turn.say(Update.Kind.ASKED_TIME, text, heard=True)
        extension = Extension.objects.create(assignment=work, due=due, wanted=wanted, asked=asked)
        turn.made(extension)
        turn.prove(asked, reference, paper)
        turn.keep(ASK_EXTENSION)
    return extension


def decide_extension(
    *,
    by: Actor,
    at: dt.datetime,
    extension: Extension,
    granted: bool,
    text: str,
    new_due: dt.date | None = None,
) -> Extension:
    """*Đồng ý gia hạn* to the day wanted or another, or *Không đồng ý gia hạn*. The first due day stays.

    Products that were due with the whole move with it.
    """
    with transaction.atomic():
        turn = take_open(DECIDE_EXTENSION, by=by, at=at, assignment=extension.assignment)
        work = turn.work
        extension = Extension.objects.select_related("asked").get(pk=extension.pk)
        if extension.answered_id is not None:
            raise Refused("Đề nghị gia hạn này đã được trả lời.")
        if (by.person, by.account) == (extension.asked.person, extension.asked.account):
            raise Refused("Không ai quyết định đề nghị của chính mình.")
        day = (new_due or extension.wanted) if granted else None
        if day is not None:
            Wanted(extension.due, day, extension.due).check()
        kind = Update.Kind.GRANTED if granted else Update.Kind.REFUSED
        answered = turn.say(kind, text)
        turn.save(extension, granted=granted, new_due=day, answered=answered)
        if day is not None:
            turn.save(work, due=day, extended=work.extended + 1)
            for mark in work.checkpoints.filter(state="open", due=extension.due).exclude(label=""):
                turn.save(mark, due=day)
        turn.keep(DECIDE_EXTENSION)
    return extension
