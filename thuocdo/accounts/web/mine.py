"""What belongs to the person signed in: their account, their capacity, their saved filters."""

from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_POST

from thuocdo.accounts import actions, queries
from thuocdo.accounts.access import OWN_ACCOUNT, SAVE_FILTER
from thuocdo.accounts.models import SavedFilter
from thuocdo.accounts.web.forms import DeclareForm, FilterForm
from thuocdo.audit.access import needs
from thuocdo.organisations.queries import name_on


def back(request):
    """Where the person came from, if that is this site."""
    wanted = request.POST.get("next", "")
    return HttpResponseRedirect(wanted if here(request, wanted) else "/")


def here(request, address):
    return url_has_allowed_host_and_scheme(address, {request.get_host()}, request.is_secure())


@needs(OWN_ACCOUNT)
def mine(request):
    by = request.by
    shown = {
        "account": request.user,
        "second_factor": queries.has_second_factor(by.account),
        "profile": None
        if by.person is None
        else queries.profile(request.user.person, request.today),
        "unit": None if by.unit is None else name_on([by.unit], request.today).get(by.unit),
        "filters": SavedFilter.objects.filter(owner=by.account),
    }
    return render(request, "accounts/mine.html", shown)


@needs(OWN_ACCOUNT)
def declare(request):
    form = DeclareForm(request.POST or None)
    if request.method == "POST" and form.does(actions.declare, by=request.by, at=request.at):
        request.session["declared"] = form.done
        return redirect("/")
    unit = (
        name_on([request.by.unit], request.today).get(request.by.unit, "")
        if request.by.unit
        else ""
    )
    return render(request, "accounts/declare.html", {"form": form, "unit": unit})


@needs(OWN_ACCOUNT)
@require_POST
def switch(request):
    wanted = request.POST.get("position", "")
    request.session["position"] = actions.switch_position(
        by=request.by, at=request.at, capacity=wanted
    )
    return back(request)


@needs(SAVE_FILTER)
def save_filter(request):
    """GET shows the form for the list in the address (`list`, `query`); POST keeps the filter.

    `next`: the path of the list, to which the person returns with the filter on.
    """
    given = {"room_list": request.GET.get("list"), "query": request.GET.get("query")}
    wanted = request.GET.get("next", "")
    place = wanted if here(request, wanted) else ""
    form = FilterForm(request.POST or None, initial=given)
    if request.method == "POST" and form.does(actions.save_filter, by=request.by, at=request.at):
        if place:
            return redirect(f"{place}?{form.done.query}")
        return redirect("accounts:mine")
    return render(request, "accounts/save_filter.html", {"form": form, "place": place})


@needs(SAVE_FILTER)
@require_POST
def delete_filter(request, pk):
    get_object_or_404(SavedFilter, pk=pk, owner=request.by.account)
    actions.delete_filter(by=request.by, at=request.at, saved=pk)
    return redirect("accounts:mine")
