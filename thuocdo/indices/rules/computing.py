"""An edition and a unit's figures → its points, with everything needed to say why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from thuocdo.indices.rules.wording import Wording
from thuocdo.lawbook.editions.indices import IndexForm
from thuocdo.lawbook.formula import Value
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.rulebook import Edition
from thuocdo.lawbook.scoring.compute import Result, score
from thuocdo.lawbook.scoring.law import Law
from thuocdo.lawbook.scoring.parts import TOTAL

ENGINE = "1"  # raised when the same edition and figures may give other points


@dataclass(frozen=True)
class Ready:
    """An edition made ready for a choice of settings on a day; used for every unit of a round."""

    edition: Edition
    law: Law

    @cached_property
    def wording(self) -> Wording:
        return Wording(self.law)

    @classmethod
    def of(
        cls,
        edition: Edition,
        *,
        settings: Mapping[str, str] | None = None,
        on: dt.date | None = None,
    ) -> Ready:
        return cls(edition, form_of(edition).law(settings, on))


@dataclass(frozen=True)
class Scored:
    """The points of one unit. `edition` and `checksum` are what work stores beside them."""

    unit: str
    ready: Ready
    result: Result

    @property
    def doubts(self) -> tuple[str, ...]:
        return tuple(self.result.doubts)

    @property
    def edition(self) -> str:
        return self.ready.edition.path

    @property
    def checksum(self) -> str:
        return self.ready.edition.checksum

    @property
    def total(self) -> Decimal | Missing:
        return self.points(TOTAL)

    def points(self, code: str) -> Decimal | Missing:
        """Points of a part; Mistake: there is no such part."""
        if code not in self.result.points:
            raise Mistake(f"Không có tiêu chí “{code}” trong bộ {self.edition}.")
        return self.result.points[code].points


def form_of(edition: Edition) -> IndexForm:
    if not isinstance(edition.body, IndexForm):
        raise Mistake(f"“{edition.path}” không phải một bộ chỉ số.")
    return edition.body


def compute(
    ready: Ready, figures: Mapping[str, Value], *, unit: str = "", kind: str | None = None
) -> Scored:
    """The points of a unit of a kind (the edition's first kind unless said). Mistake: figures that do not fit."""
    return Scored(unit, ready, score(ready.law, figures, kind))
