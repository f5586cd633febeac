"""Indices in the left rail."""

from django.utils.translation import gettext_lazy as _

from thuocdo.design.menu import Entry
from thuocdo.indices.access import SEE

MENU = [Entry(_("Chỉ số"), "indices:indices", "index", 50, SEE)]
