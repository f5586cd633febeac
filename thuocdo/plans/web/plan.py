"""A plan that is carried out: its annex, its end, its next year; one printed row with all its work."""

from __future__ import annotations

import datetime as dt

from django import forms
from django.contrib import messages
from django.db.models import Count
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.audit.queries import history
from thuocdo.audit.rules import Actor
from thuocdo.design.forms import Day, tell
from thuocdo.design.parts import TONES, Share, Step
from thuocdo.documents.queries import evidence_of
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import AMEND, CLOSE, OBSERVE, RECORD_ISSUE, SEE, UPLOAD, may
from thuocdo.plans.actions import close_plan, event_happened, number_upward, start_next_year
from thuocdo.plans.models import Amendment, Plan, RowOwner, Task
from thuocdo.plans.queries import annex, task_view
from thuocdo.plans.queries.annex import Annex, TargetRow, TaskRow
from thuocdo.plans.queries.buckets import LABELS
from thuocdo.plans.queries.work import TaskView
from thuocdo.plans.rules.buckets import BUCKETS, SLUGS, Counts
from thuocdo.plans.rules.reading import PlanReading
from thuocdo.plans.web.answers import answers
from thuocdo.plans.web.changes import amended
from thuocdo.plans.web.listed import BUCKET_OF, STATE
from thuocdo.plans.web.paging import LONG, holding, leaf
from thuocdo.plans.web.papers import found
from thuocdo.plans.web.reporting import clauses
from thuocdo.plans.web.rhythm import rule_words

PARTS = {
    "nhiem-vu": _("Nhiệm vụ"),
    "chi-tieu": _("Chỉ tiêu"),
    "phan-cong": _("Phân công, báo cáo"),
    "dieu-chinh": _("Điều chỉnh"),
    "lich-su": _("Lịch sử"),
}
LATEST = 60  # deeds shown of a plan's history


@needs(SEE)
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    one = found(request, pk)
    if one.state == Plan.State.REVIEW:
        return redirect("plans:review", pk)
    rows = annex(one, request.today)
    first = "nhiem-vu" if rows.tasks else "chi-tieu" if rows.targets else "phan-cong"
    part = request.GET.get("phan", first)
    if part not in PARTS:
        raise Http404
    amendments = list(one.amendments.annotate(count=Count("lines")).defer("blocks", "reading"))
    counts = {
        "nhiem-vu": len(rows.tasks),
        "chi-tieu": len(rows.targets),
        "dieu-chinh": len(amendments) or None,
    }
    context = {
        "plan": one,
        "part": part,
        "steps": [Step(str(w), f"?phan={k}", k == part, counts.get(k)) for k, w in PARTS.items()],
        "amendments": amendments,
        "drafts": [a for a in amendments if a.state == Amendment.State.DRAFT],
        "replaced_by": one.replaced_by.all(),
        "duties": one.responsibilities.all() if part == "phan-cong" else (),
        "reporting": clauses(one.reporting_duties.all()) if part == "phan-cong" else (),
        **_rows(part, rows, request.GET),
        **(_history(one, request.today) if part == "lich-su" else {}),
        **_offered(request.by, one),
    }
    return render(request, "plans/plan.html", context)


def _rows(part: str, rows: Annex, get: QueryDict) -> dict[str, object]:
    """One page of the printed rows of a part, those searched for or of one bucket where that is asked."""
    shown = {"nhiem-vu": rows.tasks, "chi-tieu": rows.targets}.get(part, [])
    bucket = BUCKET_OF.get(get.get(STATE, ""))
    if bucket and part == "nhiem-vu":
        shown = [row for row in rows.tasks if row.bucket == bucket]
    kept = get.copy()
    kept.pop("trang", None)
    return {
        "page": leaf(holding(shown, get, words), get.get("trang", "")),
        "leaf_base": f"?{kept.urlencode()}&",
        "long": len(shown) > LONG,
        "tim": get.get("tim", ""),
        "has_products": rows.has_products,
        "shares": _shares(rows.counts) if part == "nhiem-vu" else [],
        "bucket": LABELS[bucket] if bucket else "",
    }


def _offered(by: Actor, one: Plan) -> dict[str, bool]:
    """What this person may do with the plan as it stands."""
    live, is_plan = one.state == Plan.State.LIVE, one.source == Plan.Source.PLAN
    return {
        "is_plan": is_plan,
        "may_issue": is_plan and may(by, RECORD_ISSUE, one),
        "may_amend": live and may(by, AMEND, one),
        "may_observe": one.state != Plan.State.REVIEW and may(by, OBSERVE, one),
        "may_close": live and may(by, CLOSE, one),
    }


def _shares(counts: Counts) -> list[Share]:
    """The six numbers of the printed rows, each leading to its rows."""
    numbers = zip(BUCKETS, SLUGS, counts.numbers, TONES, strict=True)
    return [
        Share(str(LABELS[bucket]), n, tone, f"?phan=nhiem-vu&{STATE}={slug}")
        for bucket, slug, n, tone in numbers
    ]


def words(row: TaskRow | TargetRow) -> str:
    """What a search among the rows of one plan looks in."""
    if isinstance(row, TaskRow):
        return f"{row.task.number} {row.parent} {row.task.content} {row.leads}"
    return f"{row.target.code} {row.target.name} {row.owners}"


def _history(one: Plan, today: dt.date) -> dict[str, object]:
    """Who did what, the latest first; and every answer of the review, in words."""
    book = organisations.choices(one.agency_id, today)
    reading = PlanReading.from_json(one.reading)
    return {
        "history": history([f"plan:{one.pk}"], limit=LATEST, told=False),
        "answers": answers(one.decisions.all(), reading, book),
    }


class EventForm(forms.Form):
    on = Day(label=_("Ngày phát sinh"))
    due = Day(label=_("Thời hạn hoàn thành"), required=False)
    reference = forms.CharField(
        label=_("Văn bản giao"),
        required=False,
        max_length=250,
        help_text=_("Ví dụ: 1234/SNV-CCHC ngày 05/3/2023"),
    )


def _task(request: HttpRequest, pk: int) -> TaskView:
    view = task_view(request.by, pk, request.today)
    if view is None:
        raise Http404
    return view


@needs(SEE)
def task(request: HttpRequest, pk: int) -> HttpResponse:
    return _shown(request, _task(request, pk), EventForm())


def _shown(request: HttpRequest, view: TaskView, form: EventForm) -> HttpResponse:
    row = view.task
    waits = row.kind == Task.Kind.ON_EVENT and row.tracked
    context = {
        "view": view,
        "task": row,
        "today": request.today,
        "helping": [o for o in row.owners.all() if o.role == RowOwner.Role.COORDINATING],
        "rhythm": rule_words(row.rule) if row.kind == Task.Kind.RECURRING and row.rule else "",
        "may_event": waits and may(request.by, AMEND, row.plan),
        "event_form": form,
        "amended": amended(row),
        "proofs": evidence_of([f"task:{row.pk}"])[f"task:{row.pk}"],
        "may_number": row.plan.state == Plan.State.LIVE and may(request.by, AMEND, row.plan),
    }
    return render(request, "plans/task.html", context, status=422 if form.errors else 200)


@needs(AMEND)
@require_POST
def higher(request: HttpRequest, pk: int) -> HttpResponse:
    view = _task(request, pk)
    try:
        number_upward(
            by=request.by, at=request.at, task=view.task, higher=request.POST.get("higher", "")
        )
        messages.success(request, _("Đã ghi số nhiệm vụ cấp trên."))
    except Mistake as mistake:
        messages.error(request, mistake.message)
    return redirect("plans:task", pk)


@needs(AMEND)
@require_POST
def event(request: HttpRequest, pk: int) -> HttpResponse:
    view, form = _task(request, pk), EventForm(request.POST)
    if not form.is_valid():
        return _shown(request, view, form)
    try:
        work = event_happened(by=request.by, at=request.at, task=view.task, **form.cleaned_data)
    except Mistake as mistake:
        tell(form, mistake)
        return _shown(request, view, form)
    messages.success(request, _("Đã giao việc cho %d đơn vị.") % len(work))
    return redirect("plans:task", pk)


@needs(UPLOAD)
@require_POST
def next_year(request: HttpRequest, pk: int) -> HttpResponse:
    one = found(request, pk)
    try:
        draft = start_next_year(by=request.by, at=request.at, plan=one)
    except Mistake as mistake:
        messages.error(request, mistake.message)
        return redirect("plans:plan", pk)
    return redirect("plans:review", draft.pk)


class CloseForm(forms.Form):
    reason = forms.CharField(label=_("Lý do kết thúc"), widget=forms.Textarea(attrs={"rows": 2}))


@needs(CLOSE)
def close(request: HttpRequest, pk: int) -> HttpResponse:
    one = found(request, pk)
    form = CloseForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            close_plan(by=request.by, at=request.at, plan=one, **form.cleaned_data)
            messages.success(request, _("Kế hoạch đã kết thúc."))
            return redirect("plans:plan", pk)
        except Mistake as mistake:
            form.add_error("reason", mistake.message)
    return render(
        request, "plans/close.html", {"plan": one, "form": form}, status=422 if form.errors else 200
    )
