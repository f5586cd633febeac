"""A value of the law: what, since when, in which unit, by which document, and how sure we are."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, ConfigDict

Status = Literal["confirmed", "secondary", "unconfirmed"]
STATUSES: dict[Status, str] = {
    "confirmed": "Đã đối chiếu văn bản gốc",
    "secondary": "Theo nguồn thứ cấp",
    "unconfirmed": "Chưa đối chiếu văn bản gốc",
}


def _figure(value: object) -> object:
    """A number of a file becomes a Decimal through its printed form: 8.5 stays 8.5."""
    number = isinstance(value, int | float) and not isinstance(value, bool)
    return Decimal(str(value)) if number else value


@dataclass(frozen=True)
class Value:
    """One dated value. `unit` is a key of `rulebook/units.yaml`, `source` a key of `sources.yaml`,
    `place` the article in it. It holds from `since` to `until`, both included.

    >>> v = Value(Decimal(15), unit="day_of_month", since=dt.date(2019, 3, 12), source="nd-09-2019",
    ...           place="Điều 12", status="secondary")
    >>> int(v)
    15
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    value: Annotated[Decimal | bool | str, BeforeValidator(_figure)]
    unit: str
    since: dt.date
    source: str
    status: Status
    until: dt.date | None = None
    place: str = ""
    note: str = ""

    def __int__(self) -> int:
        if not isinstance(self.value, Decimal) or self.value != int(self.value):
            raise TypeError(f"not a whole number: {self.value!r}")
        return int(self.value)
