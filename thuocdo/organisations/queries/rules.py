"""Which rule an agency follows on a day: what is shipped, or what it decided itself."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db.models import Q

from thuocdo.lawbook.calendar import CalendarYear, WorkingCalendar
from thuocdo.lawbook.editions.calendars import CalendarForm
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.reader import read_text, shipped
from thuocdo.lawbook.rulebook import Edition
from thuocdo.lawbook.validity import holds
from thuocdo.organisations.models import LocalEdition

IN_FORCE = "in_force"


@dataclass(frozen=True)
class Own:
    """An agency's own edition, ending where its successor began, whatever its text says. `changed`: its text was
    changed behind the application, nothing may be decided by it."""

    agency: int
    edition: Edition
    state: str
    changed: bool


def rule(path: str, *, agency: int | None, on: dt.date) -> Edition:
    """The edition of `path` in force on the day for the agency: its own, else the shipped one. One query.

    Raises `Mistake` where there is none. A calendar of the agency holds only its additions: ask
    `calendar_for` for working days.
    """
    own = LocalEdition.objects.on(on).filter(agency=agency, path=path, state=IN_FORCE).last()
    if own is not None:
        return read(own.path, own.text)
    edition = shipped().edition(path)
    if not holds(edition, on):
        raise Mistake(f"“{edition.body.title}” không có hiệu lực vào ngày {on:%d/%m/%Y}.")
    return edition


def own_editions(
    path: str, agencies: Collection[int] | None, names: Collection[str] | None = None
) -> list[Own]:
    """Every edition at or below a path ("indices", "indices/par-room") these agencies made, drafts too, oldest first; under the rule's path and its own
    name ("indices/par-room/2026-svhtt"); left out where its text cannot be read any more. Without `agencies`
    those of all, with `names` only the editions of these names. One query.
    """
    there = Q(path=path) | Q(path__startswith=f"{path}/")
    rows = LocalEdition.objects.filter(there)
    if agencies is not None:
        rows = rows.filter(agency__in=agencies)
    if names is not None:
        rows = rows.filter(edition__in=names)
    return list(filter(None, map(_own, rows.order_by("since", "id"))))


def _own(row: LocalEdition) -> Own | None:
    try:
        found = read(row.path, row.text)
    except Mistake:
        return None  # `changed_texts` names it
    body = found.body.model_copy(update={"until": row.until})
    edition = replace(found, path=f"{row.path}/{row.edition}", body=body)
    return Own(row.agency_id, edition, row.state, found.checksum != row.checksum)


def changed_texts() -> Iterator[str]:
    """A sentence for every own edition whose text is no longer the one it was saved with."""
    for row in LocalEdition.objects.order_by("id").iterator():
        if (now := checksum_of(row)) != row.checksum:
            yield (
                f"Quy định riêng {row.path} ({row.edition}) bị sửa ngoài hệ thống: "
                f"mã kiểm tra {row.checksum[:12]} → {now[:12]}. Khôi phục từ bản sao lưu."
            )


def checksum_of(row: LocalEdition) -> str:
    return hashlib.sha256(row.text.encode()).hexdigest()


@lru_cache(maxsize=256)
def read(path: str, text: str) -> Edition:
    """A local edition's text, checked; the same text is read once per process. Raises `Faulty`."""
    kind, _, name = path.partition("/")
    own = f"{name} (riêng)" if kind == "calendars" else name or kind  # stands beside the state's
    return replace(read_text(text, kind, own), path=path)


def calendar_for(agency: int | None) -> WorkingCalendar:
    """The working days of the agency: the state's calendar with its own days on top. One query."""
    return _calendar(_own_calendars(agency))


def own_days(agency: int | None, year: int) -> CalendarYear | None:
    """What the agency itself decided about the days of a year, as in force; None: nothing. One query."""
    prefix = f"calendars/{year}"
    years = [y for path, y in _own_years(_own_calendars(agency)) if path == prefix]
    if not years:
        return None
    return replace(years[-1], days=tuple(day for y in years for day in y.days))


_Texts = tuple[tuple[str, str, dt.date | None, dt.date | None], ...]


def _own_calendars(agency: int | None) -> _Texts:
    rows = LocalEdition.objects.filter(
        agency=agency, state=IN_FORCE, path__startswith="calendars/"
    ).order_by("since", "id")
    return tuple(rows.values_list("path", "text", "since", "until"))


def _own_years(texts: _Texts) -> list[tuple[str, CalendarYear]]:
    """Each edition speaks only for the days it holds: a later one never rewrites a day gone by."""
    years = []
    for path, text, since, until in texts:
        body = read(path, text).body
        assert isinstance(body, CalendarForm)
        year = body.to_year()
        days = (d for d in year.days if (since or d.date) <= d.date <= (until or d.date))
        years.append((path, replace(year, days=tuple(days))))
    return years


@lru_cache(maxsize=32)
def _calendar(texts: _Texts) -> WorkingCalendar:
    return shipped().calendar(*(year for _, year in _own_years(texts)))
