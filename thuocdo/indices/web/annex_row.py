"""One printed criterion: its points and the rule a person chooses, beside the words of the paper."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, cast

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.audit.access import needs
from thuocdo.design.forms import tell
from thuocdo.documents.rules.window import window
from thuocdo.indices import actions
from thuocdo.indices.access import SET
from thuocdo.indices.models import Annex
from thuocdo.indices.queries.annexes import Review, review
from thuocdo.indices.rules.annex.choosing import chosen, levels
from thuocdo.indices.rules.annex.scoring import HAND, KINDS, Kind
from thuocdo.indices.rules.annex.settling import Line, settle
from thuocdo.indices.rules.annex.words import read_words
from thuocdo.indices.web.annexes import found
from thuocdo.lawbook.formula.words import figure
from thuocdo.lawbook.mistakes import Mistake


class RowForm(forms.Form):
    """A group has a name and points only."""

    name = forms.CharField(label=gettext_lazy("Tên tiêu chí"), max_length=500)
    max = forms.CharField(label=gettext_lazy("Điểm tối đa"), max_length=12, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Quy tắc chấm"), choices=list(KINDS.items()))
    levels = forms.CharField(
        label=gettext_lazy("Các mức và điểm"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=gettext_lazy(
            "Mỗi dòng một mức, như “Khá: 1,5” hoặc “từ 80% đến dưới 100%: 1”, “còn lại: 0”. "
            "Dùng cho quy tắc theo thời hạn, theo mức, theo ý, theo bậc."
        ),
    )
    num = forms.CharField(
        label=gettext_lazy("Số được đếm (tử số)"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Như “số hồ sơ đúng hạn”, “sáng kiến được công nhận”."),
    )
    den = forms.CharField(
        label=gettext_lazy("Trên tổng số (mẫu số)"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("Để trống nếu số liệu đã là tỷ lệ %."),
    )
    figure = forms.CharField(
        label=gettext_lazy("Mục tiêu, mức sàn (%) hoặc điểm cho mỗi lần"),
        max_length=12,
        required=False,
    )
    least = forms.CharField(
        label=gettext_lazy("Trừ đến còn ít nhất (điểm)"), max_length=12, required=False
    )
    dropped = forms.BooleanField(
        label=gettext_lazy("Bỏ dòng này khỏi bộ chỉ số"),
        required=False,
        help_text=gettext_lazy("Khi dòng không phải tiêu chí: ghi chú, tiêu đề đọc nhầm."),
    )

    def __init__(self, *args: Any, group: bool, **kwargs: Any) -> None:
        super().__init__(*args, use_required_attribute=False, **kwargs)
        self.fields["max"].required = not group and "dropped" not in self.data
        if group:
            for name in ("kind", "levels", "num", "den", "figure", "least"):
                del self.fields[name]


def _initial(line: Line) -> dict[str, Any]:
    said = {"name": line.row.name, "max": figure(line.max) if line.max is not None else ""}
    if line.scoring is None:
        return said
    made = line.scoring
    return said | {
        "kind": made.kind,
        "levels": levels(made, line.read.cases),
        "num": made.num,
        "den": made.den,
        "figure": figure(made.figure) if made.figure is not None else "",
        "least": figure(made.least) if made.least else "",
    }


@needs(SET)
def row(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    annex = found(request, pk)
    seen = review(annex)
    line = seen.settled.line(key) or _dropped(seen, key)
    if line is None or annex.state != Annex.State.REVIEW:
        raise Http404
    known = seen.given.get(f"row:{key}")
    initial = _initial(line) | {"dropped": seen.settled.line(key) is None}
    form = RowForm(request.POST or None, group=line.group, initial=initial)
    if request.method == "POST" and form.is_valid() and _saved(request, annex, line, form):
        messages.success(request, _("Đã lưu tiêu chí."))
        return redirect(f"{reverse('indices:annex', args=[pk])}?phan=tieu-chi#{key}")
    wanted = request.GET.get("khoi", "")
    url = reverse("indices:annex_row", args=[pk, key])
    context = {
        "annex": annex,
        "line": line,
        "form": form,
        "version": known.version if known else 0,
        "findings": [f for f in seen.findings if f.row == key],
        "window": window(annex.blocks, int(wanted) if wanted.isdecimal() else line.row.source.block),
        "source_url": reverse("indices:annex_source", args=[pk]),
        "base": f"{url}?",
    }  # fmt: skip
    return render(request, "indices/annex/row.html", context, status=422 if form.errors else 200)


def _dropped(seen: Review, key: str) -> Line | None:
    """A row left out, as it would stand if it were taken in again."""
    answers = {k: v for k, v in seen.settled.answers.items() if k != f"row:{key}"}
    return settle(seen.settled.reading, answers).line(key)


def _saved(request: HttpRequest, annex: Annex, line: Line, form: RowForm) -> bool:
    """Whether the answer is written; otherwise the form says why not."""
    version = request.POST.get("v", "")
    key = f"row:{line.row.key}"
    try:
        actions.answer_annex(
            by=request.by,
            at=request.at,
            annex=annex,
            answers={key: _answer(line, form.cleaned_data)},
            seen={key: int(version)} if version.isdecimal() else None,
        )
    except Mistake as mistake:
        tell(form, mistake)
        return False
    return True


def _answer(line: Line, said: dict[str, Any]) -> dict[str, Any]:
    """What differs from the paper; a rule that is the one read anyway is not stored as chosen."""
    if said["dropped"]:
        return {"dropped": True}
    most = _points(said["max"])
    answer: dict[str, Any] = {"name": said["name"]}
    if most is not None:
        answer["max"] = str(most)
    if line.group:
        return answer
    assert most is not None  # the form asks a criterion for it
    made = chosen(cast(Kind, said["kind"]), said, most)
    read = read_words(line.row.how, line.row.cases, most, bool(line.row.outside)).scoring
    if levels(made) != levels(read or HAND) or made.kind != (read or HAND).kind or _more(made) != _more(read or HAND):  # fmt: skip
        answer["scoring"] = made.to_json()
    return answer


def _more(made: Any) -> tuple[Any, ...]:
    return (made.num, made.den, made.figure, made.least)


def _points(text: str) -> Decimal | None:
    if not text.strip():
        return None
    try:
        found = Decimal(text.strip().replace(",", "."))
    except ArithmeticError:
        raise Mistake("Ghi điểm tối đa bằng số, như 1,5.", field="max") from None
    if not found.is_finite():
        raise Mistake("Ghi điểm tối đa bằng số, như 1,5.", field="max")
    return found
