"""*Rà soát kế hoạch*: the source on the left, what is open on the right."""

from __future__ import annotations

import datetime as dt

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from thuocdo.audit.access import needs
from thuocdo.design.parts import Step
from thuocdo.documents.rules.window import window
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.access import GO_LIVE, RECORD_ISSUE, REVIEW, may
from thuocdo.plans.models import Decision, Plan, Task
from thuocdo.plans.queries.reviewing import Review, review, same_file
from thuocdo.plans.web.papers import found, home_of
from thuocdo.plans.web.reporting import clauses
from thuocdo.plans.web.review import carried, findings, names, rows
from thuocdo.plans.web.review.row_form import OPERATORS, PAST, row_form
from thuocdo.plans.web.rhythm import CHOICES, rule_words
from thuocdo.plans.web.typed import pair_words

PARTS = {
    "diem": _("Điểm cần xem lại"),
    "ten": _("Tên đơn vị"),
    "nhiem-vu": _("Nhiệm vụ"),
    "chi-tieu": _("Chỉ tiêu"),
    "qua-han": _("Đã quá hạn"),
    "bao-cao": _("Mốc báo cáo"),
    "dieu-khoan": _("Nội dung chưa giao"),
    "chuyen-tiep": _("Chuyển tiếp"),
}
ALWAYS = ("diem", "ten", "nhiem-vu", "bao-cao")
ANSWERED_IN = {  # the part where a question of each kind is answered, the gravest first
    "finding": "diem",
    "name": "ten",
    "focal": "ten",
    "lead": "nhiem-vu",
    "schedule": "nhiem-vu",
    "past": "qua-han",
}


@needs(REVIEW)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    plan = found(request, pk)
    if request.GET.get("phan", "diem") not in PARTS:
        raise Http404
    return shown(request, plan, request.GET)


def shown(
    request: HttpRequest,
    plan: Plan,
    get: QueryDict,
    typed: QueryDict | None = None,
    mistake: Mistake | None = None,
) -> HttpResponse:
    """The review as it stands. After a mistake what was typed stays in its fields, and nothing is saved."""
    if plan.state != Plan.State.REVIEW:
        return _settled(request, plan, mistake)
    seen = review(plan, today=request.today)
    part = get.get("phan", "diem")
    context = {
        "plan": plan,
        "seen": seen,
        "part": part,
        "get": get,
        **_addresses(plan, get),
        "steps": _steps(seen, part),
        "twin": same_file(plan),
        "window": window(plan.blocks, _block(get, seen, part)),
        "may_live": may(request.by, GO_LIVE, plan),
        "may_issue": may(request.by, RECORD_ISSUE, plan),
        "title": PARTS.get(part, ""),
        "typed": typed,
        "mistake": mistake,
        **_state(seen, part, request.at),
        **_content(part, seen, get, request.today, typed),
    }
    return render(request, "plans/review.html", context, status=422 if mistake else 200)


def _settled(request: HttpRequest, plan: Plan, mistake: Mistake | None) -> HttpResponse:
    """The review is over: where the plan is now, also for one who was still answering."""
    context = {"plan": plan, "url": home_of(plan), "late": mistake is not None}
    return render(request, "plans/settled.html", context, status=409 if mistake else 200)


def _addresses(plan: Plan, get: QueryDict) -> dict[str, str]:
    """Where this page is, and how its links to another place or page of rows begin.

    Absolute, because after a mistake the same page stands at the address its form was sent to.
    """
    url, kept = reverse("plans:review", args=[plan.pk]), get.copy()
    kept.pop("khoi", None)
    base = f"{url}?{kept.urlencode()}&"
    kept.pop("trang", None)
    return {
        "review_url": url,
        "source_url": reverse("plans:source", args=[plan.pk]),
        "here": f"{url}?{get.urlencode()}",
        "base": base,
        "leaf_base": f"{url}?{kept.urlencode()}&",
    }


def _steps(seen: Review, part: str) -> list[Step]:
    answered = sum(bool(seen.answered_by(n)) for n in range(len(seen.reading.findings)))
    late = rows.late_rows(seen)
    undecided = [c for c in seen.clauses if f"clause:{c.source.block}" not in seen.decisions]
    counts = {
        "diem": len(seen.reading.findings) - answered,
        "ten": sum(name.open for name in seen.names),
        "nhiem-vu": sum(bool(t.row.lead) or t.tracked for t in seen.settlement.tasks),
        "chi-tieu": len(seen.settlement.targets),
        "qua-han": sum(f"past:{t.key}" not in seen.decisions for t in late),
        "dieu-khoan": len(undecided),
    }
    there = {
        "chi-tieu": bool(seen.settlement.targets),
        "qua-han": bool(late),
        "dieu-khoan": bool(seen.clauses),
        "chuyen-tiep": bool(seen.replaced or seen.reading.document.replaces),
    }
    url = reverse("plans:review", args=[seen.plan.pk])
    return [
        Step(str(label), f"{url}?phan={key}", key == part, counts.get(key) or None)
        for key, label in PARTS.items()
        if there.get(key, key in ALWAYS) or key == part
    ]


def _content(
    part: str, seen: Review, get: QueryDict, today: dt.date, typed: QueryDict | None
) -> dict[str, object]:
    if part == "diem":
        return findings.groups(seen, get, today)
    if part == "ten":
        return names.table(seen, today, typed)
    if part in ("nhiem-vu", "chi-tieu"):
        return rows.lists(part, seen, get, today)
    if part == "qua-han":
        return rows.late(seen, get, today, typed)
    if part == "bao-cao":
        decided = seen.decisions.get("checkpoints")
        days = pair_words(decided.value["pairs"] if decided else seen.world.reporting.pairs)
        long = sum(any(w.checkpoints for w in t.work) for t in seen.settlement.tasks)
        return {
            "clauses": clauses(seen.reading.reporting),
            "pairs": typed.get("pairs", days) if typed else days,
            "long": long,
        }
    if part == "dieu-khoan":
        return {"clauses": rows.clauses(seen, today), **names.choices(seen, today)}
    return carried.table(seen, get, today, typed)


def _state(seen: Review, part: str, since: dt.datetime) -> dict[str, object]:
    """What still blocks the button: how many questions, and where the gravest is answered."""
    kinds = {q.code for q in seen.settlement.questions}
    parts = [part for kind, part in ANSWERED_IN.items() if kind in kinds]
    return {"open": len(seen.settlement.open), "next": parts[0] if parts else "", "since": since}


@needs(REVIEW)
def state(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the review is, fetched again when somebody decides; says who else has decided meanwhile."""
    plan = found(request, pk)
    part, since = request.GET.get("phan", ""), parse_datetime(request.GET.get("luc", ""))
    others = Decision.objects.filter(plan=plan).exclude(by_person=request.by.person)
    context = {
        "plan": plan,
        "part": part,
        "other": others.filter(at__gt=since).order_by("-at").first() if since else None,
        **_state(review(plan, today=request.today), part, since or request.at),
    }
    return render(request, "plans/review/_state.html", context)


def _block(get: QueryDict, seen: Review, part: str) -> int | None:
    """The place of the source to show: the one asked for, else where the part begins."""
    wanted = get.get("khoi", "")
    if wanted.isdecimal():
        return int(wanted)
    if part == "diem":
        return findings.first_block(seen)
    listed = {
        "chi-tieu": seen.reading.targets,
        "nhiem-vu": seen.reading.tasks,
        "qua-han": [t.row for t in rows.late_rows(seen)],
        "bao-cao": seen.reading.reporting,
        "dieu-khoan": seen.clauses,
    }
    return listed[part][0].source.block if listed.get(part) else None


@needs(REVIEW)
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """The source at one place, for the pane; without script the page itself is opened there."""
    plan = found(request, pk)
    wanted = request.GET.get("khoi", "1")
    block = int(wanted) if wanted.isdecimal() else 1
    context = {"window": window(plan.blocks, block), "plan": plan, **_addresses(plan, QueryDict())}
    return render(request, "documents/_paper.html", context)


@needs(REVIEW)
def row(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One row with everything that can be decided of it; `?diem=` is the point it is mended for."""
    return row_shown(request, found(request, pk), key, request.GET.get("diem", ""))


def row_shown(
    request: HttpRequest,
    plan: Plan,
    key: str,
    point: str,
    typed: QueryDict | None = None,
    mistake: Mistake | None = None,
) -> HttpResponse:
    if plan.state != Plan.State.REVIEW:
        return _settled(request, plan, mistake)
    seen = review(plan, today=request.today)
    form = row_form(seen, key, request.today, typed, mistake)
    if form is None:
        raise Http404
    wanted = request.GET.get("khoi", "")
    block = int(wanted) if wanted.isdecimal() else form.settled.row.source.block
    context = {
        "plan": plan,
        "form": form,
        "fields": form.fields,
        "rules": {rule: rule_words(rule) for rule in (*CHOICES, form.fields["rule"].value) if rule}
        if form.is_task
        else {},
        "modes": names.MODES,
        "kinds": Task.Kind.choices,
        "operators": OPERATORS,
        "past_fields": [form.fields[f] for f in PAST if f in form.fields],
        **_mended_for(seen, key, point),
        "source_url": reverse("plans:source", args=[plan.pk]),
        "mistake": mistake,
        "window": window(plan.blocks, block),
        **names.choices(seen, request.today),
    }
    return render(request, "plans/review_row.html", context, status=422 if mistake else 200)


def _mended_for(seen: Review, key: str, point: str) -> dict[str, object]:
    """The point that led to this row, and the way back: to the point, else to the row among its rows."""
    found = seen.reading.findings
    number = int(point) if point.isdecimal() and int(point) < len(found) else None
    decided = seen.decisions.get(f"finding:{number}")
    url = reverse("plans:review_row", args=[seen.plan.pk, key])
    return {
        "finding": None if number is None else found[number],
        "point": number,
        "point_version": decided.version if decided else 0,
        "back": reverse("plans:review", args=[seen.plan.pk])
        + (rows.place_of(key) if number is None else f"?phan=diem#diem-{number}"),
        "base": f"{url}?diem={'' if number is None else number}&",
    }
