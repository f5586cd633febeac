"""One unit over the years: as it was, in today's shape; picture, table, CSV, JSON."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from thuocdo.audit.access import needs
from thuocdo.design.chart import Drawing, draw
from thuocdo.indices import queries
from thuocdo.indices.access import SEE
from thuocdo.indices.queries.series import Series, lines, measures, unit_series
from thuocdo.indices.rules.computing import Ready
from thuocdo.indices.rules.reading import Meaning, meaning
from thuocdo.indices.rules.series import Row
from thuocdo.indices.rules.telling import shown
from thuocdo.indices.web.editions import Head, asked, line
from thuocdo.indices.web.results import as_file
from thuocdo.lawbook.formula import Value
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.reader import shipped


@dataclass(frozen=True)
class Shown:
    """A row in words."""

    row: Row
    was: str
    now: str
    how: str
    of: str
    edition: str


def _found(request: HttpRequest, key: str, code: str) -> tuple[str, str, Series]:
    """What is followed (as the address has it, as it is called), and the series."""
    wanted = request.GET.get("so", "")
    known = {address: (name, measure) for address, name, measure in measures(key, line(request))}
    if wanted not in known:
        raise Mistake(f"Không có số liệu “{wanted}”.")
    name, measure = known[wanted]
    found = unit_series(request.by, request.today, key, code, measure)
    return wanted, name, found


@needs(SEE)
@require_GET
@asked
def page(request: HttpRequest, key: str, code: str) -> Any:
    wanted, name, found = _found(request, key, code)
    if request.GET.get("tai") == "csv":
        return as_file(lines(found), "csv", f"{key}-{code}")
    one = queries.index(key, line(request))
    rows = list(_shown(one, found))
    moved = any(row.moved for row in found.rows)
    shown_ = {
        "one": one,
        "found": found,
        "rows": [(row, found.rounds.get(row.row.year)) for row in rows],
        "moved": moved,
        "chart": _drawn(found, moved),
        "wanted": wanted,
        "ranked": _("Xếp hạng cả chỉ số") if wanted else _("Xếp hạng"),  # of a part there is none
        "name": name or _("Điểm"),
        "meaning": _meaning(one, found),
        "head": Head(one.all[0]),
        "choices": [(a, n or _("Điểm")) for a, n, _m in measures(key, line(request))],
    }
    return render(request, "indices/series.html", shown_)


@needs(SEE)
@require_GET
@asked
def as_json(request: HttpRequest, key: str, code: str) -> HttpResponse:
    _wanted, name, found = _found(request, key, code)
    head, *rows = lines(found)
    told = {
        "index": key,
        "unit": found.code,
        "name": found.name,
        "measure": {"kind": found.measure.kind, "key": found.measure.key, "name": name},
        "definition": _as_data(one := queries.index(key, line(request)), _meaning(one, found)),
        "rows": [dict(zip(head, map(str, row), strict=True)) for row in rows],
    }
    return JsonResponse(told, json_dumps_params={"ensure_ascii": False})


def _meaning(one: queries.Index, found: Series) -> Meaning:
    """What is followed, by the newest edition."""
    book = shipped()
    ready = Ready.of(one.all[0])
    return meaning(ready, found.measure.kind, found.measure.key, book.sources, book.units)


def _as_data(one: queries.Index, found: Meaning) -> dict[str, str]:
    source = found.source.citation if found.source else ""
    told = {"edition": one.all[0].path, "what": found.what, "method": found.how, "unit": found.unit}
    return {**told, "source": source, "place": found.place, "status": found.label}


def _shown(one: queries.Index, found: Series) -> Iterator[Shown]:
    words = {
        "same": "",
        "sum": _("cộng các đơn vị"),
        "parts": _("tính lại từ số liệu cộng"),
        "not_comparable": _("Không so sánh được"),
        "absent": _("không còn đơn vị này"),
    }
    for row in found.rows:
        edition = one.paths.get(row.edition)
        gone = row.now.how in ("not_comparable", "absent")
        own_first = sorted(row.now.of, key=lambda code: code != found.code)
        of = [found.names.get(code, code) for code in own_first]
        yield Shown(
            row,
            _said(row.was),
            words[row.now.how] if gone else _said(row.now.value),
            "" if gone else words[row.now.how],
            ", ".join(of) if len(of) > 1 or row.now.of not in ((), (found.code,)) else "",
            edition.body.title if edition else row.edition,
        )


def _said(value: Value | None) -> str:
    return "–" if value is None else shown(value)


def _drawn(found: Series, moved: bool) -> Drawing | None:
    rows = found.rows
    drawn = [("was", [(row.year, str(row.year), _number(row.was)) for row in rows])]
    if moved:
        now = [(row.year, str(row.year), _number(row.now.value)) for row in rows]
        drawn.append(("now", now))
    breaks = [(row.year - 0.5, _why(row)) for row in rows if row.other_edition or row.other_shape]
    return draw([(row.year, str(row.year)) for row in rows], drawn, breaks)


def _number(value: Value | None) -> Decimal | None:
    return value if isinstance(value, Decimal) else None


def _why(row: Row) -> str:
    both = [_("bộ mới")] * row.other_edition + [_("sáp nhập, chia tách")] * row.other_shape
    return ", ".join(both)
