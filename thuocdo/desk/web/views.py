"""The first page of a person, and the one search box."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from thuocdo.audit.access import needs
from thuocdo.desk import queries
from thuocdo.desk.access import HOME, SEARCH, SEE_BOARD
from thuocdo.plans.access import UPLOAD


@needs(HOME)
def home(request: HttpRequest) -> HttpResponse:
    mine = queries.my_work(request.by, request.today)
    shown = {
        "mine": mine,
        "waits": {
            "reporting:reports": len(mine.reports),
            "reporting:collections": len(mine.sheets),
        },
        "unit": queries.unit_name(request.by, request.today),
        "may_upload": UPLOAD.allows(request.by),
        "may_board": SEE_BOARD.allows(request.by),
    }
    return render(request, "desk/home.html", shown)


@needs(SEARCH)
def search(request: HttpRequest) -> HttpResponse:
    text = request.GET.get("q", "").replace("\0", "").strip()[:100]
    kinds = queries.find(request.by, text, request.today) if text else {}
    return render(request, "desk/search.html", {"q": text, "kinds": kinds})


@needs(HOME)
def capacities(request: HttpRequest) -> HttpResponse:
    """What the person's menu shows when it is opened: the capacities to choose from."""
    held = queries.capacities(request.by, request.today)
    return render(request, "desk/_capacities.html", {"held": held})
