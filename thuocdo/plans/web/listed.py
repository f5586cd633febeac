"""*Danh mục nhiệm vụ*: everything that is tracked, narrowed by what a person asks for, counted in six numbers."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache, partial
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef, Q
from django.http import FileResponse, HttpRequest, HttpResponse, QueryDict, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from thuocdo.accounts import queries as accounts
from thuocdo.audit.access import needs
from thuocdo.audit.rules import Actor
from thuocdo.design.lists import Choice, Column, Day, Flag, Hidden, Listing
from thuocdo.design.parts import TONES, Share, Step
from thuocdo.design.words import moment
from thuocdo.documents import output
from thuocdo.lawbook.text import fold
from thuocdo.organisations import queries as organisations
from thuocdo.organisations.rules.tree import Tree
from thuocdo.plans.access import (
    GIVE,
    REMIND,
    SEE_WORK,
    UPDATE,
    plans_visible_to,
    units_seen,
)
from thuocdo.plans.models import Assignment, Plan, Task, Update
from thuocdo.plans.queries.buckets import LABELS, conditions, count_all, piece
from thuocdo.plans.queries.listed import all_names, in_rows, listed, silent
from thuocdo.plans.rules.buckets import BUCKETS, SLUGS, Counts, bucket_of

NAME = "plans.work"
BUCKET_OF = dict(zip(SLUGS, BUCKETS, strict=True))
STATE, SINCE, UNTIL = "tinh-trang", "tu", "den"
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def listing(by: Actor, today: dt.date, standing: Tree | None = None) -> Listing:
    """The list as this reader may narrow it: units, groups, plans and leaders they can see.

    `standing`: the units of the day, where the caller has them.
    """
    return Listing(
        name=NAME,
        columns=(
            Column("nhiem-vu", _("Nhiệm vụ"), lambda r: r.work.task.content),
            Column("don-vi", _("Đơn vị"), lambda r: r.unit),
            Column("han", _("Thời hạn"), lambda r: r.work.due, order=("due",)),
            Column("tinh-trang", _("Tình trạng"), lambda r: LABELS[r.bucket]),
            Column("nghe", _("Cập nhật gần nhất"), lambda r: r.work.heard_on, order=("heard_on",)),
        ),
        filters=_filters(by, today, standing),
        order=("-state", "due"),  # what is still to be done, nearest day first
        search=_words,
        row="plans/_listed_row.html",
        tick=REMIND.allows(by),
        caption=_("Danh mục nhiệm vụ"),
    )


def _filters(by: Actor, today: dt.date, standing: Tree | None):
    asked = conditions(today)
    return (
        Choice("don-vi", _("Đơn vị"), lambda v: Q(unit=v), options=cache(partial(_units, by, today, standing))),
        Choice(
            "nguon", _("Nguồn giao"), lambda v: Q(plan__source=v), options=Plan.Source.choices
        ),
        Day(SINCE, _("Thời hạn từ ngày"), lambda v: Q(due__gte=v)),
        Day(UNTIL, _("Thời hạn đến ngày"), lambda v: Q(due__lte=v), today=today),
        Flag("chua-cap-nhat", _("Chưa cập nhật"), lambda _on: silent(today)),
        Hidden(
            STATE, _("Tình trạng"), lambda bucket: asked[bucket],
            read_as=_bucket, words_of=lambda bucket: str(LABELS[bucket]),
        ),
        Hidden(
            "giao", _("Vừa giao"), lambda at: Q(created_at=at),
            read_as=_instant, words_of=moment,
        ),
        Hidden(
            "nap", _("Nạp từ Excel"), lambda at: Q(Exists(Update.objects.filter(assignment=OuterRef("pk"), at=at))),
            read_as=_instant, words_of=moment,
        ),
        Choice(
            "nhom", _("Nhóm đơn vị"), lambda v: Q(unit__in=organisations.members(int(v), today)),
            options=cache(partial(_groups, by, today)), rare=True,
        ),
        Choice(
            "lanh-dao", _("Lãnh đạo phụ trách"),
            lambda v: Q(unit__in=accounts.units_led_by(int(v), today)),
            options=cache(lambda: list(accounts.leaders_in_charge(today).items())), rare=True,
        ),
        Choice(
            "ke-hoach", _("Văn bản giao"), lambda v: Q(task__plan=v),
            options=cache(partial(_plans, by)), rare=True,
        ),
        Flag("so-cap-tren", _("Có số cấp trên"), lambda _on: Q(task__in=Task.objects.exclude(higher="").order_by().values("pk")), rare=True),
        Flag("cho-xac-nhan", _("Chờ xác nhận"), lambda _on: ~Q(stage=""), rare=True),
        Flag("vuong-mac", _("Có khó khăn, vướng mắc"), lambda _on: ~Q(obstacle=""), rare=True),
    )  # fmt: skip


def _bucket(slug: str) -> str:
    if slug not in BUCKET_OF:
        raise ValueError(slug)
    return BUCKET_OF[slug]


def _instant(text: str) -> dt.datetime:
    at = dt.datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return at


def _units(by: Actor, today: dt.date, standing: Tree | None) -> list[tuple[int, str]]:
    """Units whose work the reader sees, in the order of the printed lists."""
    seen, standing = units_seen(by), standing or organisations.tree(today)
    nodes = [node for _depth, node in standing.walk()]
    return [(n.id, n.name) for n in nodes if seen is None or n.id in seen]


def _groups(by: Actor, today: dt.date) -> list[tuple[int, str]]:
    agency = organisations.agency_acted_for(by.unit, today)
    return [] if agency is None else list(organisations.groups_of(agency, today).items())


def _plans(by: Actor) -> list[tuple[int, str]]:
    live = Plan.objects.filter(state=Plan.State.LIVE).only("number", "title", "state", "agency")
    plans = plans_visible_to(by, live)
    return [(p.pk, f"{p.number} {p.title}".strip()[:90]) for p in plans]


def _words(text: str) -> Q:
    """Every word stands in the row, or in number and title of the document that gives it."""
    found = Q()
    for word in fold(text).split():
        found &= Q(folded__contains=word) | Q(plan__folded__contains=word)
    return Q(task__in=Task.objects.filter(found).order_by().values("pk"))


@needs(SEE_WORK)
@require_GET
def page(request: HttpRequest) -> HttpResponse:
    by, today = request.by, request.today
    standing = organisations.tree(today)
    rows, shape = listed(by, today), listing(by, today, standing)
    if kind := shape.wanted(request.GET):
        return _file(shape, rows, request.GET, kind, today)
    place = f"{reverse('accounts:save_filter')}?{urlencode({'next': request.path})}"
    counts = count_all(shape.chosen(rows, _without(request.GET, STATE)), today)
    bucket = BUCKET_OF.get(request.GET.get(STATE, ""))
    found = shape.page(
        rows,
        request.GET,
        saved=_saved(by, request.GET),
        save_url=place,
        count=getattr(counts, bucket) if bucket else counts.total,
    )
    names = {node.id: node.name for node in standing.nodes.values()}
    shown = {
        "page": replace(
            found,
            rows=in_rows(found.rows, today, names),
            kept_url=f"{reverse('accounts:mine')}#bo-loc",
        ),
        "counts": counts,
        "shares": shares(counts, request.GET),
        "all_url": _address(request.GET, **{STATE: ""}),
        "may_give": GIVE.allows(by),
        "may_load": UPDATE.allows(by),
        "sheet_query": _address(request.GET)[1:],
        "periods": _periods(request.GET, today),
    }
    return render(request, "plans/listed.html", shown)


def _without(query: QueryDict, *keys: str) -> QueryDict:
    kept = query.copy()
    for key in keys:
        kept.pop(key, None)
    return kept


def _address(query: QueryDict, **changes: str) -> str:
    """This list with some of its conditions changed, from its first page."""
    kept = {k: v for k, v in query.items() if k not in ("sau", "truoc", "tai", "them")} | changes
    return "?" + urlencode({k: v for k, v in kept.items() if v})


def shares(counts: Counts, query: QueryDict) -> list[Share]:
    """The strip of six; each number leads to its rows under the other conditions of the address."""
    numbers = zip(BUCKETS, SLUGS, counts.numbers, TONES, strict=True)
    return [
        Share(str(LABELS[bucket]), n, tone, _address(query, **{STATE: slug}))
        for bucket, slug, n, tone in numbers
    ]


def _periods(query: QueryDict, today: dt.date) -> list[Step]:
    """Periods of due days people ask for; one that ends "nay" moves on with the days when it is kept."""
    month = today.replace(day=1)
    quarter = month.replace(month=3 * ((today.month - 1) // 3) + 1)
    next_month = (month + dt.timedelta(days=31)).replace(day=1)
    last = next_month - dt.timedelta(days=1)
    asked = [
        (gettext("Mọi thời hạn"), "", ""),
        (gettext("Từ %s đến nay") % f"{quarter:%d/%m}", f"{quarter:%d/%m/%Y}", "nay"),
        (gettext("Từ đầu năm đến nay"), f"{today.replace(month=1, day=1):%d/%m/%Y}", "nay"),
        (gettext("Tháng này"), f"{month:%d/%m/%Y}", f"{last:%d/%m/%Y}"),
    ]
    here = (query.get(SINCE, ""), query.get(UNTIL, ""))
    return [
        Step(words, _address(query, **{SINCE: since, UNTIL: until}), here == (since, until))
        for words, since, until in asked
    ]


def _saved(by: Actor, query: QueryDict) -> list[Step]:
    here = {k: v for k, v in query.items() if v}
    return [
        Step(s.name, f"?{s.query}", dict(QueryDict(s.query).items()) == here)
        for s in accounts.saved_filters(by, NAME)
    ]


def _file(shape: Listing, rows, query: QueryDict, kind: str, today: dt.date) -> HttpResponse:
    """The narrowed list as CSV, streamed, or XLSX, with more columns than a screen has room for."""
    lines = replace(shape, columns=_columns(all_names(today), today)).export(rows, query)
    headers = {"Content-Disposition": f'attachment; filename="danh-muc-nhiem-vu.{kind}"'}
    if kind == "csv":
        return StreamingHttpResponse(output.csv_rows(lines), TYPES[kind], headers=headers)
    title = gettext("Danh mục nhiệm vụ")
    return FileResponse(output.xlsx(lines, title=title), content_type=TYPES[kind], headers=headers)


def _columns(names: dict[int, str], today: dt.date) -> tuple[Column, ...]:
    def state(work: Assignment) -> str:
        return str(LABELS[bucket_of(piece(work), today)])

    return (
        Column("so", gettext("Số"), lambda w: w.task.number),
        Column("cap-tren", gettext("Số cấp trên"), lambda w: w.task.higher),
        Column("nhiem-vu", gettext("Nhiệm vụ"), lambda w: w.task.content),
        Column("noi-dung", gettext("Nội dung"), lambda w: w.label),
        Column("don-vi", gettext("Đơn vị"), lambda w: names.get(w.unit_id, "")),
        Column("san-pham", gettext("Sản phẩm"), lambda w: w.task.product),
        Column("nguon", gettext("Nguồn giao"), lambda w: w.task.plan.get_source_display()),
        Column("van-ban", gettext("Văn bản giao"), lambda w: w.task.plan.title),
        Column("so-vb", gettext("Số, ký hiệu"), lambda w: w.task.plan.number),
        Column("ngay-vb", gettext("Ngày ban hành"), lambda w: w.task.plan.issued_on),
        Column("nguoi-ky", gettext("Người ký"), lambda w: w.task.plan.signer),
        Column("han-dau", gettext("Thời hạn ban đầu"), lambda w: w.first_due),
        Column("han", gettext("Thời hạn hoàn thành"), lambda w: w.due, order=("due",)),
        Column("tinh-trang", gettext("Tình trạng"), state),
        Column("cho", gettext("Chờ xác nhận"), lambda w: w.get_stage_display()),
        Column("xong", gettext("Ngày hoàn thành"), lambda w: w.done_on),
        Column("nghe", gettext("Cập nhật gần nhất"), lambda w: w.heard_on, order=("heard_on",)),
        Column("chua", gettext("Chưa cập nhật"), lambda w: w.is_silent),
        Column("gia-han", gettext("Số lần gia hạn"), lambda w: w.extended),
    )
