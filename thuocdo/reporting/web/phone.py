"""A unit's figures on a phone, without an account: opened by a signed link, sent as often as they change.

The gate lets anybody through to this route; what opens the sheet is the code in the address
(`queries.phone.find_reply`), and who sends holds the rights of an officer of that unit, nothing more. A wrong
code and one that never was are answered alike.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thuocdo.audit.access import public
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.reporting import actions, queries
from thuocdo.reporting.actions.answering import Faulty, Overtaken
from thuocdo.reporting.models import Reply
from thuocdo.reporting.queries.tracking import GIVEN
from thuocdo.reporting.rules.figures import Input, figures_from, inputs_from, written
from thuocdo.reporting.rules.phone import blocks, opens_until
from thuocdo.reporting.web.grid import overtaken
from thuocdo.reporting.web.version import version_in

GUESS = "ước "
ASIDE = "uoc-"  # the box beside a figure that says it is an estimate


@dataclass
class Said:
    """What the form holds: as typed, or as sent before. `wrong` by key of a cell, `mistakes` by field."""

    typed: Mapping[str, str]
    name: str = ""
    position: str = ""
    message: str = ""
    wrong: dict[str, str] = field(default_factory=dict)
    mistakes: dict[str, str] = field(default_factory=dict)

    @property
    def faulty(self) -> bool:
        return bool(self.message or self.wrong or self.mistakes)


@dataclass(frozen=True)
class Asked:
    """One cell as the phone asks for it; a figure may be an estimate, words may not."""

    cell: Input
    head: str
    value: str
    guess: bool
    wrong: str


@public
@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, code: str) -> HttpResponse:
    reply = queries.find_reply(code)
    if reply is None:
        return render(request, "reporting/phone_closed.html", status=404)
    unit = organisations.name_on([reply.unit_id], request.today).get(reply.unit_id, "")
    shown = {"reply": reply, "one": reply.collection, "unit": unit, "code": code}
    if closed := queries.link_closed(reply, request.at):
        return render(
            request, "reporting/phone_closed.html", shown | {"closed": closed}, status=410
        )
    if request.method == "POST":
        said = _send(request, reply)
        return _form(request, shown, said) if said.faulty else redirect("reporting:phone", code)
    if reply.state in GIVEN and "sua" not in request.GET:
        return render(request, "reporting/phone_sent.html", shown | {"blocks": _sent(reply)})
    return _form(request, shown, Said(_before(reply)))


def _before(reply: Reply) -> dict[str, str]:
    figures = figures_from(reply.figures)
    cells = inputs_from(reply.collection.inputs)
    return {c.key: written(c, figures[c.key]) for c in cells if c.key in figures}


def _send(request: HttpRequest, reply: Reply) -> Said:
    """Send through the action of everybody; what could not be taken comes back with the reason."""
    inputs, form = inputs_from(reply.collection.inputs), request.POST
    said = Said(_typed(form, inputs), form.get("name", ""), form.get("position", ""))
    order: dict[str, Any] = {
        "at": request.at,
        "reply": reply,
        "version": version_in(form),
    }
    try:
        order["by"] = queries.speaker(reply, said.name, said.position)
        if form.get("act") == "nil" and any(said.typed.values()):
            said.message = _("Trên trang đang có số liệu. Có số liệu thì bấm “Gửi số liệu”; không có thì xóa hết các ô rồi bấm “Không phát sinh”.")  # fmt: skip
        elif form.get("act") == "nil":
            actions.answer_nil(**order)
        else:
            actions.answer(**order, typed=said.typed)
    except Faulty as faulty:
        said.wrong = {fault.key: fault.message for fault in faulty.faults}
    except Overtaken as mistake:
        said.message, said.wrong = mistake.message, overtaken(reply, said.typed)
    except Mistake as mistake:
        if mistake.field in ("name", "position"):
            said.mistakes[mistake.field] = mistake.message
        else:
            said.message = mistake.message
    return said


def _typed(form: Mapping[str, str], inputs: list[Input]) -> dict[str, str]:
    typed = {}
    for cell in inputs:
        value = form.get(cell.key, "").strip()
        guessed = value and form.get(ASIDE + cell.key) and not value.startswith(GUESS)
        typed[cell.key] = f"{GUESS}{value}" if guessed else value
    return typed


def _form(request: HttpRequest, shown: dict[str, Any], said: Said) -> HttpResponse:
    one = shown["one"]

    def asked(head: str, cell: Input) -> Asked:
        value = said.typed.get(cell.key, "")
        guess = cell.kind != "text" and value.startswith(GUESS)
        bare = value.removeprefix(GUESS) if guess else value
        return Asked(cell, head, bare, guess, said.wrong.get(cell.key, ""))

    found = [
        (block.words, [asked(head, cell) for head, cell in block.cells])
        for block in blocks(inputs_from(one.inputs))
    ]
    wrong = [(a.cell.key, f"{words}: {a.head}" if words else a.head) for words, cells in found for a in cells if a.wrong]  # fmt: skip
    more = {"said": said, "blocks": found, "until": opens_until(one.due), "wrong": wrong[:NAMED], "rest": len(wrong[NAMED:])}  # fmt: skip
    status = 422 if said.faulty else 200
    return render(request, "reporting/phone.html", shown | more, status=status)


def _sent(reply: Reply) -> list[tuple[str, list[tuple[str, str]]]]:
    """What was sent, cell by cell; those left empty are not named."""
    sent = _before(reply)
    found = [
        (b.words, [(head, sent[c.key]) for head, c in b.cells if c.key in sent])
        for b in blocks(inputs_from(reply.collection.inputs))
    ]
    return [(words, rows) for words, rows in found if rows]


NAMED = 8  # wrong cells named above the form; on a phone no more fit

URLS = [path("s/<str:code>/", page, name="phone")]
