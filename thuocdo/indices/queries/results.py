"""Results of years: rounds, one unit's result, why it got its points; what no longer fits its edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from django.db.models import Count, Q, QuerySet

from thuocdo.audit.rules import Actor
from thuocdo.indices.access import visible_to
from thuocdo.indices.models import IndexResult, IndexRound
from thuocdo.indices.queries.editions import used
from thuocdo.indices.rules.computing import Ready, Scored, compute
from thuocdo.indices.rules.editions import unchanged
from thuocdo.indices.rules.explaining import Plain, explanation
from thuocdo.indices.rules.results import figures_from_json
from thuocdo.indices.rules.rounds import extremes
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.reader import shipped
from thuocdo.lawbook.rulebook import Edition
from thuocdo.organisations.queries import changed_texts

NONE: Mapping[tuple[str, str], Edition] = {}


def rounds(by: Actor, on: dt.date, index: str = "") -> QuerySet[IndexRound]:
    """Rounds this person sees, newest year first, with `units` and `scored` counted."""
    rows = IndexRound.objects.filter(visible_to(by, on))
    if index:
        rows = rows.filter(index=index)
    scored = Count("results", filter=Q(results__score__isnull=False))
    return rows.annotate(units=Count("results"), scored=scored).order_by("-year", "id")


def ready_of(row: IndexRound, own: Mapping[tuple[str, str], Edition] = NONE) -> Ready:
    """The round's edition made ready for its year; `own`: editions asked for already (`own_of`).

    Mistake: the edition is not what it was."""
    held = own.get((row.edition, row.checksum))
    found = held or used(row.index, row.edition, row.checksum)
    unchanged(found, row.checksum)
    on = dt.date(row.year, 12, 31)
    return Ready.of(found, settings=row.settings, on=on if found.validity.holds(on) else None)


def scored(result: IndexResult) -> Scored:
    """The result computed again from what is stored. Mistake: the edition is not what it was."""
    row, ready = result.round, ready_of(result.round)
    ends = {}
    if ready.law.of_round:
        every = row.results.values_list("code", "figures")
        ends = extremes(ready, {code: figures_from_json(held) for code, held in every})
    figures = {**figures_from_json(result.figures), **ends}
    return compute(ready, figures, unit=f"{result.name} ({result.code})", kind=row.kind or None)


def explained(result: IndexResult, code: str = "total") -> Plain:
    """Why the unit got its points, with what is stored beside it: year, score that counts, rank, source."""
    row = result.round
    told = explanation(scored(result), shipped().sources, code)
    rank = f"{result.place}/{result.of}" if result.place else None
    printed = None if result.published is None else f"{result.published.normalize():f}"
    return {
        "index": row.index,
        "year": row.year,
        "unit_code": result.code,
        "rank": rank,
        "band": result.band,
        "published": printed,
        "from": row.source,
        **told,
    }


def changed_editions() -> Iterator[str]:
    """A sentence for every edition with results that is gone, or no longer says what it said then."""
    yield from changed_texts()
    named = IndexRound.objects.values_list("index", "edition", "checksum", "agency").distinct()
    for key, path, checksum, agency in named.order_by("edition", "checksum", "agency"):
        rounds = IndexRound.objects.filter(edition=path, checksum=checksum, agency=agency)
        years = rounds.order_by("year")
        told = ", ".join(str(y) for y in years.values_list("year", flat=True).distinct())
        try:
            unchanged(used(key, path, checksum), checksum)
        except Mistake as mistake:
            yield f"Kết quả {key} năm {told}: {mistake.message}"


def fault_of(row: IndexRound) -> str:
    """Why the round's points can no longer be explained; "" as a rule."""
    try:
        unchanged(used(row.index, row.edition, row.checksum), row.checksum)
    except Mistake as mistake:
        return mistake.message
    return ""
