"""`report_forms/<report>/<edition>.yaml`: what a periodic report holds, when it is due, to whom it goes."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import Field

from thuocdo.lawbook.editions.form import Form, Key, Neighbours, Problem, Strict, Text
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import Kind, Period, month_end, parse
from thuocdo.lawbook.values import Status

By = Literal["unit", "agency"]
Beginning = Literal["", "done", "obstacles", "next"]
Prefill = Literal[
    "",
    "work_due",
    "work_done_in_time",
    "work_done_late",
    "work_overdue",
    "work_open",
    "targets",
    "targets_met",
    "targets_awaiting",
]


class DueLine(Strict):
    """One kind of period, and the day its report is asked for. `numbers`: the periods of a year, all where empty.

    `before`: "trước ngày …", where the agency's rule says whether the day itself still counts. `month`
    counts from the last month of the period (1: the month after). Without a day: the last day of the month.
    """

    by: By = "unit"
    period: Kind
    numbers: tuple[int, ...] = ()
    day: Annotated[int, Field(ge=1, le=31)] | None = None
    month: Annotated[int, Field(ge=0, le=12)] = 0
    before: bool = True
    source: Key
    place: str = ""
    status: Status
    note: str = ""

    def fits(self, period: Period) -> bool:
        return self.period == period.kind and (not self.numbers or period.number in self.numbers)

    def named(self, period: Period) -> dt.date:
        """The day as the paper names it."""
        ordinal = period.end.year * 12 + period.end.month - 1 + self.month
        last = month_end(ordinal // 12, ordinal % 12 + 1)
        return last if self.day is None else last.replace(day=min(self.day, last.day))


class Recipient(Strict):
    """Who receives the report on a day: an office ends, another takes its place."""

    name: Text
    purpose: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    source: Key
    status: Status


class Section(Strict):
    """One text of the outline. `begins`: what the work of the period puts into it before anybody writes."""

    key: Key
    title: Text
    hint: str = ""
    begins: Beginning = ""
    required: bool = False


class Part(Strict):
    """A main heading (I, II …) with its texts; one text of the same title needs no heading of its own."""

    title: Text
    sections: Annotated[list[Section], Field(min_length=1)]


class FigureLine(Strict):
    """One figure of the annex. `prefill`: what the system counts for it; `weight`: the line a share is weighted by;
    `by`: who alone gives it, where not both do."""

    key: Key
    title: Text
    unit: Key
    kind: Literal["integer", "number", "percent", "text"] = "integer"
    prefill: Prefill = ""
    gather: Literal["sum", "weighted", "list", "latest"] = "sum"
    weight: Key | None = None
    cumulative: bool = True
    required: bool = True
    by: By | None = None


class Domain(Strict):
    """A field of reform reviewed on its own. `key` is that of its text where the outline has one; `index`, `part`: which
    part of which index (`indices/<index>`) gives last year's points for it."""

    key: Key
    title: Text
    index: Key | None = None
    part: str = ""


class EntryLine(Strict):
    """A field of another system's screen: the figure that goes into it, and the code it bears there."""

    figure: Key
    code: str = ""


class Entry(Strict):
    """*Phiếu nhập số liệu*: the system the figures are typed into, its fields in the order of its screens."""

    system: Text
    lines: Annotated[list[EntryLine], Field(min_length=1)]
    source: Key
    status: Status
    note: str = ""


class Check(Strict):
    """Sums of figures that must stand in an order: `left` ≤ `right`, or both equal."""

    left: Annotated[list[Key], Field(min_length=1)]
    op: Literal["<=", "="]
    right: Annotated[list[Key], Field(min_length=1)]
    words: Text


class ReportCase(Strict):
    """The day a report on `period` is asked for by its paper; `day` empty: there is no such report."""

    by: By = "unit"
    period: Text
    day: dt.date | None = None


class ReportForm(Form[ReportCase]):
    """`units`: units report to the agency, which consolidates; else the agency alone writes.

    `abstract` is what stands under the word BÁO CÁO, `{period}` in it the period's printed name. `programme`: words of
    which one stands in the title of each plan the report tells of; where no plan in force bears one, it tells of all.
    """

    short: Text
    abstract: Text
    programme: list[Text] = []
    units: bool = True
    due: Annotated[list[DueLine], Field(min_length=1)]
    recipients: Annotated[list[Recipient], Field(min_length=1)]
    outline: Annotated[list[Part], Field(min_length=1)]
    domains: list[Domain] = []
    figures: list[FigureLine] = []
    checks: list[Check] = []
    entry: Entry | None = None

    @property
    def sections(self) -> list[Section]:
        return [section for part in self.outline for section in part.sections]

    def lines(self, by: By) -> list[FigureLine]:
        """The figures a unit gives, or those of the agency's own report: there a list of what units gave is words."""
        return [
            line.model_copy(update={"kind": "text"})
            if by == "agency" and self.units and line.gather == "list" and line.by is None
            else line
            for line in self.figures
            if line.by in (None, by)
        ]

    def line_for(self, period: Period, by: By) -> DueLine | None:
        return next((line for line in self.due if line.by == by and line.fits(period)), None)

    def recipients_on(self, day: dt.date) -> list[Recipient]:
        return [
            r
            for r in self.recipients
            if (r.since is None or r.since <= day) and (r.until is None or day <= r.until)
        ]

    @property
    def unconfirmed(self) -> bool:
        """Does any day or recipient of it rest on a paper nobody compared?"""
        statuses = [line.status for line in self.due] + [r.status for r in self.recipients]
        return "unconfirmed" in statuses

    def problems(self) -> Iterator[Problem]:
        yield from super().problems()
        if "{period}" not in self.abstract:
            yield ("abstract",), "Trích yếu phải có chỗ cho kỳ báo cáo: {period}."
        for name, rows in (
            ("outline", self.sections),
            ("domains", self.domains),
            ("figures", self.figures),
        ):
            for key, times in Counter(row.key for row in rows).items():
                if times > 1:
                    yield (name,), f"Khóa “{key}” có {times} lần."
        for n, domain in enumerate(self.domains):
            if (domain.index is None) != (not domain.part):
                yield ("domains", n), "Lĩnh vực lấy điểm từ chỉ số cần cả “index” và “part”."
        yield from self._figures()
        if not self.units and any(line.by == "unit" for line in self.due):
            yield ("due",), "Biểu không thu báo cáo của đơn vị nên không có thời hạn của đơn vị."

    def _figures(self) -> Iterator[Problem]:
        lines = {line.key: line for line in self.figures}
        for n, line in enumerate(self.figures):
            if line.gather == "sum" and line.kind not in ("integer", "number"):
                yield ("figures", n, "gather"), "Chỉ số và số nguyên mới cộng lại được."
            if (line.gather == "weighted") != (line.weight is not None):
                yield ("figures", n), "Bình quân gia quyền cần “weight”, và chỉ nó có “weight”."
            if line.weight is not None and line.weight not in lines:
                yield ("figures", n, "weight"), f"Không có số liệu “{line.weight}”."
        for n, field in enumerate(self.entry.lines if self.entry else ()):
            if field.figure not in lines:
                yield ("entry", "lines", n), f"Không có số liệu “{field.figure}”."
        for n, check in enumerate(self.checks):
            for key in [*check.left, *check.right]:
                if key not in lines or lines[key].gather != "sum":
                    yield ("checks", n), f"“{key}” không phải số liệu cộng được của biểu."

    def failure(self, case: ReportCase, rulebook: Neighbours) -> Iterator[str]:
        try:
            period = parse(case.period, rulebook.school_years)
        except Mistake as mistake:
            yield str(mistake)
            return
        line = self.line_for(period, case.by)
        found = line and line.named(period)
        if found != case.day:
            told = f"{found:%d/%m/%Y}" if found else "không có"
            yield f"thời hạn của kỳ {case.period} là {told}."
