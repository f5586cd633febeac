"""The working calendar of a year, and the agency's own days in it."""

import datetime as dt

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.design.forms import Day
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import actions, queries
from thuocdo.organisations.access import READ, RULE
from thuocdo.organisations.queries import pages
from thuocdo.organisations.queries.calendar import year_page
from thuocdo.organisations.rules.local_calendar import OwnDay, Paper
from thuocdo.organisations.web.forms import OwnDayForm, PaperFields
from thuocdo.organisations.web.tabs import tabs


@needs(READ)
def this_year(request):
    return redirect("organisations:year", request.today.year)


@needs(READ)
def year(request, year):
    return _page(request, year)


def _page(request, year, form=None):
    agency = pages.agency_for(request.by, request.today)
    try:
        shown = year_page(agency, year)
    except (Mistake, ValueError) as error:
        raise Http404 from error
    may = agency is not None and RULE.allows(request.by, agency)
    return render(
        request,
        "organisations/year.html",
        {
            "y": shown,
            "weekdays": ("T2", "T3", "T4", "T5", "T6", "T7", "CN"),
            "tabs": tabs("this_year"),
            "may_rule": may,
            "form": form or OwnDayForm(initial=_asked(request)),
            "opened": form is not None or "ngay" in request.GET,
        },
    )


def _asked(request):
    """A day the address proposes: the switch beside a day that is not in force."""
    return {"date": request.GET.get("ngay"), "kind": "holiday", "name": request.GET.get("ten")}


def _paper(request, agency, year, got):
    name = queries.name_on([agency], request.today)[agency]
    title = f"Ngày nghỉ, ngày làm việc riêng năm {year}"
    return Paper("Quyết định", name, title, got["number"], got["signed"])


@needs(RULE)
@require_POST
def put(request, year):
    agency = pages.agency_for(request.by, request.today)
    form = OwnDayForm(request.POST)
    if form.is_valid():
        got = form.cleaned_data
        day = OwnDay(got["date"], got["kind"], got["name"], got["instead_of"])
        paper = _paper(request, agency, year, got)
        arguments = {"by": request.by, "at": request.at, "agency": agency, "year": year}
        if form.attempt(actions.set_own_day, put=day, paper=paper, **arguments):
            return redirect("organisations:year", year)
    return _page(request, year, form)


@needs(RULE)
@require_POST
def drop(request, year):
    agency = pages.agency_for(request.by, request.today)
    form = PaperFields(request.POST)
    day = Day(required=False).clean(request.POST.get("date"))
    if form.is_valid() and isinstance(day, dt.date):
        paper = _paper(request, agency, year, form.cleaned_data)
        actions.set_own_day(
            by=request.by, at=request.at, agency=agency, year=year, drop=day, paper=paper
        )
    return redirect("organisations:year", year)
