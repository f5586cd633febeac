"""*Chờ xác nhận*: what waits for this person, with its evidence; many agreed with at a stroke."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import CONFIRM, SEE_WORK
from thuocdo.plans.actions import progress
from thuocdo.plans.queries.one_work import seen_work
from thuocdo.plans.queries.waiting import MOST, waiting_for


@needs(SEE_WORK)
def page(request: HttpRequest) -> HttpResponse:
    calendar = organisations.calendar_for(
        organisations.agency_acted_for(request.by.unit, request.today)
    )
    waiting = waiting_for(request.by, request.today, calendar)
    return render(request, "plans/waiting.html", {"waiting": waiting, "most": MOST})


@needs(CONFIRM)
@require_POST
def confirm(request: HttpRequest) -> HttpResponse:
    """Each chosen value is "id:version", the version its evidence was shown with."""
    chosen = []
    for mark in request.POST.getlist("chosen"):
        pk, _colon, version = mark.partition(":")
        work = seen_work(request.by, int(pk)) if pk.isdecimal() and version.isdecimal() else None
        if work is not None:
            chosen.append((work, int(version)))
    said = progress.confirm_many(by=request.by, at=request.at, work=chosen)
    if said.done:
        messages.success(request, _("Đã xác nhận %d việc.") % len(said.done))
    for work, why in said.refused:
        messages.error(request, f"{work.task.content[:80]}: {why}")
    if not chosen:
        messages.info(request, _("Chưa chọn việc nào."))
    return redirect("plans:waiting")
