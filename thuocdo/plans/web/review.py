"""*Rà soát kế hoạch*: the source on the left, what is open on the right."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from thuocdo.audit.access import needs
from thuocdo.design.parts import Step
from thuocdo.plans.access import GO_LIVE, RECORD_ISSUE, REVIEW, may
from thuocdo.plans.models import Plan
from thuocdo.plans.queries.carried import carried_work
from thuocdo.plans.queries.reviewing import Review, review
from thuocdo.plans.web import findings, names, rows
from thuocdo.plans.web.papers import found, home_of
from thuocdo.plans.web.source import window

PARTS = {
    "diem": _("Điểm cần xem lại"),
    "ten": _("Tên đơn vị"),
    "nhiem-vu": _("Nhiệm vụ"),
    "chi-tieu": _("Chỉ tiêu"),
    "bao-cao": _("Báo cáo"),
    "dieu-khoan": _("Nội dung chưa giao"),
    "chuyen-tiep": _("Chuyển tiếp"),
}


@needs(REVIEW)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(request, pk)
    if plan.state != Plan.State.REVIEW:
        return render(request, "plans/settled.html", {"plan": plan, "url": home_of(plan)})
    seen = review(plan, today=request.today)
    part = request.GET.get("phan", "diem")
    if part not in PARTS:
        raise Http404
    counts = _counts(seen)
    context = {
        "plan": plan,
        "seen": seen,
        "part": part,
        "steps": [
            Step(str(label), f"?phan={key}", key == part, counts[key])
            for key, label in PARTS.items()
            if counts[key] or key in ("diem", "ten", "nhiem-vu")
        ],
        "open": _open(seen),
        "window": window(plan, _block(request, seen, part)),
        "may_live": may(request.by, GO_LIVE, plan),
        "may_issue": may(request.by, RECORD_ISSUE, plan),
        "title": PARTS[part],
        **_content(part, seen, request),
    }
    return render(request, "plans/review.html", context)


def _counts(seen: Review) -> dict[str, int]:
    answered = sum(f"finding:{n}" in seen.decisions for n in range(len(seen.reading.findings)))
    return {
        "diem": len(seen.reading.findings) - answered,
        "ten": sum(name.open for name in seen.names),
        "nhiem-vu": sum(bool(t.row.lead) or t.tracked for t in seen.settlement.tasks),
        "chi-tieu": len(seen.settlement.targets),
        "bao-cao": len(seen.reading.reporting),
        "dieu-khoan": len(seen.clauses),
        "chuyen-tiep": len(carried_work(seen)) if seen.replaced else 0,
    }


def _content(part: str, seen: Review, request: HttpRequest) -> dict[str, object]:
    if part == "diem":
        return {"groups": findings.groups(seen)}
    if part == "ten":
        return names.table(seen, request.today)
    if part in ("nhiem-vu", "chi-tieu"):
        return rows.lists(part, seen, request.today)
    if part == "bao-cao":
        return {"pairs": rows.checkpoint_words(seen)}
    if part == "dieu-khoan":
        return {"clauses": rows.clauses(seen, request.today), **names.choices(seen, request.today)}
    return {"carried": rows.carried(seen, request.today)}


def _open(seen: Review) -> dict[str, object]:
    """What still blocks the button: how many questions, and where the first of each kind is answered."""
    kinds = {q.code for q in seen.settlement.questions}
    order = [
        ("finding", "diem"),
        ("name", "ten"),
        ("focal", "ten"),
        ("lead", "nhiem-vu"),
        ("past", "nhiem-vu"),
    ]
    return {
        "count": len(seen.settlement.open),
        "next": next((part for kind, part in order if kind in kinds), ""),
    }


def _block(request: HttpRequest, seen: Review, part: str) -> int:
    """The place of the source to show: the one asked for, else where the open part begins."""
    wanted = request.GET.get("khoi", "")
    if wanted.isdecimal():
        return int(wanted)
    if part == "chi-tieu" and seen.reading.targets:
        return seen.reading.targets[0].source.block
    if part == "nhiem-vu" and seen.reading.tasks:
        return seen.reading.tasks[0].source.block
    if part == "diem":
        return findings.first_block(seen)
    return 1


@needs(REVIEW)
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """The source at one place, for the pane; without script the page itself is opened there."""
    plan = found(request, pk)
    wanted = request.GET.get("khoi", "1")
    block = int(wanted) if wanted.isdecimal() else 1
    return render(
        request, "plans/review/_source.html", {"window": window(plan, block), "plan": plan}
    )


@needs(REVIEW)
def row(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One row with everything that can be decided of it."""
    plan = found(request, pk)
    seen = review(plan, today=request.today)
    form = rows.form(seen, key, request.today)
    if form is None:
        raise Http404
    block = form["row"].source.block
    context = {"plan": plan, "seen": seen, "window": window(plan, block), **form}
    return render(request, "plans/review_row.html", context)
