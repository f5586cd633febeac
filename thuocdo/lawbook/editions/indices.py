"""`indices/<index>/<edition>.yaml`: one set of criteria as it holds from a day on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from decimal import Decimal

from thuocdo.lawbook.editions.form import Neighbours, Problem
from thuocdo.lawbook.formula.computing import round_half_up
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.scoring.checking import doubts_of
from thuocdo.lawbook.scoring.compute import score
from thuocdo.lawbook.scoring.criteria import Criteria, IndexCase
from thuocdo.lawbook.scoring.law import Law, enact


class IndexForm(Criteria):
    """It checks itself by scoring its own cases."""

    def law(self, settings: Mapping[str, str] | None = None, on: dt.date | None = None) -> Law:
        """Made ready to compute, for a choice of settings, on a day (the last of its validity if open)."""
        return enact(self, settings or {}, on or self.until or self.since)

    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        yield from doubts_of(self)

    def failures(self, rulebook: Neighbours) -> Iterator[Problem]:
        if self.units.listed and self.units.listed not in rulebook.unit_lists:
            yield ("units", "listed"), f"Không có danh sách đơn vị “{self.units.listed}”."
        yield from super().failures(rulebook)

    def failure(self, case: IndexCase, rulebook: Neighbours) -> Iterator[str]:
        try:
            found = score(self.law(case.settings, case.on), case.inputs, case.kind)
        except Mistake as mistake:
            yield f"“{case.name}”: {mistake}"
            return
        for code, expected in case.gives.items():
            if code not in found.points:
                yield f"“{case.name}”: không có tiêu chí “{code}”."
                continue
            points = found.points[code].points
            if isinstance(points, Decimal) and isinstance(expected, Decimal):
                points = round_half_up(points, max(0, -int(expected.as_tuple().exponent)))
            if points != expected:
                yield f"“{case.name}”: {code} được {figure(points)}, không phải {figure(expected)}."
