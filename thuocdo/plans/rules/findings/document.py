"""A draft's blank number and day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from thuocdo.documents.rules.blocks import Note, Source
from thuocdo.plans.rules.findings.codes import CODES
from thuocdo.plans.rules.findings.context import Context, finding, lines_named
from thuocdo.plans.rules.reading import Finding


def noted(notes: Sequence[Note], first: Source) -> tuple[Finding, ...]:
    """What the reader of the file could not do or did on its own."""
    return tuple(
        finding(note.code, note.message, Source(note.page, first.block, first.quote))
        for note in notes
        if note.code in CODES
    )


def blanks(context: Context) -> Iterator[Finding]:
    document, lines = context.reading.document, context.paper.lines
    if document.number is None:
        place = lines_named(lines[:25], r"Số\s*:?[\s.…_]*/")
        yield finding("blank-number", "Văn bản chưa ghi số.", place.source if place else context.first)  # fmt: skip
    if document.date is None or len(document.date) < 10:
        place = lines_named(lines[:25], r"ngày.{0,12}tháng.{0,12}năm")
        yield finding("blank-date", "Văn bản chưa ghi đủ ngày ban hành.", place.source if place else context.first)  # fmt: skip
