from django.utils.translation import gettext_lazy as _

from thuocdo.design.menu import Entry
from thuocdo.plans.access import SEE

MENU = [
    Entry(_("Kế hoạch"), "plans:list", "plan", order=20, verb=SEE),
]
