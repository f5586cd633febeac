"""*Sổ văn bản*: the agency's runs of numbers, the numbers of one, cancelling, typing in external ones."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from thuocdo.audit.access import needs
from thuocdo.design.lists import Choice, Column, Listing
from thuocdo.documents import actions, queries
from thuocdo.documents.access import (
    CANCEL_NUMBER,
    KEEP_SERIES,
    READ,
    TAKE_NUMBER,
    home_of,
    series_visible_to,
)
from thuocdo.documents.models import TakenNumber
from thuocdo.documents.rules.numbers import period_of
from thuocdo.documents.web.forms import NumberForm, ReasonForm, SeriesForm

STATES = (("dung", gettext_lazy("Đang dùng")), ("huy", gettext_lazy("Đã hủy")))


def taken(years):
    return Listing(
        columns=(
            Column("so", gettext_lazy("Số"), lambda t: t.code, order=("period", "number")),
            Column("ngay", gettext_lazy("Ngày"), lambda t: t.date),
            Column("tinh-trang", gettext_lazy("Tình trạng"), lambda t: t.reason),
        ),
        filters=(
            Choice("nam", gettext_lazy("Năm"), lambda v: Q(period=v), [(y, y) for y in years]),
            Choice(
                "tinh-trang",
                gettext_lazy("Tình trạng"),
                lambda v: Q(cancelled_at__isnull=v == "dung"),
                STATES,
            ),
        ),
        order=("-pk",),
        row="documents/_number_row.html",
        exports=False,
        caption=gettext_lazy("Số văn bản"),
    )


@needs(READ)
@require_GET
def every(request):
    shown = {
        "rows": queries.series_lines(series_visible_to(request.by, request.today), request.today),
        "may_create": KEEP_SERIES.allows(request.by),
    }
    return render(request, "documents/series.html", shown)


@needs(KEEP_SERIES)
def create(request):
    form = SeriesForm(request.POST or None)
    agency = home_of(request.by, request.today)
    if request.method == "POST" and form.does(
        actions.create_series, by=request.by, at=request.at, agency=agency
    ):
        return redirect("documents:numbers", form.done.pk)
    return render(request, "documents/create_series.html", {"form": form})


@needs(READ)
@require_GET
def numbers(request, pk):
    return _numbers(request, pk, NumberForm(initial={"on": request.today}))


def _numbers(request, pk, form):
    found = get_object_or_404(series_visible_to(request.by, request.today), pk=pk)
    years = list(found.counters.order_by("-period").values_list("period", flat=True))
    period = request.GET.get("nam") or period_of(found.period, request.today)
    rows = TakenNumber.objects.filter(series=found).select_related("series")
    page = taken(years).page(rows, request.GET)
    for row in page.rows:
        row.may_cancel = CANCEL_NUMBER.allows(request.by)
    shown = {
        "series": found,
        "page": page,
        "missing": queries.missing_numbers(found, period) if found.external else [],
        "may_type": found.external and TAKE_NUMBER.allows(request.by),
        "form": form,
    }
    return render(request, "documents/numbers.html", shown)


@needs(TAKE_NUMBER)
def type_in(request, pk):
    found = get_object_or_404(series_visible_to(request.by, request.today), pk=pk)
    form = NumberForm(request.POST or None)
    who = {"by": request.by, "at": request.at, "series": found}
    if request.method == "POST" and not form.does(actions.record_number, **who):
        return _numbers(request, pk, form)
    return redirect("documents:numbers", pk)


@needs(CANCEL_NUMBER)
@require_POST
def cancel(request, pk):
    own = series_visible_to(request.by, request.today)
    found = get_object_or_404(TakenNumber, pk=pk, series__in=own)
    form = ReasonForm(request.POST)
    if form.does(actions.cancel_number, by=request.by, at=request.at, taken=found):
        messages.success(request, _("Đã hủy số."))
    else:
        messages.error(request, _("Chưa hủy số: ghi lý do hủy rồi làm lại."))
    return redirect("documents:numbers", found.series_id)
