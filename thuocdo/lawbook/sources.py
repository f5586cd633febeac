"""Documents the law stands in: what a value cites."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from pydantic import ConfigDict

from thuocdo.lawbook.values import Status


@dataclass(frozen=True)
class Document:
    """One legal document. `kind` as printed (Nghị định, Công văn); `date` of signing; in force from
    `since` to `until`. `number` and `date` stay None where we do not know them: never guessed.
    """

    __pydantic_config__ = ConfigDict(extra="forbid")

    kind: str
    issuer: str
    title: str
    status: Status
    number: str | None = None
    date: dt.date | None = None
    since: dt.date | None = None
    until: dt.date | None = None
    note: str = ""

    @property
    def citation(self) -> str:
        """As a document cites another (Decree 30/2020/NĐ-CP, Annex I).

        >>> Document("Nghị định", "Chính phủ", "Chế độ báo cáo", "secondary", "09/2019/NĐ-CP",
        ...          dt.date(2019, 1, 24)).citation
        'Nghị định số 09/2019/NĐ-CP ngày 24/01/2019 của Chính phủ'
        """
        number = f" số {self.number}" if self.number else ""
        date = f" ngày {self.date:%d/%m/%Y}" if self.date else ""
        return f"{self.kind}{number}{date} của {self.issuer}"
