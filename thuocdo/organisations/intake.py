"""An organisation written as a YAML file → the rules' dataclasses. Unknown keys are errors."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError
from ruamel.yaml import YAML

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.values import Status
from thuocdo.organisations.rules import changes
from thuocdo.organisations.rules.changes import Decision, New

SHIPPED = Path(__file__).parent / "shipped" / "haiphong.yaml"
Text = Annotated[str, BeforeValidator(lambda v: v if isinstance(v, str) else str(v))]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ShippedUnit(_Strict):
    code: str
    kind: str
    name: str
    short: str = ""
    status: Status = "secondary"
    source: str = ""
    units: tuple[ShippedUnit, ...] = ()

    def all(self, parent: str | None = None) -> Iterator[tuple[ShippedUnit, str | None]]:
        """The unit and all below it, each with its parent's code, parents first."""
        yield self, parent
        for unit in self.units:
            yield from unit.all(self.code)


class ShippedSeal(_Strict):
    unit: str
    symbol: str
    place: str
    head_title: str
    authority: str = ""


class ShippedGroup(_Strict):
    """`of`: every unit of these kinds under the agency; `members`: these, by code."""

    name: str
    of: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    until: dt.date | None = None


class ShippedAlias(_Strict):
    printed: str
    unit: str = ""
    group: str = ""


class ShippedPartner(_Strict):
    code: str
    name: str
    short: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    successor: str = ""
    status: Status
    source: str = ""


class ShippedNew(_Strict):
    code: str
    kind: str
    name: str
    short: str = ""


class ShippedChange(_Strict):
    """`abolish` and `rename` of several units are that many changes under one decision."""

    kind: str
    on: dt.date
    units: tuple[str, ...]
    into: ShippedNew | str = ""
    name: str = ""
    short: str = ""
    decision: Text = ""
    decision_date: dt.date | None = None
    status: Status
    source: str = ""
    note: str = ""

    def changes(self, ids: dict[str, int], parent: int, order: int) -> Iterator[changes.Change]:
        """As the rules know them; a new unit stands under `parent` at the place `order`."""
        units = [ids[code] for code in self.units]
        if self.kind == "merge":
            into = self.into
            yield changes.Merge(
                tuple(units),
                ids[into]
                if isinstance(into, str)
                else New(into.code, into.kind, into.name, into.short, parent, order),
            )
        elif self.kind == "rename":
            yield from (changes.Rename(unit, self.name, self.short) for unit in units)
        elif self.kind == "abolish":
            yield from (changes.Abolish(unit) for unit in units)
        else:
            raise Mistake(f"Thay đổi “{self.kind}” không dùng được trong tệp tổ chức.")

    @property
    def paper(self) -> Decision:
        return Decision(self.decision, self.decision_date, self.note)


class Shipped(_Strict):
    """An organisation as shipped; see the head of `shipped/haiphong.yaml`."""

    agency: str
    units: tuple[ShippedUnit, ...]
    seals: tuple[ShippedSeal, ...]
    groups: tuple[ShippedGroup, ...]
    aliases: tuple[ShippedAlias, ...]
    partners: tuple[ShippedPartner, ...]
    changes: tuple[ShippedChange, ...]


def read_shipped(path: Path = SHIPPED) -> Shipped:
    """Raises `Mistake` naming the first wrong place of the file."""
    try:
        return Shipped.model_validate(YAML(typ="safe").load(path.read_text(encoding="utf-8")))
    except ValidationError as wrong:
        first = wrong.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise Mistake(f"{path.name}: {place}: {first['msg']}") from wrong
