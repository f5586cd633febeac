"""Indices, their editions, one criterion whole, two editions beside each other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from itertools import groupby
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from thuocdo.audit.access import needs
from thuocdo.indices import queries
from thuocdo.indices.access import SEE, SET, records_at_home
from thuocdo.indices.models import Annex
from thuocdo.indices.queries.annexes import annexes
from thuocdo.indices.rules.computing import Ready, form_of
from thuocdo.indices.rules.differences import Line, differences
from thuocdo.indices.rules.editions import name_of, span
from thuocdo.indices.rules.explaining import KINDS
from thuocdo.indices.rules.reading import criterion as read_criterion
from thuocdo.indices.rules.reading import outline
from thuocdo.lawbook.editions.indices import IndexForm
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.reader import shipped
from thuocdo.lawbook.rulebook import Edition
from thuocdo.lawbook.scoring.criteria import NATURES
from thuocdo.lawbook.scoring.parts import POLICIES, TOTAL
from thuocdo.lawbook.sources import Document
from thuocdo.lawbook.values import STATUSES
from thuocdo.organisations.queries import Own, agencies_up, agency_acted_for

UNIT_KINDS = {
    "province": gettext_lazy("tỉnh, thành phố"),
    "ministry": gettext_lazy("bộ, ngành"),
    "department": gettext_lazy("sở, ngành"),
    "commune": gettext_lazy("xã, phường, đặc khu"),
    "room": gettext_lazy("phòng và người đứng đầu"),
    "school": gettext_lazy("trường học"),
}


def home(request: HttpRequest) -> int | None:
    """The agency this person works for."""
    return agency_acted_for(request.by.unit, request.today)


def line(request: HttpRequest) -> tuple[int, ...]:
    """The agency and those above it, whose sets of criteria reach it."""
    return agencies_up(home(request), request.today)


def kind_words(kind: str) -> str:
    return str(UNIT_KINDS.get(kind, kind))


def asked(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """An index, edition or criterion that does not exist is a page that does not exist."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except Mistake as mistake:
            raise Http404(mistake.message) from None

    return page


@dataclass(frozen=True)
class Head:
    """An edition as lists and heads show it."""

    edition: Edition
    own: Own | None = None
    above: bool = False  # made by an agency above

    @property
    def draft(self) -> bool:
        return self.own is not None and self.own.state == "draft"

    @property
    def form(self) -> IndexForm:
        return form_of(self.edition)

    @property
    def name(self) -> str:
        return name_of(self.edition)

    @property
    def span(self) -> str:
        return span(self.edition)

    @property
    def nature(self) -> str:
        return NATURES[self.form.nature]

    @property
    def label(self) -> str:
        return STATUSES[self.form.status]

    @property
    def source(self) -> Document | None:
        return document(self.form, self.form.source)

    @property
    def count(self) -> int:
        """Criteria that are scored."""
        return sum(part.score is not None for _, part in self.form.root.below())

    @property
    def units(self) -> str:
        return ", ".join(str(UNIT_KINDS.get(kind, kind)) for kind in self.form.units.kinds)


def document(form: IndexForm, key: str) -> Document | None:
    return {**shipped().sources, **form.documents}.get(key)


@needs(SEE)
@require_GET
def indices(request: HttpRequest) -> HttpResponse:
    rows = [(one, _called(heads(one))) for one in queries.indices(line(request))]
    may_set = SET.allows(request.by)
    waiting = annexes(request.by).filter(state=Annex.State.REVIEW) if may_set else ()
    shown = {"rows": rows, "may_set": may_set, "annexes": waiting}
    return render(request, "indices/indices.html", shown)


def heads(one: queries.Index) -> list[Head]:
    return [Head(e, one.own.get(e.path), e.path in one.above) for e in one.all]


def _called(shown: list[Head]) -> list[tuple[Head, str]]:
    """Editions by their years; by their titles where two hold for the same years."""
    alike = len({head.span for head in shown}) < len(shown)
    return [(head, head.form.title if alike else head.span) for head in shown]


@needs(SEE)
@require_GET
@asked
def index(request: HttpRequest, key: str) -> HttpResponse:
    one = queries.index(key, line(request), drafts=True)
    shown = {
        "one": one,
        "heads": heads(one),
        "rounds": [
            (
                row,
                Head(one.paths[row.edition]) if row.edition in one.paths else None,
                kind_words(row.kind),
            )
            for row in queries.rounds(request.by, request.today, key)
        ],
        "may_record": records_at_home(request.by, request.today),
    }
    return render(request, "indices/index.html", shown)


@needs(SEE)
@require_GET
@asked
def one(request: HttpRequest, key: str, name: str) -> HttpResponse:
    """The tree with points and rules, and what holds for the whole."""
    one = queries.index(key, line(request), drafts=True)
    edition = queries.edition(key, name, line(request))
    head, ready = (
        Head(edition, one.own.get(edition.path), edition.path in one.above),
        Ready.of(edition),
    )
    shown = {
        "one": one,
        "head": head,
        "annex": annexes(request.by).filter(index=key, edition=name).first()
        if head.draft
        else None,
        "lines": outline(ready),
        "policies": _policies(head.form),
        "settings": head.form.settings.values(),
        "weighted": any(p.weight is not None for _, p in head.form.root.below()),
    }
    return render(request, "indices/edition.html", shown)


def _policies(form: IndexForm) -> list[tuple[str, str]]:
    """What the edition says of the whole, in words."""
    rows = []
    for label, word in (("zero", form.zero_den), ("none", form.not_applicable)):
        if word:
            said = next((w for key, w in POLICIES.items() if key == word), "")
            rows.append((label, said or form.settings[word].name))
    return rows


@needs(SEE)
@require_GET
@asked
def criterion(request: HttpRequest, key: str, name: str, code: str) -> HttpResponse:
    edition = queries.edition(key, name, line(request))
    found = read_criterion(Ready.of(edition), code, shipped().sources)
    units = shipped().units
    needed = [
        (one, KINDS[one.asked.kind], units[one.asked.unit].name if one.asked.unit else "")
        for one in found.needed
    ]
    bounds = [(b, document(form_of(edition), b.source), STATUSES[b.status]) for b in found.bounds]
    shown = {
        "one": queries.index(key, line(request), drafts=True),
        "head": Head(edition),
        "c": found,
        "needed": needed,
        "bounds": bounds,
    }
    return render(request, "indices/criterion.html", shown)


@needs(SEE)
@require_GET
@asked
def compared(request: HttpRequest, key: str) -> HttpResponse:
    """Two editions of an index; unless chosen, the newest beside the one before it."""
    agencies = line(request)
    one = queries.index(key, agencies, drafts=True)
    new = queries.edition(key, request.GET.get("moi") or one.names[0], agencies)
    after = one.names.index(name_of(new)) + 1 if name_of(new) in one.names else 0
    older = one.names[min(after, len(one.names) - 1)]
    old = queries.edition(key, request.GET.get("cu") or older, agencies)
    lines = differences(old, new)
    shown = {
        "one": one,
        "heads": heads(one),
        "old": Head(old),
        "new": Head(new),
        "groups": _grouped(lines, old, new),
        "count": len(lines),
    }
    return render(request, "indices/compare.html", shown)


def _grouped(lines: list[Line], old: Edition, new: Edition) -> list[tuple[str, str, list[Line]]]:
    """Differences by the thing they are of: its code, its name, its lines."""
    names: dict[str, str] = {}
    for form in (form_of(old), form_of(new)):
        names |= {k: i.name for k, i in form.inputs.items()}
        names |= {k: s.name for k, s in form.settings.items()}
        names |= {p.code: p.name for _, p in form.root.below() if p.code != TOTAL}
    return [
        (where, names.get(where, ""), list(found))
        for where, found in groupby(lines, key=lambda line: line.where)
    ]
