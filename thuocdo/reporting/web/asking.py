"""The officer makes a collection: the sheet, its cells, the units and the day."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.design.forms import Day, tell
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.reporting import actions
from thuocdo.reporting.access import COLLECT, visible_to
from thuocdo.reporting.models import Collection
from thuocdo.reporting.rules.figures import GATHERS, KINDS, Input, inputs_from, read_most
from thuocdo.reporting.rules.sheets import Sheet, labelled
from thuocdo.reporting.web.grid import grids, sheets_of
from thuocdo.reporting.web.version import version_in


class MakeForm(forms.Form):
    title = forms.CharField(label=gettext_lazy("Tên biểu số liệu"), max_length=250)
    note = forms.CharField(
        label=gettext_lazy("Hướng dẫn cho đơn vị"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    file = forms.FileField(
        label=gettext_lazy("Biểu Excel còn trống"),
        help_text=gettext_lazy("Tệp .xlsx có tiêu đề dòng và cột; các ô đơn vị cần điền để trống."),
    )


def draft(request: HttpRequest, pk: int) -> Collection:
    """A draft this person may work on; whatever else does not exist for them."""
    rows = Collection.objects.filter(visible_to(request.by, request.today), pk=pk)
    found = rows.select_related("file").first()
    if found is None:
        raise Http404
    return found


@needs(COLLECT)
def make(request: HttpRequest) -> HttpResponse:
    form = MakeForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            made = actions.make_collection(
                by=request.by,
                at=request.at,
                agency=_agency(request),
                title=form.cleaned_data["title"],
                note=form.cleaned_data["note"],
                name=file.name,
                data=file.read(),
            )
            return redirect("reporting:mark", made.pk)
        except Mistake as mistake:
            form.add_error("title" if mistake.field == "title" else "file", mistake.message)
    return render(
        request, "reporting/make.html", {"form": form}, status=422 if form.errors else 200
    )


def _agency(request: HttpRequest) -> int:
    """The agency worked in, or the only one there is."""
    agency = organisations.agency_acted_for(request.by.unit, request.today)
    if agency is None:
        raise Mistake("Chưa rõ thu thập cho cơ quan nào. Chọn chức vụ đang làm việc trước.")
    return agency


@needs(COLLECT)
def mark(request: HttpRequest, pk: int) -> HttpResponse:
    """Cells as boxes to tick; one kind and one way of adding up for each column of ticked cells."""
    one = draft(request, pk)
    if one.state != Collection.State.DRAFT:
        return redirect("reporting:collection", pk)
    sheets, fault = sheets_of(one), ""
    inputs = inputs_from(one.inputs)
    if request.method == "POST":
        try:
            inputs = _ticked(request, sheets, inputs)
            version = version_in(request.POST)
            one = actions.mark_inputs(
                by=request.by, at=request.at, collection=one, inputs=inputs, version=version
            )
            if request.POST.get("act") == "next":
                return redirect("reporting:units", pk)
            messages.success(request, _("Đã lưu %d ô cần điền.") % len(inputs))
            return redirect("reporting:mark", pk)
        except Mistake as mistake:
            fault = mistake.message
    shown = {
        "one": one,
        "grids": grids(sheets, inputs),
        "columns": _columns(sheets, inputs),
        "count": len(inputs),
        "kinds": KINDS.items(),
        "gathers": GATHERS.items(),
        "fault": fault,
    }
    return render(request, "reporting/mark.html", shown, status=422 if fault else 200)


def _ticked(request: HttpRequest, sheets: list[Sheet], before: list[Input]) -> list[Input]:
    """The inputs the form asks for: ticked cells, known ones with their names, in the order of the sheets."""
    said = request.POST
    wanted = set(said.getlist("o"))
    known = {cell.key: cell for cell in before}
    found = []
    for sheet in sheets:
        for slot in sheet.slots():
            key = f"{sheet.number}!{slot.ref}"
            if key not in wanted or not slot.empty:
                continue
            cell = known.get(key) or labelled(sheet, slot.ref)
            column = _group(cell, slot.column)
            kind = said.get(f"kieu-{column}", cell.kind)
            gather = said.get(f"gop-{column}", cell.gather)
            if kind not in KINDS or gather not in GATHERS:
                raise Mistake("Kiểu số liệu hoặc cách tổng hợp không có. Tải lại trang rồi chọn.")
            needed = bool(said.get(f"can-{column}", "" if f"kieu-{column}" in said else "1"))
            most = read_most(said.get(f"cao-{column}", cell.most))
            found.append(replace(cell, kind=kind, gather=gather, required=needed, most=most))
    return found


def _columns(sheets: list[Sheet], inputs: list[Input]) -> list[dict[str, Any]]:
    """One line per column and kind: a row counted in % is no part of a column that is added up."""
    place = {f"{s.number}!{slot.ref}": slot.column for s in sheets for slot in s.slots()}
    columns: dict[str, dict[str, Any]] = {}
    for cell in inputs:
        name = _group(cell, place[cell.key])
        head = cell.label.rpartition(" · ")[2] or cell.ref
        column = columns.setdefault(
            name, {"name": name, "head": head, "refs": [], "cell": cell, "sheet": cell.sheet}
        )
        column["refs"].append(cell.ref)
    return list(columns.values())


def _group(cell: Input, column: int) -> str:
    return f"{cell.sheet}-{column}-{cell.kind}"


class UnitsForm(forms.Form):
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Nhóm đơn vị"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Từng đơn vị"), required=False, widget=forms.CheckboxSelectMultiple
    )
    due = Day(label=gettext_lazy("Thời hạn gửi"))


@needs(COLLECT)
def units(request: HttpRequest, pk: int) -> HttpResponse:
    one = draft(request, pk)
    if one.state != Collection.State.DRAFT:
        return redirect("reporting:collection", pk)
    book = organisations.choices(one.agency_id, request.today)
    form = UnitsForm(request.POST or None)
    inside = organisations.members_of(book.groups, request.today)
    form.fields["groups"].choices = [(g, _("%(group)s (%(n)d đơn vị)") % {"group": name, "n": len(inside[g])}) for g, name in book.groups.items()]  # fmt: skip
    form.fields["units"].choices = [(u, n) for u, n in book.units.items() if u != one.agency_id]
    if request.method == "POST" and form.is_valid():
        chosen = {int(unit) for unit in form.cleaned_data["units"]}
        for group in form.cleaned_data["groups"]:
            chosen |= inside[int(group)]
        try:
            actions.open_collection(
                by=request.by,
                at=request.at,
                collection=one,
                units=chosen,
                due=form.cleaned_data["due"],
                version=version_in(request.POST),
            )
            messages.success(request, _("Đã gửi biểu cho %d đơn vị.") % len(chosen))
            return redirect("reporting:collection", pk)
        except Mistake as mistake:
            tell(form, mistake)
    shown = {"one": one, "form": form}
    return render(request, "reporting/units.html", shown, status=422 if form.errors else 200)


@needs(COLLECT)
@require_POST
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    actions.drop_collection(by=request.by, at=request.at, collection=draft(request, pk))
    messages.success(request, _("Đã bỏ biểu chưa gửi."))
    return redirect("reporting:collections")
