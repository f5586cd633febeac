"""The plan as a document: the list, taking one in, recording its number, putting it into tracking."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from thuocdo.audit.access import needs
from thuocdo.design.forms import Day, tell
from thuocdo.design.parts import Step
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import GO_LIVE, RECORD_ISSUE, REVIEW, SEE, UPLOAD, may, plans_visible_to
from thuocdo.plans.actions.reviewing import discard_review, record_issue, upload_plan
from thuocdo.plans.actions.tracking import go_live
from thuocdo.plans.models import Plan
from thuocdo.plans.queries.overview import plan_cards
from thuocdo.plans.queries.reviewing import review


def found(request: HttpRequest, pk: int) -> Plan:
    """The plan, if this person may see it; otherwise it does not exist for them."""
    plan = plans_visible_to(request.by, Plan.objects.filter(pk=pk)).first()
    if plan is None:
        raise Http404
    return plan


@needs(SEE)
def plans(request: HttpRequest) -> HttpResponse:
    every = plan_cards(request.by, request.today)
    given = request.GET.get("loai") == "giao"
    others = [c for c in every if c.plan.source != Plan.Source.PLAN]
    plans = [c for c in every if c.plan.source == Plan.Source.PLAN]
    steps = [
        Step(str(_("Kế hoạch")), "?", not given, len(plans)),
        Step(str(_("Văn bản giao việc khác")), "?loai=giao", given, len(others)),
    ]
    shown = {
        "cards": others if given else plans,
        "given": given,
        "steps": steps if others else (),
        "may_upload": UPLOAD.allows(request.by),
    }
    return render(request, "plans/list.html", shown)


class UploadForm(forms.Form):
    file = forms.FileField(
        label=_("Tệp kế hoạch"),
        help_text=_("Word (.docx), PDF, Excel (.xlsx) hoặc văn bản thuần, gồm cả phụ lục."),
        error_messages={"empty": _("Tệp không có nội dung. Kiểm tra lại rồi tải lên lần nữa.")},
    )
    year = forms.IntegerField(
        label=_("Năm của kế hoạch"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("Để trống nếu trong văn bản đã ghi."),
    )


@needs(UPLOAD)
def upload(request: HttpRequest) -> HttpResponse:
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            agency = organisations.agency_acted_for(request.by.unit, request.today)
            if agency is None:
                raise Mistake("Chưa rõ kế hoạch của cơ quan nào. Chọn chức vụ đang làm việc trước.")
            plan = upload_plan(
                by=request.by,
                at=request.at,
                agency=agency,
                name=file.name,
                data=file.read(),
                year=form.cleaned_data["year"],
            )
            return redirect("plans:review", plan.pk)
        except Mistake as mistake:
            form.add_error("year" if mistake.field == "year" else "file", mistake.message)
    return render(request, "plans/upload.html", {"form": form}, status=422 if form.errors else 200)


class IssueForm(forms.Form):
    number = forms.CharField(label=_("Số, ký hiệu"), max_length=60)
    issued_on = Day(label=_("Ngày ban hành"))
    signer_position = forms.CharField(label=_("Chức vụ người ký"), max_length=120, required=False)
    signer = forms.CharField(label=_("Người ký"), max_length=120, required=False)
    signed = forms.FileField(label=_("Bản đã ký (quét hoặc tệp ký số)"), required=False)


@needs(RECORD_ISSUE)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(request, pk)
    initial = {
        "number": plan.number,
        "issued_on": plan.issued_on,
        "signer": plan.signer,
        "signer_position": plan.signer_position,
    }
    form = IssueForm(request.POST or None, request.FILES or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        signed = said.pop("signed")
        try:
            record_issue(
                by=request.by,
                at=request.at,
                plan=plan,
                **said,
                signed_name=signed.name if signed else "",
                signed_data=signed.read() if signed else None,
            )
            messages.success(request, _("Đã ghi số, ngày ban hành."))
            return redirect(home_of(plan))
        except Mistake as mistake:
            tell(form, mistake)
    return render(
        request,
        "plans/issue.html",
        {"form": form, "plan": plan, "back": home_of(plan)},
        status=422 if form.errors else 200,
    )


def home_of(plan: Plan) -> str:
    """Where a plan stands now: its review, or its page."""
    name = "plans:review" if plan.state == Plan.State.REVIEW else "plans:plan"
    return reverse(name, args=[plan.pk])


@needs(GO_LIVE)
def live(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(request, pk)
    if plan.state != Plan.State.REVIEW:
        return redirect(home_of(plan))
    if request.method == "POST":
        try:
            go_live(by=request.by, at=request.at, today=request.today, plan=plan)
        except Mistake as mistake:
            messages.error(request, mistake.message)
            return redirect("plans:review", plan.pk)
        messages.success(request, _("Đã đưa kế hoạch vào theo dõi."))
        return redirect("plans:plan", plan.pk)
    seen = review(plan, today=request.today)
    if seen.settlement.questions:
        return redirect("plans:review", plan.pk)
    return render(request, "plans/live.html", {"plan": plan, "sum": _sum(seen)})


def _sum(seen) -> dict[str, object]:
    """What will be written, in numbers a person can check before pressing the button."""
    work = [w for task in seen.settlement.tasks for w in task.work]
    silent = [
        n
        for n, finding in enumerate(seen.reading.findings)
        if finding.severity != "error" and not seen.answered_by(n)
    ]
    return {
        "tasks": sum(t.tracked for t in seen.settlement.tasks),
        "targets": sum(t.tracked for t in seen.settlement.targets),
        "work": len(work),
        "checkpoints": sum(len(w.checkpoints) for w in work),
        "units": len({w.unit for w in work}),
        "unanswered": len(silent),
        "replaced": seen.replaced,
    }


@needs(REVIEW)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(request, pk)
    if request.method == "POST":
        try:
            discard_review(by=request.by, at=request.at, plan=plan)
            messages.success(request, _("Đã bỏ bản rà soát. Tệp gốc vẫn được giữ."))
        except Mistake as mistake:
            messages.error(request, mistake.message)
        return redirect("plans:list")
    return render(
        request, "plans/discard.html", {"plan": plan, "may": may(request.by, REVIEW, plan)}
    )
