"""*Giao việc*: one piece of work, or many pasted or from a sheet; shown as understood before it is given."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.design.forms import Day, tell
from thuocdo.design.parts import Step
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import GIVE
from thuocdo.plans.actions import give_work
from thuocdo.plans.intake.given import from_sheet, from_text
from thuocdo.plans.models import Plan
from thuocdo.plans.queries.given import check
from thuocdo.plans.rules.given import Line, Paper
from thuocdo.plans.web.given_sheet import LABELS, corrected, line_views, lines_in, written

WAYS = {"mot": _("Một việc"), "nhieu": _("Nhiều việc")}
SOURCES = [choice for choice in Plan.Source.choices if choice[0] != Plan.Source.PLAN]


class PaperForm(forms.Form):
    """The document that gives the work."""

    source = forms.ChoiceField(label=_("Nguồn giao"), choices=SOURCES, widget=forms.RadioSelect)
    number = forms.CharField(
        label=_("Số, ký hiệu"), max_length=60, required=False,
        help_text=_("Ví dụ: 15/UBND-KSTTHC. Kết luận giao ban có thể không có số."),
    )  # fmt: skip
    issued_on = Day(
        label=_("Ngày văn bản, ngày giao ban"),
        required=False,
        help_text=_("Phải ghi với kết luận giao ban và với văn bản có số."),
    )
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    title = forms.CharField(label=_("Trích yếu"), max_length=500, required=False)

    @property
    def paper(self) -> Paper:
        return Paper(**{name: self.cleaned_data[name] for name in PaperForm.base_fields})


class OneForm(PaperForm):
    content = forms.CharField(
        label=_("Nội dung công việc"),
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": "giao"}),
    )
    units = forms.CharField(
        label=_("Đơn vị thực hiện"),
        widget=forms.TextInput(attrs={"list": "units", "autocomplete": "off"}),
        help_text=_("Nhiều đơn vị hoặc một nhóm: ghi cách nhau bằng dấu chấm phẩy."),
    )
    due = forms.CharField(
        label=_("Thời hạn hoàn thành"), required=False, max_length=200,
        help_text=_("Ví dụ: 30/11/2026, Quý IV/2026, Thường xuyên. Để trống nếu không thời hạn."),
    )  # fmt: skip
    product = forms.CharField(label=_("Sản phẩm"), max_length=500, required=False)
    higher = forms.CharField(
        label=_("Số nhiệm vụ trong kế hoạch cấp trên"), max_length=40, required=False,
        help_text=_("Dùng khi báo cáo lên cấp trên theo số của họ."),
    )  # fmt: skip
    past = forms.BooleanField(label=_("Vẫn giao dù thời hạn đã qua"), required=False)
    field_order = ("content", "units", "due", "product", "source", "number", "issued_on", "title", "signer", "higher")  # fmt: skip

    @property
    def line(self) -> Line:
        cells = ("content", "units", "due", "product", "higher")
        return Line.of(1, {name: self.cleaned_data[name] for name in cells})


class ManyForm(PaperForm):
    text = forms.CharField(
        label=_("Dán các việc vào đây"), required=False,
        widget=forms.Textarea(attrs={"rows": 9, "data-draft": "giao-nhieu"}),
        help_text=_("Mỗi việc một dòng: nội dung – đơn vị – thời hạn. Dán được cả bảng từ Word, Excel."),
    )  # fmt: skip
    file = forms.FileField(
        label=_("Hoặc tệp Excel của hệ thống theo dõi nhiệm vụ"), required=False,
        help_text=_("Dòng tiêu đề phải có cột nội dung và cột đơn vị; nên có thời hạn, số văn bản, ngày, người ký."),
    )  # fmt: skip
    field_order = ("text", "file", "source", "number", "issued_on", "title", "signer")

    def lines(self) -> list[Line]:
        file, text = self.cleaned_data["file"], self.cleaned_data["text"]
        if file and text.strip():
            raise Mistake(gettext("Chỉ chọn một cách: dán chữ hoặc tải tệp."), field="file")
        lines = from_sheet(file.read(), file.name) if file else from_text(text)
        if not lines:
            raise Mistake(gettext("Chưa có việc nào. Dán các dòng hoặc chọn tệp."), field="text")
        return lines


@needs(GIVE)
def page(request: HttpRequest) -> HttpResponse:
    way = request.GET.get("cach") if request.GET.get("cach") in WAYS else "mot"
    kind = OneForm if way == "mot" else ManyForm
    form = kind(request.POST or None, request.FILES or None, initial={"source": "meeting"})
    if request.method == "POST" and form.is_valid():
        try:
            done = _one(request, form) if way == "mot" else _many(request, form)
            if done is not None:
                return done
        except Mistake as mistake:
            tell(form, mistake)
    if "past" in form.fields and not (form.is_bound and _is_past(form)):
        del form.fields["past"]
    shown = {
        "form": form,
        "way": way,
        "steps": [Step(str(words), f"?cach={key}", key == way) for key, words in WAYS.items()],
        "names": _names(request),
    }
    return render(request, "plans/give.html", shown, status=422 if form.errors else 200)


def _is_past(form: forms.Form) -> bool:
    return bool(form.data.get("past")) or getattr(form, "is_past", False)


def _agency(request: HttpRequest) -> int:
    agency = organisations.agency_acted_for(request.by.unit, request.today)
    if agency is None:
        raise Mistake(
            gettext("Chưa rõ giao việc của cơ quan nào. Chọn chức vụ đang làm việc trước.")
        )
    return agency


def _names(request: HttpRequest) -> list[str]:
    """Units and groups that may be given work, to pick from."""
    agency = organisations.agency_acted_for(request.by.unit, request.today)
    if agency is None:
        return []
    book = organisations.choices(agency, request.today)
    return [*book.units.values(), *book.groups.values()]


def _one(request: HttpRequest, form: OneForm) -> HttpResponse | None:
    """One piece is given at once; what is wrong stands at its field."""
    agency, line = _agency(request), form.line
    found = check(agency, form.paper, [line], request.today)
    form.is_past = bool(found.past)
    for fault in found.stops(form.cleaned_data["past"]):
        near = f" {gettext('Có thể là')}: {'; '.join(fault.accepted)}." if fault.accepted else ""
        form.add_error(fault.cell, fault.text + near)
    if form.errors:
        return None
    return _give(request, form.paper, [line], form.cleaned_data["past"])


def _many(request: HttpRequest, form: ManyForm) -> HttpResponse:
    return _preview(request, form, form.lines(), past=False)


def _give(request: HttpRequest, paper: Paper, lines: list[Line], past: bool) -> HttpResponse:
    by, at, today = request.by, request.at, request.today
    work = give_work(
        by=by, at=at, today=today, agency=_agency(request), paper=paper, lines=lines, past=past
    )
    units = len({piece.unit_id for piece in work})
    said = gettext("Đã giao %(work)d phần việc cho %(units)d đơn vị.")
    messages.success(request, said % {"work": len(work), "units": units})
    return redirect(f"{reverse('plans:list_of_work')}?{urlencode({'giao': at.isoformat()})}")


@needs(GIVE)
@require_POST
def checked(request: HttpRequest) -> HttpResponse:
    """The page of lines comes back: cells written anew, lines left out; given once nothing is wrong."""
    form = PaperForm(request.POST)
    try:
        lines = corrected(lines_in(request.POST.get("lines", "")), request.POST)
        if not form.is_valid() or not lines:
            raise Mistake(gettext("Không còn dòng nào để giao. Nhập lại từ đầu."))
        past = bool(request.POST.get("past"))
        found = check(_agency(request), form.paper, lines, request.today)
        if request.POST.get("act") == "give" and not found.stops(past):
            return _give(request, form.paper, lines, past)
        return _preview(request, form, lines, past)
    except Mistake as mistake:
        messages.error(request, mistake.message)
        return redirect(f"{reverse('plans:give')}?cach=nhieu")


def _preview(request: HttpRequest, form: PaperForm, lines: list[Line], past: bool) -> HttpResponse:
    found = check(_agency(request), form.paper, lines, request.today)
    stops = found.stops(past)
    views = line_views(found, past)
    shown: dict[str, Any] = {
        "hidden": [(name, _posted(form.cleaned_data[name])) for name in PaperForm.base_fields],
        "paper": form.paper,
        "source": dict(SOURCES)[form.paper.source],
        "lines": written(lines),
        "rows": views.rows,
        "more": views.more,
        "columns": views.columns,
        "stops": [
            (f"c-{f.place}-{f.cell}", f"{gettext('Dòng')} {f.place}, {LABELS[f.cell]}: {f.text}")
            for f in stops
        ],
        "late": found.past,
        "done": sum(line.done for line in lines),
        "past": past,
        "work": sum(len(one.units) for one in found.given),
        "units": len(found.units),
        "names": _names(request),
    }
    return render(request, "plans/give_check.html", shown, status=422 if stops else 200)


def _posted(value: Any) -> str:
    return f"{value:%d/%m/%Y}" if isinstance(value, dt.date) else value or ""
