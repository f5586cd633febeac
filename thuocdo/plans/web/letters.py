"""*Công văn đôn đốc*: settled in one form, seen as it will be printed, taken as Word or PDF."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from thuocdo.audit.access import needs
from thuocdo.design.forms import Day, tell
from thuocdo.documents import output
from thuocdo.documents.rules.letters import Letter
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.plans import actions
from thuocdo.plans.access import WRITE_LETTER
from thuocdo.plans.queries.letters import (
    Ground,
    answer_day,
    as_late,
    ground,
    late_work,
    letters_seen,
    series,
    signers,
)
from thuocdo.plans.rules.letters import Signer

FILES = {
    "docx": (
        output.letter_docx,
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "pdf": (output.letter_pdf, "application/pdf"),
}


class LetterForm(forms.Form):
    answer_by = Day(label=_("Đơn vị báo cáo trước ngày"))
    signer = forms.TypedChoiceField(label=_("Người ký"), coerce=int, required=False, empty_value=-1)
    series = forms.TypedChoiceField(
        label=_("Số, ngày ban hành"), coerce=int, required=False, empty_value=0
    )


def _form(request: HttpRequest, on: Ground, people: list[Signer], kept: list[Any]) -> LetterForm:
    initial = {"answer_by": answer_day(on.agency, request.today)}
    form = LetterForm(request.POST or None, initial=initial)
    named = [(n, f"{' / '.join(s.lines)} – {s.name}") for n, s in enumerate(people)]
    form.fields["signer"].choices = [*named, ("", _("Để trống"))]  # type: ignore[attr-defined]
    numbers = [(s.pk, _("Lấy số từ sổ %s") % s.symbol) for s in kept]
    form.fields["series"].choices = [("", _("Để trống, văn thư ghi")), *numbers]  # type: ignore[attr-defined]
    return form


@needs(WRITE_LETTER)
@require_http_methods(["GET", "POST"])
def write(request: HttpRequest, unit: int) -> HttpResponse:
    by, today = request.by, request.today
    works = late_work(by, unit, today)
    if not works:
        raise Http404
    on = ground(by, today)
    people, kept = signers(on, by, today), list(series(by, today))
    form = _form(request, on, people, kept)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        chosen = said["signer"]
        try:
            letter = actions.write_letter(
                by=by,
                at=request.at,
                unit=unit,
                answer_by=said["answer_by"],
                signer=people[chosen] if chosen >= 0 else Signer(),
                series=next((s for s in kept if s.pk == said["series"]), None),
            )
            return redirect("plans:letter", letter.pk)
        except Mistake as mistake:
            tell(form, mistake)
    shown = {
        "form": form,
        "unit": organisations.name_on([unit], today).get(unit, ""),
        "works": as_late(works, today),
    }
    return render(request, "plans/letter_form.html", shown, status=422 if form.errors else 200)


@needs(WRITE_LETTER)
@require_GET
def letter(request: HttpRequest, pk: int) -> HttpResponse:
    written = get_object_or_404(letters_seen(request.by), pk=pk)
    words = Letter.from_json(written.content)
    kind = request.GET.get("tai", "")
    if kind in FILES:
        make, content_type = FILES[kind]
        name = f'attachment; filename="cong-van-don-doc-{pk}.{kind}"'
        return HttpResponse(
            make(words), content_type=content_type, headers={"Content-Disposition": name}
        )
    return render(request, "plans/letter.html", {"written": written, "letter": words})


URLS = [
    path("don-doc/cong-van/<int:unit>/", write, name="write_letter"),
    path("don-doc/cong-van/so/<int:pk>/", letter, name="letter"),
]
