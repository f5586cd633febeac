"""The outbox in the left rail."""

from django.utils.translation import gettext_lazy as _

from thuocdo.design.menu import Entry
from thuocdo.notices.access import READ_OUTBOX
from thuocdo.notices.queries import failed

MENU = [Entry(_("Thư đi"), "notices:outbox", "mail", 95, READ_OUTBOX, failed)]
