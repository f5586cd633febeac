"""*Đôn đốc*: reminding units, taking it back before it leaves, noting that a text was copied."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction

from thuocdo.accounts.queries import addresses, legal_day
from thuocdo.audit.actions import Change, Deed, record, record_many, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.notices.actions import prepare
from thuocdo.organisations import queries as organisations
from thuocdo.plans.access import COPY_REMINDER, REMIND
from thuocdo.plans.actions.phone import issue_links, revoke_links
from thuocdo.plans.models import Assignment, Reminder, ReminderLine
from thuocdo.plans.queries.reminding import message_of, told
from thuocdo.plans.rules import reminding as rules

BATCH = 50  # reminders per call of the job


@dataclass(frozen=True)
class Made:
    """What a bulk reminder did, and for each unit that could not be reminded, why."""

    reminders: list[Reminder]
    refused: list[tuple[int, str]]


def remind(
    *, by: Actor, at: dt.datetime, work: dict[int, list[Assignment]], note: str = ""
) -> Made:
    """One reminder per unit with its open work. Mail to its head leaves after `rules.UNDO`.

    A unit that is no more is refused: its work is handed on first. Raises Mistake where nothing is chosen.
    """
    if not any(work.values()):
        raise Mistake("Chưa chọn đơn vị nào có việc cần đôn đốc.")
    today = legal_day(at)
    heirs = organisations.successors_of(work, today)
    ended = [unit for unit in work if unit not in heirs[unit]]
    going = {unit: rows[: rules.MOST] for unit, rows in work.items() if rows and unit not in ended}
    for unit in going:
        require(by, REMIND, unit)
    why = "Đơn vị không còn hoạt động; việc chuyển cho đơn vị kế thừa trong đêm. Bàn giao rồi đôn đốc."
    with transaction.atomic():
        links = issue_links(by=by, at=at, works=[w for rows in going.values() for w in rows])
        heads = _readers(going, today)
        batch, deeds, made = secrets.token_hex(8), [], []
        for unit, rows in going.items():
            reminder = Reminder.objects.create(
                unit_id=unit,
                batch=batch,
                sender_id=by.unit,
                note=nfc(note).strip()[:500],
                made_at=at,
                leaves_at=at + rules.UNDO if heads.get(unit) else None,
            )
            lines = [ReminderLine(reminder=reminder, assignment=w, link=links[w.pk]) for w in rows]
            ReminderLine.objects.bulk_create(lines)
            changes = [Change.of(None, reminder), *(Change.of(None, line) for line in lines)]
            deeds.append(Deed(tuple(changes), (f"unit:{unit}", *(f"task:{w.task_id}" for w in rows))))  # fmt: skip
            made.append(reminder)
        if deeds:
            record_many(by=by, at=at, verb=REMIND, deeds=deeds)
    return Made(made, [(unit, why) for unit in ended])


def _readers(units: Iterable[int], on: dt.date) -> dict[int, dict[int, str]]:
    """Who reads the mail of a unit: its heads; where none has an address, its officers. Two queries."""
    wanted = list(units)
    return addresses("officer", on, wanted) | addresses("head", on, wanted)


def withdraw(*, by: Actor, at: dt.datetime, reminders: Iterable[Reminder]) -> int:
    """Take back what has not left: neither mailed nor copied. Links made for it are closed. How many."""
    with transaction.atomic():
        asked = Reminder.objects.select_for_update().filter(
            pk__in=[r.pk for r in reminders], left_at=None, copied_at=None, withdrawn_at=None
        )
        deeds, links = [], []
        for reminder in asked:
            require(by, REMIND, reminder.unit_id)
            before = snapshot(reminder)
            reminder.withdrawn_at = at
            reminder.save()
            deeds.append(Deed((Change.of(before, reminder),), (f"unit:{reminder.unit_id}",)))
            for line in reminder.lines.select_related("link"):
                if line.link.made_at == reminder.made_at:  # one handed out before stays open
                    links.append(line.link)
        if not deeds:
            raise Refused("Không còn gì để hoàn tác: thư đã gửi hoặc tin nhắn đã được sao chép.")
        revoke_links(by=by, at=at, links=links)
        record_many(by=by, at=at, verb=REMIND, deeds=deeds)
    return len(deeds)


def note_copied(*, by: Actor, at: dt.datetime, reminder: Reminder) -> Reminder:
    """Somebody copied the text to hand it on: *đã sao chép*, never *đã gửi*."""
    require(by, COPY_REMINDER, reminder.unit_id)
    with transaction.atomic():
        reminder = Reminder.objects.select_for_update().get(pk=reminder.pk)
        if reminder.withdrawn_at:
            raise Refused("Lần đôn đốc này đã được hoàn tác. Soạn lại tin nhắn mới.")
        before = snapshot(reminder)
        reminder.copied_at = at
        reminder.save()
        changes = [Change.of(before, reminder)]
        record(by=by, at=at, verb=COPY_REMINDER, changes=changes, touched=[f"unit:{reminder.unit_id}"])  # fmt: skip
    return reminder


def send_reminders(*, by: Actor, at: dt.datetime) -> int:
    """Put into the outbox what may leave by now; how many. A reminder whose work is done meanwhile says nothing."""
    due = Reminder.objects.filter(leaves_at__lte=at, left_at=None, withdrawn_at=None)
    waiting = list(due.order_by("leaves_at", "id")[:BATCH])
    for reminder in waiting:
        with transaction.atomic():
            _send(by, at, reminder)
    return len(waiting)


def _send(by: Actor, at: dt.datetime, reminder: Reminder) -> None:
    reminder = Reminder.objects.select_for_update().get(pk=reminder.pk)
    if reminder.left_at or reminder.withdrawn_at:
        return
    (one,) = told([reminder], at, link_address())
    if one.rows:
        title, text = f"Đôn đốc: {rules.counted(one.rows)}", message_of(one, at)
        readers = _readers([reminder.unit_id], legal_day(at)).get(reminder.unit_id, {})
        for person, email in readers.items():
            key = f"{reminder}:{person}"
            prepare(by=by, at=at, key=key, title=title, text=text, person=person, address=email)
    before = snapshot(reminder)
    reminder.left_at = at
    reminder.save()
    record(by=by, at=at, verb=REMIND, changes=[Change.of(before, reminder)])


def link_address() -> str:
    """The address of a link in mail; empty where the installation has not said how people reach it."""
    return f"{settings.SITE_ADDRESS}/l/{{code}}/" if settings.SITE_ADDRESS else ""
