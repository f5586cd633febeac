"""One report: written and approved in its unit, returned by the office; the agency's own issued."""

from __future__ import annotations

from collections.abc import Callable, Sequence
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
from thuocdo.reporting.access import APPROVE, ISSUE, RUN, SEE, WITHDRAW, oversees, writes
from thuocdo.reporting.actions.reports import Faulty
from thuocdo.reporting.models import Report, Round
from thuocdo.reporting.queries import rounds
from thuocdo.reporting.queries.opened import differing, not_added_up
from thuocdo.reporting.queries.reports import ReportView, report_view
from thuocdo.reporting.rules.reports import Fault
from thuocdo.reporting.web.version import version_in

FILES = (
    ("docx", gettext_lazy("Văn bản Word")),
    ("pdf", gettext_lazy("Văn bản PDF")),
    ("xlsx", gettext_lazy("Phụ lục Excel")),
    ("zip", gettext_lazy("Gói gửi cấp trên")),
)
State = Report.State
WRITABLE = (State.DRAFT, State.RETURNED)


def seen(request: HttpRequest, pk: int) -> Report:
    found = rounds.seen_report(request.by, pk)
    if found is None:
        raise Http404
    return found


class ReasonForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do, nội dung cần sửa"), widget=forms.Textarea(attrs={"rows": 3})
    )


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("Lý do thu hồi"), widget=forms.Textarea(attrs={"rows": 3})
    )


class IssueForm(forms.Form):
    reference = forms.CharField(
        label=gettext_lazy("Số, ký hiệu, ngày của báo cáo"),
        help_text=gettext_lazy("Như hệ thống văn bản đã cấp, ví dụ: 125/BC-SGDĐT ngày 14/3/2026."),
        max_length=200,
    )
    file = forms.FileField(
        label=gettext_lazy("Bản đã ký"),
        required=False,
        help_text=gettext_lazy("PDF có chữ ký số hoặc bản quét; có bản đã ký thì kỳ báo cáo khóa số liệu."),
    )  # fmt: skip


class SignedForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Bản đã ký"),
        help_text=gettext_lazy("PDF có chữ ký số hoặc bản quét (PDF, ảnh)."),
    )


class ReceivedForm(forms.Form):
    on = Day(label=gettext_lazy("Cấp trên tiếp nhận ngày"))


@needs(SEE)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """What is typed is kept by every button; a report with something missing is kept and says what."""
    report = seen(request, pk)
    if request.method != "POST":
        return _page(request, report)
    typed = request.POST
    version = version_in(typed)
    try:
        saved = actions.save_report(
            by=request.by,
            at=request.at,
            report=report,
            figures={k[3:]: v for k, v in typed.items() if k.startswith("so-")},
            texts={k[4:]: v for k, v in typed.items() if k.startswith("chu-")},
            version=version,
        )
    except Faulty as faulty:
        return _page(request, report, faulty.faults)
    except Mistake as mistake:
        message = mistake.message
        if version not in (-1, report.version) and report.state in WRITABLE:
            message = _("Người khác vừa lưu báo cáo này. Chỗ nào khác chữ đang gõ thì ghi ngay dưới ô; xem lại rồi bấm Lưu.")  # fmt: skip
        return _page(request, report, [Fault("", message)])
    return _go_on(request, saved, typed.get("act", "save"))


def _go_on(request: HttpRequest, report: Report, act: str) -> HttpResponse:
    steps: dict[str, tuple[Callable[..., Report], str]] = {
        "submit": (actions.submit_report, _("Đã trình lãnh đạo.")),
        "approve": (actions.approve_report, _("Đã duyệt báo cáo.")),
    }
    words = _("Đã lưu.")
    if act in steps:
        move, words = steps[act]
        try:
            move(by=request.by, at=request.at, report=report, version=report.version)
        except Faulty as faulty:
            return _page(request, seen(request, report.pk), faulty.faults, saved=True)
    messages.success(request, words)
    return redirect("reporting:report", report.pk)


@needs(SEE)
@require_POST
def move(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """A step without new text: approve what was submitted, send what was approved."""
    report = seen(request, pk)
    steps: dict[str, tuple[Callable[..., Report], str]] = {
        "duyet": (actions.approve_report, _("Đã duyệt báo cáo.")),
        "gui": (actions.send_report, _("Đã gửi báo cáo.")),
    }
    if act not in steps:
        raise Http404
    run, words = steps[act]
    try:
        run(by=request.by, at=request.at, report=report, version=version_in(request.POST))
    except Faulty as faulty:
        return _page(request, report, faulty.faults)
    messages.success(request, words)
    return redirect("reporting:report", pk)


@needs(SEE)
def give_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit takes its own report back; a head or the office returns it. Always with a reason."""
    report = seen(request, pk)
    form = ReasonForm(request.POST or None)
    own = writes(request.by, report) and not _may_return(request, report)
    if request.method == "POST" and form.is_valid():
        run = actions.take_back if own else actions.return_report
        try:
            run(by=request.by, at=request.at, report=report, version=report.version, **form.cleaned_data)  # fmt: skip
            messages.success(request, _("Đã mở lại để sửa.") if own else _("Đã trả lại để chỉnh sửa."))  # fmt: skip
            return redirect("reporting:report", pk)
        except Mistake as mistake:
            form.add_error(None, mistake.message)
    shown = {"form": form, "report": report, "own": own, "unit": _unit(request, report)}
    return render(request, "reporting/give_back.html", shown, status=422 if form.errors else 200)


@needs(ISSUE)
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """*Ghi số, ngày ban hành*, with the signed copy."""
    report = seen(request, pk)
    form = IssueForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        uploads = [(file.read(), file.name)] if file else []
        try:
            actions.issue_report(by=request.by, at=request.at, report=report, reference=form.cleaned_data["reference"], uploads=uploads, version=report.version)  # fmt: skip
            messages.success(request, _("Đã ghi số, ngày ban hành; kỳ báo cáo đã gửi cấp trên."))
            return redirect("reporting:report", pk)
        except Mistake as mistake:
            tell(form, mistake)
    shown = {"form": form, "report": report, "unit": _unit(request, report)}
    shown["behind"] = rounds.fallen_behind(report, request.today)
    view = report_view(report, request.today)
    shown["by_hand"] = not_added_up(view, differing(view, request.today))
    return render(request, "reporting/issue.html", shown, status=422 if form.errors else 200)


@needs(WITHDRAW)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """*Thu hồi* what was issued, always with a reason; goes on with the draft that replaces it."""
    report = seen(request, pk)
    if not _may_withdraw(request, report):
        return redirect("reporting:report", pk)
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.withdraw_report(by=request.by, at=request.at, report=report, version=report.version, **form.cleaned_data)  # fmt: skip
            messages.success(request, _("Đã thu hồi. Đây là dự thảo báo cáo thay thế, có sẵn số liệu và nội dung của bản đã thu hồi."))  # fmt: skip
            return redirect("reporting:report", made.pk)
        except Mistake as mistake:
            form.add_error(None, mistake.message)
    shown = {"form": form, "report": report, "unit": _unit(request, report)}
    return render(request, "reporting/withdraw.html", shown, status=422 if form.errors else 200)


@needs(ISSUE)
def signed(request: HttpRequest, pk: int) -> HttpResponse:
    """The signed copy that came after the number."""
    report = seen(request, pk)
    form = SignedForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            actions.load_signed(by=request.by, at=request.at, report=report, upload=(file.read(), file.name), version=report.version)  # fmt: skip
            messages.success(request, _("Đã lưu bản đã ký; kỳ báo cáo đã khóa số liệu."))
            return redirect("reporting:report", pk)
        except Mistake as mistake:
            form.add_error("file", mistake.message)
    shown = {"form": form, "report": report}
    return render(request, "reporting/signed.html", shown, status=422 if form.errors else 200)


@needs(ISSUE)
@require_POST
def received(request: HttpRequest, pk: int) -> HttpResponse:
    report = seen(request, pk)
    form = ReceivedForm(request.POST)
    if form.is_valid():
        actions.note_received(by=request.by, at=request.at, report=report, **form.cleaned_data)
        messages.success(request, _("Đã ghi ngày cấp trên tiếp nhận."))
    else:
        messages.error(request, _("Ghi ngày tiếp nhận dạng dd/mm/yyyy."))
    return redirect("reporting:report", pk)


def _may_reopen(request: HttpRequest, report: Report, mine: bool) -> bool:
    """What went out over the agency's number is withdrawn, not reopened."""
    closed = (*WRITABLE, *Report.GONE, *([State.SENT] if report.whole else []))
    return report.state not in closed and (mine or _may_return(request, report))


def _may_return(request: HttpRequest, report: Report) -> bool:
    if report.state == State.SENT:
        return not report.whole and RUN.allows(request.by, report.round.agency_id)
    return APPROVE.allows(request.by, report.unit_id)


def _may_withdraw(request: HttpRequest, report: Report) -> bool:
    issued = report.whole and report.state == State.SENT
    return issued and WITHDRAW.allows(request.by, report.round.agency_id)


def _unit(request: HttpRequest, report: Report) -> str:
    return organisations.name_on([report.unit_id], request.today).get(report.unit_id, "")


def _page(
    request: HttpRequest, report: Report, found: Sequence[Fault] = (), *, saved: bool = False
) -> HttpResponse:
    view = report_view(report, request.today)
    one, by = report.round, request.by
    apart = differing(view, request.today)
    locked = one.state == Round.State.CLOSED and not report.whole and report.unit_id not in one.excepted  # fmt: skip
    mine = writes(by, report)
    writable = mine and not locked and report.state in WRITABLE
    approves = APPROVE.allows(by, report.unit_id)
    context: dict[str, Any] = {
        "report": report,
        "view": view,
        "one": one,
        "unit": _unit(request, report),
        "faults": found,
        "saved": saved,
        **_rows(view, *(_beside(request, view, writable) if found and not saved else ({}, {})), apart),
        "by_hand": not_added_up(view, apart),
        "behind": rounds.fallen_behind(report, request.today),
        "oversees": oversees(by, one.agency_id),
        "locked": locked,
        "late": bool(one.due and one.due < request.today and not report.sent_on and not report.whole),
        "may_write": writable,
        "open_draft": report.state in WRITABLE,
        "may_approve": approves and report.state == State.SUBMITTED,
        "approves": approves,
        "may_send": mine and not report.whole and report.state == State.APPROVED and not locked,
        "may_issue": report.whole and report.state == State.APPROVED and ISSUE.allows(by, report.unit_id),
        "may_receive": report.whole and report.state == State.SENT and ISSUE.allows(by, report.unit_id),
        "may_withdraw": _may_withdraw(request, report),
        "own_back": mine and not _may_return(request, report),
        "may_return": not locked and _may_reopen(request, report, mine),
        "replaced_by": getattr(report, "replaced_by", None),
        "copies": list(report.document.files.select_related("file")) if report.document else [],
        "closed": one.state == Round.State.CLOSED,
        "received_form": ReceivedForm(),
        "files": FILES,
    }  # fmt: skip
    return render(request, "reporting/report.html", context, status=422 if found else 200)


ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")


def _rows(
    view: ReportView, typed: dict[str, str], other: dict[str, str], units: dict[str, str]
) -> dict[str, Any]:
    """Figures and texts, each with what its field shows (what was typed, else what is kept) and what stands against
    it; of a figure also what the units together make where that is something else."""
    return {
        "figures": [
            (r, typed.get(r.key, r.value), other.get(r.key, ""), units.get(r.key, ""))
            for r in view.figures
        ],
        "parts": [
            (number, part, [(r, typed.get(r.key, r.text), other.get(r.key, "")) for r in part.texts])
            for number, part in zip(ROMAN, view.parts, strict=False)
        ],
    }  # fmt: skip


def _beside(
    request: HttpRequest, view: ReportView, writable: bool
) -> tuple[dict[str, str], dict[str, str]]:
    """What was typed; and, where somebody else saved meanwhile, in which fields the two differ: what they saved, or,
    in a report not to be written in any more, the words that found no place. An empty field takes what they saved."""
    typed = _typed(request, view)
    if request.POST.get("version") == str(view.report.version):
        return typed, {}
    kept = {row.key: row.value for row in view.figures}
    kept |= {row.key: row.text for part in view.parts for row in part.texts}
    typed = {key: words if words.strip() else kept[key] for key, words in typed.items()}
    apart = [key for key, words in typed.items() if words.split() != kept[key].split()]
    if writable:
        said = {key: _("Người khác vừa lưu: %s") % (kept[key] or _("ô trống")) for key in apart}
    else:
        said = {key: _("Vừa gõ, chưa lưu: %s") % (typed[key] or _("ô trống")) for key in apart}
    return typed, said


def _typed(request: HttpRequest, view: ReportView) -> dict[str, str]:
    """What was typed, by key, so that nothing is lost beside the reason."""
    keys = [row.key for row in view.figures] + [s.key for s in view.form.sections]
    found = {}
    for key in keys:
        for name in (f"so-{key}", f"chu-{key}"):
            if name in request.POST:
                found[key] = request.POST[name]
    return found
