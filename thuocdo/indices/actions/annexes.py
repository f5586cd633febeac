"""The annex of a decision taken in, its open points answered, its edition drafted and put in force."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents import intake as papers
from thuocdo.documents.actions import store_upload
from thuocdo.documents.actions.answers import write_answers
from thuocdo.documents.rules.references import one
from thuocdo.documents.rules.window import stored
from thuocdo.indices.access import SET
from thuocdo.indices.intake.annex import read_annex
from thuocdo.indices.models import Annex
from thuocdo.indices.queries.annexes import head_of, settled_of
from thuocdo.indices.queries.editions import edition_names
from thuocdo.indices.rules.annex.composing import compose
from thuocdo.indices.rules.annex.findings import open_findings
from thuocdo.indices.rules.annex.settling import checked
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc
from thuocdo.organisations.actions import drop_draft, save_local_edition
from thuocdo.organisations.queries import agencies, agencies_up
from thuocdo.organisations.rules.changes import Decision

UNNAMED = "Bộ chỉ số không có tên"


def upload_annex(
    *,
    by: Actor,
    at: dt.datetime,
    agency: int,
    name: str,
    data: bytes,
    kind: str,
    index: str = "",
) -> Annex:
    """Read the criteria of a decision and open their review, as an edition of `index` or of an index of its own.

    Mistake: no document, no table of criteria with points.
    """
    require(by, SET, agency)
    read = papers.read(data, name)
    reading = read_annex(read.blocks, name)
    title = reading.title or UNNAMED
    with transaction.atomic():
        file = store_upload(by=by, at=at, name=name, data=data)
        annex = Annex.objects.create(
            agency_id=agency,
            file=file,
            file_name=nfc(name)[:255],
            index=index or slug(title),
            kind=kind,
            title=title,
            reading=reading.to_json(),
            blocks=stored(read.blocks),
            created_at=at,
        )
        record(by=by, at=at, verb=SET, changes=[Change.of(None, annex)])
    return annex


def slug(title: str) -> str:
    """The key of an index that has none yet."""
    words = re.findall(r"[a-z0-9]+", fold(title))
    key = ""
    for word in words:
        if len(key) + len(word) > 56:
            break
        key = f"{key}-{word}" if key else word
    return key or "bo-chi-so"


def answer_annex(
    *,
    by: Actor,
    at: dt.datetime,
    annex: Annex,
    answers: Mapping[str, Any],
    seen: Mapping[str, int] | None = None,
) -> Annex:
    """Answer points of the review, all or none; None takes an answer back. `seen`: see `write_answers`."""
    for key, value in answers.items():
        if value is not None:
            checked(key, value)
    with transaction.atomic():
        row = _open(by, annex)
        changes = write_answers(by=by, at=at, answers=row.answers, said=answers, seen=seen)
        record(by=by, at=at, verb=SET, changes=changes, touched=[f"annex:{row.pk}"])
    return row


def draft_edition(*, by: Actor, at: dt.datetime, annex: Annex) -> Annex:
    """Save the edition as it stands as a draft: everybody may read it, nothing is scored by it.

    Mistake: a point that must be decided is open.
    """
    with transaction.atomic():
        row = _open(by, annex)
        _save(by, at, row, Decision(), in_force=False)
    return row


def put_in_force(*, by: Actor, at: dt.datetime, annex: Annex, number: str, date: dt.date) -> Annex:
    """The edition holds from its first day on, by the decision of this number and date; nothing changes it after.

    Mistake: an open point, no number of a document, a date to come.
    """
    reference = one(number, field="number")
    if date > legal_day(at):
        raise Mistake("Ngày ký quyết định chưa đến. Sửa lại ngày.", field="date")
    with transaction.atomic():
        row = _open(by, annex)
        _save(by, at, row, Decision(reference.code, date), in_force=True)
        before = snapshot(row)
        row.state, row.in_force_at = Annex.State.IN_FORCE, at
        row.save(update_fields=["state", "in_force_at"])
        record(by=by, at=at, verb=SET, changes=[Change.of(before, row)])
    return row


def discard_annex(*, by: Actor, at: dt.datetime, annex: Annex) -> None:
    """Take back an annex under review and its draft: a wrong file, a paper that was never signed."""
    with transaction.atomic():
        row = _open(by, annex)
        if row.edition:
            drop_draft(by=by, at=at, agency=row.agency_id, path=row.path, edition=row.edition)
        answers = list(row.answers.all())
        changes = [Change(snapshot(one), None) for one in [*answers, row]]
        row.delete()
        record(by=by, at=at, verb=SET, changes=changes)


def _open(by: Actor, annex: Annex) -> Annex:
    row = Annex.objects.select_for_update().get(pk=annex.pk)
    require(by, SET, row.agency_id)
    if row.state != Annex.State.REVIEW:
        raise Refused(
            "Bộ chỉ số này đã áp dụng, không sửa được. Muốn thay đổi, tải phụ lục của quyết định mới lên."
        )
    return row


def _save(by: Actor, at: dt.datetime, row: Annex, decision: Decision, *, in_force: bool) -> None:
    settled = settled_of(row)
    if left := open_findings(settled):
        raise Mistake(f"Còn {len(left)} điểm phải quyết định. {left[0].message}")
    if not row.edition:
        before = snapshot(row)
        row.edition = _name(row, legal_day(at))
        row.save(update_fields=["edition"])
        record(by=by, at=at, verb=SET, changes=[Change.of(before, row)])
    head = head_of(row, decision.number, decision.date)
    save_local_edition(
        by=by,
        at=at,
        agency=row.agency_id,
        path=row.path,
        text=compose(settled, head),
        decision=decision,
        in_force=in_force,
    )


def _name(row: Annex, today: dt.date) -> str:
    """ "2026-sgddt": the year it holds from and whose it is; with a number where there is one already."""
    symbol = re.sub(r"[^a-z0-9]+", "-", fold(agencies(today)[row.agency_id].symbol)).strip("-")
    plain = f"{head_of(row).since.year}-{symbol}"
    taken = edition_names(row.index, agencies_up(row.agency_id, today))
    return next(n for n in (plain, *(f"{plain}-{i}" for i in range(2, 99))) if n not in taken)
