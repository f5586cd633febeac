from django.utils.translation import gettext_lazy as _

from thuocdo.design.menu import Entry
from thuocdo.plans.access import REMIND, SEE, SEE_WORK

MENU = [
    Entry(_("Kế hoạch"), "plans:list", "plan", order=20, verb=SEE),
    Entry(_("Nhiệm vụ"), "plans:list_of_work", "task", order=22, verb=SEE_WORK),
    Entry(_("Đôn đốc"), "plans:reminders", "bell", order=24, verb=REMIND),
]
