"""The living page of parts: every component with invented data, for whoever builds or checks a page."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from thuocdo.audit.access import needs
from thuocdo.design.forms import Day
from thuocdo.design.icons import ICONS
from thuocdo.desk.access import SEE_PARTS
from thuocdo.desk.web.samples import board
from thuocdo.desk.web.samples import rows as sample

ACCENTS = ["lam", "cham", "luc", "ngoc", "do", "nau", "tim", "than"]


class Progress(forms.Form):
    """A form with one field of every kind."""

    words = forms.CharField(
        label=_("Đã làm được gì?"),
        widget=forms.Textarea(attrs={"rows": 3, "data-draft": "progress"}),
        help_text=_("Kết quả cụ thể, có số liệu nếu có."),
    )
    done_on = Day(label=_("Ngày hoàn thành"), required=False)
    unit = forms.ChoiceField(
        label=_("Đơn vị chủ trì"), choices=[(n, u) for n, u in enumerate(sample.UNITS)]
    )
    mode = forms.ChoiceField(
        label=_("Cách báo cáo của nhóm đơn vị"),
        widget=forms.RadioSelect,
        choices=[
            ("each", _("Từng đơn vị báo cáo")),
            ("focal", _("Một đơn vị đầu mối báo cáo chung")),
            ("info", _("Để biết")),
        ],
    )
    evidence = forms.FileField(
        label=_("Tài liệu kiểm chứng"), help_text=_("PDF, Word, Excel hoặc ảnh, tối đa 50 MB.")
    )
    again = forms.BooleanField(label=_("Nhắc lại vào ngày chốt số liệu sau"), required=False)


@needs(SEE_PARTS)
def overview(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "desk/parts.html",
        {
            "board": board,
            "icons": sorted(ICONS),
            "accents": ACCENTS,
            "accent": request.GET.get("mau") if request.GET.get("mau") in ACCENTS else "",
            "form": Progress(),
        },
    )


@needs(SEE_PARTS)
def pulse(request: HttpRequest) -> HttpResponse:
    """The fragment of the overview that is fetched again when its key is touched."""
    return render(request, "desk/_pulse.html")


@needs(SEE_PARTS)
def form(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/parts_form.html", {"form": Progress({"done_on": "31/02/2026"})})


@needs(SEE_PARTS)
def rows(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/parts_list.html", {"page": sample.page(request.GET)})


@needs(SEE_PARTS)
def row(request: HttpRequest, number: int) -> HttpResponse:
    found = next((r for r in sample.ROWS if r.pk == number), None)
    if found is None:
        raise Http404
    return render(request, "desk/parts_row.html", {"row": found})


@needs(SEE_PARTS)
def review(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/parts_review.html", {"tabs": board.TABS})


@needs(SEE_PARTS)
def confirm(request: HttpRequest) -> HttpResponse:
    return render(request, "desk/parts_confirm.html")


@needs(SEE_PARTS)
def bare(request: HttpRequest) -> HttpResponse:
    return render(
        request,
        "design/error.html",
        {
            "title": _("Không tìm thấy trang"),
            "cause": _(
                "Địa chỉ này không có, đã được chuyển đi hoặc không thuộc phạm vi được xem."
            ),
            "remedy": _("Kiểm tra lại địa chỉ hoặc tìm từ trang đầu."),
            "reference": "7F3K-20A9",
        },
    )
