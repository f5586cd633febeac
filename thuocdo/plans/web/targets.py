"""One target with its results; writing one down; pasting those of many."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.design.chart import Drawing, Point, draw
from thuocdo.design.forms import Day, tell
from thuocdo.lawbook import periods
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.access import OBSERVE, SEE, may
from thuocdo.plans.actions import observe_many, observe_target, set_direction
from thuocdo.plans.intake.results import read_pasted
from thuocdo.plans.models import Plan
from thuocdo.plans.queries import target_view
from thuocdo.plans.queries.observed import TargetView
from thuocdo.plans.web.changes import amended
from thuocdo.plans.web.papers import found

WAYS = (
    ("up", _("Từ mức này trở lên là đạt")),
    ("down", _("Từ mức này trở xuống là đạt")),
    ("exact", _("Đúng mức này mới là đạt")),
)


def choices(plan: Plan, today: dt.date) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Periods that have begun: of the plan's years, and two years before for what comes late."""
    for year in range(min(plan.last_year, today.year), plan.first_year - 3, -1):
        halves = [periods.half(year, 1), periods.nine_months(year)]
        quarters = [periods.quarter(year, number) for number in (1, 2, 3, 4)]
        begun = [p for p in (periods.year(year), *halves, *quarters) if p.start <= today]
        if begun:
            yield str(year), [(p.code, p.label) for p in begun]


class ResultForm(forms.Form):
    period = forms.ChoiceField(label=_("Kỳ"))
    value = forms.CharField(label=_("Kết quả"), max_length=40)
    source = forms.CharField(
        label=_("Nguồn số liệu"),
        max_length=300,
        help_text=_("Văn bản, báo cáo hoặc hệ thống; ví dụ: Báo cáo số 12/BC-SNV ngày 05/01/2026"),
    )
    published_on = Day(label=_("Ngày công bố"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, widget=forms.Textarea(attrs={"rows": 2})
    )
    paper = forms.FileField(label=_("Tài liệu kiểm chứng"), required=False)


def _view(request: HttpRequest, pk: int) -> TargetView:
    view = target_view(request.by, pk, request.today)
    if view is None:
        raise Http404
    return view


@needs(SEE)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    view = _view(request, pk)
    shown = {
        "view": view,
        "target": view.target,
        "ways": WAYS,
        "chart": _drawn(view),
        "amended": amended(view.target),
    }
    return render(request, "plans/target.html", shown)


def _drawn(view: TargetView) -> Drawing | None:
    """Results over time against the printed level: a line for each kind of period, as a year is no quarter."""
    lines: dict[str, list[Point]] = {}
    ticks: dict[float, str] = {}
    for point in view.points:
        if point.seen.replaced_at is None:
            place = float(point.seen.until.toordinal())
            ticks[place] = f"{point.seen.until:%m/%Y}"
            line = lines.setdefault(periods.parse(point.seen.period).kind, [])
            line.append((place, point.label, point.seen.value))
    level = view.target.value
    aim = None if level is None else (level, f"{gettext('Mức chỉ tiêu')}: {view.target.text}"[:60])
    return draw(list(ticks.items()), [("was", line) for line in lines.values()], aim=aim)


@needs(OBSERVE)
def observe(request: HttpRequest, pk: int) -> HttpResponse:
    view = _view(request, pk)
    form = ResultForm(request.POST or None, request.FILES or None)
    form.fields["period"].choices = list(choices(view.target.plan, request.today))
    form.fields["published_on"].required = view.target.survey
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        file = said.pop("paper")
        paper = (file.read(), file.name) if file else None
        try:
            observe_target(by=request.by, at=request.at, target=view.target, paper=paper, **said)
            messages.success(request, _("Đã ghi kết quả."))
            return redirect("plans:target", pk)
        except Mistake as mistake:
            tell(form, mistake)
    shown = {"view": view, "target": view.target, "form": form}
    return render(request, "plans/observe.html", shown, status=422 if form.errors else 200)


@needs(OBSERVE)
@require_POST
def direction(request: HttpRequest, pk: int) -> HttpResponse:
    view = _view(request, pk)
    try:
        set_direction(
            by=request.by,
            at=request.at,
            target=view.target,
            direction=request.POST.get("direction", ""),
        )
    except Mistake as mistake:
        messages.error(request, mistake.message)
    return redirect("plans:target", pk)


class PasteForm(forms.Form):
    period = forms.ChoiceField(label=_("Kỳ"))
    source = forms.CharField(label=_("Nguồn số liệu"), max_length=300)
    published_on = Day(label=_("Ngày công bố, nếu do cơ quan khác công bố"), required=False)
    text = forms.CharField(
        label=_("Kết quả, mỗi dòng một chỉ tiêu"),
        widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_(
            "Dán hai cột từ Excel: ký hiệu hoặc tên chỉ tiêu, kết quả; hoặc cách nhau bằng dấu ;"
        ),
    )


@needs(OBSERVE)
def paste(request: HttpRequest, pk: int) -> HttpResponse:
    """Checked first: nothing is written before every line is understood and the person says so."""
    plan = found(request, pk)
    if not may(request.by, OBSERVE, plan):
        raise Http404
    form, lines = PasteForm(request.POST or None), []
    form.fields["period"].choices = list(choices(plan, request.today))
    if request.method == "POST" and form.is_valid():
        said = dict(form.cleaned_data)
        lines = read_pasted(plan, said.pop("text"))
        good = bool(lines) and not any(line.fault for line in lines)
        if good and request.POST.get("act") == "save":
            try:
                done = observe_many(by=request.by, at=request.at, lines=lines, **said)
                messages.success(request, gettext("Đã ghi kết quả của %d chỉ tiêu.") % len(done))
                return redirect(f"/ke-hoach/{pk}/?phan=chi-tieu")
            except Mistake as mistake:
                tell(form, mistake)
    wrong = [line for line in lines if line.fault]
    shown = {"plan": plan, "form": form, "lines": lines, "wrong": wrong}
    return render(request, "plans/paste.html", shown, status=422 if form.errors or wrong else 200)
