"""Reports and collections in the left rail; for a unit each with the number of what it owes."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.rules import Actor
from thuocdo.design.menu import Entry
from thuocdo.reporting.access import SEE
from thuocdo.reporting.queries import owed
from thuocdo.reporting.queries.rounds import reports_asked


def waits(by: Actor, at: dt.datetime) -> int:
    return len(owed(by, legal_day(at)))


def owes(by: Actor, at: dt.datetime) -> int:
    asked = reports_asked(by)
    return len(asked.owed) + len(asked.waiting)


MENU = [
    Entry(_("Báo cáo"), "reporting:reports", "report", 28, SEE, owes),
    Entry(_("Số liệu"), "reporting:collections", "sheet", 30, SEE, waits),
]
