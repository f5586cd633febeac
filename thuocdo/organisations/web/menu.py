from django.utils.translation import gettext_lazy as _

from thuocdo.design.menu import Entry
from thuocdo.organisations.access import READ

MENU = [Entry(_("Tổ chức"), "organisations:tree", "organisation", 80, READ)]
