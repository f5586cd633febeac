"""The log for those who answer for it."""

import datetime as dt
from dataclasses import replace

from django.db.models import Q
from django.shortcuts import render
from django.utils.timezone import get_default_timezone
from django.utils.translation import gettext_lazy as _

from thuocdo.audit.access import READ_LOG, needs, visible_to
from thuocdo.audit.models import Entry, Touch
from thuocdo.audit.queries import labels, lines
from thuocdo.design.lists import Choice, Column, Day, Filter, Listing


def midnight(day):
    """The instant a legal day begins."""
    return dt.datetime.combine(day, dt.time(), get_default_timezone())


def whole(raw):
    return Q(person=int(raw)) if raw.isdecimal() and len(raw) < 15 else Q(pk__in=[])


LOG = Listing(
    columns=(
        Column("so", _("Số"), lambda r: r.number, number=True),
        Column("luc", _("Lúc"), lambda r: r.at),
        Column("ai", _("Ai"), lambda r: r.who),
        Column("viec", _("Việc"), lambda r: r.verb),
        Column("noi-dung", _("Nội dung"), lambda r: r.told),
    ),
    filters=(
        Day("tu", _("Từ ngày"), lambda day: Q(at__gte=midnight(day))),
        Day("den", _("Đến hết ngày"), lambda day: Q(at__lt=midnight(day + dt.timedelta(days=1)))),
        Choice("viec", _("Việc"), lambda code: Q(verb=code), options=lambda: sorted(labels().items(), key=lambda p: p[1])),
        Filter("nguoi", _("Mã người"), whole),
        Filter(
            "doi-tuong", _("Mã đối tượng"),
            lambda thing: Q(number__in=Touch.objects.filter(thing=thing).values("entry")),
        ),
    ),
    order=("-number",),
    row="audit/_row.html",
    exports=False,
    caption=_("Nhật ký hệ thống"),
)  # fmt: skip


@needs(READ_LOG)
def log(request):
    page = LOG.page(Entry.objects.filter(visible_to(request.by)), request.GET)
    page = replace(page, rows=lines(page.rows))
    return render(request, "audit/log.html", {"page": page})
