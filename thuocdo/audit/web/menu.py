from django.utils.translation import gettext_lazy as _

from thuocdo.audit.access import READ_LOG
from thuocdo.design.menu import Entry

MENU = [Entry(_("Nhật ký hệ thống"), "audit:log", "log", 95, READ_LOG)]
