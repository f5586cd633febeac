"""One piece of work as its page shows it: what was said, what proves it, what waits, what this reader may do."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuocdo.accounts import queries as accounts
from thuocdo.audit.rules import Actor, Verb
from thuocdo.documents.queries import Proof, evidence_of
from thuocdo.lawbook.calendar import WorkingCalendar
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.plans import access
from thuocdo.plans.models import Assignment, Explanation, Extension, Plan, Reminder, Update
from thuocdo.plans.queries.buckets import piece
from thuocdo.plans.rules import progress as rules
from thuocdo.plans.rules.buckets import Asked, Bucket, bucket_of, silent_days


@dataclass(frozen=True)
class Said:
    """An update with the name of its author's unit and what proves it."""

    update: Update
    unit: str
    proofs: list[Proof]


@dataclass(frozen=True)
class Clock:
    """`left`: working days to the due day, negative after it, None without one; `apart`: calendar days to it, which
    days off make more; `waits`: at the present desk."""

    left: int | None
    apart: int
    waits: int | None
    raised: bool
    silent: int | None


@dataclass(frozen=True)
class WorkView:
    """`may` holds the codes of the verbs this reader may use on it now, without their room."""

    work: Assignment
    unit: str
    holder: str
    bucket: Bucket
    clock: Clock
    said: list[Said]
    proofs: list[Proof]
    marks: list[Assignment]
    extension: Extension | None
    explanation: Explanation | None
    may: frozenset[str]
    reminded: Reminder | None


def seen_work(by: Actor, pk: int) -> Assignment | None:
    """The piece of work, if this reader may see it. One query."""
    rows = Assignment.objects.filter(access.visible_to(by), pk=pk)
    return rows.select_related("task__plan", "task__parent", "of", "holder__person").first()


def work_view(by: Actor, work: Assignment, today: dt.date) -> WorkView:
    """Constant queries, however much was said."""
    updates = list(work.updates.order_by("-id"))
    marks = list(work.checkpoints.exclude(state=Assignment.State.CLOSED).order_by("due", "id"))
    things = [f"update:{u.pk}" for u in updates]
    proofs = evidence_of([f"assignment:{work.pk}", *things])
    names = organisations.name_on({work.unit_id, *(u.unit_id for u in updates if u.unit_id)}, today)
    extension = work.extensions.filter(answered=None).select_related("asked").first()
    explanation = work.explanations.filter(answered=None).select_related("asked").first()
    clock = clock_of(work, marks, today, organisations.calendar_for(work.task.plan.agency_id))
    return WorkView(
        work=work,
        unit=names.get(work.unit_id, ""),
        holder=_holder(work, today),
        bucket=bucket_of(piece(work), today),
        clock=clock,
        said=[Said(u, names.get(u.unit_id or 0, ""), proofs[f"update:{u.pk}"]) for u in updates],
        proofs=proofs[f"assignment:{work.pk}"],
        marks=marks,
        extension=extension,
        explanation=explanation,
        may=_may(by, work, clock, updates, extension, explanation),
        reminded=Reminder.objects.filter(lines__assignment=work, withdrawn_at=None).first(),
    )


def _holder(work: Assignment, today: dt.date) -> str:
    """Who in the unit keeps it; of somebody who left, that they did: the unit gives it to another."""
    if work.holder_id is None:
        return ""
    name, title = accounts.positions_held(work.unit_id, today).get(work.holder_id, ("", ""))
    return f"{name}, {title}" if name else _("Người giữ việc đã thôi chức vụ; đơn vị giao lại")


def clock_of(
    work: Assignment, marks: list[Assignment], today: dt.date, calendar: WorkingCalendar
) -> Clock:
    left = days_between(today, work.due, calendar) if work.state == Assignment.State.OPEN else None
    waits = days_between(work.waits_since, today, calendar)
    apart = (work.due - today).days if work.due else 0
    return Clock(
        left,
        apart,
        waits,
        waits is not None and waits >= rules.PATIENCE,
        silence(work, marks, today),
    )


def days_between(
    start: dt.date | None, end: dt.date | None, calendar: WorkingCalendar
) -> int | None:
    """Working days; None where a day is missing or no calendar of that year is known yet."""
    if start is None or end is None:
        return None
    try:
        return calendar.working_days_between(start, end)
    except Mistake:
        return None


def silence(work: Assignment, marks: list[Assignment], today: dt.date) -> int | None:
    """Days since the last word, where a day passed on which it was asked for one."""
    asked = [
        Asked(each.due)
        for each in [work, *marks]
        if each.due and each.state == Assignment.State.OPEN and not each.stage
    ]
    given = accounts.legal_day(work.created_at)
    return silent_days(asked, work.heard_on, given, today)


_WHILE_OPEN = (access.UPDATE, access.HAND_OVER)
_BEFORE_REPORT = (access.REPORT_DONE, access.ASK_EXTENSION)


def _may(
    by: Actor,
    work: Assignment,
    clock: Clock,
    updates: list[Update],
    extension: Extension | None,
    explanation: Explanation | None,
) -> frozenset[str]:
    live = work.task.plan.state == Plan.State.LIVE and work.state != Assignment.State.CLOSED
    if not live:
        return frozenset()
    is_open = work.state == Assignment.State.OPEN
    possible: list[Verb] = [*_WHILE_OPEN] if is_open else []
    if is_open and not work.stage:
        possible += _BEFORE_REPORT
    if work.due is None or clock.apart < 0 or extension is not None:
        possible = [v for v in possible if v is not access.ASK_EXTENSION]
    if work.obstacle:
        possible.append(access.DIRECT)
    if is_open and extension is not None:
        possible.append(access.DECIDE_EXTENSION)
    possible.append(access.EXPLAIN if explanation is not None else access.ASK_EXPLANATION)
    found = {v.code for v in possible if v.allows(by, work.unit_id)}
    if work.stage and may_confirm(by, work, clock.raised, updates):
        found |= {access.CONFIRM.code, access.RETURN.code}
    if work.state == Assignment.State.DONE and by.holds(
        frozenset({"focal", "leader"}), work.unit_id
    ):
        found.add(access.RETURN.code)
    return frozenset(code.partition(".")[2] for code in found)


def may_confirm(by: Actor, work: Assignment, raised: bool, updates: list[Update]) -> bool:
    """Whether it is this person's turn to say yes. `updates` of this work, the newest first."""
    stage: rules.Stage = work.stage  # type: ignore[assignment]
    if not by.holds(rules.deciders(stage, raised), work.unit_id):
        return False
    said = []
    for update in updates:
        if update.kind == Update.Kind.RETURNED:
            break
        if update.kind in (Update.Kind.REPORTED, Update.Kind.APPROVED):
            said.append(rules.Speaker(update.person, update.account, update.name))
    return not rules.same_person(by.person, by.account, by.name, said, stage)
