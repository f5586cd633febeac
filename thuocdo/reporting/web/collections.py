"""All collections; one of them: who has sent, all answers together, one cell with its units."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thuocdo.audit.access import needs
from thuocdo.design.lists import Choice, Column, Listing
from thuocdo.design.parts import Step
from thuocdo.documents.queries import content
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting import actions, output, queries
from thuocdo.reporting.access import ANSWER, COLLECT, SEE, may, replies_visible_to
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.queries.tracking import GIVEN
from thuocdo.reporting.rules.figures import figures_from, inputs_from, written
from thuocdo.reporting.web import ties, tracking
from thuocdo.reporting.web.grid import grids, sheets_of

ASKED = Listing(
    columns=(
        Column("bieu", gettext_lazy("Biểu số liệu"), lambda c: c.title),
        Column("han", gettext_lazy("Thời hạn gửi"), lambda c: c.due, order=("due",)),
        Column("nhan", gettext_lazy("Đã gửi"), lambda c: c.received, number=True),
        Column("can", gettext_lazy("Cần gửi"), lambda c: c.asked, number=True),
        Column("dung-han", gettext_lazy("Đúng hạn"), lambda c: c.in_time, number=True),
        Column("tinh-trang", gettext_lazy("Tình trạng"), lambda c: c.get_state_display()),
    ),
    filters=(
        Choice(
            "tinh-trang",
            gettext_lazy("Tình trạng"),
            lambda v: Q(state=v),
            Collection.State.choices,
        ),
    ),
    order=("-id",),
    row="reporting/_collection_row.html",
    exports=False,
    caption=gettext_lazy("Thu thập số liệu"),
)
SENT = Listing(
    columns=(
        Column("bieu", gettext_lazy("Biểu số liệu"), lambda r: r.collection.title),
        Column("han", gettext_lazy("Thời hạn gửi"), lambda r: r.collection.due),
        Column("gui", gettext_lazy("Ngày gửi"), lambda r: r.sent_on),
        Column("tinh-trang", gettext_lazy("Tình trạng"), lambda r: r.get_state_display()),
    ),
    order=("-id",),
    row="reporting/_reply_row.html",
    exports=False,
    caption=gettext_lazy("Số liệu đã gửi"),
)


@needs(SEE)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    asks = COLLECT.allows(request.by)
    shown: dict[str, Any] = {"may_collect": asks, "owed": queries.owed(request.by, request.today)}
    mine = Reply.objects.filter(replies_visible_to(request.by), unit=request.by.unit)
    if asks or not ANSWER.allows(request.by):
        shown["page"] = ASKED.page(queries.collections(request.by, request.today), request.GET)
    else:
        given = mine.filter(state__in=GIVEN)
        shown["page"] = SENT.page(given.select_related("collection"), request.GET)
    return render(request, "reporting/collections.html", shown)


PARTS = {
    "don-vi": gettext_lazy("Đơn vị"),
    "nhom": gettext_lazy("Theo nhóm"),
    "tong-hop": gettext_lazy("Tổng hợp"),
}


@needs(SEE)
@require_GET
def one(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Units and their state; the same by group; or all answers in the sheet, one cell with its units."""
    found = seen(request, pk)
    if found.state == Collection.State.DRAFT:
        return redirect("reporting:mark", pk)
    part = request.GET.get("phan", "don-vi")
    if part not in PARTS:
        raise Http404
    shown: dict[str, Any] = {
        "one": found,
        "counts": queries.counts(found),
        "part": part,
        "steps": [Step(str(w), f"?phan={k}", k == part) for k, w in PARTS.items()],
        "may_collect": may(request.by, COLLECT, found),
        "open": found.state == Collection.State.OPEN,
        "today": request.today,
    }
    if part == "don-vi":
        listed = tracking.units(request, found)
        if isinstance(listed, HttpResponseBase):
            return listed
        shown |= listed
    elif part == "nhom":
        shown["tables"] = tracking.tables(request, found)
    else:
        answered = queries.answered(found, request.today)
        cells = queries.gathered(found, answered)
        by_key = {cell.cell.key: cell for cell in cells}
        inputs = inputs_from(found.inputs)
        shown["grids"] = grids(sheets_of(found), inputs, lambda c: by_key[c.key])
        key = request.GET.get("o", "")
        shown["cell"] = _cell(key, found, answered)
        shown |= ties.of_cell(request, found, key) if key else {}
    return render(request, "reporting/collection.html", shown)


def _cell(key: str, found: Collection, answered: list[queries.Line]) -> dict[str, Any] | None:
    """What each unit wrote in one cell."""
    cell = next((c for c in inputs_from(found.inputs) if c.key == key), None)
    if cell is None:
        return None
    rows = [
        (line, written(cell, figures_from(line.reply.figures).get(key)))
        for line in answered
        if line.reply.state in GIVEN
    ]
    return {"input": cell, "rows": rows}


def seen(request: HttpRequest, pk: int) -> Collection:
    rows = queries.collections(request.by, request.today).select_related("file")
    return get_object_or_404(rows, pk=pk)


@needs(COLLECT)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    actions.close_collection(by=request.by, at=request.at, collection=seen(request, pk))
    messages.success(request, _("Đã khóa số liệu."))
    return redirect("reporting:collection", pk)


@needs(COLLECT)
@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    actions.reopen_collection(by=request.by, at=request.at, collection=seen(request, pk))
    messages.success(request, _("Đã mở lại; các đơn vị gửi, sửa được."))
    return redirect("reporting:collection", pk)


@needs(SEE)
@require_GET
def download(request: HttpRequest, pk: int) -> HttpResponse:
    """The uploaded sheet with all answers in it, and each unit's figures on a sheet of their own."""
    found = seen(request, pk)
    answered = queries.answered(found, request.today)
    cells, rows = queries.gathered(found, answered), queries.unit_by_unit(found, answered)
    return as_sheet(output.result(content(found.file), cells, rows), f"tong-hop-{found.pk}.xlsx")


def as_sheet(data: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}  # fmt: skip
    return HttpResponse(data, content_type=tracking.XLSX, headers=headers)


class ReturnForm(forms.Form):
    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label=gettext_lazy("Cần sửa gì"), widget=forms.Textarea(attrs={"rows": 3})
    )


@needs(COLLECT)
def give_back(request: HttpRequest, pk: int, reply: int) -> HttpResponse:
    found = seen(request, pk)
    row = get_object_or_404(found.replies, pk=reply)
    form = ReturnForm(request.POST or None, initial={"version": row.version})
    if request.method == "POST" and form.is_valid() and _gives_back(form, request, row):
        messages.success(request, _("Đã trả lại để đơn vị chỉnh sửa."))
        return redirect("reporting:collection", pk)
    [line] = queries.lines(found, [row], request.today)
    shown = {"one": found, "line": line, "form": form}
    return render(request, "reporting/return.html", shown, status=422 if form.errors else 200)


def _gives_back(form: ReturnForm, request: HttpRequest, row: Reply) -> bool:
    try:
        actions.return_reply(by=request.by, at=request.at, reply=row, **form.cleaned_data)
    except Mistake as mistake:
        form.add_error(None, mistake.message)
    return not form.errors
