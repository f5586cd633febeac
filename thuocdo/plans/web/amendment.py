"""*Điều chỉnh, bổ sung* and *Đính chính*: a document comes in, its lines are accepted, it takes effect."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.design.forms import Day, tell
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import AMEND, SEE, may, plans_visible_to
from thuocdo.plans.actions import (
    amend_from_file,
    amend_rows,
    apply_amendment,
    decide_lines,
    decide_names,
    discard_amendment,
)
from thuocdo.plans.models import Amendment, Plan
from thuocdo.plans.queries.amended import amendment_review
from thuocdo.plans.web.changes import edit_rows, line_views, row_changes
from thuocdo.plans.web.paging import SIZE, holding, leaf
from thuocdo.plans.web.papers import found
from thuocdo.plans.web.review.names import meaning, unit_named


class PaperForm(forms.Form):
    """The document that amends."""

    kind = forms.ChoiceField(
        label=_("Loại văn bản"), choices=Amendment.Kind.choices, widget=forms.RadioSelect
    )
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60, required=False)
    issued_on = Day(label=_("Ngày ban hành"), required=False)
    abstract = forms.CharField(label=_("Trích yếu"), required=False)
    file = forms.FileField(
        label=_("Kế hoạch sau khi điều chỉnh"),
        required=False,
        help_text=_("Tải cả kế hoạch đã sửa lên để so từng dòng, hoặc để trống rồi sửa từng dòng."),
    )


@needs(AMEND)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(request, pk)
    form = PaperForm(request.POST or None, request.FILES or None, initial={"kind": "amendment"})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect("plans:amendment", _make(request, plan, form.cleaned_data).pk)
        except Mistake as mistake:
            tell(form, mistake)
    rows = edit_rows(plan, request.POST)
    shown = holding(rows, request.GET, lambda row: f"{row.number} {row.words}")
    context = {
        "plan": plan,
        "form": form,
        "rows": shown[:SIZE],
        "more": len(shown) - SIZE,
        "long": len(rows) > SIZE,
        "tim": request.GET.get("tim", ""),
        "typed": any(any(row.typed.values()) for row in rows),
    }
    return render(request, "plans/amend.html", context, status=422 if form.errors else 200)


def _make(request: HttpRequest, plan: Plan, said: dict[str, Any]) -> Amendment:
    file = said.pop("file")
    paper = {k: said[k] for k in ("kind", "number", "issued_on")}
    if file:
        return amend_from_file(
            by=request.by, at=request.at, plan=plan, **paper, name=file.name, data=file.read()
        )
    changes = row_changes(request.POST, plan)
    return amend_rows(
        by=request.by, at=request.at, plan=plan, **paper, abstract=said["abstract"], changes=changes
    )


def _found(request: HttpRequest, pk: int) -> Amendment:
    plans = plans_visible_to(request.by, Plan.objects.all())
    one = Amendment.objects.select_related("plan").filter(pk=pk, plan__in=plans).first()
    if one is None:
        raise Http404
    return one


@needs(SEE)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    one = _found(request, pk)
    seen = amendment_review(one, today=request.today)
    book = organisations.choices(one.plan.agency_id, request.today)
    page = leaf(seen.rows, request.GET.get("trang", ""))
    context = {
        "amendment": one,
        "plan": one.plan,
        "lines": line_views(page.rows, book.units),
        "page": page,
        "leaf_base": "?",
        "open": seen.open_lines,
        "questions": seen.questions,
        "draft": one.state == Amendment.State.DRAFT,
        "may_amend": may(request.by, AMEND, one.plan),
        "things": [*book.units.values(), *(f"Nhóm: {g}" for g in book.groups.values())],
    }
    return render(request, "plans/amendment.html", context)


@needs(AMEND)
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """One line, all lines, the names that are open, or the draft taken back."""
    one = _found(request, pk)
    post, act = request.POST, request.POST.get("act", "")
    try:
        if act == "discard":
            discard_amendment(by=request.by, at=request.at, amendment=one)
            return redirect("plans:plan", one.plan_id)
        if act == "names":
            _names(request, one)
        else:
            chosen = (
                one.lines.filter(accepted=None)
                if act.endswith("_all")
                else one.lines.filter(pk__in=[p for p in post.getlist("line") if p.isdecimal()])
            )
            value = None if act == "open" else act.startswith("accept")
            accepted = dict.fromkeys(chosen.values_list("pk", flat=True), value)
            decide_lines(by=request.by, at=request.at, amendment=one, accepted=accepted)
    except Mistake as mistake:
        messages.error(request, mistake.message)
    return redirect("plans:amendment", pk)


def _names(request: HttpRequest, one: Amendment) -> None:
    decisions: dict[str, Any] = {}
    for key, words in request.POST.items():
        if key.startswith("name:") and words.strip():
            decisions[key] = meaning(words, one.plan.agency_id, request.today)
        if key.startswith("lead:") and words.strip():
            units = [
                unit_named(w.strip(), one.plan.agency_id, request.today) for w in words.split(";")
            ]
            decisions[key] = {"units": units}
    decide_names(by=request.by, at=request.at, amendment=one, decisions=decisions)


@needs(AMEND)
@require_POST
def apply(request: HttpRequest, pk: int) -> HttpResponse:
    one = _found(request, pk)
    try:
        apply_amendment(by=request.by, at=request.at, today=request.today, amendment=one)
        messages.success(request, _("Đã áp dụng. Phần việc của các đơn vị đã theo văn bản mới."))
        return redirect("plans:plan", one.plan_id)
    except Mistake as mistake:
        messages.error(request, mistake.message)
        return redirect("plans:amendment", pk)
