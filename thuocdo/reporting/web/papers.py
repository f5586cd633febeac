"""A report as files: the official document, its annex as a sheet, data, the package; and a Word file that came back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from thuocdo.audit.access import needs
from thuocdo.documents import intake
from thuocdo.documents.output import pack_pdf, paper_docx, paper_pdf, paper_xlsx
from thuocdo.documents.rules.blocks import Block
from thuocdo.documents.rules.papers import Paper
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting import output
from thuocdo.reporting.access import SEE, oversees, writes
from thuocdo.reporting.queries import rounds
from thuocdo.reporting.queries.packs import pack_of
from thuocdo.reporting.queries.papers import data_of, paper_of, places_of
from thuocdo.reporting.queries.reports import ReportView, report_view
from thuocdo.reporting.rules.loaded import Loaded, another, compare
from thuocdo.reporting.web.reports import WRITABLE, seen

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
TYPES = {
    "docx": DOCX,
    "pdf": "application/pdf",
    "xlsx": XLSX,
    "json": "application/json",
    "zip": "application/zip",
}


@needs(SEE)
@require_GET
def download(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    report = seen(request, pk)
    if kind not in TYPES:
        raise Http404
    paper = paper_of(report, request.today)
    name = f"bao-cao-{report.round.duty.form.rpartition('/')[2]}-{report.round.period}".lower()
    makers = {
        "docx": lambda: paper_docx(paper),
        "pdf": lambda: paper_pdf(paper),
        "xlsx": lambda: paper_xlsx(paper),
        "json": lambda: output.as_json(data_of(report, request.today)),
    }
    data = makers[kind]() if kind in makers else output.package(name, {k: m() for k, m in makers.items()})  # fmt: skip
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"', "Cache-Control": "private, no-store"}  # fmt: skip
    return HttpResponse(data, content_type=TYPES[kind], headers=headers)


@needs(SEE)
@require_GET
def pack(request: HttpRequest, pk: int) -> HttpResponse:
    """*Tài liệu họp*, for whoever sees the whole of the period."""
    one = rounds.seen_round(request.by, pk, request.today)
    if one is None or not oversees(request.by, one.agency_id):
        raise Http404
    data = pack_pdf(pack_of(request.by, one, request.today))
    name = f"tai-lieu-hop-{one.duty.form.rpartition('/')[2]}-{one.period}".lower()
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"', "Cache-Control": "private, no-store"}  # fmt: skip
    return HttpResponse(data, content_type=TYPES["pdf"], headers=headers)


class WordForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Báo cáo đã sửa trong Word"),
        help_text=gettext_lazy("Tệp .docx tải từ trang báo cáo rồi sửa."),
    )


@needs(SEE)
def load(request: HttpRequest, pk: int) -> HttpResponse:
    """Shows what the file changes; the words are taken by saving the report, figures never."""
    report = seen(request, pk)
    if not writes(request.by, report) or report.state not in WRITABLE:
        return redirect("reporting:report", pk)
    view = report_view(report, request.today)
    form = WordForm(request.POST or None, request.FILES or None)
    shown: dict[str, Any] = {"report": report, "view": view, "form": form}
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            reading = intake.read(file.read(), file.name)
            if reading.kind != "docx":
                raise Mistake("Chỉ nạp lại được tệp Word (.docx). Lưu báo cáo dạng .docx rồi nạp.")
            paper = paper_of(report, request.today)
            found = compare(paper, reading.blocks)
            _refuse_another(paper, found, reading.blocks)
            gone = [lost.name for lost in found.lost if lost.kind == "table"]
            shown |= {"found": found, "gone": gone, "taken": [] if gone else _taken(view, found)}
        except Mistake as mistake:
            form.add_error("file", mistake.message)
    return render(request, "reporting/load_word.html", shown, status=422 if form.errors else 200)


def _refuse_another(paper: Paper, found: Loaded, blocks: Sequence[Block]) -> None:
    """Mistake where the file is no version of this report."""
    if other := another(paper, blocks):
        raise Mistake(f"Tệp này là báo cáo của {other}, không phải báo cáo đang mở. Chọn đúng tệp; chưa có gì thay đổi.")  # fmt: skip
    if not found.same_document:
        raise Mistake("Tệp này không phải báo cáo đang mở. Chọn bản Word tải từ trang báo cáo này rồi sửa; chưa có gì thay đổi.")  # fmt: skip


def _taken(view: ReportView, found: Loaded) -> list[tuple[str, str]]:
    """The report's fields with the words of the file; a section that is gone keeps its own. Empty: nothing changed."""
    if not found.texts:
        return []
    words = {section.key: lines for section, lines in found.words}
    texts = view.texts
    for key, place in places_of(view).items():
        if place in words:
            texts[key] = "\n".join(
                line for line in words[place] if line.rstrip("./ ") != "Không có"
            )
    figures = [(f"so-{row.key}", row.value) for row in view.figures]
    return [*figures, *((f"chu-{key}", text) for key, text in texts.items())]
