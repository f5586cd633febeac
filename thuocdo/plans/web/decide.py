"""From the forms of the review to decisions. Each view posts to one action and returns where it came from."""

from __future__ import annotations

import datetime as dt
from typing import Any

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
from thuocdo.plans.rules.decisions import name_key
from thuocdo.plans.web.findings import groups
from thuocdo.plans.web.names import meaning, unit_named
from thuocdo.plans.web.papers import found
from thuocdo.plans.web.typed import decimal_text, iso_day, pairs

Answers = dict[str, Any]


def _seen(post: QueryDict) -> dict[str, int]:
    """The version of each decision as the form showed it: fields `v:<key>`."""
    return {k[2:]: int(v) for k, v in post.items() if k.startswith("v:") and v.isdecimal()}


def _back(request: HttpRequest, plan: Plan) -> HttpResponse:
    url = request.POST.get("back", "")
    safe = url_has_allowed_host_and_scheme(url, allowed_hosts=None)
    return redirect(url if safe else reverse("plans:review", args=[plan.pk]))


def _decide(request: HttpRequest, plan: Plan, read: Any, said: str) -> HttpResponse:
    """Read the form, decide, say so; a mistake is said on the page it came from."""
    try:
        decisions = read()
        seen = {k: v for k, v in _seen(request.POST).items() if k in decisions}
        decide(by=request.by, at=request.at, plan=plan, decisions=decisions, seen=seen)
        messages.success(request, said)
    except Mistake as mistake:
        messages.error(request, mistake.message)
    return _back(request, plan)


@needs(REVIEW)
@require_POST
def answers(request: HttpRequest, pk: int) -> HttpResponse:
    """Answers to findings, to rows already due, to clauses, to carried work: one button each, or in bulk."""
    plan = found(request, pk)
    post = request.POST

    def read() -> Answers:
        act = "take" if post.get("take") else post.get("act", "")
        if act == "keep_all":
            return _all_findings(plan, request.today, post.get("severity", ""))
        if act == "late_all":
            return _all_late(plan, request.today)
        return _one(act, post, plan, request.today)

    return _decide(request, plan, read, _("Đã lưu."))


def _one(act: str, post: QueryDict, plan: Plan, today: dt.date) -> Answers:
    key = post.get("key", "")
    if act in ("keep", "noted"):
        return {key: {"answer": act}}
    if act == "open":
        return {key: None}
    if act == "take":
        value = post.get("take", "")
        others = post.get(f"others:{value}", "").split()
        rows = review(plan, today=today).settlement.targets
        row = next((t.row for t in rows if t.key == value), None)
        if row is None:
            raise Mistake("Chỉ tiêu này không còn trong bản rà soát. Tải lại trang.")
        taken = {"operator": row.operator, "value": row.value, "unit": row.unit}
        return {key: {"answer": "changed", "note": row.text or ""}} | {
            f"value:{other}": taken for other in others
        }
    if act == "clause":
        return {key: _clause(post, plan, today)}
    if act == "carry":
        return {k: {"to": v} for k, v in post.items() if k.startswith("carry:") and v}
    if act == "checkpoints":
        return {"checkpoints": {"pairs": pairs(post.get("pairs", ""))}}
    raise Mistake("Không rõ cần lưu điều gì. Tải lại trang rồi chọn lại.")


def _clause(post: QueryDict, plan: Plan, today: dt.date) -> Answers:
    words = [w.strip() for w in post.get("units", "").split(";") if w.strip()]
    if not words:
        return {"answer": "no"}
    due = post.get("due", "")
    chosen: Answers = {"units": [unit_named(w, plan.agency_id, today) for w in words]}
    return chosen | ({"due": iso_day(due)} if due else {})


def _all_findings(plan: Plan, today: dt.date, severity: str) -> Answers:
    """Every open point below *Phải quyết định* kept as printed; grave ones are answered one by one."""
    if severity not in ("warning", "info"):
        raise Mistake("Điểm phải quyết định cần trả lời từng điểm.")
    answer = "keep" if severity == "warning" else "noted"
    seen = review(plan, today=today)
    points = [p for g in groups(seen) if g.severity == severity for p in g.open]
    return {f"finding:{p.n}": {"answer": answer} for p in points}


def _all_late(plan: Plan, today: dt.date) -> Answers:
    seen = review(plan, today=today)
    return {q.key: {"answer": "late"} for q in seen.settlement.questions if q.code == "past"}


@needs(REVIEW)
@require_POST
def names(request: HttpRequest, pk: int) -> HttpResponse:
    """The whole table of names at once: changed ones only, with the groups' modes and the focal unit."""
    plan = found(request, pk)
    post = request.POST

    def read() -> Answers:
        suggested = post.get("suggest", "")
        if suggested:
            printed, _bar, words = suggested.partition("|")
            return {name_key(printed): meaning(words, plan.agency_id, request.today)}
        decided: Answers = {}
        for printed, words, was in zip(
            post.getlist("printed"), post.getlist("means"), post.getlist("was"), strict=True
        ):
            if words.strip() and words.strip() != was:
                decided[name_key(printed)] = meaning(words, plan.agency_id, request.today)
        for name, value in post.items():
            if name.startswith("mode:group-") and value and value != post.get(f"was:{name}"):
                decided[name] = {"mode": value}
        focal = post.get("focal", "").strip()
        if focal and focal != post.get("was:focal"):
            decided["focal"] = {"unit": unit_named(focal, plan.agency_id, request.today)}
        return decided

    return _decide(request, plan, read, _("Đã lưu tên đơn vị cho mọi dòng."))


@needs(REVIEW)
@require_POST
def row(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Everything of one row: schedule, owners, mode, products, what is past, whether it is tracked."""
    plan = found(request, pk)
    return _decide(
        request, plan, lambda: _row(request.POST, key, plan, request.today), _("Đã lưu dòng này.")
    )


def _row(post: QueryDict, key: str, plan: Plan, today: dt.date) -> Answers:
    decided: Answers = {}
    if post.get("untracked"):
        if not post.get("why", "").strip():
            raise Mistake("Ghi lý do không đưa dòng này vào theo dõi.", field="why")
        return {f"track:{key}": {"tracked": False, "why": post["why"].strip()}}
    if post.get("was:untracked"):
        decided[f"track:{key}"] = None
    words = [w.strip() for w in post.get("lead", "").split(";") if w.strip()]
    if post.get("lead", "") != post.get("was:lead", ""):
        units = [unit_named(w, plan.agency_id, today) for w in words]
        decided[f"lead:{key}"] = {"units": units} if units else None
    if post.get("mode"):
        decided[f"mode:{key}"] = {"mode": post["mode"]}
    if key.startswith("task-"):
        decided |= _schedule(post, key) | _past(post, key) | _products(post, key)
    elif _changed(post, ("operator", "value", "unit")):
        decided[f"value:{key}"] = {
            "operator": post.get("operator") or None,
            "value": decimal_text(post.get("value", "")),
            "unit": post.get("unit") or None,
        }
    return decided


def _changed(post: QueryDict, fields: tuple[str, ...]) -> bool:
    return any(post.get(f, "") != post.get(f"was:{f}", "") for f in fields)


def _schedule(post: QueryDict, key: str) -> Answers:
    fields = ("kind", "start", "due", "rule", "event", "then")
    if not _changed(post, fields):
        return {}
    days = {f: iso_day(post.get(f, "")) if post.get(f) else None for f in ("start", "due")}
    if days["start"] and days["due"] and days["due"] < days["start"]:
        raise Mistake("Thời hạn phải sau ngày bắt đầu. Sửa lại một trong hai ngày.", field="due")
    kind = post.get("kind", "none")
    if kind in ("deadline", "window") and not days["due"]:
        raise Mistake("Chọn ngày hoàn thành cho dòng có thời hạn.", field="due")
    words = {f: post.get(f) or None for f in ("rule", "event", "then")}
    return {f"schedule:{key}": {"kind": kind, **days, **words}}


def _past(post: QueryDict, key: str) -> Answers:
    answer = post.get("past", "")
    if answer == "done":
        on = post.get("done_on", "")
        if not on:
            raise Mistake("Ghi ngày đã hoàn thành.", field="done_on")
        said = {"answer": "done", "on": iso_day(on), "evidence": post.get("evidence", "").strip()}
        return {f"past:{key}": said}
    if answer == "new_date":
        return {f"past:{key}": {"answer": "new_date", "due": iso_day(post.get("new_due", ""))}}
    return {f"past:{key}": {"answer": "late"}} if answer == "late" else {}


def _products(post: QueryDict, key: str) -> Answers:
    labels = [label.strip() for label in post.getlist("product")]
    taken = set(post.getlist("take_product"))
    items = [{"label": label} for n, label in enumerate(labels) if label and str(n) in taken]
    if items:
        return {f"products:{key}": {"items": items}}
    return {f"products:{key}": None} if post.get("was:products") else {}
