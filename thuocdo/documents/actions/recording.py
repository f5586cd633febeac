"""Recording an official document by what is printed on it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents.access import RECORD, files_visible_to, home_of, may
from thuocdo.documents.actions.uploads import store_upload
from thuocdo.documents.models import Document, DocumentFile, File
from thuocdo.documents.queries.known import known
from thuocdo.documents.rules import secrecy
from thuocdo.documents.rules.references import Reference, one
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold, nfc

_web_address = URLValidator(schemes=["http", "https"])


def record_document(
    *,
    by: Actor,
    at: dt.datetime,
    reference: str | Reference,
    abstract: str = "",
    issuer: str = "",
    link: str = "",
    files: Iterable[File] = (),
    uploads: Iterable[tuple[bytes, str]] = (),
) -> Document:
    """The document a reference means: the one known already, completed with what is new, or a new one.

    `reference` as printed ("1234/SGDĐT-VP ngày 05/3/2023"); `uploads` are the bytes and the name of files to be
    stored first. Raises Mistake where it is no single reference, or marked secret.
    """
    require(by, RECORD)
    wanted = _checked(reference, abstract, link)
    agency = home_of(by, legal_day(at))
    with transaction.atomic():
        files = [*files, *(store_upload(by=by, at=at, data=d, name=n) for d, n in uploads)]
        document = known(wanted, agency)
        before = None if document is None else snapshot(document)
        document = document or _first_heard_of(wanted, agency, by, at)
        _fill_in(
            document,
            date=wanted.date,
            abstract=nfc(abstract),
            issuer=nfc(issuer) or wanted.issuer,
            link=link.strip(),
        )
        changes = [Change.of(before, document), *_add(document, files, by, at)]
        if before is None or any(c.before is None or c.after != before for c in changes):
            record(by=by, at=at, verb=RECORD, changes=changes)
    return document


def _first_heard_of(wanted: Reference, agency: int | None, by: Actor, at: dt.datetime) -> Document:
    return Document(
        agency_id=agency,
        unit_id=by.unit,
        kind=wanted.kind,
        number=wanted.number,
        symbol=wanted.symbol,
        key=wanted.key,
        recorded_at=at,
    )


def _fill_in(document: Document, **given: Any) -> None:
    """What is known is never overwritten."""
    for name, value in given.items():
        setattr(document, name, getattr(document, name) or value)
    document.folded = fold(f"{document} {document.issuer} {document.abstract}")
    document.save()


def add_copies(
    *, by: Actor, at: dt.datetime, document: Document, uploads: Iterable[tuple[bytes, str]]
) -> None:
    """Copies of this very document, whatever else its number may mean: scans that came after it was recorded."""
    if not may(by, RECORD, document, on=legal_day(at)):
        raise Refused("Văn bản do cơ quan khác ghi nhận. Người của cơ quan đó tải bản này lên.")
    with transaction.atomic():
        files = [store_upload(by=by, at=at, data=data, name=name) for data, name in uploads]
        if changes := _add(document, files, by, at):
            record(by=by, at=at, verb=RECORD, changes=changes)


def _checked(reference: str | Reference, abstract: str, link: str) -> Reference:
    words = reference if isinstance(reference, str) else reference.raw
    secrecy.refuse(secrecy.level_of(words), field="reference")
    secrecy.refuse(secrecy.level_of(abstract), field="abstract")
    if link:
        try:
            _web_address(link.strip())
        except ValidationError:
            raise Mistake(
                "Đường dẫn phải bắt đầu bằng http:// hoặc https://. Sửa lại đường dẫn.",
                field="link",
            ) from None
    wanted = one(reference, field="reference") if isinstance(reference, str) else reference
    if len(wanted.number) > 20 or len(wanted.symbol) > 60:
        raise Mistake("Số, ký hiệu dài quá mức. Ghi đúng như in trên văn bản.", field="reference")
    return wanted


def _add(document: Document, files: Iterable[File], by: Actor, at: dt.datetime) -> list[Change]:
    """Attach files of the actor's own agency that are not attached yet."""
    wanted = {file.pk: file for file in files}
    seen = files_visible_to(by, legal_day(at)).filter(pk__in=wanted)
    if seen.count() != len(wanted):
        raise Mistake("Tệp này không thuộc cơ quan đang làm việc. Tải tệp lên lại.", field="files")
    have = set(document.files.values_list("file", flat=True))
    added = [
        DocumentFile.objects.create(document=document, file=file, name=file.name)
        for pk, file in wanted.items()
        if pk not in have
    ]
    return [Change.of(None, row) for row in added]
