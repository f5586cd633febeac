"""Targets of plans beside the published figures they are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.design.forms import tell
from thuocdo.indices import actions, queries
from thuocdo.indices.access import SEE, TIE
from thuocdo.indices.queries.series import measures
from thuocdo.indices.queries.tied import free_targets, tied
from thuocdo.indices.rules.tied import proposed
from thuocdo.indices.web.editions import asked, line
from thuocdo.lawbook.mistakes import Mistake


class TieForm(forms.Form):
    target = forms.ChoiceField(label=gettext_lazy("Chỉ tiêu của kế hoạch"))
    measure = forms.ChoiceField(label=gettext_lazy("Số liệu của chỉ số"), required=False)
    code = forms.CharField(
        label=gettext_lazy("Mã đơn vị có kết quả"),
        max_length=60,
        help_text=gettext_lazy("Như ở cột Mã của kết quả, ví dụ P20."),
    )

    def __init__(self, *args: Any, targets: list[Any], known: list[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("target", [(str(t.pk), f"{t.plan.first_year}: {t}"[:160]) for t in targets]),
            ("measure", known),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices


@needs(SEE)
@asked
def page(request: HttpRequest, key: str) -> HttpResponse:
    """What is tied, and a form to tie one more; `?chi-tieu=` proposes the nearest figure for a target."""
    one = queries.index(key, line(request))
    may_tie = TIE.allows(request.by)
    targets = free_targets(request.by) if may_tie else []
    known = [(address, name or _("Điểm")) for address, name, _m in measures(key, line(request))]
    form = TieForm(
        request.POST or None,
        initial=_initial(request, targets, known),
        targets=targets,
        known=known,
    )
    if request.method == "POST" and may_tie and form.is_valid() and _tied(request, form, key):
        messages.success(request, _("Đã gắn chỉ tiêu với chỉ số."))
        return redirect("indices:tied", key)
    shown = {
        "one": one,
        "rows": tied(request.by, request.today, key),
        "form": form if targets else None,
        "may_tie": may_tie,
    }
    return render(request, "indices/tied.html", shown, status=422 if form.errors else 200)


def _initial(
    request: HttpRequest, targets: list[Any], known: list[tuple[str, str]]
) -> dict[str, str]:
    wanted = request.GET.get("chi-tieu", "")
    target = next((t for t in targets if str(t.pk) == wanted), None)
    if target is None:
        return {}
    return {"target": wanted, "measure": proposed(target.name, known) or ""}


def _tied(request: HttpRequest, form: TieForm, key: str) -> bool:
    said = form.cleaned_data
    try:
        actions.tie_target(
            by=request.by,
            at=request.at,
            target=int(said["target"]),
            index=key,
            measure=said["measure"],
            code=said["code"],
        )
    except Mistake as mistake:
        tell(form, mistake)
        return False
    return True


@needs(TIE)
@require_POST
def untie(request: HttpRequest, key: str, target: int) -> HttpResponse:
    try:
        actions.untie_target(by=request.by, at=request.at, target=target)
        messages.success(request, _("Đã bỏ gắn chỉ tiêu."))
    except Mistake as mistake:
        messages.error(request, mistake.message)
    return redirect("indices:tied", key)
