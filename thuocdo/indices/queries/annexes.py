"""Annexes under review: as they stand, and what of them is still open."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from thuocdo.audit.rules import Actor
from thuocdo.indices.access import annexes_visible_to
from thuocdo.indices.models import Annex, AnnexAnswer
from thuocdo.indices.rules.annex.composing import Head
from thuocdo.indices.rules.annex.findings import Finding, findings, open_findings
from thuocdo.indices.rules.annex.paper import Reading
from thuocdo.indices.rules.annex.settling import Line, Settled, settle
from thuocdo.lawbook.mistakes import Mistake


def annexes(by: Actor) -> QuerySet[Annex]:
    """Annexes this person may work on, newest first, without their texts."""
    return Annex.objects.filter(annexes_visible_to(by)).defer("blocks", "reading")


def settled_of(annex: Annex) -> Settled:
    """One query."""
    answers = dict(annex.answers.values_list("key", "value"))
    return settle(Reading.from_json(annex.reading), answers)


def whole_said(annex: Annex, answer: dict[str, Any] | None) -> dict[str, Any]:
    """What a person said of the whole set, over what the paper says."""
    reading = Reading.from_json(annex.reading)
    printed = {
        "title": annex.title,
        "kind": annex.kind,
        "since": dt.date(reading.year or annex.created_at.year, 1, 1).isoformat(),
        "issuer": reading.issuer,
        "rounding": reading.rounding,
        "bands": "\n".join(map(str, reading.bands)),
    }
    return {**printed, **(answer or {})}


def head_of(annex: Annex, number: str = "", date: dt.date | None = None) -> Head:
    """Mistake: nobody has said yet what holds for the whole."""
    answer = annex.answers.filter(key="head").values_list("value", flat=True).first()
    if answer is None:
        raise Mistake(
            "Chưa trả lời phần “Cả bộ chỉ số”: ngày áp dụng, mẫu số bằng 0, không áp dụng."
        )
    said = whole_said(annex, answer)
    since = dt.date.fromisoformat(said.pop("since"))
    return Head(edition=annex.edition or "0", since=since, number=number, date=date, **said)


@dataclass(frozen=True)
class Review:
    """An annex as its page shows it: rows as they stand, findings, answers by key, what was said of the whole
    (`whole`: by a person, else only as the paper has it)."""

    annex: Annex
    settled: Settled
    findings: list[Finding]
    given: dict[str, AnnexAnswer]
    said: dict[str, Any]

    @property
    def whole(self) -> bool:
        return "head" in self.given

    @property
    def unanswered(self) -> list[Finding]:
        return [f for f in self.findings if f.key not in self.given]

    @property
    def open(self) -> int:
        """How much must be decided before the edition can be made."""
        return len(open_findings(self.settled)) + (not self.whole)

    @property
    def criteria(self) -> list[Line]:
        return [line for line in self.settled.lines if not line.group]

    @property
    def by_hand(self) -> int:
        return sum(line.how == "hand" for line in self.criteria)


def review(annex: Annex) -> Review:
    """One query."""
    given = {a.key: a for a in annex.answers.all()}
    settled = settle(Reading.from_json(annex.reading), {k: a.value for k, a in given.items()})
    said = whole_said(annex, given["head"].value if "head" in given else None)
    return Review(annex, settled, findings(settled), given, said)
