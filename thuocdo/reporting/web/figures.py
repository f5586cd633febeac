"""Figures of a report: one opened to the units and periods behind it; the agency's in the order of another system's
screens."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from thuocdo.audit.access import needs
from thuocdo.design.words import number
from thuocdo.documents.output import entry_xlsx
from thuocdo.documents.rules.grids import Figure
from thuocdo.organisations import queries as organisations
from thuocdo.reporting.access import SEE, oversees
from thuocdo.reporting.models import Report, Round
from thuocdo.reporting.queries.forms import form_of
from thuocdo.reporting.queries.opened import opened
from thuocdo.reporting.queries.papers import entry_of
from thuocdo.reporting.queries.reports import period_of
from thuocdo.reporting.web.papers import XLSX
from thuocdo.reporting.web.reports import seen

GATHERED = {
    "sum": gettext_lazy("Cộng số liệu của các đơn vị đã gửi báo cáo."),
    "weighted": gettext_lazy("Bình quân gia quyền số liệu của các đơn vị đã gửi báo cáo, theo"),
    "list": gettext_lazy("Liệt kê nội dung của từng đơn vị đã gửi báo cáo."),
    "latest": gettext_lazy("Lấy số liệu gửi sau cùng."),
}


@needs(SEE)
@require_GET
def one(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """Definition, *tính đến*, and the units' figures that this reader may see."""
    report = seen(request, pk)
    found = opened(request.by, report, key, request.today)
    if found is None:
        raise Http404
    line = found.row.line
    titles = {f.key: f.title for f in form_of(report.round).figures}
    shown: dict[str, Any] = {
        "report": report,
        "one": report.round,
        "label": period_of(report.round.period).label,
        "f": found,
        "gathers": oversees(request.by, report.round.agency_id),
        "gathered": GATHERED[line.gather],
        "weight": titles[line.weight] if line.weight else "",
        "own": line.by == "agency" or not report.whole,
        "unit": ""
        if report.whole
        else organisations.name_on([report.unit_id], request.today).get(report.unit_id, ""),
    }
    return render(request, "reporting/figure.html", shown)


@needs(SEE)
@require_GET
def entry(request: HttpRequest, pk: int) -> HttpResponse:
    """*Phiếu nhập số liệu*: once the period is closed, so that nobody types figures that still change."""
    report = _whole(request, pk)
    if report.round.state != Round.State.CLOSED:
        messages.warning(request, _("Phiếu nhập số liệu có sau khi khóa số liệu của kỳ. Khóa số liệu rồi mở lại."))  # fmt: skip
        return redirect("reporting:report", pk)
    system, rows = entry_of(report, request.today)
    label = period_of(report.round.period).label
    if request.GET.get("tep") == "xlsx":
        title = f"Phiếu nhập số liệu – {report.round.duty.title} – {label}"
        day = report.document.date if report.document else None
        name = f"phieu-nhap-{report.round.duty.form.rpartition('/')[2]}-{report.round.period}".lower()  # fmt: skip
        headers = {"Content-Disposition": f'attachment; filename="{name}.xlsx"', "Cache-Control": "private, no-store"}  # fmt: skip
        return HttpResponse(entry_xlsx(rows, title=title, day=day), content_type=XLSX, headers=headers)  # fmt: skip
    shown = {
        "report": report,
        "one": report.round,
        "label": label,
        "system": system,
        "rows": [
            (code, name, number(v.value) if isinstance(v, Figure) else v) for code, name, v in rows
        ],
    }
    return render(request, "reporting/entry.html", shown)


def _whole(request: HttpRequest, pk: int) -> Report:
    report = seen(request, pk)
    if not report.whole:
        raise Http404
    return report


URLS = [
    path("bao-cao/<int:pk>/so-lieu/<slug:key>/", one, name="figure"),
    path("bao-cao/<int:pk>/phieu-nhap/", entry, name="entry"),
]
