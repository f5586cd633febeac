"""*Bảng điều hành* of the leader, and *Tóm tắt giao ban*: the same numbers on one sheet."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thuocdo.accounts import queries as accounts
from thuocdo.audit.access import needs
from thuocdo.design.parts import TONES, Share, Step
from thuocdo.desk import output
from thuocdo.desk.access import SEE_BOARD
from thuocdo.desk.queries import unit_name
from thuocdo.organisations import queries as organisations
from thuocdo.plans.queries import Board, at_risk, board
from thuocdo.plans.queries.board import Line
from thuocdo.plans.queries.buckets import LABELS
from thuocdo.plans.rules.buckets import BUCKETS, SLUGS, Counts

FIRST = 12  # units shown before the rest is folded away
LEADER, EVERYBODY = "lanh-dao", "tat-ca"


@needs(SEE_BOARD)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    shown = _shown(request)
    found: Board = shown["board"]
    leader, today = shown["leader"], request.today
    led = accounts.units_led_by(leader, today) if leader else None
    shown |= {
        "first": [_line(leader, line, "don-vi") for line in found.units[:FIRST]],
        "rest": [_line(leader, line, "don-vi") for line in found.units[FIRST:]],
        "groups": [_line(leader, line, "nhom") for line in found.groups],
        "keys": " ".join(f"plan:{plan}" for plan in found.plans),
        "risks": at_risk(request.by, today, led),
        "silent_url": _to_list(leader, **{"chua-cap-nhat": "1"}),
        "late_url": _to_list(leader, **{"tinh-trang": "qua-han"}),
    }
    return render(request, "desk/board.html", shown)


@needs(SEE_BOARD)
@require_GET
def meeting(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/meeting.html", _shown(request))


@needs(SEE_BOARD)
@require_GET
def meeting_pdf(request: HttpRequest) -> HttpResponse:
    shown = _shown(request)
    data = output.meeting(shown["board"], shown["agency_name"], shown["leader_name"], request.at)
    name = f"tom-tat-giao-ban-{request.today:%Y-%m-%d}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}  # fmt: skip
    return HttpResponse(data, content_type="application/pdf", headers=headers)


def _shown(request: HttpRequest) -> dict:
    """What board and sheet have in common: the numbers, under the leader asked for."""
    by, today = request.by, request.today
    agency = organisations.agency_acted_for(by.unit, today)
    leaders = accounts.leaders_in_charge(today)
    leader = _leader(request, leaders)
    found = board(by, today, agency, leader)
    name = found.names.get(agency, "") if agency else ""
    return {
        "board": found,
        "shares": _shares(leader, found.counts),
        "agency_name": name or unit_name(by, today),
        "leader": leader,
        "leader_name": leaders.get(leader, "") if leader else "",
        "leaders": _steps(leaders, leader),
        "asked": f"?{LEADER}={leader or EVERYBODY}",
    }


def _leader(request: HttpRequest, leaders: dict[int, str]) -> int | None:
    """The leader asked for; where none is, who answers for units opens on these (not while acting for another)."""
    raw, by = request.GET.get(LEADER), request.by
    if raw is None:
        return by.person if by.person in leaders and not by.on_behalf else None
    return int(raw) if raw.isdecimal() and len(raw) < 12 else None


def _steps(leaders: dict[int, str], here: int | None) -> list[Step]:
    """Everybody, and each leader to whom units were given to answer for."""
    if not leaders:
        return []
    steps = [Step(_("Toàn cơ quan"), f"?{LEADER}={EVERYBODY}", here is None)]
    return steps + [Step(n, f"?{LEADER}={p}", here == p) for p, n in leaders.items()]


def _to_list(leader: int | None, **asked: str) -> str:
    """The list of everything, narrowed as the board is and further."""
    query = {**asked, **({LEADER: str(leader)} if leader else {})}
    return f"{reverse('plans:list_of_work')}?{urlencode(query)}"


def _shares(leader: int | None, counts: Counts, **asked: str) -> list[Share]:
    return [
        Share(str(LABELS[b]), n, tone, _to_list(leader, **asked, **{"tinh-trang": slug}))
        for b, slug, n, tone in zip(BUCKETS, SLUGS, counts.numbers, TONES, strict=True)
    ]


def _line(leader: int | None, line: Line, key: str) -> dict:
    asked = {key: str(line.key)}
    return {
        "line": line,
        "shares": _shares(leader, line.counts, **asked),
        "url": _to_list(leader, **asked),
        "late_url": _to_list(leader, **asked, **{"tinh-trang": "qua-han"}),
        "silent_url": _to_list(leader, **asked, **{"chua-cap-nhat": "1"}),
    }
