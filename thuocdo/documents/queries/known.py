"""Documents already known, found by what is printed."""

from __future__ import annotations

from collections.abc import Iterable

from thuocdo.documents.models import Document
from thuocdo.documents.rules.references import Reference, same


def candidates(references: Iterable[Reference], agency: int | None) -> dict[str, list[Document]]:
    """For each reference's words, the recorded documents of the agency it can mean. One query."""
    wanted = list(references)
    rows: dict[str, list[Document]] = {}
    found = Document.objects.filter(agency=agency, key__in={r.key for r in wanted})
    for row in found.order_by("id"):
        rows.setdefault(row.key, []).append(row)
    answer: dict[str, list[Document]] = {}
    for reference in wanted:
        alike = {row.pk: row for row in rows.get(reference.key, [])}
        kept = same({pk: row.reference for pk, row in alike.items()}, reference)
        answer[reference.raw or reference.code] = [alike[pk] for pk in kept]
    return answer


def dates(agency: int | None) -> dict[str, tuple[str, str]]:
    """Number and symbol in capitals → the ISO date of the recorded document, and where that is said. One query."""
    rows = Document.objects.filter(agency=agency, date__isnull=False).order_by("-id")
    return {
        row.reference.code.upper(): (row.date.isoformat(), "văn bản đã ghi nhận")
        for row in rows.only("number", "symbol", "kind", "date", "issuer").iterator()
        if row.date
    }


def known(reference: Reference, agency: int | None) -> Document | None:
    """The one recorded document a reference means; None where there is none or a person must choose."""
    found = candidates([reference], agency)[reference.raw or reference.code]
    return found[0] if len(found) == 1 else None
