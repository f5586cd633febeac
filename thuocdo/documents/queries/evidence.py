"""What proves a thing. Whoever asks has checked that the thing may be seen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import QuerySet

from thuocdo.documents.models import Evidence


@dataclass(frozen=True)
class Proof:
    """One piece of evidence as pages show it; `file` is the id to open, None for a reference alone."""

    id: int
    thing: str
    name: str
    document: int | None
    file: int | None
    link: str
    attached_at: dt.datetime
    unit: int | None
    about: str = ""
    place: str = ""


def evidence_of(things: Iterable[str]) -> dict[str, list[Proof]]:
    """For each thing ("assignment:7") what proves it, oldest first. One query."""
    wanted = list(things)
    found: dict[str, list[Proof]] = {thing: [] for thing in wanted}
    for row in _standing().filter(thing__in=wanted):
        found[row.thing].append(_proof(row))
    return found


def proved_by(document: int) -> list[Proof]:
    """The things a document proves."""
    return [_proof(row) for row in _standing().filter(document=document)]


def _standing() -> QuerySet[Evidence]:
    return Evidence.objects.filter(withdrawn_at=None).select_related("document").order_by("id")


def _proof(row: Evidence) -> Proof:
    link = row.document.link if row.document else ""
    return Proof(
        row.pk,
        row.thing,
        row.name,
        row.document_id,
        row.file_id,
        link,
        row.attached_at,
        row.unit_id,
        row.about,
        row.place,
    )
