"""*Tài liệu họp* of a period: the agency's report, the six numbers of its work, the review by domain."""

from __future__ import annotations

import datetime as dt

from thuocdo.audit.rules import Actor
from thuocdo.design.words import number, rank
from thuocdo.documents.rules.papers import Pack, Part
from thuocdo.plans.queries.buckets import LABELS, tally_by
from thuocdo.plans.queries.listed import listed
from thuocdo.plans.rules.buckets import BUCKETS, Counts
from thuocdo.reporting.models import Round
from thuocdo.reporting.queries.papers import paper_of
from thuocdo.reporting.queries.reviews import Reviewed, last_year, reviewed
from thuocdo.reporting.rules.paragraphs import paragraphs

NOTHING = "Chưa có nội dung."


def pack_of(by: Actor, one: Round, today: dt.date) -> Pack:
    """The work counted is what this reader sees, as on the board."""
    whole = one.own_report()
    counts = sum((t.counts for t in tally_by(listed(by, today), today, "unit").values()), Counts())
    six = tuple((str(LABELS[b]), n) for b, n in zip(BUCKETS, counts.numbers, strict=True))
    review = tuple(_part(row, last_year(one)) for row in reviewed(one))
    return Pack(paper_of(whole, today), six, review)


def _part(row: Reviewed, year: int) -> Part:
    parts = [Part(label, tuple(f"- {p}" for p in paragraphs(text))) for label, text in row.told]
    return Part(row.domain.title, (_last(row, year),), parts=tuple(parts))


def _last(row: Reviewed, year: int) -> str:
    """Last year's score and rank in one sentence, and that nothing is written where nothing is."""
    said = [f"{number(row.score)} điểm"] if row.score is not None else []
    if row.rank:
        said.append(f"xếp hạng {rank(*row.rank)}")
    source = f" (nguồn: {row.source.rstrip('.')})" if row.source and said else ""
    told = f"Năm {year}: {', '.join(said)}{source}." if said else f"Năm {year}: chưa có điểm, xếp hạng."  # fmt: skip
    return told if row.written else f"{told} {NOTHING}"
