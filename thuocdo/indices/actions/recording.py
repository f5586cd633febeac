"""Results come in by table or one by one; each time the whole round is computed and ranked anew."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.indices.access import RECORD
from thuocdo.indices.intake.published import read_results
from thuocdo.indices.models import IndexResult, IndexRound
from thuocdo.indices.queries.editions import editions_of, unit_lists, used
from thuocdo.indices.queries.results import ready_of
from thuocdo.indices.rules.computing import ENGINE
from thuocdo.indices.rules.editions import for_year, unchanged
from thuocdo.indices.rules.results import (
    Outcome,
    Published,
    figures_from_json,
    figures_to_json,
    kind_of,
    outcomes,
    stored,
)
from thuocdo.lawbook.formula import Value
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.rulebook import Edition
from thuocdo.lawbook.scoring.compute import accepted
from thuocdo.lawbook.text import fold, nfc
from thuocdo.organisations.queries import agencies_up, by_code

UNPUBLISHED = Published()


@dataclass(frozen=True)
class Given:
    """What is known of one unit in a year."""

    name: str
    figures: Mapping[str, Value]
    published: Published = UNPUBLISHED


def record_results(
    *,
    by: Actor,
    at: dt.datetime,
    agency: int,
    index: str,
    text: str,
    source: str,
    year: int | None = None,
    name: str | None = None,
    kind: str = "",
) -> list[IndexRound]:
    """The results a table holds, each year under its own edition (or the edition `name`), for units of a kind.

    Units in the table replace what was known of them in that year; others stay. Mistake: any fault in any
    cell, a year that is closed, a year whose edition is no longer the one that was used.
    """
    require(by, RECORD, agency)
    read = read_results(
        text,
        editions_of(index, agencies_up(agency, legal_day(at))),
        unit_lists(),
        year=year,
        edition=name,
    )
    if read.faults:
        raise Mistake(read.faults[0], field="text")
    done = []
    with transaction.atomic():
        changes: list[Change] = []
        for one in read.rounds:
            assert one.year is not None
            place = Place(agency, index, one.year, kind)
            row = _round(at, place, one.ready.edition, source, changes)
            names, printed = read.names[one.year], read.published[one.year]
            given = {u: Given(names[u], f, printed[u]) for u, f in one.figures.items()}
            changes += _state(row, given)
            done.append(row)
        record(by=by, at=at, verb=RECORD, changes=changes, touched=[f"index:{index}"])
    return done


def set_result(
    *,
    by: Actor,
    at: dt.datetime,
    agency: int,
    index: str,
    year: int,
    code: str,
    unit: str,
    figures: Mapping[str, Value],
    source: str = "",
    published: Published = UNPUBLISHED,
    kind: str = "",
) -> IndexRound:
    """One unit's result, typed in. Mistake: a figure that does not fit, a year without edition."""
    require(by, RECORD, agency)
    if not nfc(code).strip():
        raise Mistake("Ghi mã đơn vị.", field="code")
    found = for_year(editions_of(index, agencies_up(agency, legal_day(at))), year)
    with transaction.atomic():
        changes: list[Change] = []
        row = _round(at, Place(agency, index, year, kind), found, source, changes)
        accepted(ready_of(row).law, figures)
        given = Given(nfc(unit).strip() or code, figures, published)
        changes += _state(row, {nfc(code).strip(): given})
        record(by=by, at=at, verb=RECORD, changes=changes, touched=[f"index:{index}"])
    return row


def remove_result(*, by: Actor, at: dt.datetime, result: IndexResult) -> None:
    """Take one unit out of an open round; the others are ranked anew."""
    with transaction.atomic():
        row = _open(by, result.round_id)
        gone = row.results.get(pk=result.pk)
        before = snapshot(gone)
        gone.delete()
        changes = [Change.of(before, None), *_state(row, {})]
        record(by=by, at=at, verb=RECORD, changes=changes, touched=[f"index:{row.index}"])


def close_results(*, by: Actor, at: dt.datetime, round: IndexRound) -> IndexRound:
    """From now on the results are everybody's to see and nobody's to change."""
    with transaction.atomic():
        row = _open(by, round.pk)
        if not row.results.exists():
            raise Mistake("Chưa có kết quả của đơn vị nào. Nhập kết quả trước khi khóa.")
        unchanged(used(row.index, row.edition, row.checksum), row.checksum)
        before = snapshot(row)
        row.state, row.closed_at = IndexRound.State.CLOSED, at
        row.save()
        record(by=by, at=at, verb=RECORD, changes=[Change.of(before, row)])
    return row


def reopen_results(*, by: Actor, at: dt.datetime, round: IndexRound, reason: str) -> IndexRound:
    """Open closed results to put something right; why stays in the log and with the source."""
    require(by, RECORD, round.agency_id)
    if not nfc(reason).strip():
        raise Mistake("Ghi lý do mở lại kết quả đã khóa.", field="reason")
    with transaction.atomic():
        row = IndexRound.objects.select_for_update().get(pk=round.pk)
        if row.state != IndexRound.State.CLOSED:
            raise Refused("Kết quả này đang mở. Tải lại trang để xem tình trạng.")
        before = snapshot(row)
        row.state, row.closed_at = IndexRound.State.OPEN, None
        row.source = f"{row.source}\nMở lại: {nfc(reason).strip()}"
        row.save()
        record(by=by, at=at, verb=RECORD, changes=[Change.of(before, row)])
    return row


def _open(by: Actor, pk: int) -> IndexRound:
    row = IndexRound.objects.select_for_update().get(pk=pk)
    require(by, RECORD, row.agency_id)
    if row.state == IndexRound.State.CLOSED:
        raise Refused("Kết quả năm này đã khóa. Mở lại (có lý do) rồi mới sửa được.")
    return row


@dataclass(frozen=True)
class Place:
    """Which round: whose, of what, when, for units of which kind."""

    agency: int
    index: str
    year: int
    kind: str


def _round(
    at: dt.datetime, place: Place, found: Edition, source: str, changes: list[Change]
) -> IndexRound:
    """The locked open round of a year, made where there is none."""
    year, kind = place.year, kind_of(found, place.kind)
    rows = IndexRound.objects.select_for_update().filter(index=place.index, year=year, kind=kind)
    row = rows.filter(agency=place.agency).first()
    if row is not None and row.state == IndexRound.State.CLOSED:
        raise Mistake(f"Kết quả năm {year} đã khóa. Mở lại (có lý do) rồi mới nhập được.")
    if row is not None and row.edition != found.path:
        raise Mistake(f"Kết quả năm {year} đang theo bộ {row.edition}, không phải {found.path}.")
    if row is not None:
        unchanged(found, row.checksum)
    before = snapshot(row) if row else None
    if row is None:
        if not nfc(source).strip():
            raise Mistake("Ghi nguồn của kết quả: báo cáo, quyết định công bố.", field="source")
        row = IndexRound(
            agency_id=place.agency, index=place.index, year=year, kind=kind, recorded_at=at
        )
        row.edition, row.checksum, row.engine = found.path, found.checksum, ENGINE
    row.source = nfc(source).strip() or row.source
    row.version += 1
    row.save()
    changes.append(Change.of(before, row))
    return row


def _state(row: IndexRound, given: Mapping[str, Given]) -> list[Change]:
    """Write the round whole: what is given over what is known, computed and ranked together."""
    known = {r.code: r for r in row.results.all()}
    figures = {code: figures_from_json(r.figures) for code, r in known.items()}
    printed = {
        c: Published(r.published, r.published_place, r.published_band) for c, r in known.items()
    }
    figures |= {code: dict(one.figures) for code, one in given.items()}
    printed |= {code: one.published for code, one in given.items()}
    units = by_code(given)
    changes = []
    for code, found in outcomes(ready_of(row), figures, printed, row.kind or None).items():
        result = known.get(code) or IndexResult(round=row, code=code, unit_id=units.get(code))
        before = snapshot(result) if result.pk else None
        if code in given:
            result.name = given[code].name[:250]
            result.folded = fold(f"{code} {result.name}")[:250]
            result.figures = figures_to_json(figures[code])
        _write(result, found)
        if before is None or snapshot(result) != before:
            result.save()
            changes.append(Change.of(before, result))
    return changes


def _write(result: IndexResult, found: Outcome) -> None:
    result.points, result.computed = found.points, stored(found.computed)
    result.published, result.published_place = stored(found.published.score), found.published.place
    result.published_band, result.band = found.published.band, found.band
    result.score, result.reason = stored(found.score), found.reason
    rank = found.rank
    result.place, result.of, result.tied = (rank.place, rank.of, rank.tied) if rank else (None,) * 3
    result.doubts = list(found.doubts)
