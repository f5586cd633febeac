"""*Đôn đốc*: which units are to be reminded, the texts to hand on, the one page for the chat group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thuocdo.audit.access import needs
from thuocdo.design.words import moment
from thuocdo.organisations import queries as organisations
from thuocdo.plans import actions
from thuocdo.plans.access import COPY_REMINDER, REMIND
from thuocdo.plans.models import Assignment
from thuocdo.plans.queries.letters import letters_seen
from thuocdo.plans.queries.reminding import (
    Told,
    calendars_of,
    due_lines,
    message_of,
    open_rows,
    owing,
    reminders_seen,
    to_remind,
    told,
)
from thuocdo.plans.rules.reminding import (
    MOST,
    SHOWN,
    UNITS,
    WHYS,
    Due,
    UnitPart,
    Why,
    group_page,
)

LETTERS = 10  # the latest of them
LISTED = 300  # units on the page, the most behind first
KINDS = {"late": "qua-han", "soon": "sap-den-han", "silent": "chua-cap-nhat"}
LABELS = {
    "late": gettext_lazy("Quá hạn"),
    "soon": gettext_lazy("Đến hạn trong 14 ngày tới"),
    "silent": gettext_lazy("Chưa cập nhật"),
}


@dataclass(frozen=True)
class Kind:
    key: str
    label: Any
    on: bool


def _asked(query: Any) -> list[Why]:
    """What is asked about; everything where the address does not say."""
    wanted = query.getlist("loai")
    return [why for why in WHYS if KINDS[why] in wanted] if wanted else list(WHYS)


def _kinds(whys: list[Why]) -> list[Kind]:
    return [Kind(KINDS[why], LABELS[why], why in whys) for why in WHYS]


@needs(REMIND)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    whys = _asked(request.GET)
    rows = owing(request.by, request.today, whys)
    more = max(len(rows) - LISTED, 0)
    shown = {
        "rows": rows[:LISTED],
        "more": more,
        "kinds": _kinds(whys),
        "asked": whys,
        "letters": letters_seen(request.by)[:LETTERS],
    }
    return render(request, "plans/reminders.html", shown)


@needs(REMIND)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Reminders to the chosen units ("unit"), or about the chosen pieces of work ("chosen")."""
    sent = request.POST
    if "chosen" in sent:
        work = _chosen(request)
    else:
        units = [int(u) for u in sent.getlist("unit") if u.isdecimal()]
        work = to_remind(request.by, request.today, units, _asked(sent), most=MOST)
    made = actions.remind(by=request.by, at=request.at, work=work, note=sent.get("note", ""))
    names = organisations.name_on([unit for unit, _why in made.refused], request.today)
    for unit, why in made.refused:
        messages.error(request, f"{names.get(unit, '')}: {why}")
    if not made.reminders:
        return redirect("plans:reminders")
    return redirect("plans:reminder_batch", made.reminders[0].batch)


def _chosen(request: HttpRequest) -> dict[int, list[Assignment]]:
    chosen = [int(c) for c in request.POST.getlist("chosen") if c.isdecimal()]
    work: dict[int, list[Assignment]] = {}
    for one in open_rows(request.by, request.today).filter(pk__in=chosen).order_by("due", "id"):
        work.setdefault(one.unit_id, []).append(one)
    return work


def _told(request: HttpRequest, batch: str) -> list[Told]:
    rows = list(reminders_seen(request.by).filter(batch=batch).order_by("id"))
    if not rows:
        raise Http404
    return told(rows, request.at, link_address(request))


def link_address(request: HttpRequest) -> str:
    """The address of a phone link with {code} in it, as people reach the site."""
    place = reverse("plans:phone", args=["code"]).replace("code", "{code}")
    return f"{settings.SITE_ADDRESS or request.build_absolute_uri('/').rstrip('/')}{place}"


@dataclass(frozen=True)
class Shown:
    told: Told
    text: str


@needs(REMIND)
@require_GET
def batch(request: HttpRequest, batch: str) -> HttpResponse:
    found = _told(request, batch)
    shown = {
        "batch": batch,
        "rows": [Shown(one, message_of(one, request.at)) for one in found],
        "undo": any(one.can_undo for one in found),
        "leaves": next((t.reminder.leaves_at for t in found if t.reminder.leaves_at), None),
    }
    return render(request, "plans/reminder_batch.html", shown)


@needs(REMIND)
@require_POST
def undo(request: HttpRequest, batch: str) -> HttpResponse:
    rows = reminders_seen(request.by).filter(batch=batch)
    n = actions.withdraw(by=request.by, at=request.at, reminders=rows)
    messages.success(request, _("Đã hoàn tác %d lần đôn đốc; chưa có gì được gửi đi.") % n)
    return redirect("plans:reminders")


@needs(COPY_REMINDER)
@require_POST
def copied(request: HttpRequest, pk: int) -> HttpResponse:
    reminder = get_object_or_404(reminders_seen(request.by), pk=pk)
    reminder = actions.note_copied(by=request.by, at=request.at, reminder=reminder)
    if request.htmx:
        return render(request, "plans/_reminder_state.html", {"r": reminder})
    return redirect("plans:reminder_batch", reminder.batch)


@needs(REMIND)
@require_GET
def group(request: HttpRequest) -> HttpResponse:
    """One page of text with every unit's late, near and silent work."""
    whys = _asked(request.GET)
    order = [o for o in owing(request.by, request.today, whys) if not o.ended]
    units = [o.unit for o in order[:UNITS]]
    work = to_remind(request.by, request.today, units, whys, most=SHOWN)
    calendars = calendars_of(w for rows in work.values() for w in rows)

    def first(unit: int) -> list[Due]:
        return due_lines(work.get(unit, []), request.today, calendars, whys=whys)

    parts = [UnitPart(o.name, (o.late, o.soon, o.silent), first(o.unit)) for o in order]
    sender = organisations.name_on([request.by.unit or 0], request.today)
    text = group_page(sender.get(request.by.unit, "Cơ quan"), parts, moment(request.at))
    shown = {"text": text, "kinds": _kinds(whys)}
    return render(request, "plans/reminder_group.html", shown)


URLS = [
    path("don-doc/", page, name="reminders"),
    path("don-doc/soan/", make, name="remind"),
    path("don-doc/danh-sach/", group, name="reminder_group"),
    path("don-doc/dot/<str:batch>/", batch, name="reminder_batch"),
    path("don-doc/dot/<str:batch>/hoan-tac/", undo, name="reminder_undo"),
    path("don-doc/tin/<int:pk>/sao-chep/", copied, name="reminder_copied"),
]
