"""Writing down what was measured of a target."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents.actions import attach_evidence, store_upload
from thuocdo.lawbook import periods
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import Period
from thuocdo.lawbook.text import nfc
from thuocdo.plans.access import OBSERVE, may_observe
from thuocdo.plans.actions.progress.turn import Paper
from thuocdo.plans.intake.results import PastedLine, figure_of
from thuocdo.plans.models import Observation, Plan, Target
from thuocdo.plans.rules.targets import OF_OPERATOR


def observe_target(
    *,
    by: Actor,
    at: dt.datetime,
    target: Target,
    period: str,
    value: str,
    source: str,
    published_on: dt.date | None = None,
    note: str = "",
    paper: Paper | None = None,
) -> Observation:
    """One result of a period; a second one of the same period replaces the first, which stays to be read.

    `value` as people write it ("97,65"). A target measured by others needs the day of publication.
    """
    measured = _period(period)
    with transaction.atomic():
        row = _take(by, at, target)
        seen, changes = _write(by, at, row, measured, figure_of(value), source, published_on, note)
        if paper is not None:
            file = store_upload(by=by, at=at, data=paper[0], name=paper[1])
            attach_evidence(
                by=by, at=at, thing=f"observation:{seen.pk}", file=file,
                about=target.name, place=f"/chi-tieu/{target.pk}/",
            )  # fmt: skip
        touched = [f"plan:{row.plan_id}", f"target:{row.pk}"]
        record(by=by, at=at, verb=OBSERVE, changes=changes, touched=touched)
    return seen


def observe_many(
    *,
    by: Actor,
    at: dt.datetime,
    lines: Sequence[PastedLine],
    period: str,
    source: str,
    published_on: dt.date | None = None,
) -> list[Observation]:
    """Results of many targets of one period from one source. All or nothing."""
    if not lines:
        raise Mistake("Chưa có dòng nào. Dán mỗi dòng một chỉ tiêu và kết quả.", field="text")
    wrong = next((line for line in lines if line.fault or line.target is None), None)
    if wrong:
        raise Mistake(f"“{wrong.code}”: {wrong.fault}", field="text")
    measured = _period(period)
    found, changes, plans = [], [], set()
    with transaction.atomic():
        for line in lines:
            assert line.target is not None
            assert line.value is not None
            row = _take(by, at, line.target)
            seen, made = _write(by, at, row, measured, line.value, source, published_on, "")
            found.append(seen)
            changes += made
            plans.add(row.plan_id)
        record(
            by=by,
            at=at,
            verb=OBSERVE,
            changes=changes,
            touched=[f"plan:{p}" for p in sorted(plans)],
        )
    return found


def set_direction(*, by: Actor, at: dt.datetime, target: Target, direction: str) -> Target:
    """Say once whether more, less or exactly the printed level is meant; the printed level stays."""
    if direction not in ("up", "down", "exact"):
        raise Mistake("Chọn một trong ba cách hiểu mức chỉ tiêu.", field="direction")
    with transaction.atomic():
        row = _take(by, at, target)
        if row.operator in OF_OPERATOR or row.value is None:
            raise Refused("Mức chỉ tiêu này đã có chiều so sánh, không cần chọn.")
        before = snapshot(row)
        row.direction = direction
        row.save()
        record(
            by=by, at=at, verb=OBSERVE, changes=[Change.of(before, row)],
            touched=[f"plan:{row.plan_id}"],
        )  # fmt: skip
    return row


def _take(by: Actor, at: dt.datetime, target: Target) -> Target:
    """A plan that has ended still takes its results: surveys are published in the year after."""
    require(by, OBSERVE)
    row = Target.objects.select_for_update(of=("self",)).select_related("plan").get(pk=target.pk)
    if row.plan.state == Plan.State.REVIEW or not row.tracked:
        raise Refused("Chỉ tiêu này không còn được theo dõi nên không ghi kết quả được.")
    if not may_observe(by, row, legal_day(at)):
        raise Refused("Chỉ đầu mối và đơn vị chịu trách nhiệm chỉ tiêu này ghi được kết quả.")
    return row


def _write(
    by: Actor,
    at: dt.datetime,
    target: Target,
    period: Period,
    value: Decimal,
    source: str,
    published_on: dt.date | None,
    note: str,
) -> tuple[Observation, list[Change]]:
    source = nfc(source).strip()
    _check(target, period, source, published_on, legal_day(at))
    replaced = _replace(target, period, at)
    seen = Observation.objects.create(
        target=target,
        period=period.code,
        until=period.end,
        value=value,
        source=source[:300],
        published_on=published_on,
        note=nfc(note).strip(),
        at=at,
        person=by.person,
        account=by.account,
        name=by.name[:200],
        unit_id=by.unit,
    )
    return seen, [*replaced, Change.of(None, seen)]


def _check(
    target: Target, period: Period, source: str, published_on: dt.date | None, today: dt.date
) -> None:
    """Mistake: no source, a period or a publication to come, a survey nobody has published."""
    if not source:
        raise Mistake("Ghi nguồn số liệu: văn bản, báo cáo hoặc hệ thống.", field="source")
    if period.start > today:
        raise Mistake(f"{period.label} chưa bắt đầu. Chọn kỳ đã có kết quả.", field="period")
    if target.survey and published_on is None:
        raise Mistake(
            "Chỉ tiêu này do cơ quan khác khảo sát, công bố. Ghi ngày công bố.",
            field="published_on",
        )
    if published_on and published_on > today:
        raise Mistake("Ngày công bố chưa đến. Sửa lại ngày.", field="published_on")


def _replace(target: Target, period: Period, at: dt.datetime) -> list[Change]:
    """What was measured of this period before stays to be read, and no longer counts."""
    changes = []
    for old in target.observations.filter(period=period.code, replaced_at=None):
        before = snapshot(old)
        old.replaced_at = at
        old.save()
        changes.append(Change.of(before, old))
    return changes


def _period(code: str) -> Period:
    try:
        return periods.parse(code)
    except Mistake as mistake:
        raise Mistake(mistake.message, field="period") from None
