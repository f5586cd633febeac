"""The review of a period by domain: what is written, and last year's score from an index or as typed."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from thuocdo.indices.queries import Standing, standings
from thuocdo.lawbook.editions.reports import Domain
from thuocdo.reporting.models import Review, Round
from thuocdo.reporting.queries.forms import form_of

LABELS = {
    "strengths": _("Ưu điểm"),
    "limits": _("Hạn chế"),
    "causes": _("Nguyên nhân"),
    "solutions": _("Giải pháp"),
}
TEXTS = tuple(LABELS)


@dataclass(frozen=True)
class Reviewed:
    """One domain. `standing`: what an index holds of last year; it goes before what was typed."""

    domain: Domain
    review: Review | None
    standing: Standing | None

    @property
    def written(self) -> int:
        """How many of the four texts say something."""
        return sum(bool(self.text(name)) for name in TEXTS)

    def text(self, name: str) -> str:
        return str(getattr(self.review, name)) if self.review else ""

    @property
    def told(self) -> list[tuple[str, str]]:
        """The texts that say something, each under its name."""
        return [(str(label), self.text(name)) for name, label in LABELS.items() if self.text(name)]

    @property
    def score(self) -> Decimal | None:
        if self.standing:
            return self.standing.points
        held = self.review.score if self.review else None
        return None if held is None else held.normalize()

    @property
    def rank(self) -> tuple[int, int] | None:
        if self.standing:
            return self.standing.place, self.standing.of
        if self.review and self.review.place and self.review.of:
            return self.review.place, self.review.of
        return None

    @property
    def source(self) -> str:
        if self.standing:
            return self.standing.source
        return self.review.source if self.review else ""


def last_year(one: Round) -> int:
    return one.end.year - 1


def reviewed(one: Round) -> list[Reviewed]:
    """Every domain of the form, in its order. One query, and two for each index that is named."""
    domains = form_of(one).domains
    held = {row.domain: row for row in one.reviews.all()}
    asked: dict[str, list[str]] = defaultdict(list)
    for domain in domains:
        if domain.index:
            asked[domain.index].append(domain.part)
    known = {
        (index, part): standing
        for index, parts in asked.items()
        for part, standing in standings(index, last_year(one), one.agency_id, parts).items()
    }
    return [Reviewed(d, held.get(d.key), known.get((d.index or "", d.part))) for d in domains]
