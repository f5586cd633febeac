"""*Đánh giá theo lĩnh vực*: the domains of a period with last year's score, and one of them to write."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET

from thuocdo.audit.access import needs
from thuocdo.design.forms import tell
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.reporting import actions
from thuocdo.reporting.access import RUN, SEE, oversees, runs
from thuocdo.reporting.models import Review, Round
from thuocdo.reporting.queries.reports import period_of
from thuocdo.reporting.queries.reviews import TEXTS, Reviewed, last_year, reviewed
from thuocdo.reporting.web.rounds import seen
from thuocdo.reporting.web.version import version_in


class ReviewForm(forms.Form):
    strengths = forms.CharField(label=gettext_lazy("Ưu điểm"), required=False)
    limits = forms.CharField(label=gettext_lazy("Hạn chế"), required=False)
    causes = forms.CharField(label=gettext_lazy("Nguyên nhân"), required=False)
    solutions = forms.CharField(label=gettext_lazy("Giải pháp"), required=False)
    score = forms.DecimalField(
        label=gettext_lazy("Điểm năm trước"), required=False, localize=True, max_digits=9, decimal_places=4
    )  # fmt: skip
    place = forms.IntegerField(label=gettext_lazy("Xếp hạng năm trước"), required=False)
    of = forms.IntegerField(label=gettext_lazy("Trên số đơn vị được xếp"), required=False)
    source = forms.CharField(
        label=gettext_lazy("Nguồn của điểm, xếp hạng"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("Số, ngày quyết định công bố."),
    )

    def __init__(self, one: Round, row: Reviewed, *args: Any) -> None:
        super().__init__(*args, initial=_kept(row.review))
        for name in TEXTS:
            mark = f"dg-{one.pk}-{row.domain.key}-{name}"
            self.fields[name].widget = forms.Textarea(attrs={"rows": 4, "data-draft": mark})
        if row.standing:
            for name in ("score", "place", "of", "source"):
                del self.fields[name]


def _kept(review: Review | None) -> dict[str, Any]:
    names = (*TEXTS, "score", "place", "of", "source")
    kept = {name: getattr(review, name) for name in names} if review else {}
    if kept.get("score") is not None:
        kept["score"] = kept["score"].normalize()
    return kept


@needs(SEE)
@require_GET
def page(request: HttpRequest, pk: int) -> HttpResponse:
    one, rows = _asked(request, pk)
    shown = {
        "one": one,
        "label": period_of(one.period).label,
        "rows": rows,
        "year": last_year(one),
        "next": next((row for row in rows if row.written < len(TEXTS)), None),
        "runs": runs(request.by, one),
    }
    return render(request, "reporting/reviews.html", shown)


@needs(RUN)
def write(request: HttpRequest, pk: int, domain: str) -> HttpResponse:
    one, rows = _asked(request, pk)
    row = next((row for row in rows if row.domain.key == domain), None)
    if row is None:
        raise Http404
    form = ReviewForm(one, row, request.POST or None)
    if request.method == "POST" and form.is_valid() and _saved(request, one, row, form):
        messages.success(request, _("Đã lưu đánh giá lĩnh vực “%s”.") % row.domain.title)
        return redirect("reporting:reviews", one.pk)
    shown = {
        "one": one,
        "label": period_of(one.period).label,
        "row": row,
        "year": last_year(one),
        "form": form,
        "version": request.POST.get("version") or (row.review.version if row.review else 0),
        "said": one.own_report().texts.get(domain, ""),
    }
    return render(request, "reporting/review.html", shown, status=422 if form.errors else 200)


def _saved(request: HttpRequest, one: Round, row: Reviewed, form: ReviewForm) -> bool:
    given = dict(form.cleaned_data)
    texts = {name: given.pop(name) for name in TEXTS}
    if row.standing and row.review:  # what an index gives hides what was typed; it is not lost
        given = {name: getattr(row.review, name) for name in ("score", "place", "of", "source")}
    try:
        actions.save_review(
            by=request.by,
            at=request.at,
            round=one,
            domain=row.domain.key,
            texts=texts,
            version=version_in(request.POST),
            **given,
        )
    except Mistake as mistake:
        tell(form, mistake)
    return not form.errors


def _asked(request: HttpRequest, pk: int) -> tuple[Round, list[Reviewed]]:
    one = seen(request, pk)
    rows = reviewed(one)
    if not rows or not oversees(request.by, one.agency_id):
        raise Http404
    return one, rows


URLS = [
    path("bao-cao/ky/<int:pk>/danh-gia/", page, name="reviews"),
    path("bao-cao/ky/<int:pk>/danh-gia/<slug:domain>/", write, name="review"),
]
