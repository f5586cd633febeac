"""Excel both ways: open work out as a sheet to fill in; the sheet back, checked cell by cell, kept whole."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from thuocdo.accounts.actions import save_filter
from thuocdo.audit.access import needs
from thuocdo.design.words import moment
from thuocdo.documents.intake import grid
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.access import SEE_WORK, UPDATE
from thuocdo.plans.actions import load_sheet
from thuocdo.plans.output.sheet import update_sheet
from thuocdo.plans.queries.listed import all_names, in_rows, listed
from thuocdo.plans.queries.sheet import of_rows, to_fill
from thuocdo.plans.rules.sheet import HEADS, MOST, OPEN, Filled, SheetFault, cells_of, filled
from thuocdo.plans.web.listed import NAME, TYPES, listing

Raw = list[tuple[int, dict[str, str]]]


@needs(SEE_WORK)
@require_GET
def out(request: HttpRequest) -> HttpResponse:
    """The narrowed list as an update sheet: what is still open of it."""
    by, today = request.by, request.today
    rows = to_fill(listing(by, today).chosen(listed(by, today), request.GET))
    many = rows.order_by().values("pk")[: MOST + 1].count()
    if not many or many > MOST:
        why = gettext("Không có việc nào đang mở trong danh sách này.")
        if many:
            why = (
                gettext("Một phiếu chứa nhiều nhất %d việc. Lọc danh sách theo đơn vị rồi tải.")
                % MOST
            )
        messages.info(request, why)
        return redirect(f"{reverse('plans:list_of_work')}?{request.GET.urlencode()}")
    file = update_sheet(rows.iterator(chunk_size=500), all_names(today), moment(request.at), today)
    name = f"phieu-cap-nhat-{today:%Y-%m-%d}.xlsx"
    return FileResponse(file, as_attachment=True, filename=name, content_type=TYPES["xlsx"])


class LoadForm(forms.Form):
    file = forms.FileField(
        label=_("Phiếu cập nhật đã điền"),
        help_text=_("Tệp Excel tải từ danh mục nhiệm vụ. Chưa có gì được ghi nhận cho đến khi xác nhận."),
    )  # fmt: skip


@needs(UPDATE)
def load(request: HttpRequest) -> HttpResponse:
    form = LoadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            rows = cells_of(grid(file.read(), file.name))
            if not rows:
                raise Mistake(gettext("Phiếu chưa điền ô nào. Điền các ô màu vàng rồi nạp lại."))
            return _preview(request, rows, _faults(request, rows))
        except Mistake as mistake:
            form.add_error("file", mistake.message)
    return render(request, "plans/load.html", {"form": form}, status=422 if form.errors else 200)


@needs(UPDATE)
@require_POST
def keep(request: HttpRequest) -> HttpResponse:
    """What was shown is kept; the rows it speaks of open as a view of the list, kept under a name."""
    try:
        raw = _rows_in(request.POST.get("rows", ""))
        rows, faults = filled(raw, request.today)
        faults = faults or load_sheet(by=request.by, at=request.at, rows=rows)
        if faults:
            return _preview(request, raw, faults)
    except Mistake as mistake:
        messages.error(request, mistake.message)
        return redirect("plans:load_sheet")
    query = urlencode({"nap": request.at.isoformat()})
    name = gettext("Lần nạp Excel gần nhất")  # one view, the next loading takes its place
    save_filter(by=request.by, at=request.at, room_list=NAME, name=name, query=query)
    messages.success(request, gettext("Đã ghi nhận %d dòng của phiếu.") % len(rows))
    return redirect(f"{reverse('plans:list_of_work')}?{query}")


def _rows_in(text: str) -> Raw:
    """What the page carried; Mistake for anything it did not write."""
    try:
        rows = json.loads(text)
        found = [(int(place), {k: str(v) for k, v in cells.items()}) for place, cells in rows]
    except (ValueError, TypeError, AttributeError):
        found = []
    if not found or len(found) > MOST:
        raise Mistake(gettext("Trang này đã hỏng trên đường gửi. Nạp lại phiếu."))
    return found


def _faults(request: HttpRequest, raw: Raw) -> list[SheetFault]:
    """What is wrong with the cells, and what would be refused: the whole is tried and undone."""
    rows, faults = filled(raw, request.today)
    return faults + load_sheet(by=request.by, at=request.at, rows=rows, trial=True)


@dataclass(frozen=True)
class RowView:
    """One filled row: what it is about, what would be recorded, what is wrong with it."""

    place: int
    task: str
    unit: str
    said: list[tuple[str, str]]
    faults: list[SheetFault]


def _preview(request: HttpRequest, raw: Raw, faults: list[SheetFault]) -> HttpResponse:
    rows, _wrong = filled(raw, request.today)
    shown: dict[str, Any] = {
        "rows": _views(request, raw, rows, faults),
        "faults": sorted(faults, key=_place),
        "carried": json.dumps([[place, cells] for place, cells in raw], ensure_ascii=False),
        "done": sum(row.done_on is not None for row in rows),
        "form": LoadForm(),
    }
    return render(request, "plans/load_check.html", shown, status=422 if faults else 200)


def _place(fault: SheetFault) -> tuple[int, str]:
    return int(fault.cell[1:]), fault.cell[0]


def _views(
    request: HttpRequest, raw: Raw, rows: list[Filled], faults: list[SheetFault]
) -> list[RowView]:
    known = of_rows(request.by, rows)
    listed_rows = {row.pk: row for row in in_rows(known.values(), request.today)}
    work = {row.place: listed_rows.get(row.work) for row in rows}
    views = []
    for place, cells in raw:
        one = work.get(place)
        wrong = [f for f in faults if _place(f)[0] == place]
        said = [(HEADS[name], cells[name]) for name in OPEN if cells.get(name)]
        task = one.work.task.content if one else cells.get("task", "")
        views.append(RowView(place, task, one.unit if one else cells.get("unit", ""), said, wrong))
    return views
