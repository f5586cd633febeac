"""What an agency decides about a rule: saved as a draft, put in force, superseded by validity."""

from __future__ import annotations

import datetime as dt

from django.db import transaction

from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.reader import shipped
from thuocdo.organisations.access import RULE
from thuocdo.organisations.models import LocalEdition, Unit
from thuocdo.organisations.queries.rules import own_days, read
from thuocdo.organisations.rules import local_calendar
from thuocdo.organisations.rules.changes import Decision
from thuocdo.organisations.rules.local_calendar import OwnDay, Paper

NO_DECISION = Decision()
DAY = dt.timedelta(days=1)


def save_local_edition(
    *,
    by: Actor,
    at: dt.datetime,
    agency: int,
    path: str,
    text: str,
    decision: Decision = NO_DECISION,
    in_force: bool = False,
) -> LocalEdition:
    """The agency's edition of `path`, checked by the rulebook's reader (raises `Faulty`).

    A draft may be saved again under the same edition; one in force may not. Put in force, it ends its
    predecessor the day before it begins, or replaces one that would begin no earlier.
    """
    text = text.replace("\r\n", "\n")
    edition = read(path, text)
    with transaction.atomic():
        require(by, RULE, agency)
        Unit.objects.select_for_update().get(pk=agency)
        stored = LocalEdition.objects.filter(
            agency=agency, path=path, edition=edition.edition
        ).first()
        if stored is not None and stored.state != "draft":
            raise Mistake(
                f"Bản {edition.edition} đã áp dụng, không sửa được. Đặt số bản khác.", field="text"
            )
        before = snapshot(stored) if stored else None
        made = stored or LocalEdition(agency_id=agency, path=path, edition=edition.edition)
        made.text, made.checksum = text, edition.checksum
        made.since, made.until = edition.since, edition.until
        made.decision_number, made.decision_date = decision.number, decision.date
        made.state = "in_force" if in_force else "draft"
        changes = _supersede(made) if in_force else []
        made.save()
        changes.append(Change.of(before, made))
        record(by=by, at=at, verb=RULE, changes=changes, touched=[f"unit:{agency}"])
    return made


def drop_draft(*, by: Actor, at: dt.datetime, agency: int, path: str, edition: str) -> None:
    """Take back a draft. Mistake: it is in force, or was."""
    with transaction.atomic():
        require(by, RULE, agency)
        row = LocalEdition.objects.select_for_update().get(
            agency=agency, path=path, edition=edition
        )
        if row.state != "draft":
            raise Mistake(f"Bản {edition} đã áp dụng, không bỏ được.")
        change = Change(snapshot(row), None)
        row.delete()
        record(by=by, at=at, verb=RULE, changes=[change], touched=[f"unit:{agency}"])


def _supersede(edition: LocalEdition) -> list[Change]:
    assert edition.since is not None
    changes = []
    older = LocalEdition.objects.filter(
        agency=edition.agency_id, path=edition.path, state="in_force"
    ).exclude(until__lt=edition.since)
    for row in older:
        before = snapshot(row)
        if row.since is not None and row.since >= edition.since:
            row.state = "replaced"
        else:
            row.until = edition.since - DAY
        row.save(update_fields=["state", "until"])
        changes.append(Change.of(before, row))
    return changes


def set_own_day(
    *,
    by: Actor,
    at: dt.datetime,
    agency: int,
    year: int,
    put: OwnDay | None = None,
    drop: dt.date | None = None,
    paper: Paper,
) -> LocalEdition:
    """One day of the agency's own calendar put in or taken out, as a new edition in force for the year."""
    if put is not None:
        put = local_calendar.checked(put, year)
    with transaction.atomic():
        require(by, RULE, agency)
        Unit.objects.select_for_update().get(pk=agency)
        now = own_days(agency, year)
        days = local_calendar.edited(map(local_calendar.own, now.days if now else ()), put, drop)
        base = shipped().calendar(local_calendar.as_year(year, days))
        path = f"calendars/{year}"
        count = LocalEdition.objects.filter(agency=agency, path=path).count()
        text = local_calendar.text(
            year, f"{year}.{count + 1}", dt.date(year, 1, 1), days, paper, base
        )
        decision = Decision(paper.number, paper.date)
        return save_local_edition(
            by=by, at=at, agency=agency, path=path, text=text, decision=decision, in_force=True
        )
