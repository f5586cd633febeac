"""Taking a plan in and deciding what is open in it. Nothing here tracks anything yet."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents import intake as papers
from thuocdo.documents.actions import record_document, store_upload
from thuocdo.documents.actions.answers import write_answers
from thuocdo.documents.rules.blocks import Source
from thuocdo.documents.rules.references import one
from thuocdo.documents.rules.window import stored
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc
from thuocdo.organisations.queries import names_on
from thuocdo.plans.access import RECORD_ISSUE, REVIEW, UPLOAD
from thuocdo.plans.intake import read_plan
from thuocdo.plans.models import Plan
from thuocdo.plans.queries.cited import dated_references
from thuocdo.plans.rules import decisions as keys
from thuocdo.plans.rules.findings.across import conflicting_references
from thuocdo.plans.rules.reading import PlanReading


def upload_plan(
    *, by: Actor, at: dt.datetime, agency: int, name: str, data: bytes, year: int | None = None
) -> Plan:
    """Read a file and open its review. Raises Mistake when it is no document, or no plan.

    The file is kept under its hash before anything else; the plan and its reading come in one
    transaction, so a file that cannot be read leaves nothing behind but an unused copy.
    """
    require(by, UPLOAD, agency)
    read = papers.read(data, name)
    reading = read_plan(read.blocks, name=name, year=year, notes=read.notes)
    if not reading.document.years:
        raise Mistake(
            f"Không rõ “{name}” là kế hoạch của năm nào. Ghi năm rồi tải lại.", field="year"
        )
    words = [(Source(b.page, b.number, b.text[:60]), b.text) for b in read.blocks]
    doubts = conflicting_references(words, dated_references(agency))
    reading = replace(reading, findings=(*reading.findings, *doubts))
    said = _document(reading)
    _is_new(agency, said["number"], said["issued_on"])
    with transaction.atomic():
        file = store_upload(by=by, at=at, name=name, data=data)
        plan = Plan.objects.create(
            agency_id=agency,
            focal_unit_id=by.unit,  # who takes the plan in follows it, until the review says otherwise
            file=file,
            file_name=nfc(name),
            blocks=stored(read.blocks),
            created_at=at,
            **said,
        )
        record(by=by, at=at, verb=UPLOAD, changes=[Change.of(None, plan)])
    return plan


def _document(reading: PlanReading) -> dict[str, Any]:
    paper = reading.document
    title = paper.title or "Kế hoạch không có tên"
    number = f"{paper.number}/{paper.symbol}" if paper.number and paper.symbol else ""
    return {
        "reading": reading.to_json(),
        "title": title,
        "folded": fold(f"{number} {title}"),
        "symbol": paper.symbol or "",
        "number": number,
        "issued_on": _whole_day(paper.date) if number else None,
        "signer": paper.signer.name if paper.signer and paper.signer.name else "",
        "signer_position": paper.signer.position if paper.signer and paper.signer.position else "",
        "first_year": min(paper.years),
        "last_year": max(paper.years),
    }


def _whole_day(printed: str | None) -> dt.date | None:
    return dt.date.fromisoformat(printed) if printed and len(printed) == 10 else None


def decide(
    *,
    by: Actor,
    at: dt.datetime,
    plan: Plan,
    decisions: Mapping[str, Any],
    seen: Mapping[str, int] | None = None,
) -> Plan:
    """Answer questions of the review, all or none; None takes an answer back. `seen`: see `write_answers`."""
    require(by, REVIEW, plan.agency_id)
    for key, value in decisions.items():
        if value is not None:
            keys.check(key, value)
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        _still_open(plan)
        changes = write_answers(by=by, at=at, answers=plan.decisions, said=decisions, seen=seen)
        record(by=by, at=at, verb=REVIEW, changes=changes, touched=[f"plan:{plan.pk}"])
    return plan


def _still_open(plan: Plan) -> None:
    if plan.state != Plan.State.REVIEW:
        raise Refused(
            "Kế hoạch đã được đưa vào theo dõi, không còn rà soát. "
            "Muốn thay đổi, lập văn bản điều chỉnh hoặc đính chính."
        )


def record_issue(
    *,
    by: Actor,
    at: dt.datetime,
    plan: Plan,
    number: str,
    issued_on: dt.date,
    signer: str = "",
    signer_position: str = "",
    signed_name: str = "",
    signed_data: bytes | None = None,
) -> Plan:
    """*Ghi số, ngày ban hành*: what the document system and the signed paper say, now or later.

    The plan thereby is a document of the agency, too: found by its number, its signed scan beside it.
    """
    require(by, RECORD_ISSUE, plan.agency_id)
    reference = one(f"Kế hoạch số {number}", field="number")
    number = nfc(number)
    _number_is_free(plan, number, issued_on)
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        before = snapshot(plan)
        plan.number, plan.issued_on = number, issued_on
        plan.signer, plan.signer_position = nfc(signer), nfc(signer_position)
        plan.folded = fold(f"{number} {plan.title}")
        if signed_data is not None:
            plan.signed_file = store_upload(by=by, at=at, name=signed_name, data=signed_data)
        plan.document = record_document(
            by=by,
            at=at,
            reference=replace(reference, date=issued_on),
            abstract=plan.title,
            issuer=names_on([plan.agency_id], issued_on)[plan.agency_id][0],
            files=[plan.signed_file] if plan.signed_file else (),
        )
        plan.save()
        record(by=by, at=at, verb=RECORD_ISSUE, changes=[Change.of(before, plan)])
    return plan


def _is_new(agency: int, number: str, issued_on: dt.date | None) -> None:
    """A signed plan comes in once; Mistake says where it is and what to do with it."""
    there = Plan.objects.filter(agency=agency, number=number, issued_on=issued_on).first()
    if not number or issued_on is None or there is None:
        return
    remedy = {
        Plan.State.REVIEW: "Mở bản đó trong danh sách kế hoạch; muốn đọc lại tệp thì bỏ bản rà soát ấy trước.",
        Plan.State.LIVE: "Muốn thay đổi, dùng “Điều chỉnh, bổ sung” ở trang của kế hoạch.",
    }.get(
        Plan.State(there.state),
        "Mở bản đó trong danh sách kế hoạch để xem; kiểm tra lại số và ngày của tệp này.",
    )
    raise Mistake(
        f"Kế hoạch số {number} ngày {issued_on:%d/%m/%Y} đã có ({there.get_state_display().lower()}). {remedy}"
    )


def _number_is_free(plan: Plan, number: str, issued_on: dt.date) -> None:
    twins = Plan.objects.filter(agency=plan.agency_id, number=number, issued_on=issued_on)
    if twins.exclude(pk=plan.pk).exists():
        raise Mistake(
            f"Kế hoạch số {number} ngày {issued_on:%d/%m/%Y} đã có. Kiểm tra lại số và ngày.",
            field="number",
        )


def discard_review(*, by: Actor, at: dt.datetime, plan: Plan) -> None:
    """Take back a plan that is still under review: a wrong file, a draft that came twice."""
    require(by, REVIEW, plan.agency_id)
    with transaction.atomic():
        plan = Plan.objects.select_for_update().get(pk=plan.pk)
        _still_open(plan)
        decisions = list(plan.decisions.all())
        changes = [Change(snapshot(row), None) for row in [*decisions, plan]]
        plan.delete()
        record(by=by, at=at, verb=REVIEW, changes=changes)
