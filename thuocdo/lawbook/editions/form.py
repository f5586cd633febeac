"""The head every edition has."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import Annotated, Generic, Protocol, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from thuocdo.lawbook.calendar import WorkingCalendar
from thuocdo.lawbook.periods import SchoolYear
from thuocdo.lawbook.sources import Document

Place = tuple[str | int | dt.date, ...]
Problem = tuple[Place, str]
Text = Annotated[str, Field(min_length=1)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9]+([-_.][a-z0-9]+)*$")]


class Strict(BaseModel):
    """Nothing unknown is let through, nothing changes afterwards."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Neighbours(Protocol):
    """What an edition's worked cases may ask of the editions beside it: the rulebook answers."""

    def calendar(self) -> WorkingCalendar: ...
    @property
    def school_years(self) -> Mapping[int, SchoolYear]: ...
    @property
    def unit_lists(self) -> Mapping[str, object]: ...


CaseT = TypeVar("CaseT", bound=Strict)


class Form(Strict, Generic[CaseT]):
    """`edition` is a version in quotes: without them 1.10 would be read as 1.1. `documents` are sources of
    this edition alone, as an agency's own decision is; `cases` its worked examples.
    """

    edition: Text
    title: Text
    since: dt.date
    until: dt.date | None = None
    note: str = ""
    documents: dict[Key, Document] = {}
    cases: Annotated[list[CaseT], Field(min_length=1)]

    def problems(self) -> Iterator[Problem]:
        if self.until and self.until < self.since:
            yield ("until",), f"Ngày hết hiệu lực {self.until:%d/%m/%Y} trước ngày có hiệu lực."

    def failures(self, rulebook: Neighbours) -> Iterator[Problem]:
        for number, case in enumerate(self.cases):
            for problem in self.failure(case, rulebook):
                yield ("cases", number), f"Ví dụ không đúng: {problem}"

    def failure(self, case: CaseT, rulebook: Neighbours) -> Iterator[str]:
        """What the case should give and what it gives instead; nothing if it holds."""
        raise NotImplementedError
