"""`units.yaml`: units of measure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from thuocdo.lawbook.editions.form import Form, Key, Neighbours, Problem, Strict, Text
from thuocdo.lawbook.units import Unit


class UnitCase(Strict):
    unit: Key
    figure: Text
    shown: Text


class UnitsForm(Form[UnitCase]):
    units: dict[Key, Unit]

    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        seen: dict[str, str] = {}
        for key, unit in self.units.items():
            for word in {unit.name, unit.symbol, *unit.aliases} - {""}:
                if word in seen:
                    yield ("units", key), f"“{word}” đã là cách viết của “{seen[word]}”."
                seen[word] = key

    def failure(self, case: UnitCase, rulebook: Neighbours) -> Iterator[str]:
        unit = self.units.get(case.unit)
        shown = unit and unit.show(Decimal(case.figure))
        if shown != case.shown:
            yield f"{case.figure} {case.unit} viết ra là “{shown}”."
