"""An official letter (*công văn*) as words, before it is a Word file or a PDF.

Form 1.5 of Annex III of Decree 30/2020/NĐ-CP: no name of the kind of document; the subject (*V/v*) stands
under the number, the receivers after *Kính gửi*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar

from thuocdo.documents.rules.official import Official


@dataclass(frozen=True)
class Table:
    """A table inside the letter: `widths` are shares, `centered` the columns set in the middle."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    centered: tuple[int, ...] = ()


@dataclass(frozen=True)
class Annex:
    """The table apart, after the signature: what it lists, and the issuer as running text names it."""

    title: str
    issuer: str


@dataclass(frozen=True, kw_only=True)
class Letter(Official):
    """`about` without *V/v*. `annex`: the table is its annex; without one the table stands inside the letter."""

    ANNEX: ClassVar = "Phụ lục"

    body: tuple[str, ...]
    table: Table | None
    after: tuple[str, ...]
    annex: Annex | None = None

    @property
    def annex_line(self) -> str:
        return self.attached_to("Công văn", self.annex.issuer if self.annex else "")

    @property
    def about_line(self) -> str:
        return f"V/v {self.about}"

    def to_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "day": self.day.isoformat() if self.day else None,
            "written": self.written.isoformat(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Letter:
        table, annex = data["table"], data.get("annex")  # the first letters had none
        words = ("to", "body", "after", "recipients", "signature")
        return cls(
            **{
                **data,
                **{key: tuple(data[key]) for key in words},
                "day": dt.date.fromisoformat(data["day"]) if data["day"] else None,
                "written": dt.date.fromisoformat(data["written"]),
                "annex": annex and Annex(**annex),
                "table": table
                and Table(
                    tuple(table["columns"]),
                    tuple(table["widths"]),
                    tuple(tuple(row) for row in table["rows"]),
                    tuple(table["centered"]),
                ),
            }
        )
