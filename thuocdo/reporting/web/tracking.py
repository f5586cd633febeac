"""Who has not answered: units with whom to call and a text to hand on; groups and superior units in numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.design.lists import Choice, Column, Listing
from thuocdo.design.words import moment
from thuocdo.documents.output import csv_rows, xlsx
from thuocdo.organisations import queries as organisations
from thuocdo.reporting import actions, queries
from thuocdo.reporting.access import COLLECT, COPY_REMINDER, ISSUE_LINK, may
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.queries.tracking import GIVEN, OWED, Line, Part, late
from thuocdo.reporting.rules.phone import MOST_CELLS, opens_until
from thuocdo.reporting.rules.reminding import Asked, group_text, message

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
STATES = {
    "chua": gettext_lazy("Chưa trả lời"),
    "qua-han": gettext_lazy("Quá hạn"),
    "da": gettext_lazy("Đã trả lời"),
    "uoc": gettext_lazy("Có số ước"),
}


@dataclass(frozen=True)
class Row:
    """A unit's line with the text that asks for its figures, "" where nothing is waited for. `follows`: the reader
    may do something about it."""

    line: Line
    text: str
    follows: bool

    @property
    def pk(self) -> int:
        return self.line.reply.pk


def units(request: HttpRequest, one: Collection) -> HttpResponseBase | dict[str, Any]:
    """The list of units as the page shows it, or the file the address asks for."""
    shape, rows = _listing(request, one), queries.tracked(one)
    if kind := shape.wanted(request.GET):
        found = queries.lines(one, shape.chosen(rows, request.GET), request.today)
        return _file(kind, found, one)
    page = shape.page(rows, request.GET)
    asked, address = _asked(request, one), _address(request)
    follows = one.state == Collection.State.OPEN and may(request.by, COLLECT, one)
    shown = [
        Row(line, _text(asked, one, line, address), follows)
        for line in queries.lines(one, page.rows, request.today)
    ]
    text = _group_text(request, one, shape) if follows else ""
    return {"page": replace(page, rows=shown), "group_text": text}


def _listing(request: HttpRequest, one: Collection) -> Listing:
    today = request.today
    groups = cache(lambda: list(organisations.groups_of(one.agency_id, today).items()))
    standing = cache(lambda: organisations.tree(today))

    def above() -> list[tuple[int, str]]:
        asked = one.replies.values_list("unit", flat=True)
        nodes = standing().nodes
        found = {nodes[u].parent for u in asked if u in nodes} - {None}
        return [(n.id, n.name) for _depth, n in standing().walk() if n.id in found]

    def search(text: str) -> Q:
        return Q(unit__in=[f.unit for f in organisations.search(text, today, limit=2000)])

    states: dict[str, Q] = {
        "chua": Q(state__in=OWED),
        "qua-han": late(today) & ~Q(state=Reply.State.PASSED),
        "da": Q(state__in=GIVEN),
        "uoc": Q(estimates__gt=0),
    }
    label: Callable[[Any], Any] = lambda row: row  # noqa: E731  the row's template draws the cells
    return Listing(
        columns=(
            Column("don-vi", gettext_lazy("Đơn vị"), label),
            Column("tinh-trang", gettext_lazy("Tình trạng"), label),
            Column("gui", gettext_lazy("Ngày gửi"), label),
            Column("nguoi", gettext_lazy("Người gửi, liên hệ"), label),
            Column("viec", gettext_lazy("Việc"), label),
        ),
        filters=(
            Choice(
                "tinh-trang",
                gettext_lazy("Tình trạng"),
                lambda v: states[v],
                list(STATES.items()),
            ),
            Choice(
                "nhom",
                gettext_lazy("Nhóm đơn vị"),
                lambda v: Q(unit__in=organisations.members(int(v), today)),
                groups,
            ),
            Choice(
                "cap-tren",
                gettext_lazy("Đơn vị cấp trên"),
                lambda v: Q(unit__in=standing().children.get(int(v), ())),
                cache(above),
            ),
        ),
        order=("turn", "id"),
        search=search,
        row="reporting/_tracked_row.html",
        caption=gettext_lazy("Đơn vị được hỏi"),
    )


def _asked(request: HttpRequest, one: Collection) -> Asked:
    sender = organisations.name_on([one.agency_id], request.today).get(one.agency_id, "")
    due = one.due or request.today
    return Asked(one.title, due, sender, request.today, moment(request.at))


def _address(request: HttpRequest) -> str:
    """The address of a unit's link with {code} in it, as people reach the site."""
    place = reverse("reporting:phone", args=["code"]).replace("code", "{code}")
    return f"{settings.SITE_ADDRESS or request.build_absolute_uri('/').rstrip('/')}{place}"


def _text(asked: Asked, one: Collection, line: Line, address: str) -> str:
    """The words for one unit; with its link where a link would open."""
    if line.ended or line.reply.state not in OWED or one.state != Collection.State.OPEN:
        return ""
    until = opens_until(asked.due)
    opens = len(one.inputs) <= MOST_CELLS and asked.today <= until
    code = queries.code_to_show(line.reply) if opens else ""
    link = address.format(code=code) if code else ""
    return message(asked, line.unit, reason=line.reply.reason, link=link, until=until)


def _group_text(request: HttpRequest, one: Collection, shape: Listing) -> str:
    """Everybody under the present filters who has not answered, in one text."""
    rows = shape.chosen(queries.tracked(one).filter(state__in=OWED), request.GET)
    order = list(rows.values_list("unit", flat=True))
    names = organisations.name_on(order, request.today)
    return group_text(_asked(request, one), [names.get(unit, "") for unit in order])


def _file(kind: str, found: list[Line], one: Collection) -> HttpResponseBase:
    """Units with state, day, sender and whom to call: what an office telephones from."""
    heads = [_("Đơn vị"), _("Tình trạng"), _("Ngày gửi"), _("Quá hạn"), _("Số ước"), _("Người gửi"), _("Liên hệ"), _("Sao chép tin nhắn lúc")]  # fmt: skip
    rows: list[list[Any]] = [heads]
    for line in found:
        reply = line.reply
        rows.append(
            [
                line.unit,
                reply.get_state_display(),
                reply.sent_on,
                line.late,
                reply.estimates,
                reply.name,
                line.contact,
                reply.copied_at,
            ]
        )
    headers = {"Content-Disposition": f'attachment; filename="don-vi-{one.pk}.{kind}"'}
    if kind == "csv":
        return StreamingHttpResponse(csv_rows(rows), CSV, headers=headers)
    return FileResponse(xlsx(rows, title=_("Đơn vị được hỏi")), content_type=XLSX, headers=headers)


@dataclass(frozen=True)
class PartTable:
    title: Any
    key: str
    rows: list[Part]


def tables(request: HttpRequest, one: Collection) -> list[PartTable]:
    """By group, and by superior unit where there is more than one."""
    grouped, above = queries.parts(one, request.today)
    found = [PartTable(_("Theo nhóm đơn vị"), "nhom", grouped)] if grouped else []
    if len(above) > 1 or not grouped:
        found.append(PartTable(_("Theo đơn vị cấp trên"), "cap-tren", above))
    return found


def _reply(request: HttpRequest, pk: int, reply: int) -> Reply:
    rows = Reply.objects.filter(collection__in=queries.collections(request.by, request.today))
    return get_object_or_404(rows.select_related("collection"), pk=reply, collection=pk)


@needs(COPY_REMINDER)
@require_POST
def copied(request: HttpRequest, pk: int, reply: int) -> HttpResponse:
    row = actions.note_copied(by=request.by, at=request.at, reply=_reply(request, pk, reply))
    if request.htmx:
        return render(request, "reporting/_copied.html", {"reply": row})
    return redirect("reporting:collection", pk)


@needs(ISSUE_LINK)
@require_POST
def renew(request: HttpRequest, pk: int, reply: int) -> HttpResponse:
    actions.renew_link(by=request.by, at=request.at, reply=_reply(request, pk, reply))
    messages.success(request, _("Đã lập đường dẫn mới; đường dẫn cũ không mở được nữa."))
    return redirect("reporting:collection", pk)


@needs(COLLECT)
@require_POST
def pass_on(request: HttpRequest, pk: int, reply: int) -> HttpResponse:
    fresh = actions.pass_on(by=request.by, at=request.at, reply=_reply(request, pk, reply))
    names = organisations.name_on([one.unit_id for one in fresh], request.today).values()
    if names:
        messages.success(request, _("Đã gửi biểu cho đơn vị kế thừa: %s.") % "; ".join(names))
    else:
        messages.success(request, _("Không còn chờ đơn vị này; đơn vị kế thừa đã có trong đợt."))
    return redirect("reporting:collection", pk)


URLS = [
    path("thu-thap/<int:pk>/nhac/<int:reply>/sao-chep/", copied, name="copied"),
    path("thu-thap/<int:pk>/nhac/<int:reply>/duong-dan/", renew, name="renew_link"),
    path("thu-thap/<int:pk>/ke-thua/<int:reply>/", pass_on, name="pass_on"),
]
