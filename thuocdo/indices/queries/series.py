"""A unit over the years, from stored results. A fixed number of queries, however many years and units."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from thuocdo.audit.rules import Actor
from thuocdo.indices.models import IndexResult, IndexRound
from thuocdo.indices.queries.editions import index, own_of
from thuocdo.indices.queries.results import ready_of, rounds
from thuocdo.indices.rules.computing import Ready
from thuocdo.indices.rules.series import (
    Known,
    Measure,
    Passage,
    Row,
    Succession,
    Year,
    series,
)
from thuocdo.lawbook.formula import Value
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.reader import shipped
from thuocdo.lawbook.rulebook import Edition
from thuocdo.lawbook.scoring.parts import TOTAL
from thuocdo.organisations.queries import passages


@dataclass(frozen=True)
class Series:
    """`heirs`: who has today what the unit had, where it is no more. `rounds`: the round of each year."""

    code: str
    name: str
    measure: Measure
    rows: list[Row]
    heirs: list[tuple[str, str]]
    names: dict[str, str]
    rounds: dict[int, int]


def succession(on: dt.date) -> Succession:
    """What became of which unit until the day: of the tree, and of the provinces. One query."""
    changes = passages(on)
    own = [Passage(change.on, change.unit, change.heirs) for change in changes]
    lists = sorted(shipped().unit_lists.values(), key=lambda form: form.since)
    provinces = [
        Passage(form.since, gone, (code,))
        for form in lists
        if form.since <= on
        for code, ended in form.formed_of.items()
        for gone in ended
    ]
    births = {code: change.on for change in changes for code in change.born}
    return Succession(tuple(sorted([*own, *provinces], key=lambda p: p.on)), births)


def measures(key: str, agencies: Sequence[int] = ()) -> list[tuple[str, str, Measure]]:
    """What may be followed: the score, each part, each figure of the newest edition; as the address writes it."""
    form = index(key, agencies).newest
    parts = [p for _, p in form.root.below() if p.code != TOTAL]
    found = [("", "", Measure("score"))]
    found += [(f"p.{p.code}", f"{p.code}. {p.name}", Measure("part", p.code)) for p in parts]
    return found + [(f"s.{k}", one.name, Measure("figure", k)) for k, one in form.inputs.items()]


def unit_series(by: Actor, on: dt.date, key: str, code: str, measure: Measure) -> Series:
    """The unit's series as this person sees it. Mistake: no result is known of the unit or its forerunners."""
    known = succession(on)
    every = {row.pk: row for row in rounds(by, on, key)}
    rows = IndexResult.objects.filter(round__in=every)
    listed = list(rows.order_by("round__year", "id").values_list("code", "name", "round"))
    names = {c: name for c, name, _ in listed}
    wanted = {c for c in names if c == code or code in _all_heirs(known, c, every.values())}
    if not wanted:
        raise Mistake(f"Chưa có kết quả nào của “{code}”.")
    kind = next(every[pk].kind for c, _, pk in reversed(listed) if c in wanted)
    seen = _one_a_year(row for row in every.values() if row.kind == kind)
    results = list(rows.filter(code__in=wanted))
    own = own_of(key, {row.edition for row in seen})
    years = [_year(row, [r for r in results if r.round_id == row.pk], own) for row in seen]
    newest = {**names, **_listed(on)}
    now = known.heirs(code, min(dt.date(row.year, 12, 31) for row in seen))
    return Series(
        code,
        newest.get(code, code),
        measure,
        series(years, code, measure, known),
        [(heir, newest.get(heir, heir)) for heir in now if heir != code],
        newest,
        {row.year: row.pk for row in seen},
    )


def _one_a_year(rows: Iterable[IndexRound]) -> list[IndexRound]:
    """Of several agencies' results of a year those that are closed, then the earliest."""
    best: dict[int, IndexRound] = {}
    for row in sorted(rows, key=lambda r: (r.state != IndexRound.State.CLOSED, r.pk)):
        best.setdefault(row.year, row)
    return sorted(best.values(), key=lambda r: r.year)


def _all_heirs(known: Succession, code: str, seen: Iterable[IndexRound]) -> set[str]:
    ends = (dt.date(row.year, 12, 31) for row in seen)
    return {heir for end in ends for heir in known.heirs(code, end)}


_Own = Mapping[tuple[str, str], Edition]


def _year(row: IndexRound, results: list[IndexResult], own: _Own) -> Year:
    known = {r.code: known_of(r) for r in results}
    return Year(row.year, row.edition, _ready(row, own), known, row.kind or None)


def _ready(row: IndexRound, own: _Own) -> Ready | None:
    try:
        return ready_of(row, own)
    except Mistake:
        return None


def known_of(r: IndexResult) -> Known:
    rank = (r.place, r.of) if r.place and r.of else None
    return Known(r.name, r.figures, r.points, r.score, r.reason, rank)


def _listed(on: dt.date) -> dict[str, str]:
    """Names of provinces, the newest last."""
    lists = sorted(shipped().unit_lists.values(), key=lambda form: form.since)
    return {code: name for form in lists if form.since <= on for code, name in form.units.items()}


def lines(found: Series) -> Iterator[list[Any]]:
    """The series as a table for a file."""
    yield ["year", "edition", "as_it_was", "rank", "of", "today", "how", "made_of"]
    for row in found.rows:
        place, of = row.rank or ("", "")
        yield [
            row.year,
            row.edition,
            _plain(row.was),
            place,
            of,
            _plain(row.now.value),
            row.now.how,
            " ".join(row.now.of),
        ]


def _plain(value: Value | None) -> Any:
    """Digits that say something; the reason where there is no figure; nothing where there was no result."""
    if isinstance(value, Decimal):
        return Decimal(f"{value.normalize():f}")
    return "" if value is None else getattr(value, "value", value)
