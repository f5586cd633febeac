"""From a cell of a collection: which figures of reports are taken from it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting import actions
from thuocdo.reporting.access import RUN, visible_to
from thuocdo.reporting.models import Collection, FigureTie
from thuocdo.reporting.queries.ties import places


def of_cell(request: HttpRequest, collection: Collection, key: str) -> dict[str, Any]:
    """For the page of an opened cell: figures taken from it, and those that could be."""
    if not RUN.allows(request.by, collection.agency_id):
        return {}
    found = places(collection, key, request.today)
    return {"tied": [p for p in found if p.here], "places": [p for p in found if not p.here]}


def _seen(request: HttpRequest, pk: int) -> Collection:
    return get_object_or_404(Collection, visible_to(request.by, request.today), pk=pk)


@needs(RUN)
@require_POST
def tie(request: HttpRequest, pk: int) -> HttpResponse:
    found, cell = _seen(request, pk), request.POST.get("o", "")
    form, _colon, figure = request.POST.get("so", "").rpartition(":")
    try:
        actions.tie_figure(by=request.by, at=request.at, collection=found, cell=cell, form=form, figure=figure)  # fmt: skip
        messages.success(request, _("Báo cáo của các kỳ lấy số liệu từ ô này; đơn vị rà soát trước khi gửi."))  # fmt: skip
    except Mistake as mistake:
        messages.error(request, mistake.message)
    return redirect(_cell(pk, cell))


@needs(RUN)
@require_POST
def untie(request: HttpRequest, pk: int, tie: int) -> HttpResponse:
    row = get_object_or_404(FigureTie, pk=tie, agency=_seen(request, pk).agency_id)
    actions.untie_figure(by=request.by, at=request.at, tie=row)
    messages.success(request, _("Báo cáo không lấy số liệu từ ô này nữa."))
    return redirect(_cell(pk, request.POST.get("o", row.cell)))


def _cell(pk: int, cell: str) -> str:
    said = QueryDict(mutable=True)
    said["phan"], said["o"] = "tong-hop", cell
    return f"{reverse('reporting:collection', args=[pk])}?{said.urlencode()}"


URLS = [
    path("thu-thap/<int:pk>/vao-bao-cao/", tie, name="tie"),
    path("thu-thap/<int:pk>/vao-bao-cao/<int:tie>/bo/", untie, name="untie"),
]
