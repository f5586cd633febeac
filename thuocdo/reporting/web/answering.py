"""The unit answers: on the page, in the same sheet, or with one click that there is nothing to report."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thuocdo.audit.access import needs
from thuocdo.documents.queries import content
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.reporting import actions, output, queries
from thuocdo.reporting.access import ANSWER, SEE, may
from thuocdo.reporting.actions.answering import Faulty, Overtaken
from thuocdo.reporting.intake import Fault
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.rules.figures import Input, figures_from, inputs_from, written
from thuocdo.reporting.web.collections import as_sheet
from thuocdo.reporting.web.grid import grids, overtaken, sheets_of
from thuocdo.reporting.web.version import version_in


class FileForm(forms.Form):
    file = forms.FileField(label=gettext_lazy("Biểu đã điền, tải từ trang này"))


def _found(request: HttpRequest, pk: int) -> Reply:
    reply = queries.seen_reply(request.by, pk)
    if reply is None:
        raise Http404
    return reply


@needs(SEE)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Typed figures are sent from here; what was typed wrongly stays in its cell beside the reason."""
    reply = _found(request, pk)
    if request.method == "POST":
        typed = {key: value for key, value in request.POST.items() if "!" in key}
        return _try(
            request,
            reply,
            lambda version: actions.answer(
                by=request.by, at=request.at, reply=reply, typed=typed, version=version
            ),
            typed,
        )
    return _page(request, reply)


@needs(ANSWER)
@require_POST
def upload(request: HttpRequest, pk: int) -> HttpResponse:
    reply = _found(request, pk)
    file = request.FILES.get("file")
    if file is None:
        return _page(request, reply, message=_("Chọn tệp Excel đã điền rồi bấm gửi."))
    data, name = file.read(), file.name
    return _try(
        request,
        reply,
        lambda version: actions.answer_sheet(
            by=request.by, at=request.at, reply=reply, data=data, name=name, version=version
        ),
    )


@needs(ANSWER)
@require_POST
def nil(request: HttpRequest, pk: int) -> HttpResponse:
    reply = _found(request, pk)
    return _try(
        request,
        reply,
        lambda version: actions.answer_nil(
            by=request.by, at=request.at, reply=reply, version=version
        ),
    )


@needs(SEE)
@require_GET
def sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The unit's copy of the sheet: only the asked cells are open."""
    reply = _found(request, pk)
    one = reply.collection
    data = output.to_fill(
        content(one.file),
        inputs_from(one.inputs),
        queries.codes(reply),
        figures_from(reply.figures),
    )
    return as_sheet(data, f"bieu-{one.pk}-{reply.unit_id}.xlsx")


def _try(
    request: HttpRequest,
    reply: Reply,
    run: Callable[[int], object],
    typed: Mapping[str, str] | None = None,
) -> HttpResponse:
    try:
        run(version_in(request.POST))
    except Faulty as faulty:
        return _page(request, reply, faults=faulty.faults, typed=_readable(reply, faulty) if typed is None else typed)  # fmt: skip
    except Overtaken as mistake:
        notes = overtaken(reply, typed or {})
        return _page(
            request, reply, message=mistake.message, typed=typed, notes=notes if typed else None
        )
    except Mistake as mistake:
        return _page(request, reply, message=mistake.message, typed=typed)
    messages.success(request, _("Đã gửi số liệu."))
    return redirect("reporting:reply", reply.pk)


def _readable(reply: Reply, faulty: Faulty) -> dict[str, str]:
    """What a file says that was not taken: the wrong cells may be put right on the page."""
    cells = inputs_from(reply.collection.inputs)
    return {cell.key: written(cell, faulty.figures.get(cell.key)) for cell in cells}


def _page(
    request: HttpRequest,
    reply: Reply,
    message: str = "",
    faults: Sequence[Fault] = (),
    typed: Mapping[str, str] | None = None,
    notes: Mapping[str, str] | None = None,
) -> HttpResponse:
    one = reply.collection
    figures = figures_from(reply.figures)

    def shown(cell: Input) -> str:
        return (
            typed.get(cell.key, "") if typed is not None else written(cell, figures.get(cell.key))
        )

    names = organisations.name_on([reply.unit_id], request.today)
    wrong = {fault.key: fault.message for fault in faults} | dict(notes or {})
    context = {
        "one": one,
        "reply": reply,
        "unit": names.get(reply.unit_id, ""),
        "grids": grids(sheets_of(one), inputs_from(one.inputs), shown, wrong),
        "faults": faults,
        "message": message,
        "file_form": FileForm(),
        "may_answer": one.state == Collection.State.OPEN and may(request.by, ANSWER, reply),
        "late": bool(one.due and one.due < request.today and reply.sent_on is None),
    }
    status = 422 if message or faults else 200
    return render(request, "reporting/reply.html", context, status=status)
