"""Groups with dated membership."""

from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.audit.queries import history
from thuocdo.organisations import access, actions, queries
from thuocdo.organisations.access import NAME, READ
from thuocdo.organisations.models import UnitGroup
from thuocdo.organisations.queries import pages
from thuocdo.organisations.web.forms import EndForm, GroupForm, MembersForm
from thuocdo.organisations.web.tabs import tabs
from thuocdo.organisations.web.tree import day_of


def seen(request):
    own = pages.agency_for(request.by, request.today)
    return UnitGroup.objects.filter(access.visible_to(request.by, own))


@needs(READ)
def groups(request):
    on = day_of(request)
    shown = {
        "groups": pages.groups_on(seen(request), on),
        "on": on,
        "tabs": tabs("groups"),
        "may_name": NAME.allows(request.by),
        "has_agency": pages.agency_for(request.by, request.today) is not None,
    }
    return render(request, "organisations/groups.html", shown)


@needs(NAME)
def create(request):
    form = GroupForm(request.POST or None, on=request.today)
    if request.method == "POST" and form.is_valid():
        made = form.attempt(
            actions.add_group,
            by=request.by,
            at=request.at,
            agency=pages.agency_for(request.by, request.today),
            **form.cleaned_data,
        )
        if made:
            return redirect("organisations:group", made.pk)
    return render(request, "organisations/add_group.html", {"form": form})


@needs(READ)
def group(request, pk):
    return _page(request, get_object_or_404(seen(request), pk=pk))


def _page(request, stored, members=None, end=None):
    on = day_of(request)
    rows = list(stored.memberships.order_by("unit__order", "unit", "id"))
    names = queries.name_on({row.unit_id for row in rows}, on)
    now = [row.unit_id for row in rows if row.holds(on)]
    manages = access.may(request.by, NAME, stored) and stored.holds(request.today)
    blank = MembersForm(on=request.today, initial={"on": request.today, "units": now})
    shown = {
        "group": stored,
        "rows": sorted(
            ((row, names.get(row.unit_id, ""), row.holds(on)) for row in rows),
            key=lambda told: not told[2],
        ),
        "now": len(now),
        "on": on,
        "manages": manages,
        "members_form": members or blank,
        "end_form": end or EndForm(initial={"on": request.today}),
        "opened": "members" if members else "end" if end else "",
        "history": history([f"unitgroup:{stored.pk}"]) if manages else [],
    }
    return render(request, "organisations/group.html", shown)


@needs(NAME)
@require_POST
def members(request, pk):
    stored = get_object_or_404(seen(request), pk=pk)
    form = MembersForm(request.POST, on=request.today)
    if form.is_valid():
        arguments = {"by": request.by, "at": request.at, "group": pk, **form.cleaned_data}
        if form.attempt(actions.set_group_members, **arguments):
            return redirect("organisations:group", pk)
    return _page(request, stored, members=form)


@needs(NAME)
@require_POST
def end(request, pk):
    stored = get_object_or_404(seen(request), pk=pk)
    form = EndForm(request.POST)
    if form.is_valid():
        arguments = {"by": request.by, "at": request.at, "group": pk, **form.cleaned_data}
        if form.attempt(actions.end_group, **arguments):
            return redirect("organisations:group", pk)
    return _page(request, stored, end=form)
