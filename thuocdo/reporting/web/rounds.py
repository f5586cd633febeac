"""One period as the office works on it: who has sent, what units wrote, the lock."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thuocdo.audit.access import needs
from thuocdo.design.parts import Step
from thuocdo.organisations import queries as organisations
from thuocdo.reporting import actions
from thuocdo.reporting.access import RUN, SEE, oversees, runs
from thuocdo.reporting.models import Report, Round
from thuocdo.reporting.queries import rounds
from thuocdo.reporting.queries.forms import form_of
from thuocdo.reporting.queries.opened import differing, not_added_up
from thuocdo.reporting.queries.reports import period_of, report_view
from thuocdo.reporting.web.duties import rule_words

PARTS = {"don-vi": gettext_lazy("Tình hình gửi báo cáo"), "tong-hop": gettext_lazy("Tổng hợp")}


def seen(request: HttpRequest, pk: int) -> Round:
    found = rounds.seen_round(request.by, pk, request.today)
    if found is None:
        raise Http404
    return found


@needs(SEE)
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    one = seen(request, pk)
    part = request.GET.get("phan", "don-vi")
    if part not in PARTS or not oversees(request.by, one.agency_id):
        raise Http404
    whole = one.own_report()
    shown: dict[str, Any] = {
        "one": one,
        "form": form_of(one),
        "label": period_of(one.period).label,
        "rule": rule_words(one.duty),
        "whole": whole,
        "runs": runs(request.by, one),
        "open": one.state == Round.State.OPEN,
        "missing": rounds.missing(one),
        "today": request.today,
        "part": part,
        "steps": [Step(str(w), f"?phan={k}", k == part) for k, w in PARTS.items()],
    }
    if part == "don-vi":
        shown["rates"] = rounds.rates(one, request.today)
    else:
        parts = rounds.given(one, request.today)
        shown["written"] = [
            (w, [(f"{w.key}:{n}", c, c.attributed in whole.texts.get(w.key, "")) for n, c in enumerate(w.clusters, 1)])
            for w in rounds.written_by_units(one, parts)
        ]  # fmt: skip
        doubts = rounds.contradictions(one, parts, request.today)
        shown["doubts"] = [(u, f.message) for u, f in doubts] + rounds.lower(one, request.today)
        view = report_view(whole, request.today)
        shown["by_hand"] = not_added_up(view, differing(view, request.today))
        shown["stale"] = rounds.stale(whole, parts, request.today)
        shown["count"] = len(parts)
    return render(request, "reporting/round.html", shown)


@needs(RUN)
@require_POST
def consolidate(request: HttpRequest, pk: int) -> HttpResponse:
    """The figures; with every paragraph of the units where that is asked."""
    whole = _whole(request, pk)
    whole = actions.consolidate(by=request.by, at=request.at, report=whole)
    words = _("Đã tổng hợp số liệu của các đơn vị vào dự thảo báo cáo.")
    if request.POST.get("doan"):
        written = rounds.written_by_units(whole.round, rounds.given(whole.round, request.today))
        chosen = {w.key: [c.attributed for c in w.clusters] for w in written}
        actions.take_paragraphs(by=request.by, at=request.at, report=whole, chosen=chosen)
        words = _("Đã tổng hợp số liệu và nội dung của các đơn vị vào dự thảo báo cáo.")
    messages.success(request, words)
    return redirect("reporting:report", whole.pk)


@needs(RUN)
@require_POST
def pick(request: HttpRequest, pk: int) -> HttpResponse:
    """The paragraphs ticked go into the draft as they were trimmed, each under its section."""
    whole, chosen = _whole(request, pk), dict[str, list[str]]()
    for place in request.POST.getlist("chon"):
        chosen.setdefault(place.partition(":")[0], []).append(request.POST.get(f"doan-{place}", ""))
    if not any(map(any, chosen.values())):
        messages.warning(request, _("Chưa chọn đoạn nào. Đánh dấu đoạn cần đưa vào dự thảo."))
        return redirect(f"{_address(pk)}?phan=tong-hop")
    actions.take_paragraphs(by=request.by, at=request.at, report=whole, chosen=chosen)
    messages.success(request, _("Đã đưa %d đoạn vào dự thảo.") % sum(map(len, chosen.values())))
    return redirect(f"{_address(pk)}?phan=tong-hop")


@needs(RUN)
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    actions.close_round(by=request.by, at=request.at, round=seen(request, pk))
    messages.success(request, _("Đã khóa số liệu của kỳ báo cáo."))
    return redirect("reporting:round", pk)


@needs(RUN)
@require_POST
def let_through(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    actions.let_through(by=request.by, at=request.at, round=seen(request, pk), unit=unit)
    messages.success(request, _("Đơn vị được gửi báo cáo sau khi khóa."))
    return redirect("reporting:round", pk)


@needs(RUN)
@require_POST
def pass_on(request: HttpRequest, pk: int, report: int) -> HttpResponse:
    row = get_object_or_404(seen(request, pk).reports, pk=report, whole=False)
    fresh = actions.pass_on_report(by=request.by, at=request.at, report=row)
    names = organisations.name_on([one.unit_id for one in fresh], request.today).values()
    messages.success(request, _("Đã mở báo cáo cho đơn vị kế thừa: %s.") % "; ".join(names))
    return redirect("reporting:round", pk)


def _whole(request: HttpRequest, pk: int) -> Report:
    return seen(request, pk).own_report()


def _address(pk: int) -> str:
    from django.urls import reverse

    return reverse("reporting:round", args=[pk])
