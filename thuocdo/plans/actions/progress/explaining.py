"""*Giải trình*: asked of a unit, answered on record."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.audit.rules import Actor, Refused
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.access import ASK_EXPLANATION, EXPLAIN
from thuocdo.plans.actions.progress.turn import Paper, take
from thuocdo.plans.models import Assignment, Explanation, Update


def ask_explanation(
    *, by: Actor, at: dt.datetime, assignment: Assignment, text: str, due: dt.date
) -> Explanation:
    """Ask the unit why, to be answered by a day. One question at a time."""
    with transaction.atomic():
        turn = take(ASK_EXPLANATION, by=by, at=at, assignment=assignment)
        if turn.work.explanations.filter(answered=None).exists():
            raise Refused("Yêu cầu giải trình trước đó chưa được trả lời.")
        if due < turn.today:
            raise Mistake("Hạn giải trình đã qua. Ghi ngày từ hôm nay trở đi.", field="due")
        asked = turn.say(Update.Kind.ASKED_WHY, text)
        explanation = Explanation.objects.create(assignment=turn.work, due=due, asked=asked)
        turn.made(explanation)
        turn.keep(ASK_EXPLANATION)
    return explanation


def explain(
    *,
    by: Actor,
    at: dt.datetime,
    explanation: Explanation,
    text: str,
    reference: str = "",
    paper: Paper | None = None,
) -> Explanation:
    """The unit's answer."""
    with transaction.atomic():
        turn = take(EXPLAIN, by=by, at=at, assignment=explanation.assignment)
        explanation = Explanation.objects.get(pk=explanation.pk)
        if explanation.answered_id is not None:
            raise Refused("Yêu cầu giải trình này đã được trả lời.")
        answered = turn.say(Update.Kind.EXPLAINED, text, heard=True)
        turn.save(explanation, answered=answered)
        turn.prove(answered, reference, paper)
        turn.keep(EXPLAIN)
    return explanation
