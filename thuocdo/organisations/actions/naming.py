"""Other names: what a person said a printed string means."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.organisations.access import NAME
from thuocdo.organisations.models import Alias
from thuocdo.organisations.rules.names import key


@dataclass(frozen=True)
class Meaning:
    """Exactly one is set; `general`: the words name nobody."""

    unit: int | None = None
    group: int | None = None
    partner: int | None = None
    general: bool = False


def add_alias(
    *,
    by: Actor,
    at: dt.datetime,
    agency: int,
    printed: str,
    means: Meaning,
    on: dt.date | None = None,
) -> Alias:
    """Remember the meaning of a printed name from the day `on` (None: in every document).

    What the same words meant before ends the day before; a meaning that only began then is replaced.
    Saying the same again changes nothing.
    """
    if [means.unit, means.group, means.partner, means.general or None].count(None) != 3:
        raise Mistake("Chọn một đơn vị, một nhóm hoặc một đơn vị bên ngoài.", field="means")
    words = key(printed)
    if not words:
        raise Mistake("Tên gọi khác còn trống. Nhập tên như in trong văn bản.", field="printed")
    with transaction.atomic():
        require(by, NAME, agency)
        now = _meant(agency, words, on)
        if same := next((alias for alias in now if _says(alias, means, on)), None):
            return same
        written = [_give_way(alias, on) for alias in now]
        made = Alias.objects.create(
            agency_id=agency,
            printed=nfc(printed),
            key=words,
            unit_id=means.unit,
            group_id=means.group,
            partner_id=means.partner,
            general=means.general,
            since=on,
            accepted_by=by.person,
            accepted_at=at,
        )
        written.append(Change.of(None, made))
        record(by=by, at=at, verb=NAME, changes=written, touched=[f"unit:{agency}"])
    return made


def _meant(agency: int, words: str, on: dt.date | None) -> list[Alias]:
    """What the words mean on the day or later, locked."""
    reaching = Q(until=None) | Q(until__gte=on or dt.date.min)
    return list(Alias.objects.select_for_update().filter(reaching, agency=agency, key=words))


def _says(alias: Alias, means: Meaning, on: dt.date | None) -> bool:
    """Whether it gives this meaning from the day on, without an end."""
    since = alias.since or dt.date.min
    return alias.until is None and _means(alias) == means and since <= (on or dt.date.min)


def _means(alias: Alias) -> Meaning:
    return Meaning(alias.unit_id, alias.group_id, alias.partner_id, alias.general)


def _give_way(alias: Alias, on: dt.date | None) -> Change:
    before = snapshot(alias)
    if on is None or (alias.since is not None and alias.since >= on):
        alias.delete()
        return Change(before, None)
    alias.until = on - dt.timedelta(days=1)
    alias.save(update_fields=["until"])
    return Change.of(before, alias)


def remove_alias(*, by: Actor, at: dt.datetime, alias: int) -> None:
    """Forget a meaning; what was given under it stays as it is."""
    with transaction.atomic():
        row = Alias.objects.select_for_update().filter(pk=alias).first()
        if row is None:
            raise Mistake("Tên gọi khác này đã được xóa. Tải lại trang.")
        require(by, NAME, row.agency_id)
        before = snapshot(row)
        agency = row.agency_id
        row.delete()
        record(by=by, at=at, verb=NAME, changes=[Change(before, None)], touched=[f"unit:{agency}"])
