"""A set of criteria as it stands in a file: its tree, its figures, how it rounds and ranks, its worked cases."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from thuocdo.lawbook.editions.form import Form, Key, Strict, Text
from thuocdo.lawbook.missing import Missing
from thuocdo.lawbook.scoring.parts import TOTAL, Between, Input, Name, Part, Setting
from thuocdo.lawbook.scoring.rules import Figure
from thuocdo.lawbook.values import Status

Nature = Literal["official", "historical", "reconstructed", "candidate", "model"]
NATURES: dict[Nature, str] = {
    "official": "Theo văn bản đã ban hành",
    "historical": "Văn bản đã hết hiệu lực, giữ làm ví dụ",
    "reconstructed": "Dựng lại từ số liệu đã công bố",
    "candidate": "Phương án chưa chính thức",
    "model": "Mẫu của phần mềm, không phải quy định",
}


class Rounding(Strict):
    """Half up, at the total alone or at every part."""

    places: Annotated[int, Field(ge=0, le=10)]
    at: Literal["total", "every"]


class BonusRule(Strict):
    """What bonus and penalty parts (`outside`) may do to the total."""

    over_max: bool
    cap: Figure | None = None
    source: Key
    status: Status


class Rung(Strict):
    name: Text
    least: Figure


class Bands(Strict):
    """`entered`: the publisher decides each year, nothing is computed. Else rungs from the top down."""

    entered: bool = False
    rungs: Annotated[list[Rung], Field(min_length=1)] | None = None
    names: list[Text] = []
    source: Key
    status: Status
    note: str = ""


class Units(Strict):
    """The kinds of unit scored; `listed` is an edition of unit_lists where all are known by code."""

    kinds: Annotated[list[Key], Field(min_length=1)]
    listed: str | None = None


class Table(Strict):
    """Columns of a table of figures: `year`, `unit`, what is repeated, and under which name a part comes out."""

    year_column: Text = "year"
    unit_column: Text
    repeat: list[Text] = []
    out: Annotated[dict[Text, Text], Field(min_length=1)]


class Doubt(Strict):
    """A year, or some units of it, where the published figures do not follow this edition."""

    year: int
    units: list[Text] = []
    says: Text


def _answer(value: object) -> object:
    """What stands in a case: a number, true/false, an answer's key, or a reason for no figure."""
    if value is None:
        return Missing.NOT_REPORTED
    if isinstance(value, bool):
        return value
    if isinstance(value, int | float):
        return Decimal(str(value))
    text = str(value)
    if text in {m.value for m in Missing}:
        return Missing(text)
    try:
        return Decimal(text)
    except ArithmeticError:
        return text


Answer = Annotated[Decimal | bool | str | Missing, BeforeValidator(_answer)]


class IndexCase(Strict):
    """Figures and the points they give, compared to as many decimals as are written."""

    name: Text
    kind: Key | None = None
    on: dt.date | None = None
    settings: dict[Name, Name] = {}
    inputs: dict[str, Answer]
    gives: Annotated[dict[Text, Answer], Field(min_length=1)]


class Criteria(Form[IndexCase]):
    """A set of criteria as its file says it."""

    nature: Nature
    source: Key
    status: Status
    place: str = ""
    max: Figure | None = None
    combine: Literal["sum", "mean", "weighted", "weighted_mean"] = "sum"
    zero_den: Key | None = None
    not_applicable: Key | None = None
    rounding: Rounding | None = None
    bonus: BonusRule | None = None
    bands: Bands | None = None
    units: Units
    table: Table | None = None
    doubts: list[Doubt] = []
    settings: dict[Name, Setting] = {}
    inputs: Annotated[dict[Name, Input], Field(min_length=1)]
    between: dict[Name, Between] = {}
    parts: Annotated[list[Part], Field(min_length=1)]

    @property
    def root(self) -> Part:
        """The whole index as a part."""
        return Part.model_construct(
            code=TOTAL,
            name=self.title,
            max=self.max,
            combine=self.combine,
            parts=self.parts,
            zero_den=self.zero_den,
            not_applicable=self.not_applicable,
            source=self.source,
            status=self.status,
            place=self.place,
        )
