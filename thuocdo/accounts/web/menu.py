from django.utils.translation import gettext_lazy as _

from thuocdo.accounts.access import SEE_PEOPLE
from thuocdo.design.menu import Entry

MENU = [Entry(_("Người dùng"), "accounts:people", "people", 90, SEE_PEOPLE)]
