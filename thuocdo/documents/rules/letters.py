"""An official letter (*công văn*) as words, before it is a Word file or a PDF.

Form 1.5 of Annex III of Decree 30/2020/NĐ-CP: no name of the kind of document; the subject (*V/v*) stands
under the number, the receivers after *Kính gửi*.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, ClassVar


def long_day(day: dt.date) -> str:
    """A day as documents write it: two digits below 10, and for January and February (annex I, II.4).

    >>> long_day(dt.date(2023, 1, 5)), long_day(dt.date(2023, 10, 15))
    ('ngày 05 tháng 01 năm 2023', 'ngày 15 tháng 10 năm 2023')
    """
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


@dataclass(frozen=True)
class Table:
    """A table inside the letter: `widths` are shares, `centered` the columns set in the middle."""

    columns: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]
    centered: tuple[int, ...] = ()


@dataclass(frozen=True)
class Letter:
    """`number` is empty and `day` None where the registry writes them in by hand. `about` without *V/v*.

    `signature`: the lines above the signer's name ("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"); `recipients` without dashes.
    """

    MOTTO: ClassVar = ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc")
    TO: ClassVar = "Kính gửi:"
    RECIPIENTS: ClassVar = "Nơi nhận:"

    authority: str
    issuer: str
    number: str
    symbol: str
    place: str
    day: dt.date | None
    written: dt.date
    about: str
    to: tuple[str, ...]
    body: tuple[str, ...]
    table: Table | None
    after: tuple[str, ...]
    recipients: tuple[str, ...]
    signature: tuple[str, ...]
    signer: str

    @property
    def place_and_date(self) -> str:
        """With room for the pen where the day is not known: the month and year are those of writing."""
        if self.day:
            return f"{self.place}, {long_day(self.day)}"
        month = long_day(self.written).partition(" tháng ")[2]
        return f"{self.place}, ngày{chr(160) * 8}tháng {month}"

    @property
    def about_line(self) -> str:
        return f"V/v {self.about}"

    @property
    def number_line(self) -> str:
        return f"Số: {self.number}" if self.number else f"Số:{chr(160) * 8}/{self.symbol}"

    def to_json(self) -> dict[str, Any]:
        return {
            **asdict(self),
            "day": self.day.isoformat() if self.day else None,
            "written": self.written.isoformat(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Letter:
        table = data["table"]
        words = ("to", "body", "after", "recipients", "signature")
        return cls(
            **{
                **data,
                **{key: tuple(data[key]) for key in words},
                "day": dt.date.fromisoformat(data["day"]) if data["day"] else None,
                "written": dt.date.fromisoformat(data["written"]),
                "table": table
                and Table(
                    tuple(table["columns"]),
                    tuple(table["widths"]),
                    tuple(tuple(row) for row in table["rows"]),
                    tuple(table["centered"]),
                ),
            }
        )
