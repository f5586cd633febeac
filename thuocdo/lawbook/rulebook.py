"""The law as frozen objects: what the reader makes of the files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from thuocdo.lawbook.calendar import CalendarYear, WorkingCalendar
from thuocdo.lawbook.editions.calendars import CalendarForm
from thuocdo.lawbook.editions.documents import SourcesForm
from thuocdo.lawbook.editions.form import Form
from thuocdo.lawbook.editions.indices import IndexForm
from thuocdo.lawbook.editions.periods import PeriodsForm, SchoolYearsForm
from thuocdo.lawbook.editions.reports import ReportForm
from thuocdo.lawbook.editions.unit_lists import UnitListForm
from thuocdo.lawbook.editions.units import UnitsForm
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import Period, SchoolYear, Span, reporting_window
from thuocdo.lawbook.sources import Document
from thuocdo.lawbook.units import Unit
from thuocdo.lawbook.validity import Validity, current

# The kinds of edition: the first part of an edition's path.
FORMS: dict[str, type[Form[Any]]] = {
    "sources": SourcesForm,
    "units": UnitsForm,
    "periods": PeriodsForm,
    "school_years": SchoolYearsForm,
    "calendars": CalendarForm,
    "unit_lists": UnitListForm,
    "indices": IndexForm,
    "report_forms": ReportForm,
}

FormT = TypeVar("FormT", bound=Form[Any])


@dataclass(frozen=True)
class Edition:
    """One read and checked edition. Work keeps `path`, `edition` and `checksum` as text, so that years later
    one can say which words of the law it followed.
    """

    path: str
    body: Form[Any]
    checksum: str

    @property
    def kind(self) -> str:
        return self.path.split("/")[0]

    @property
    def edition(self) -> str:
        return self.body.edition

    @property
    def since(self) -> dt.date:
        return self.body.since

    @property
    def until(self) -> dt.date | None:
        return self.body.until

    @property
    def validity(self) -> Validity:
        return Validity(self.since, self.until)


@dataclass(frozen=True)
class Rulebook:
    """All editions of one place, by path: "calendars/2023"."""

    editions: Mapping[str, Edition] = field(default_factory=dict)

    def edition(self, path: str) -> Edition:
        if path not in self.editions:
            raise Mistake(f"Không có bộ quy định “{path}”. Kiểm tra lại tên.")
        return self.editions[path]

    def on_top(self, *local: Edition) -> Rulebook:
        """This rulebook with an agency's own editions: they add, or supersede by validity and by day."""
        own = {f"{e.path}@{number}": e for number, e in enumerate(local, start=1)}
        return Rulebook({**self.editions, **own})

    def calendar(self, *more: CalendarYear) -> WorkingCalendar:
        """The working days, an agency's own editions, then `more`, on top of the state's."""
        return WorkingCalendar([*self.calendar_years, *more])

    def reporting_window(self, period: Period) -> Span:
        """The days whose figures a report on the period holds, by the rule in force at its end."""
        rules = (current(f.report_window_first_day, period.end) for f in self._bodies(PeriodsForm))
        found = [rule for rule in rules if rule]
        if not found:
            raise Mistake(
                f"Chưa có quy định thời gian chốt số liệu cho {period.label}. Bổ sung quy định."
            )
        return reporting_window(period, int(found[-1]))

    @property
    def counts(self) -> dict[str, int]:
        """How much there is, by its Vietnamese name."""
        days = [d for year in self.calendar_years for d in year.days]
        return {
            "bộ quy định": len(self.editions),
            "văn bản": len(self.sources),
            "đơn vị tính": len(self.units),
            "bộ chỉ số": sum(e.kind == "indices" for e in self.editions.values()),
            "mẫu báo cáo": len(self.report_forms()),
            "năm lịch": len(self.calendar_years),
            "ngày đặc biệt": len(days),
            "ngày chưa đối chiếu": sum(d.status == "unconfirmed" for d in days),
            "ví dụ": sum(len(e.body.cases) for e in self.editions.values()),
        }

    @cached_property
    def calendar_years(self) -> tuple[CalendarYear, ...]:
        return tuple(form.to_year() for form in self._bodies(CalendarForm))

    @cached_property
    def school_years(self) -> Mapping[int, SchoolYear]:
        return {
            y: row for form in self._bodies(SchoolYearsForm) for y, row in form.to_years().items()
        }

    @cached_property
    def unit_lists(self) -> Mapping[str, UnitListForm]:
        """By name: "provinces-2009"."""
        rows = ((e.path.split("/")[1], e.body) for e in self.editions.values() if "/" in e.path)
        return {name: form for name, form in rows if isinstance(form, UnitListForm)}

    def index(self, index: str) -> list[Edition]:
        """Editions of an index, oldest first. Mistake: there is none of that name."""
        known = {e.path.split("/")[1] for e in self.editions.values() if e.kind == "indices"}
        if index not in known:
            told = ", ".join(sorted(known)) or "chưa có bộ nào"
            raise Mistake(f"Không có chỉ số “{index}”; hiện có: {told}.")
        found = [e for e in self.editions.values() if e.path.startswith(f"indices/{index}/")]
        return sorted(found, key=lambda e: (e.since, e.path))

    def report_forms(self) -> list[Edition]:
        """Forms of periodic reports, by name and oldest first."""
        found = [e for e in self.editions.values() if e.kind == "report_forms"]
        return sorted(found, key=lambda e: (e.path.split("/")[1], e.since, e.path))

    @cached_property
    def sources(self) -> Mapping[str, Document]:
        return {key: d for e in self.editions.values() for key, d in e.body.documents.items()}

    @cached_property
    def units(self) -> Mapping[str, Unit]:
        return {key: unit for form in self._bodies(UnitsForm) for key, unit in form.units.items()}

    def _bodies(self, form: type[FormT]) -> Iterator[FormT]:
        return (e.body for e in self.editions.values() if isinstance(e.body, form))
