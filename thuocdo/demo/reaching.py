"""The week's reminders: texts copied for the units most behind, an answer from a phone, one official letter."""

from __future__ import annotations

import datetime as dt

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.rules import Actor
from thuocdo.plans import actions
from thuocdo.plans.actions.phone import Sent
from thuocdo.plans.models import Reminder, ReminderLine
from thuocdo.plans.queries.letters import ground, signers
from thuocdo.plans.queries.phone import speaker
from thuocdo.plans.queries.reminding import owing, to_remind
from thuocdo.plans.rules.letters import Signer

UNITS, COPIED = 5, 3
NOTE = "Đề nghị đơn vị cập nhật trước buổi giao ban thứ Hai."
SAID = "Đã tổng hợp xong số liệu, đang chờ lãnh đạo đơn vị xem lại trước khi gửi."
SPEAKER = ("Vũ Thị Ngọc Diệp", "Nhân viên văn phòng")
MINUTE = dt.timedelta(minutes=1)


def remind_units(by: Actor, at: dt.datetime) -> None:
    """Told once, within ten minutes; nothing where nobody is late yet."""
    today = legal_day(at)
    late = [o.unit for o in owing(by, today, ["late"]) if not o.ended][:UNITS]
    if Reminder.objects.exists() or not late:
        return
    work = to_remind(by, today, late, ["late"], most=UNITS)
    made = actions.remind(by=by, at=at, work=work, note=NOTE).reminders
    for reminder in made[:COPIED]:
        actions.note_copied(by=by, at=at + MINUTE, reminder=reminder)
    line = ReminderLine.objects.select_related("link").filter(reminder=made[-1]).first()
    if line is not None:
        told = Sent(state="progress", text=SAID)
        actions.use_link(by=speaker(line.link, *SPEAKER), at=at + 5 * MINUTE, link=line.link, sent=told)  # fmt: skip
    people = signers(ground(by, today), by, today)
    actions.write_letter(
        by=by,
        at=at + 8 * MINUTE,
        unit=late[0],
        answer_by=today + dt.timedelta(days=7),
        signer=people[0] if people else Signer(),
    )
