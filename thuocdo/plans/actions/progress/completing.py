"""From *Báo cáo hoàn thành* to *Xác nhận hoàn thành*: each step by somebody else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import transaction

from thuocdo.accounts.queries import signing_in
from thuocdo.audit.actions import record_many
from thuocdo.audit.rules import Actor, Refused
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations.queries import calendar_for
from thuocdo.plans.access import CONFIRM, REPORT_DONE, RETURN
from thuocdo.plans.actions.progress.turn import Paper, Turn, take, take_open
from thuocdo.plans.models import Assignment, Update
from thuocdo.plans.rules import progress as rules

HEAD = frozenset({"head"})
YES = "Nhất trí."


def report_done(
    *,
    by: Actor,
    at: dt.datetime,
    assignment: Assignment,
    version: int | None,
    text: str,
    done_on: dt.date,
    product: bool = False,
    reference: str = "",
    paper: Paper | None = None,
) -> Update:
    """The doer says that it is done, and when. The work waits for the first of those who must agree."""
    with transaction.atomic():
        turn = take_open(REPORT_DONE, by=by, at=at, assignment=assignment, version=version)
        work = turn.work
        if work.stage:
            raise Refused(f"Đã báo cáo hoàn thành: {work.get_stage_display().lower()}.")
        rules.completion_day(done_on, turn.today, _first_year(work))
        product_done = product or work.product_done
        _no_product_owed(work, product_done)
        update = turn.say(Update.Kind.REPORTED, text, heard=True, product=product, done_on=done_on)
        stage = rules.first_stage(
            by_head=by.holds(HEAD, work.unit_id),
            unit_has_head=bool(signing_in("head", turn.today, work.unit_id) - {by.person}),
            shared=by.person is None and not by.link,
            office_leads=office_leads(work),
        )
        turn.save(
            work,
            stage=stage,
            claimed_on=done_on,
            waits_since=turn.today,
            product_done=product_done,
        )
        turn.prove(update, reference, paper)
        turn.keep(REPORT_DONE)
    return update


def _first_year(work: Assignment) -> int:
    """The first year in which this work can have been done; 0 where an earlier document gave it."""
    if work.carried_from_id is not None:
        return 0
    plan, days = work.task.plan, (work.first_due, work.start, work.task.plan.issued_on)
    return min([plan.first_year, *(day.year for day in days if day)])


def _no_product_owed(work: Assignment, product_done: bool) -> None:
    """The printed product is there, and one that was made a mark of its own is reported before the whole."""
    if work.task.product and work.of_id is None and not product_done:
        raise Mistake(
            f"Kế hoạch ghi sản phẩm “{work.task.product}”. Đánh dấu đã có sản phẩm rồi gửi.",
            field="product",
        )
    owed = work.checkpoints.filter(state=Assignment.State.OPEN, stage="").exclude(label="").first()
    if owed is not None:
        raise Mistake(f"Sản phẩm “{owed.label}” chưa được báo cáo. Báo cáo sản phẩm này trước.")


def office_leads(work: Assignment) -> bool:
    return work.unit_id == work.task.plan.focal_unit_id


def confirm_done(
    *, by: Actor, at: dt.datetime, assignment: Assignment, version: int | None, text: str = YES
) -> Assignment:
    """*Duyệt* by the head of the unit, or *Xác nhận hoàn thành*: from then on the stated day counts."""
    with transaction.atomic():
        turn = take(CONFIRM, by=by, at=at, assignment=assignment, version=version)
        _confirm(turn, text)
        turn.keep(CONFIRM)
    return turn.work


def _confirm(turn: Turn, text: str) -> None:
    by, work = turn.by, turn.work
    _must_decide(turn)
    if work.stage == Assignment.Stage.HEAD and by.holds(HEAD, work.unit_id):
        turn.say(Update.Kind.APPROVED, text, done_on=work.claimed_on)
        stage = rules.after_head(office_leads=office_leads(work))
        turn.save(work, stage=stage, waits_since=turn.today)
        return
    done_on = work.claimed_on
    turn.say(Update.Kind.CONFIRMED, text, done_on=done_on)
    turn.save(
        work,
        state=Assignment.State.DONE,
        done_on=done_on,
        stage="",
        claimed_on=None,
        waits_since=None,
        obstacle="",
        obstacle_since=None,
    )
    for mark in work.checkpoints.filter(state=Assignment.State.OPEN, stage="", label=""):
        reason = f"Việc đã hoàn thành ngày {done_on:%d/%m/%Y}"
        turn.save(mark, state=Assignment.State.CLOSED, closed_reason=reason, closed_at=turn.at)


def _must_decide(turn: Turn) -> None:
    """Refused unless it is this person's turn, and not their own word they would agree with."""
    by, work = turn.by, turn.work
    if not work.stage:
        raise Refused("Việc này không chờ ai xác nhận.")
    calendar = calendar_for(work.task.plan.agency_id)
    raised = rules.raised(work.waits_since, turn.today, calendar)
    if not by.holds(rules.deciders(work.stage, raised), work.unit_id):  # type: ignore[arg-type]
        raise Refused(f"Việc này đang {work.get_stage_display().lower()}.")
    stage: rules.Stage = work.stage  # type: ignore[assignment]
    if rules.same_person(by.person, by.account, by.name, said_done(work), stage):
        raise Refused("Không ai xác nhận việc do chính mình báo cáo hoặc duyệt.")


def said_done(work: Assignment) -> set[rules.Speaker]:
    """Who reported the completion that waits, and who has agreed with it so far."""
    said: set[rules.Speaker] = set()
    rows = work.updates.filter(
        kind__in=(Update.Kind.REPORTED, Update.Kind.APPROVED, Update.Kind.RETURNED)
    )
    told = rows.order_by("id").values_list("kind", "person", "account", "name")
    for kind, person, account, name in told:
        one = rules.Speaker(person, account, name)
        said = set() if kind == Update.Kind.RETURNED else said | {one}
    return said


@dataclass(frozen=True)
class Confirmed:
    """What a bulk confirmation did, and for each piece it could not do, why."""

    done: list[Assignment]
    refused: list[tuple[Assignment, str]]


def confirm_many(
    *, by: Actor, at: dt.datetime, work: Iterable[tuple[Assignment, int]], text: str = YES
) -> Confirmed:
    """Say yes to many at a stroke; each with the version its evidence was shown with."""
    done: list[Turn] = []
    refused: list[tuple[Assignment, str]] = []
    with transaction.atomic():
        for assignment, version in work:
            try:
                with transaction.atomic():
                    turn = take(CONFIRM, by=by, at=at, assignment=assignment, version=version)
                    _confirm(turn, text)
                done.append(turn)
            except Mistake as mistake:
                refused.append((assignment, mistake.message))
        if done:
            record_many(by=by, at=at, verb=CONFIRM, deeds=[turn.deed for turn in done])
    return Confirmed([turn.work for turn in done], refused)


def return_work(
    *, by: Actor, at: dt.datetime, assignment: Assignment, version: int | None, text: str
) -> Update:
    """Back to the doer with a reason: a report that waits, or a confirmation that was a mistake."""
    with transaction.atomic():
        turn = take(RETURN, by=by, at=at, assignment=assignment, version=version)
        work = turn.work
        if work.stage:
            _must_decide(turn)
        elif work.state != Assignment.State.DONE or not by.holds(
            rules.deciders("office", raised=True), work.unit_id
        ):
            raise Refused("Việc này không chờ xác nhận nên không có gì để trả lại.")
        update = turn.say(Update.Kind.RETURNED, text, done_on=work.done_on or work.claimed_on)
        turn.save(
            work,
            state=Assignment.State.OPEN,
            done_on=None,
            stage="",
            claimed_on=None,
            waits_since=None,
        )
        turn.keep(RETURN)
    return update
