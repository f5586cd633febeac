"""Putting evidence beside a thing, and taking it away with a reason."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents.access import ATTACH, WITHDRAW, files_visible_to, home_of, visible_to
from thuocdo.documents.actions.recording import record_document
from thuocdo.documents.models import Document, Evidence, File
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc


def attach_evidence(
    *,
    by: Actor,
    at: dt.datetime,
    thing: str,
    reference: str = "",
    document: Document | None = None,
    file: File | None = None,
    name: str = "",
    about: str = "",
    place: str = "",
) -> Evidence:
    """Attach one document (given, or by its printed reference) or one file to a thing ("assignment:7").

    `about` and `place` are the thing's words and its address on the site, shown beside the document.
    The calling action has checked that the actor may change the thing. Attaching the same twice gives
    the first. Raises Mistake unless exactly one of the three is given.
    """
    require(by, ATTACH)
    _require_one(reference.strip(), document, file)
    on = legal_day(at)
    with transaction.atomic():
        if reference.strip():
            document = record_document(by=by, at=at, reference=reference)
        _require_seen(document, file, by, on)
        same = Evidence.objects.filter(thing=thing, document=document, file=file, withdrawn_at=None)
        if known := same.first():
            return known
        evidence = Evidence.objects.create(
            thing=thing,
            about=nfc(about)[:250],
            place=place[:200] if place.startswith("/") else "",
            agency_id=home_of(by, on),
            document=document,
            file=file,
            name=nfc(name)[:250] or (str(document) if document else file.name if file else ""),
            person_id=by.person,
            unit_id=by.unit,
            attached_at=at,
        )
        record(by=by, at=at, verb=ATTACH, changes=[Change.of(None, evidence)], touched=[thing])
    return evidence


def _require_one(*given: object) -> None:
    if sum(map(bool, given)) != 1:
        raise Mistake(
            "Ghi số, ký hiệu một văn bản hoặc tải lên một tệp làm tài liệu kiểm chứng.",
            field="reference",
        )


def _require_seen(document: Document | None, file: File | None, by: Actor, on: dt.date) -> None:
    """Nobody proves anything with a paper they may not see."""
    if document and not visible_to(by, on).filter(pk=document.pk).exists():
        raise Refused("Văn bản này không thuộc cơ quan đang làm việc. Ghi lại số, ký hiệu văn bản.")
    if file and not files_visible_to(by, on).filter(pk=file.pk).exists():
        raise Refused("Tệp này không thuộc cơ quan đang làm việc. Tải tệp lên lại.")


def withdraw_evidence(*, by: Actor, at: dt.datetime, evidence: Evidence, reason: str) -> Evidence:
    """Take evidence away; it stays in the record with the reason. Own unit's evidence only."""
    require(by, WITHDRAW, evidence.unit_id)
    if not nfc(reason):
        raise Mistake("Ghi lý do rút tài liệu kiểm chứng.", field="reason")
    with transaction.atomic():
        evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if evidence.withdrawn_at:
            raise Refused("Tài liệu kiểm chứng này đã được rút trước đó.")
        before = snapshot(evidence)
        evidence.withdrawn_at, evidence.reason = at, nfc(reason)
        evidence.save()
        changes = [Change.of(before, evidence)]
        record(by=by, at=at, verb=WITHDRAW, changes=changes, touched=[evidence.thing])
    return evidence
