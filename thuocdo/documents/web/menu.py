from django.utils.translation import gettext_lazy as _

from thuocdo.design.menu import Entry
from thuocdo.documents.access import READ

MENU = [Entry(_("Văn bản"), "documents:list", "document", 70, READ)]
