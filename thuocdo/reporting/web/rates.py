"""*Tình hình gửi báo cáo* over forms and periods: in numbers, and the reports behind each number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, QueryDict, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from thuocdo.audit.access import needs
from thuocdo.design.lists import Choice, Column, Hidden, Listing, Page
from thuocdo.design.parts import Step
from thuocdo.documents.output import csv_rows, xlsx
from thuocdo.organisations import queries as organisations
from thuocdo.reporting.access import SEE, oversees
from thuocdo.reporting.models import Report
from thuocdo.reporting.queries import rates
from thuocdo.reporting.queries.rates import Kept, Rate
from thuocdo.reporting.rules.rates import Tally, owes, tally

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SIDES = {
    "don-vi": gettext_lazy("Đơn vị"),
    "nhom": gettext_lazy("Cấp, nhóm đơn vị"),
    "cap-tren": gettext_lazy("Xã, phường, đơn vị cấp trên"),
    "mau": gettext_lazy("Mẫu báo cáo"),
    "ky": gettext_lazy("Kỳ báo cáo"),
}
EACH = "bao-cao"  # the reports themselves
STATES = {
    "can": gettext_lazy("Cần gửi"),
    "da": gettext_lazy("Đã gửi"),
    "dung-han": gettext_lazy("Đúng hạn"),
    "du": gettext_lazy("Đủ số liệu"),
    "chua": gettext_lazy("Chưa gửi"),
}
SIZE = 100  # lines of numbers on one page
BATCH = 2000  # reports held at once while a file is written


@dataclass(frozen=True)
class Number:
    """A figure with the address of the reports it counts, "" where there is none to open."""

    label: Any
    value: int
    url: str = ""


@dataclass(frozen=True)
class Line:
    name: str
    numbers: list[Number]


@needs(SEE)
@require_GET
def page(request: HttpRequest) -> HttpResponseBase:
    """The year that runs, unless the address says another or (`nam=`) all."""
    agency = organisations.agency_acted_for(request.by.unit, request.today)
    if agency is None or not oversees(request.by, agency):
        raise Http404
    asked = request.GET.copy()
    asked.setdefault("nam", str(request.today.year))
    side = asked.get("theo", "don-vi")
    if side not in (*SIDES, EACH):
        raise Http404
    known = rates.kept(request.by, agency, request.today)
    shape, rows = _listing(request, agency, known), rates.unit_reports(request.by, agency, request.today)  # fmt: skip
    kind = shape.wanted(asked)
    if side == EACH and kind:
        return _file(kind, _each(shape.chosen(_whole(rows), asked), request.today))
    every = asked.copy()
    every["tinh-trang"] = ""  # the numbers say all states beside each other
    told = rates.told(shape.chosen(rows, every))
    shown: dict[str, Any] = {
        "side": side,
        "sum": _numbers(tally(told), asked, {}),
        "steps": [Step(str(w), _to(every, theo=k), k == side) for k, w in {**SIDES, EACH: _("Từng báo cáo")}.items()],
    }  # fmt: skip
    if side == EACH:
        found = shape.page(_whole(rows), asked)
        named = rates.named(found.rows, request.today)
        found = replace(found, rows=[_Row(*one, request.today) for one in named])
    else:
        lines = rates.rates_by(side, told, agency, request.today, known)
        if kind:
            return _file(kind, _table(SIDES[side], lines))
        found = replace(shape.page(rows.none(), asked, count=0), rows=[])
        shown |= _lines(lines, asked, side) | {"head": SIDES[side], "exports": found.exports}
    shown["page"] = _without_usual(found, asked["nam"] == str(request.today.year))
    return render(request, "reporting/rates.html", shown)


@dataclass(frozen=True)
class _Row:
    report: Report
    unit: str
    period: str
    today: dt.date

    @property
    def pk(self) -> int:
        return self.report.pk

    @property
    def late(self) -> bool:
        due = self.report.round.due
        return due is not None and (self.report.sent_on or self.today) > due

    @property
    def owed(self) -> bool:
        return owes(self.report.unit.until, self.report.round.due)


def _whole(rows: Any) -> Any:
    """Reports without what units wrote: no page of numbers reads it."""
    return rows.select_related("round__duty", "unit").defer("figures", "texts", "carried", "taken")


def _listing(request: HttpRequest, agency: int, known: Kept) -> Listing:
    today = request.today
    drawn: Any = lambda row: row  # noqa: E731  the row's template draws the cells

    def below(value: str) -> Q:
        return Q(unit__in=organisations.tree(today).children.get(int(value), ()))

    def above() -> list[tuple[int, str]]:
        standing = organisations.tree(today)
        return [(n.id, n.name) for _depth, n in standing.walk() if standing.children.get(n.id)]

    return Listing(
        columns=(
            Column("don-vi", gettext_lazy("Đơn vị"), drawn),
            Column("mau", gettext_lazy("Báo cáo"), drawn),
            Column("han", gettext_lazy("Thời hạn gửi"), drawn, order=("round__due",)),
            Column("gui", gettext_lazy("Ngày gửi"), drawn),
            Column("tinh-trang", gettext_lazy("Tình trạng"), drawn),
        ),
        filters=(
            Choice("nam", gettext_lazy("Năm"), lambda v: Q(round__period__startswith=v), [(y, str(y)) for y in known.years]),
            Choice("mau", gettext_lazy("Mẫu báo cáo"), lambda v: Q(round__duty=v), list(known.forms.items())),
            Choice("ky", gettext_lazy("Kỳ báo cáo"), lambda v: Q(round__period=v), list(known.periods.items())),
            Choice("nhom", gettext_lazy("Cấp, nhóm đơn vị"), lambda v: Q(unit__in=organisations.members(int(v), today)), lambda: list(organisations.groups_of(agency, today).items())),
            Choice("cap-tren", gettext_lazy("Xã, phường, đơn vị cấp trên"), below, above),
            Choice("tinh-trang", gettext_lazy("Tình trạng"), lambda v: rates.STATES[v], list(STATES.items())),
            Hidden("don-vi", gettext_lazy("Đơn vị"), lambda v: Q(unit=v), read_as=int, words_of=lambda v: organisations.name_on([v], today).get(v, "")),
            Hidden("theo", gettext_lazy("Xem theo"), lambda _v: Q()),
        ),
        order=("-round__due",),
        row="reporting/_rate_row.html",
        caption=gettext_lazy("Tình hình gửi báo cáo"),
    )  # fmt: skip


def _without_usual(page: Page, this_year: bool) -> Page:
    """No chip for what the tabs say, nor for the year that runs."""
    usual = {"theo", "nam"} if this_year else {"theo"}
    words = {one.words for one in page.filters if one.filter.key in usual and one.value is not None}
    return replace(page, applied=[step for step in page.applied if step.label not in words])


def _to(asked: QueryDict, **changes: str) -> str:
    """This address with changes; from its first page."""
    found = asked.copy()
    for key in ("sau", "truoc", "trang", "tai"):
        found.pop(key, None)
    for key, value in changes.items():
        found[key.replace("_", "-")] = value
    return f"?{found.urlencode()}"


def _numbers(found: Tally, asked: QueryDict, narrowed: dict[str, str] | None) -> list[Number]:
    """`narrowed`: what else the address says of the reports counted; None: they cannot be asked for."""
    values = {"can": found.expected, "da": found.received, "dung-han": found.in_time, "du": found.complete, "chua": found.missing}  # fmt: skip
    if narrowed is None:
        return [Number(STATES[k], value) for k, value in values.items()]
    return [
        Number(STATES[k], value, _to(asked, theo=EACH, tinh_trang=k, **narrowed) if value else "")
        for k, value in values.items()
    ]


def _lines(found: list[Rate], asked: QueryDict, side: str) -> dict[str, Any]:
    at = int(asked["trang"]) if asked.get("trang", "").isdecimal() else 1
    first = min(max(at - 1, 0), max(len(found) - 1, 0) // SIZE) * SIZE
    shown = found[first : first + SIZE]
    return {
        "lines": [
            Line(rate.name, _numbers(rate.tally, asked, {side.replace("-", "_"): rate.key} if rate.key else None))
            for rate in shown
        ],
        "count": len(found),
        "before": _to(asked) + f"&trang={first // SIZE}" if first else "",
        "after": _to(asked) + f"&trang={first // SIZE + 2}" if first + SIZE < len(found) else "",
    }  # fmt: skip


def _table(head: Any, found: list[Rate]) -> list[list[Any]]:
    rows = [
        [rate.name or _("Không thuộc đơn vị nào"), *(n.value for n in _numbers(rate.tally, QueryDict(), None))]
        for rate in found
    ]  # fmt: skip
    return [[head, *STATES.values()], *rows]


def _each(found: QuerySet[Report], today: dt.date) -> Iterator[list[Any]]:
    """Heads, then a line for each report as it is read: a sheet of ten years takes no more room than one of a month."""
    yield [_("Đơn vị"), _("Báo cáo"), _("Kỳ báo cáo"), _("Thời hạn gửi"), _("Ngày gửi"), _("Tình trạng"), _("Số ước")]  # fmt: skip
    rows = found.iterator(BATCH)
    while some := list(islice(rows, BATCH)):
        for r, unit, period in rates.named(some, today):
            yield [unit, r.round.duty.title, period, r.round.due, r.sent_on, r.get_state_display(), r.estimates]  # fmt: skip


def _file(kind: str, rows: Iterable[list[Any]]) -> HttpResponseBase:
    headers = {"Content-Disposition": f'attachment; filename="tinh-hinh-gui-bao-cao.{kind}"', "Cache-Control": "private, no-store"}  # fmt: skip
    if kind == "csv":
        return StreamingHttpResponse(csv_rows(rows), CSV, headers=headers)
    title = _("Tình hình gửi báo cáo")
    return FileResponse(xlsx(rows, title=title), content_type=XLSX, headers=headers)
