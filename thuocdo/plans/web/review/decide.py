"""From the forms of the review to decisions. Each view posts to one action and returns where it came from."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.access import REVIEW
from thuocdo.plans.actions.reviewing import decide
from thuocdo.plans.models import Plan
from thuocdo.plans.queries.reviewing import review
from thuocdo.plans.web.papers import found
from thuocdo.plans.web.review import carried
from thuocdo.plans.web.review.findings import row_values, unanswered
from thuocdo.plans.web.review.names import read_names, unit_named
from thuocdo.plans.web.review.pages import row_shown, shown
from thuocdo.plans.web.review.row_form import past_answer, read_row, summary
from thuocdo.plans.web.review.rows import proposed
from thuocdo.plans.web.typed import iso_day, pairs

Answers = dict[str, Any]


def _seen(post: QueryDict, decisions: Answers) -> dict[str, int]:
    """The version of each decision as the form showed it: fields `v:<key>`."""
    versions = {k[2:]: int(v) for k, v in post.items() if k.startswith("v:") and v.isdecimal()}
    return {key: version for key, version in versions.items() if key in decisions}


def _back(post: QueryDict, plan: Plan) -> str:
    """Where the form stood; an address of another site is not followed."""
    url = post.get("back", "")
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return url if safe else reverse("plans:review", args=[plan.pk])


def _wrong(request: HttpRequest, plan: Plan, mistake: Mistake) -> HttpResponse:
    """The page the form stood on, with what was typed."""
    get = QueryDict(urlsplit(_back(request.POST, plan)).query)
    return shown(request, plan, get, request.POST, mistake)


@needs(REVIEW)
@require_POST
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers to findings, rows already due, clauses, carried work: one button each, or in bulk."""
    plan, post = found(request, pk), request.POST
    try:
        decisions = _read(post, plan, request.today)
        seen = _seen(post, decisions)
        decide(by=request.by, at=request.at, plan=plan, decisions=decisions, seen=seen)
    except Mistake as mistake:
        return _wrong(request, plan, mistake)
    messages.success(request, _("Đã lưu."))
    return redirect(_back(post, plan))


def _read(post: QueryDict, plan: Plan, today: dt.date) -> Answers:
    act = "take" if post.get("take") else post.get("act", "")
    key = post.get("key", "")
    match act:
        case "keep" | "noted":
            return {key: {"answer": act}}
        case "open":
            return {key: None}
        case "clause_no":
            return {key: {"answer": "no"}}
        case "checkpoints":
            return {"checkpoints": {"pairs": pairs(post.get("pairs", ""))}}
        case "replaces":
            return carried.read_replaced(post, plan)
    reader = _READERS.get(act)
    if reader is None:
        raise Mistake("Không rõ cần lưu điều gì. Tải lại trang rồi chọn lại.")
    return reader(post, plan, today)


def _take(post: QueryDict, plan: Plan, today: dt.date) -> Answers:
    """One of two printed values for every row that speaks of the same thing."""
    wanted = post.get("take", "")
    values = row_values(review(plan, today=today), wanted)
    if values is None:
        raise Mistake("Chỉ tiêu này không còn trong bản rà soát. Tải lại trang.")
    taken, text = values
    others = post.get(f"others:{wanted}", "").split()
    changed = {f"value:{other}": taken for other in others}
    return {post.get("key", ""): {"answer": "changed", "note": text}} | changed


def _give_clause(post: QueryDict, plan: Plan, today: dt.date) -> Answers:
    words = [w.strip() for w in post.get("units", "").split(";") if w.strip()]
    if not words:
        raise Mistake("Chọn đơn vị chủ trì trước khi giao.", field="units")
    units = [unit_named(w, plan.agency_id, today, field="units") for w in words]
    due = post.get("due", "").strip()
    return {post.get("key", ""): {"units": units} | ({"due": iso_day(due, "due")} if due else {})}


def _no_clauses(post: QueryDict, plan: Plan, today: dt.date) -> Answers:
    seen = review(plan, today=today)
    keys = [f"clause:{c.source.block}" for c in seen.clauses]
    return {key: {"answer": "no"} for key in keys if key not in seen.decisions}


def _keep_all(post: QueryDict, plan: Plan, today: dt.date) -> Answers:
    """Every open point below *Phải quyết định* kept as printed; grave ones are answered one by one."""
    severity = post.get("severity", "")
    if severity not in ("warning", "info"):
        raise Mistake("Điểm phải quyết định cần trả lời từng điểm.")
    answer = "keep" if severity == "warning" else "noted"
    points = unanswered(review(plan, today=today), severity)
    return {f"finding:{n}": {"answer": answer} for n in points}


def _late_all(post: QueryDict, plan: Plan, today: dt.date) -> Answers:
    seen = review(plan, today=today)
    return {q.key: {"answer": "late"} for q in seen.settlement.questions if q.code == "past"}


def _past(post: QueryDict, plan: Plan, today: dt.date) -> Answers:
    """One answer for every row that is ticked."""
    rows, answer = post.getlist("row"), past_answer(post, today)
    if not rows:
        raise Mistake("Đánh dấu ít nhất một dòng.", field="row")
    if answer is None:
        raise Mistake("Chọn một trong ba cách trả lời.", field="past")
    return {f"past:{key}": answer for key in rows}


def _all_products(post: QueryDict, plan: Plan, today: dt.date) -> Answers:
    wanted = proposed(review(plan, today=today))
    return {f"products:{k}": {"items": [{"label": i} for i in v]} for k, v in wanted.items()}


def _carry(post: QueryDict, plan: Plan, today: dt.date) -> Answers:
    return carried.read_carried(post, review(plan, today=today))


_READERS = {
    "take": _take,
    "clause": _give_clause,
    "clause_no_all": _no_clauses,
    "keep_all": _keep_all,
    "late_all": _late_all,
    "past": _past,
    "products_all": _all_products,
    "carry": _carry,
}


@needs(REVIEW)
@require_POST
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole table of names at once: changed ones only, with the groups' modes and the focal unit."""
    plan, post = found(request, pk), request.POST
    try:
        decisions = read_names(post, plan.agency_id, request.today)
        seen = _seen(post, decisions)
        decide(by=request.by, at=request.at, plan=plan, decisions=decisions, seen=seen)
    except Mistake as mistake:
        return _wrong(request, plan, mistake)
    messages.success(request, _("Đã lưu tên đơn vị cho mọi dòng."))
    return redirect(_back(post, plan))


@needs(REVIEW)
@require_POST
def row(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Everything of one row; where it was opened from a point to look at, that point is answered, too."""
    plan, post = found(request, pk), request.POST
    point = post.get("diem", "")
    try:
        decisions = read_row(post, key, plan.agency_id, request.today)
        if point.isdecimal():
            decisions |= _mended(decisions, point, plan, request.today)
        seen = dict.fromkeys(decisions, 0) | _seen(
            post, decisions
        )  # no version shown: none was decided
        decide(by=request.by, at=request.at, plan=plan, decisions=decisions, seen=seen)
    except Mistake as mistake:
        return row_shown(request, plan, key, point, post, mistake)
    messages.success(request, _("Đã lưu dòng này."))
    return redirect(_back(post, plan))


def _mended(decisions: Answers, point: str, plan: Plan, today: dt.date) -> Answers:
    if not decisions:
        raise Mistake(
            "Chưa sửa gì ở dòng này. Sửa một mục, hoặc quay lại và giữ nguyên như văn bản."
        )
    note = summary(decisions, plan.agency_id, today)
    return {f"finding:{point}": {"answer": "changed", "note": note}}
