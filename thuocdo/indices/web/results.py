"""Results of a year as a list, and why one unit got its points: page, print, JSON."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thuocdo.audit.access import needs
from thuocdo.design.lists import Column, Flag, Listing, words_in
from thuocdo.documents import output
from thuocdo.indices import actions, queries
from thuocdo.indices.access import RECORD, SEE, may
from thuocdo.indices.models import IndexResult, IndexRound
from thuocdo.indices.rules.telling import told
from thuocdo.indices.web.editions import Head, asked, kind_words
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold
from thuocdo.organisations.queries import agencies_up

RESULTS = Listing(
    columns=(
        Column("hang", gettext_lazy("Xếp hạng"), lambda r: r.place, number=True, order=("place",)),
        Column("don-vi", gettext_lazy("Đơn vị"), lambda r: r.name, order=("folded",)),
        Column("diem", gettext_lazy("Điểm"), lambda r: r.score, number=True, order=("-score",)),
        Column("tinh", gettext_lazy("Điểm tính lại"), lambda r: r.computed, number=True),
        Column("loai", gettext_lazy("Xếp loại"), lambda r: r.band),
        Column("ma", gettext_lazy("Mã"), lambda r: r.code),
    ),
    filters=(
        Flag("xem-lai", gettext_lazy("Cần xem lại"), lambda v: ~Q(doubts=[])),
        Flag("khong-diem", gettext_lazy("Không có điểm"), lambda v: Q(score=None)),
    ),
    order=("place",),
    search=words_in("folded", fold),
    row="indices/_result_row.html",
    size=100,
    caption=gettext_lazy("Kết quả chỉ số"),
)

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def as_file(lines: Iterable[list[Any]], kind: str, name: str) -> Any:
    """Lines as a CSV file, streamed, or a workbook."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == "csv":
        return StreamingHttpResponse(output.csv_rows(lines), TYPES[kind], headers=headers)
    book = output.xlsx(lines, title=name)
    return FileResponse(book, content_type=TYPES[kind], headers=headers)


def seen(request: HttpRequest, key: str, pk: int) -> IndexRound:
    return get_object_or_404(queries.rounds(request.by, request.today, key), pk=pk)


@needs(SEE)
@require_GET
@asked
def round_(request: HttpRequest, key: str, pk: int) -> Any:
    """One year: every unit with score, rank, band."""
    row = seen(request, key, pk)
    one = queries.index(key, agencies_up(row.agency_id, request.today), drafts=True)
    rows = IndexResult.objects.filter(round=row).defer("figures", "points")
    if kind := RESULTS.wanted(request.GET):
        return as_file(RESULTS.export(rows, request.GET), kind, f"{key}-{row.year}")
    shown = {
        "one": one,
        "row": row,
        "head": Head(queries.used(key, row.edition, row.checksum)),
        "kind": kind_words(row.kind),
        "page": RESULTS.page(rows, request.GET),
        "fault": queries.fault_of(row),
        "may_record": may(request.by, RECORD, row),
    }
    return render(request, "indices/round.html", shown)


@needs(SEE)
@require_GET
@asked
def result(request: HttpRequest, key: str, pk: int, code: str) -> HttpResponse:
    """Why the unit got its points."""
    row = seen(request, key, pk)
    found = get_object_or_404(IndexResult, round=row, code=code)
    found.round = row
    shown: dict[str, Any] = {
        "one": queries.index(key, agencies_up(row.agency_id, request.today), drafts=True),
        "row": row,
        "r": found,
        "fault": queries.fault_of(row),
        "may_record": may(request.by, RECORD, row) and row.state == IndexRound.State.OPEN,
    }
    if not shown["fault"]:
        explained = queries.explained(found)
        shown |= {
            "e": explained,
            "head": Head(queries.used(key, row.edition, row.checksum)),
            "lines": list(told(explained)),
        }
    return render(request, "indices/result.html", shown)


@needs(SEE)
@require_GET
@asked
def result_json(request: HttpRequest, key: str, pk: int, code: str) -> HttpResponse:
    """The same explanation for a machine: with it anybody computes the score again."""
    row = seen(request, key, pk)
    found = get_object_or_404(IndexResult.objects.select_related("round"), round=row, code=code)
    return JsonResponse(queries.explained(found), json_dumps_params={"ensure_ascii": False})


@needs(RECORD)
@require_POST
def close(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    try:
        actions.close_results(by=request.by, at=request.at, round=seen(request, key, pk))
        messages.success(request, _("Đã khóa kết quả; mọi người đều xem được."))
    except Mistake as mistake:
        messages.error(request, mistake.message)
    return redirect("indices:round", key, pk)


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do mở lại"), widget=forms.Textarea(attrs={"rows": 3})
    )


@needs(RECORD)
def reopen(request: HttpRequest, key: str, pk: int) -> HttpResponse:
    row = seen(request, key, pk)
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        actions.reopen_results(by=request.by, at=request.at, round=row, reason=reason)
        messages.success(request, _("Đã mở lại kết quả để sửa."))
        return redirect("indices:round", key, pk)
    shown = {
        "one": queries.index(key, agencies_up(row.agency_id, request.today), drafts=True),
        "row": row,
        "form": form,
    }
    return render(request, "indices/reopen.html", shown, status=422 if form.errors else 200)


@needs(RECORD)
@require_POST
def remove(request: HttpRequest, key: str, pk: int, code: str) -> HttpResponse:
    found = get_object_or_404(IndexResult, round=seen(request, key, pk), code=code)
    actions.remove_result(by=request.by, at=request.at, result=found)
    messages.success(request, _("Đã bỏ kết quả của %s.") % found.name)
    return redirect("indices:round", key, pk)
