"""Who sees and records documents. An agency's documents are open to everybody who works in it."""

from __future__ import annotations

import datetime as dt
from typing import Any, TypeVar

from django.db.models import Model, Q, QuerySet

from thuocdo.audit.rules import Actor, Verb
from thuocdo.documents.models import Document, File, NumberSeries
from thuocdo.organisations.queries import agency_of

STAFF = frozenset(
    {"admin", "leader", "focal", "head", "officer", "clerk", "one_stop", "appraiser", "auditor"}
)
WRITERS = STAFF - {"admin", "auditor"}
REGISTRY = frozenset({"clerk", "focal"})

READ = Verb("documents.read", "Xem văn bản, tài liệu", STAFF)
STORE = Verb("documents.store_upload", "Tải tệp lên", WRITERS)
RECORD = Verb("documents.record_document", "Ghi nhận văn bản", WRITERS)
ATTACH = Verb("documents.attach_evidence", "Gắn tài liệu kiểm chứng", WRITERS)
WITHDRAW = Verb("documents.withdraw_evidence", "Rút tài liệu kiểm chứng", WRITERS)
KEEP_SERIES = Verb("documents.create_series", "Lập sổ văn bản", frozenset({"clerk", "admin"}))
TAKE_NUMBER = Verb("documents.take_number", "Lấy số văn bản", REGISTRY)
CANCEL_NUMBER = Verb("documents.cancel_number", "Hủy số văn bản", REGISTRY)
VERBS = (READ, STORE, RECORD, ATTACH, WITHDRAW, KEEP_SERIES, TAKE_NUMBER, CANCEL_NUMBER)

Row = TypeVar("Row", bound=Model)


def home_of(actor: Actor, on: dt.date) -> int | None:
    """The agency the actor works in that day; None above all agencies."""
    return None if actor.unit is None else agency_of(actor.unit, on)


def may(actor: Actor, verb: Verb, thing: Any = None, *, on: dt.date | None = None) -> bool:
    """Whether the verb is the actor's, and the thing (Document, File, NumberSeries) of their agency."""
    if not verb.allows(actor):
        return False
    if thing is None or actor.system or actor.reach(verb.roles) is None:
        return True
    if on is None:
        raise ValueError("a question about a thing needs its day")
    return thing.agency_id is not None and thing.agency_id == home_of(actor, on)


def visible_to(actor: Actor, on: dt.date) -> QuerySet[Document]:
    return _of_agency(Document.objects.all(), actor, on)


def files_visible_to(actor: Actor, on: dt.date) -> QuerySet[File]:
    return _of_agency(File.objects.all(), actor, on)


def series_visible_to(actor: Actor, on: dt.date) -> QuerySet[NumberSeries]:
    return _of_agency(NumberSeries.objects.all(), actor, on)


def _of_agency(rows: QuerySet[Row], actor: Actor, on: dt.date) -> QuerySet[Row]:
    if not READ.allows(actor):
        return rows.none()
    if actor.system or actor.reach(READ.roles) is None:
        return rows
    home = home_of(actor, on)
    return rows.filter(Q(agency=home)) if home is not None else rows.none()
