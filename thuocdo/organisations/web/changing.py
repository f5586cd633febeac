"""Changes of organisation: what was recorded, and recording one after seeing what it will do."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _

from thuocdo.audit.access import needs
from thuocdo.design.forms import Day
from thuocdo.organisations import actions
from thuocdo.organisations.access import CHANGE, READ
from thuocdo.organisations.models import UnitChange
from thuocdo.organisations.queries import pages
from thuocdo.organisations.web.change_forms import WAYS
from thuocdo.organisations.web.forms import DecisionForm
from thuocdo.organisations.web.tabs import tabs


@needs(READ)
def changes(request):
    page = Paginator(UnitChange.objects.order_by("-date", "-id"), 50).get_page(
        request.GET.get("trang")
    )
    shown = {
        "page": page,
        "changes": pages.told(page.object_list),
        "tabs": tabs("changes"),
        "ways": [(way, title, words) for way, (_form, title, words) in WAYS.items()],
        "may_change": CHANGE.allows(request.by),
    }
    return render(request, "organisations/changes.html", shown)


@needs(CHANGE)
def change(request, way):
    """Form → what will change → confirmed. The first two are read from the address and write nothing."""
    if way not in WAYS:
        raise Http404
    make, title, words = WAYS[way]
    given = (
        request.POST if request.method == "POST" else request.GET if "on" in request.GET else None
    )
    unit = request.GET.get("don-vi")
    form = make(
        given,
        on=_day(given, request.today),
        initial={"unit": unit, "units": [unit] if unit else [], "on": request.today},
    )
    lines = None
    if given is not None and form.is_valid():
        meant = {"change": form.change(), "on": form.cleaned_data["on"]}
        if request.method == "POST":
            act = {"by": request.by, "at": request.at, "decision": form.decision, **meant}
            made = form.attempt(actions.change_units, **act)
            if made:
                messages.success(request, _("Đã ghi thay đổi tổ chức."))
                return redirect("organisations:changes")
        elif "sua" not in request.GET:
            lines = form.attempt(pages.foresee, **meant)
    shown = {"form": form, "way": way, "title": title, "words": words, "lines": lines}
    return render(request, "organisations/change.html", shown)


@needs(CHANGE)
def decision(request, pk):
    stored = get_object_or_404(UnitChange, pk=pk)
    known = {
        "number": stored.decision_number,
        "signed": stored.decision_date,
        "note": stored.note,
    }
    form = DecisionForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        act = {"by": request.by, "at": request.at, "change": pk, "decision": form.decision}
        if form.attempt(actions.record_decision, **act):
            return redirect("organisations:changes")
    shown = {"form": form, "changes": pages.told([stored])}
    return render(request, "organisations/decision.html", shown)


def _day(given, today):
    """The day whose tree the form offers: the day of the change where it can be read."""
    try:
        return Day().clean(given["on"]) if given else today
    except ValidationError:
        return today
