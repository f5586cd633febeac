"""`periods.yaml`: numbers of reporting; `school_years.yaml`: the yearly decisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field

from thuocdo.lawbook.editions.form import Form, Key, Neighbours, Problem, Strict, Text
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import SchoolYear, Span, containing, parse, reporting_window
from thuocdo.lawbook.validity import current, overlapping
from thuocdo.lawbook.values import Status, Value


class WindowCase(Strict):
    """The figures of a report on `period` are those from `start` to `end`."""

    period: Text
    start: dt.date
    end: dt.date


class PeriodsForm(Form[WindowCase]):
    report_window_first_day: Annotated[list[Value], Field(min_length=1)]

    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        name = "report_window_first_day"
        for _, later in overlapping(self.report_window_first_day):
            place = (name, self.report_window_first_day.index(later))
            yield place, "Hai giá trị cùng có hiệu lực trong một thời gian."
        for number, value in enumerate(self.report_window_first_day):
            if value.value not in range(1, 29):
                yield (name, number, "value"), "Phải là một ngày trong tháng, từ 1 đến 28."

    def window(self, code: str) -> Span | None:
        period = parse(code)
        value = current(self.report_window_first_day, period.end)
        return reporting_window(period, int(value)) if value else None

    def failure(self, case: WindowCase, rulebook: Neighbours) -> Iterator[str]:
        try:
            found = self.window(case.period)
        except Mistake as mistake:
            yield str(mistake)
            return
        if found != Span(case.start, case.end):
            days = found and f"{found.start:%d/%m/%Y}–{found.end:%d/%m/%Y}"
            yield f"số liệu của kỳ {case.period} là {days or 'chưa có quy định'}."


class SchoolYearRow(Strict):
    """One decision. It names days *before* which a semester and the year must end."""

    first_year: int
    start: dt.date
    end: dt.date
    opening: dt.date
    first_semester_before: dt.date
    closes_before: dt.date
    source: Key
    status: Status
    note: str = ""

    def to_year(self) -> SchoolYear:
        return SchoolYear(**self.model_dump(exclude={"source", "status", "note"}))


class SchoolYearCase(Strict):
    day: dt.date
    semester: str | None
    school_year: Text


class SchoolYearsForm(Form[SchoolYearCase]):
    years: Annotated[list[SchoolYearRow], Field(min_length=1)]

    def to_years(self) -> dict[int, SchoolYear]:
        return {row.first_year: row.to_year() for row in self.years}

    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        for number, row in enumerate(self.years):
            days = [
                row.start,
                row.opening,
                row.first_semester_before,
                row.closes_before,
                row.end,
            ]
            if days != sorted(days) or row.start.year != row.first_year:
                yield ("years", number), "Các ngày của năm học không theo thứ tự thời gian."
            before = self.years[number - 1] if number else None
            if before and row.start - before.end != dt.timedelta(days=1):
                yield ("years", number, "start"), "Năm học phải bắt đầu ngay sau năm học trước."

    def failure(self, case: SchoolYearCase, rulebook: Neighbours) -> Iterator[str]:
        years = self.to_years()
        semester = containing("semester", case.day, years)
        year = containing("school_year", case.day, years)
        found = (semester and semester.label, year and year.label)
        if found != (case.semester, case.school_year):
            yield f"ngày {case.day:%d/%m/%Y} thuộc {found[0] or 'không học kỳ nào'}, {found[1]}."
