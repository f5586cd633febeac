"""Collections in the left rail; for a unit with the number of sheets it owes."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.rules import Actor
from thuocdo.design.menu import Entry
from thuocdo.reporting.access import SEE
from thuocdo.reporting.queries import owed


def waits(by: Actor, at: dt.datetime) -> int:
    return len(owed(by, legal_day(at)))


MENU = [Entry(_("Số liệu"), "reporting:collections", "report", 30, SEE, waits)]
