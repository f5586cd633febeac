from django.utils.translation import gettext_lazy as _

from thuocdo.design.menu import Entry
from thuocdo.desk.access import HOME, SEE_BOARD

MENU = [
    Entry(_("Việc của tôi"), "desk:home", "work", 10, HOME),
    Entry(_("Bảng điều hành"), "desk:board", "board", 12, SEE_BOARD),
]
