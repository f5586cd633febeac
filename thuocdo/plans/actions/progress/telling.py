"""How it goes, and what stands in the way."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.audit.rules import Actor, Refused
from thuocdo.plans.access import DIRECT, UPDATE
from thuocdo.plans.actions.progress.turn import Paper, take, take_open
from thuocdo.plans.models import Assignment, Update


def update_progress(
    *,
    by: Actor,
    at: dt.datetime,
    assignment: Assignment,
    text: str,
    product: bool = False,
    reference: str = "",
    paper: Paper | None = None,
) -> Update:
    """A sentence on how it goes, with evidence where there is any. `product`: it is there now."""
    with transaction.atomic():
        turn = take_open(UPDATE, by=by, at=at, assignment=assignment)
        update = turn.say(Update.Kind.PROGRESS, text, heard=True, product=product)
        if product and not turn.work.product_done:
            turn.save(turn.work, product_done=True)
        turn.prove(update, reference, paper)
        turn.keep(UPDATE)
    return update


def tell_obstacle(
    *,
    by: Actor,
    at: dt.datetime,
    assignment: Assignment,
    text: str,
    to_leader: bool = False,
    paper: Paper | None = None,
) -> Update:
    """What stands in the way. `to_leader`: a decision of the leader is asked for (*Xin ý kiến chỉ đạo*).

    What was once put to the leader stays there until it is answered, whatever is added to it.
    """
    leader, office = Assignment.Obstacle.LEADER, Assignment.Obstacle.OFFICE
    with transaction.atomic():
        turn = take_open(UPDATE, by=by, at=at, assignment=assignment)
        update = turn.say(Update.Kind.OBSTACLE, text, heard=True)
        since = turn.work.obstacle_since or turn.today
        level = leader if to_leader or turn.work.obstacle == leader else office
        turn.save(turn.work, obstacle=level, obstacle_since=since)
        turn.prove(update, "", paper)
        turn.keep(UPDATE)
    return update


def answer_obstacle(*, by: Actor, at: dt.datetime, assignment: Assignment, text: str) -> Update:
    """The answer of the office, or of the leader where one was asked for; the obstacle is no longer open."""
    with transaction.atomic():
        turn = take(DIRECT, by=by, at=at, assignment=assignment)
        work = turn.work
        if not work.obstacle:
            raise Refused("Không còn khó khăn, vướng mắc nào chờ ý kiến.")
        if work.obstacle == Assignment.Obstacle.LEADER and not by.holds(
            frozenset({"leader"}), work.unit_id
        ):
            raise Refused("Đơn vị xin ý kiến của lãnh đạo; chỉ lãnh đạo trả lời.")
        update = turn.say(Update.Kind.DIRECTION, text)
        turn.save(work, obstacle="", obstacle_since=None)
        turn.keep(DIRECT)
    return update
