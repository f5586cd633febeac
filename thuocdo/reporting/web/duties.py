"""What an agency reports, on which days: the calendar of everything owed, a duty added or ended, a period opened."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thuocdo.audit.access import needs
from thuocdo.design.forms import tell
from thuocdo.design.parts import Step
from thuocdo.lawbook.editions.reports import DueLine
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.schedule import DueRule
from thuocdo.organisations import queries as organisations
from thuocdo.reporting import actions
from thuocdo.reporting.access import RUN, SEE, oversees
from thuocdo.reporting.models import Duty
from thuocdo.reporting.queries import rounds
from thuocdo.reporting.queries.forms import forms_on, rule_of
from thuocdo.reporting.queries.reports import period_of
from thuocdo.reporting.rules.reports import line_of_clause

DAY_OFF = {
    "keep": gettext_lazy("Giữ nguyên ngày đã nêu"),
    "next": gettext_lazy("Chuyển sang ngày làm việc kế tiếp"),
    "previous": gettext_lazy("Lùi về ngày làm việc liền trước"),
}


@needs(SEE)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    """For a unit: what it owes and has sent. For the office and leaders: the year's calendar as well."""
    agency = organisations.agency_acted_for(request.by.unit, request.today)
    year = _year(request)
    runs = RUN.allows(request.by)
    asked = rounds.reports_asked(request.by)
    owed = asked.owed
    lines = rounds.calendar(request.by, agency, request.today, year)
    shown: dict[str, Any] = {
        "runs": runs,
        "oversees": agency is not None and oversees(request.by, agency),
        "year": year,
        "owed": [(r, period_of(r.round.period).label, bool(r.round.due and r.round.due < request.today)) for r in owed],
        "waiting": [(r, period_of(r.round.period).label) for r in asked.waiting],
        "sent": [(r, period_of(r.round.period).label) for r in rounds.reports_sent(request.by)],
        "lines": lines,
        "coming": [line for line in lines if not line.done],
        "done": [line for line in lines if line.done],
        "duties": rounds.duties(agency) if runs else [],
        "today": request.today,
    }  # fmt: skip
    first = rounds.first_year(agency, request.today)
    shown["years"] = [
        Step(str(y), f"?nam={y}", y == year) for y in range(first, request.today.year + 2)
    ]
    return render(request, "reporting/reports.html", shown)


def _year(request: HttpRequest) -> int:
    asked = request.GET.get("nam", "")
    return int(asked) if asked.isdecimal() and 2000 <= int(asked) <= 2100 else request.today.year


class DutyForm(forms.Form):
    """`clause`: a line of a plan whose days replace those of the form."""

    form = forms.ChoiceField(label=gettext_lazy("Mẫu báo cáo"))
    groups = forms.MultipleChoiceField(
        label=gettext_lazy("Nhóm đơn vị gửi báo cáo"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    units = forms.MultipleChoiceField(
        label=gettext_lazy("Đơn vị gửi báo cáo"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    clauses = forms.MultipleChoiceField(
        label=gettext_lazy("Ngày nêu trong kế hoạch"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=gettext_lazy("Không chọn thì theo ngày của mẫu."),
    )
    named_day_counts = forms.TypedChoiceField(
        label=gettext_lazy("“Trước ngày 15” là"),
        choices=[("1", gettext_lazy("hết ngày 15")), ("0", gettext_lazy("hết ngày 14"))],
        coerce=lambda value: value == "1",
        initial="1",
    )
    on_day_off = forms.ChoiceField(
        label=gettext_lazy("Khi trùng ngày nghỉ"), choices=list(DAY_OFF.items()), initial="keep"
    )


@needs(RUN)
def add(request: HttpRequest) -> HttpResponse:
    agency = organisations.agency_acted_for(request.by.unit, request.today)
    if agency is None:
        raise Mistake("Chưa rõ lập chế độ báo cáo cho cơ quan nào. Chọn chức vụ đang làm việc trước.")  # fmt: skip
    form = DutyForm(request.POST or None)
    known = forms_on(request.today)
    have = {duty.form for duty in rounds.duties(agency)}
    form.fields["form"].choices = [(k, b.title) for k, b in known.items() if k not in have]  # type: ignore[attr-defined]
    offered = organisations.choices(agency, request.today)
    form.fields["groups"].choices = list(offered.groups.items())  # type: ignore[attr-defined]
    form.fields["units"].choices = list(offered.units.items())  # type: ignore[attr-defined]
    said = _clauses(agency)
    form.fields["clauses"].choices = [(str(n), words) for n, (words, _line, _plan) in said.items()]  # type: ignore[attr-defined]
    if request.method == "POST" and form.is_valid() and _added(form, request, agency, said):
        messages.success(request, _("Đã thêm chế độ báo cáo."))
        return redirect("reporting:reports")
    shown = {"form": form, "clauses": bool(said), "left": bool(set(known) - have)}
    return render(request, "reporting/add_duty.html", shown, status=422 if form.errors else 200)


def _clauses(agency: int) -> dict[int, tuple[str, DueLine, str]]:
    found = {}
    for n, said in enumerate(rounds.clauses(agency)):
        line = line_of_clause(said.frequency, said.months, said.day, "plan")
        if line is not None:
            found[n] = (f"{said.plan}: {said.text}", line, said.plan)
    return found


def _added(
    form: DutyForm, request: HttpRequest, agency: int, said: dict[int, tuple[str, DueLine, str]]
) -> bool:
    given = form.cleaned_data
    chosen = [said[int(n)] for n in given["clauses"]]
    try:
        actions.keep_duty(
            by=request.by,
            at=request.at,
            agency=agency,
            form=given["form"],
            units=map(int, given["units"]),
            groups=map(int, given["groups"]),
            due=[line for _words, line, _plan in chosen],
            source="; ".join(dict.fromkeys(plan for _words, _line, plan in chosen)),
            rule=DueRule(given["named_day_counts"], given["on_day_off"]),
        )
    except Mistake as mistake:
        tell(form, mistake)
    return not form.errors


@needs(RUN)
@require_POST
def end(request: HttpRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Duty, pk=pk, agency=_agency(request))
    actions.end_duty(by=request.by, at=request.at, duty=duty)
    messages.success(request, _("Đã kết thúc chế độ báo cáo; các kỳ đã mở vẫn giữ nguyên."))
    return redirect("reporting:reports")


@needs(RUN)
@require_POST
def open_round(request: HttpRequest, pk: int) -> HttpResponse:
    duty = get_object_or_404(Duty, pk=pk, agency=_agency(request))
    period = period_of(request.POST.get("ky", ""))
    one = actions.open_round(by=request.by, at=request.at, duty=duty, period=period)
    messages.success(request, _("Đã mở kỳ báo cáo; các đơn vị thấy ở trang Báo cáo của mình."))
    return redirect("reporting:round", one.pk)


def _agency(request: HttpRequest) -> int | None:
    return organisations.agency_acted_for(request.by.unit, request.today)


def rule_words(duty: Duty) -> str:
    """How the duty counts its days, in words."""
    rule = rule_of(duty)
    named = _("tính cả ngày đã nêu") if rule.named_day_counts else _("không tính ngày đã nêu")
    return f"{named}; {str(DAY_OFF[rule.on_day_off]).lower()}"
