"""*Văn bản*: what is known, one document with its files and what it proves, recording, opening a file."""

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import FileResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from thuocdo.audit.access import needs
from thuocdo.design.lists import Choice, Column, Day, Flag, Listing, words_in
from thuocdo.documents import actions, output, queries
from thuocdo.documents.access import READ, RECORD, files_visible_to, visible_to
from thuocdo.documents.rules.references import KINDS
from thuocdo.documents.web.forms import DocumentForm, FileForm
from thuocdo.lawbook.text import fold

TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "txt": "text/plain; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}
SHOWN = {"pdf", "png", "jpg"}  # a browser shows these without running anything of theirs as ours
LIST = Listing(
    columns=(
        Column("so", _("Số, ký hiệu"), lambda d: d.reference.code, order=("key",)),
        Column("loai", _("Loại văn bản"), lambda d: d.kind),
        Column("ngay", _("Ngày ban hành"), lambda d: d.date, order=("date",)),
        Column("co-quan", _("Cơ quan ban hành"), lambda d: d.issuer),
        Column("trich-yeu", _("Trích yếu"), lambda d: d.abstract),
        Column("tep", _("Tệp"), lambda d: d.papers, number=True),
    ),
    filters=(
        Choice(
            "loai", _("Loại văn bản"), lambda v: Q(kind=v),
            options=sorted({(k, k) for k in (*KINDS.values(), "Luật")}, key=lambda o: fold(o[0])),
        ),
        Day("tu", _("Từ ngày"), lambda v: Q(date__gte=v)),
        Day("den", _("Đến ngày"), lambda v: Q(date__lte=v)),
        Flag("thieu-tep", _("Chưa có tệp"), lambda _on: Q(files=None)),
    ),
    order=("-pk",),
    search=words_in("folded", fold),
    row="documents/_document_row.html",
    caption=_("Văn bản"),
)  # fmt: skip


@needs(READ)
@require_GET
def documents(request):
    rows = visible_to(request.by, request.today).annotate(papers=Count("files"))
    if kind := LIST.wanted(request.GET):
        return sheet(LIST.export(rows, request.GET), kind, "van-ban")
    page = LIST.page(rows, request.GET)
    shown = {"page": page, "may_record": RECORD.allows(request.by)}
    return render(request, "documents/documents.html", shown)


def sheet(rows, kind, name):
    """A list as a file: CSV streamed, XLSX from a temporary file."""
    headers = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    if kind == "csv":
        return StreamingHttpResponse(
            output.csv_rows(rows), content_type=TYPES[kind], headers=headers
        )
    return FileResponse(output.xlsx(rows), content_type=TYPES[kind], headers=headers)


@needs(READ)
@require_GET
def document(request, pk):
    return _document(request, pk, FileForm())


def _document(request, pk, form):
    found = get_object_or_404(visible_to(request.by, request.today), pk=pk)
    shown = {
        "document": found,
        "files": found.files.select_related("file"),
        "proofs": queries.proved_by(found.pk),
        "may_record": RECORD.allows(request.by),
        "form": form,
    }
    return render(request, "documents/document.html", shown)


@needs(RECORD)
def record(request):
    form = DocumentForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.does(
        actions.record_document, by=request.by, at=request.at
    ):
        return redirect("documents:document", form.done.pk)
    return render(request, "documents/record.html", {"form": form})


@needs(RECORD)
def complete(request, pk):
    found = get_object_or_404(visible_to(request.by, request.today), pk=pk)
    form = FileForm(request.POST or None, request.FILES or None)
    who = {"by": request.by, "at": request.at, "reference": found.reference}
    if request.method == "POST" and not form.does(actions.record_document, **who):
        return _document(request, pk, form)
    return redirect("documents:document", pk)


@needs(READ)
@require_GET
def file(request, pk):
    """The bytes, for whoever sees the file; never under a type the browser may guess."""
    found = files_visible_to(request.by, request.today).filter(pk=pk).first()
    if found is None:
        raise PermissionDenied
    content = queries.open_file(found)
    response = FileResponse(
        content,
        as_attachment=found.kind not in SHOWN,
        filename=found.name,
        content_type=TYPES[found.kind],
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
