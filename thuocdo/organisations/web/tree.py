"""The tree on a day, and one unit."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.audit.queries import history
from thuocdo.design.forms import Day
from thuocdo.organisations import access, actions, queries
from thuocdo.organisations.access import CHANGE, READ
from thuocdo.organisations.models import Unit
from thuocdo.organisations.queries import pages
from thuocdo.organisations.rules.changes import Decision
from thuocdo.organisations.web.forms import SealForm, UnitForm
from thuocdo.organisations.web.tabs import tabs


def day_of(request):
    """The day the address asks about, today where it asks about none or none that exists."""
    try:
        return Day().clean(request.GET.get("ngay", ""))
    except ValidationError:
        return request.today


@needs(READ)
def tree(request):
    on = day_of(request)
    text = request.GET.get("q", "").strip()
    standing = queries.tree(on)
    shown = {
        "on": on,
        "q": text,
        "branches": pages.branches(standing),
        "count": len(standing.nodes),
        "found": queries.search(text, on) if text else None,
        "tabs": tabs("tree"),
        "may_change": CHANGE.allows(request.by),
        "is_empty": not standing.nodes and not Unit.objects.exists(),
    }
    return render(request, "organisations/tree.html", shown)


@needs(CHANGE)
def create(request):
    initial = {"parent": request.GET.get("duoi"), "kind": "room", "on": None}
    form = UnitForm(request.POST or None, on=request.today, initial=initial)
    if request.method == "POST" and form.is_valid():
        got = form.cleaned_data
        decision = Decision(got.pop("number"), got.pop("signed"))
        made = form.attempt(
            actions.create_unit, by=request.by, at=request.at, decision=decision, **got
        )
        if made:
            return redirect("organisations:unit", made.pk)
    return render(request, "organisations/create.html", {"form": form})


@needs(CHANGE)
@require_POST
def load(request):
    agency = actions.load_shipped(by=request.by, at=request.at)
    messages.success(request, _("Đã nạp tổ chức mẫu. Đối chiếu với quyết định rồi sửa khi cần."))
    return redirect("organisations:unit", agency.pk)


@needs(READ)
def unit(request, pk):
    return _page(request, get_object_or_404(Unit, pk=pk))


def _page(request, unit, form=None):
    on = day_of(request)
    shown = pages.unit_page(unit, on)
    manages = access.may(request.by, CHANGE, unit)
    seal = {"on": request.today, "head_title": _("Giám đốc")}
    if shown.seal:
        seal |= {n: getattr(shown.seal, n) for n in ("authority", "symbol", "place", "head_title")}
    return render(
        request,
        "organisations/unit.html",
        {
            "u": shown,
            "on": on,
            "manages": manages,
            "seal_form": form or SealForm(initial=seal),
            "history": history([f"unit:{unit.pk}"]) if manages else [],
        },
    )


@needs(CHANGE)
@require_POST
def seal(request, pk):
    stored = get_object_or_404(Unit, pk=pk)
    form = SealForm(request.POST)
    if form.is_valid():
        arguments = {"by": request.by, "at": request.at, "unit": pk, **form.cleaned_data}
        if form.attempt(actions.set_agency, **arguments):
            return redirect("organisations:unit", pk)
    return _page(request, stored, form)
