"""`unit_lists/<name>.yaml`: the units of a published index by code, as they stood: provinces of a year.

`formed_of` says which units of the list before ended into one of this list on its first day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from thuocdo.lawbook.editions.form import Form, Key, Neighbours, Problem, Strict, Text
from thuocdo.lawbook.values import Status


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
    formed_of: dict[Text, list[Text]] = {}

    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        for name, times in Counter(self.units.values()).items():
            if times > 1:
                yield ("units",), f"“{name}” có hai mã."
        gone = [code for codes in self.formed_of.values() for code in codes]
        for code, times in Counter(gone).items():
            if times > 1 or code in self.units:
                yield ("formed_of",), f"{code} phải đã kết thúc và nhập vào một đơn vị."
        for code in self.formed_of.keys() - self.units.keys():
            yield ("formed_of",), f"{code} không có trong danh sách."

    def failure(self, case: CountCase, rulebook: Neighbours) -> Iterator[str]:
        if len(self.units) != case.count:
            yield f"có {len(self.units)} đơn vị, không phải {case.count}."
        if self.units.get(case.code) != case.name:
            yield f"{case.code} là “{self.units.get(case.code)}”."
