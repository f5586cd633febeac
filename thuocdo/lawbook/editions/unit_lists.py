"""`unit_lists/<name>.yaml`: the units of a published index by code, as they stood: provinces of a year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

from pydantic import Field

from thuocdo.lawbook.editions.form import Form, Key, Problem, Strict, Text
from thuocdo.lawbook.values import Status

if TYPE_CHECKING:
    from thuocdo.lawbook.rulebook import Rulebook


class CountCase(Strict):
    """So many units, and one of them by code."""

    count: int
    code: Text
    name: Text


class UnitListForm(Form[CountCase]):
    kind: Key
    source: Key
    status: Status
    units: Annotated[dict[Text, Text], Field(min_length=1)]

    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        for name, times in Counter(self.units.values()).items():
            if times > 1:
                yield ("units",), f"“{name}” có hai mã."

    def failure(self, case: CountCase, rulebook: Rulebook) -> Iterator[str]:
        if len(self.units) != case.count:
            yield f"có {len(self.units)} đơn vị, không phải {case.count}."
        if self.units.get(case.code) != case.name:
            yield f"{case.code} là “{self.units.get(case.code)}”."
