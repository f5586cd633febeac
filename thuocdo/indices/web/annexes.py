"""A set of criteria from its decision: the file taken in, its review beside the paper, put in force."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thuocdo.audit.access import needs
from thuocdo.design.forms import Day, tell
from thuocdo.design.parts import Step
from thuocdo.documents.rules.window import window
from thuocdo.indices import actions, queries
from thuocdo.indices.access import SET
from thuocdo.indices.models import Annex
from thuocdo.indices.queries.annexes import Review, annexes, review
from thuocdo.indices.rules.annex.choosing import told
from thuocdo.indices.rules.annex.findings import Finding
from thuocdo.indices.rules.annex.settling import HOWS
from thuocdo.indices.web.annex_whole import WholeForm
from thuocdo.indices.web.editions import UNIT_KINDS, home, line
from thuocdo.lawbook.mistakes import Mistake

PARTS = {
    "diem": gettext_lazy("Điểm cần xem lại"),
    "tieu-chi": gettext_lazy("Tiêu chí"),
    "chung": gettext_lazy("Cả bộ chỉ số"),
}
SEVERITIES = {
    "error": (gettext_lazy("Phải quyết định"), "must"),
    "warning": (gettext_lazy("Nên xem lại"), "should"),
}
SAID = {"keep": gettext_lazy("Giữ nguyên như văn bản"), "sum": gettext_lazy("Lấy tổng các tiêu chí")}  # fmt: skip


def found(request: HttpRequest, pk: int) -> Annex:
    """The annex, if this person may work on it; otherwise it does not exist for them."""
    annex = annexes(request.by).filter(pk=pk).defer(None).first()
    if annex is None:
        raise Http404
    return annex


class UploadForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("Phụ lục của quyết định"),
        help_text=gettext_lazy(
            "Tệp Word, Excel hoặc PDF có bảng tiêu chí: tên tiêu chí, điểm tối đa, cách chấm."
        ),
    )
    index = forms.ChoiceField(
        label=gettext_lazy("Thuộc chỉ số"),
        required=False,
        help_text=gettext_lazy("Chọn chỉ số đã có nếu đây là bộ của năm mới, hoặc thay bộ mẫu."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Chấm cho"), choices=list(UNIT_KINDS.items()))

    def __init__(self, *args: Any, known: list[queries.Index], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["index"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Chỉ số mới của cơ quan")), *((i.key, i.name) for i in known)]


@needs(SET)
def upload(request: HttpRequest) -> HttpResponse:
    agency = home(request)
    known = queries.indices(line(request))
    initial = {"kind": "room"}
    form = UploadForm(request.POST or None, request.FILES or None, known=known, initial=initial)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            if agency is None:
                raise Mistake("Chưa rõ bộ chỉ số của cơ quan nào. Chọn chức vụ đang làm việc trước.")  # fmt: skip
            annex = actions.upload_annex(
                by=request.by,
                at=request.at,
                agency=agency,
                name=said["file"].name,
                data=said["file"].read(),
                kind=said["kind"],
                index=said["index"],
            )
            return redirect("indices:annex", annex.pk)
        except Mistake as mistake:
            form.add_error("file", mistake.message)
    return render(
        request, "indices/annex/upload.html", {"form": form}, status=422 if form.errors else 200
    )


@needs(SET)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    annex = found(request, pk)
    if request.GET.get("phan", "diem") not in PARTS:
        raise Http404
    return shown(request, annex, request.GET)


def shown(
    request: HttpRequest,
    annex: Annex,
    get: QueryDict,
    mistake: Mistake | None = None,
    whole: WholeForm | None = None,
) -> HttpResponse:
    """The review as it stands; after a mistake with the words about it, nothing saved."""
    if annex.state != Annex.State.REVIEW:
        return redirect("indices:edition", annex.index, annex.edition)
    seen, part = review(annex), get.get("phan", "diem")
    url = reverse("indices:annex", args=[annex.pk])
    context = {
        "annex": annex,
        "seen": seen,
        "part": part,
        "title": PARTS[part],
        "here": f"{url}?phan={part}",
        "base": f"{url}?phan={part}&",
        "source_url": reverse("indices:annex_source", args=[annex.pk]),
        "steps": _steps(seen, part, url),
        "window": window(annex.blocks, _block(get, seen, part)),
        "mistake": mistake,
        **_content(part, seen, get, whole),
    }
    failed = mistake or (whole and whole.errors)
    return render(request, "indices/annex/review.html", context, status=422 if failed else 200)


def _steps(seen: Review, part: str, url: str) -> list[Step]:
    counts = {"diem": len(seen.unanswered), "tieu-chi": len(seen.criteria)}
    counts["chung"] = int(not seen.whole)
    return [
        Step(str(label), f"{url}?phan={key}", key == part, counts[key] or None)
        for key, label in PARTS.items()
    ]


def _content(part: str, seen: Review, get: QueryDict, whole: WholeForm | None) -> dict[str, Any]:
    if part == "diem":
        return {"groups": _groups(seen)}
    if part == "chung":
        return {"form": whole or WholeForm.of(seen)}
    by_hand = get.get("chi") == "tay"
    lines = [line for line in seen.settled.lines if not by_hand or line.how == "hand"]
    rows = [
        (
            line,
            seen.settled.points(line),
            told(line.scoring) if line.scoring else "",
            HOWS[line.how],
        )
        for line in lines
    ]
    return {"rows": rows, "by_hand": by_hand, "dropped": seen.settled.dropped}


def _groups(seen: Review) -> list[dict[str, Any]]:
    """Findings by severity, the unanswered first; each with what may be answered and what was."""
    made = []
    for severity, (label, tone) in SEVERITIES.items():
        points = [_point(f, seen, tone) for f in seen.findings if f.severity == severity]
        points.sort(key=lambda p: p["answer"] is not None)
        waiting = sum(p["answer"] is None for p in points)
        if points:
            made.append({"severity": severity, "label": label, "points": points, "open": waiting})
    return made


def _point(finding: Finding, seen: Review, tone: str) -> dict[str, Any]:
    answer = seen.given.get(finding.key)
    return {
        "finding": finding,
        "tone": tone,
        "answer": answer,
        "version": answer.version if answer else 0,
        "said": SAID[answer.value["answer"]] if answer else "",
        "sum": seen.settled.sum(finding.row) if "sum" in finding.answers else None,
    }


def _block(get: QueryDict, seen: Review, part: str) -> int | None:
    """The place of the paper to show: the one asked for, else the first open point, else the first row."""
    wanted = get.get("khoi", "")
    if wanted.isdecimal():
        return int(wanted)
    if part == "diem" and seen.unanswered:
        return seen.unanswered[0].block
    return seen.settled.lines[0].row.source.block if seen.settled.lines else None


@needs(SET)
def source(request: HttpRequest, pk: int) -> HttpResponse:
    """The paper at one place, for the pane; without script the page itself is opened there."""
    annex = found(request, pk)
    wanted = request.GET.get("khoi", "1")
    url = reverse("indices:annex", args=[pk])
    context = {
        "window": window(annex.blocks, int(wanted) if wanted.isdecimal() else 1),
        "source_url": reverse("indices:annex_source", args=[pk]),
        "base": f"{url}?",
    }
    return render(request, "documents/_paper.html", context)


@needs(SET)
@require_POST
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One point answered or opened again, or every point worth a look kept as printed."""
    annex, post = found(request, pk), request.POST
    try:
        said, seen = _answers(post, annex)
        actions.answer_annex(by=request.by, at=request.at, annex=annex, answers=said, seen=seen)
    except Mistake as mistake:
        return shown(request, annex, QueryDict("phan=diem"), mistake)
    messages.success(request, _("Đã lưu."))
    return redirect(f"{reverse('indices:annex', args=[pk])}?phan=diem")


def _answers(post: QueryDict, annex: Annex) -> tuple[dict[str, Any], dict[str, int]]:
    if post.get("act") == "keep_all":
        waiting = [f for f in review(annex).unanswered if f.severity == "warning"]
        return {f.key: {"answer": "keep"} for f in waiting}, {}
    key, act = post.get("key", ""), post.get("act", "")
    version = post.get("v", "")
    seen = {key: int(version)} if version.isdecimal() else {}
    if act == "open":
        return {key: None}, seen
    allowed = {f.key: f.answers for f in review(annex).findings}.get(key)
    if allowed is None or act not in allowed:
        raise Mistake("Điểm này không còn, hoặc không trả lời như vậy được. Xem lại danh sách.")
    return {key: {"answer": act}}, seen


@needs(SET)
@require_POST
def whole(request: HttpRequest, pk: int) -> HttpResponse:
    annex = found(request, pk)
    form = WholeForm(request.POST)
    get = QueryDict("phan=chung")
    if not form.is_valid():
        return shown(request, annex, get, whole=form)
    try:
        actions.answer_annex(by=request.by, at=request.at, annex=annex, answers={"head": form.answer})  # fmt: skip
    except Mistake as mistake:
        tell(form, mistake)
        return shown(request, annex, get, whole=form)
    messages.success(request, _("Đã lưu."))
    return redirect("indices:annex", pk)


@needs(SET)
@require_POST
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    annex = found(request, pk)
    try:
        made = actions.draft_edition(by=request.by, at=request.at, annex=annex)
    except Mistake as mistake:
        return shown(request, annex, QueryDict("phan=diem"), mistake)
    messages.success(request, _("Đã lưu bản dự thảo. Chưa dùng để chấm điểm."))
    return redirect("indices:edition", made.index, made.edition)


class ForceForm(forms.Form):
    number = forms.CharField(label=gettext_lazy("Số, ký hiệu quyết định"), max_length=60)
    date = Day(label=gettext_lazy("Ngày ký"))


@needs(SET)
def put_in_force(request: HttpRequest, pk: int) -> HttpResponse:
    annex = found(request, pk)
    seen = review(annex)
    if annex.state != Annex.State.REVIEW or seen.open:
        return redirect("indices:annex", pk)
    printed = seen.settled.reading
    form = ForceForm(request.POST or None, initial={"number": printed.number, "date": printed.date})
    if request.method == "POST" and form.is_valid():
        try:
            made = actions.put_in_force(
                by=request.by, at=request.at, annex=annex, **form.cleaned_data
            )
            messages.success(request, _("Bộ chỉ số đã áp dụng."))
            return redirect("indices:edition", made.index, made.edition)
        except Mistake as mistake:
            tell(form, mistake)
    shown_ = {"annex": annex, "seen": seen, "form": form}
    return render(request, "indices/annex/force.html", shown_, status=422 if form.errors else 200)


@needs(SET)
def discard(request: HttpRequest, pk: int) -> HttpResponse:
    annex = found(request, pk)
    if request.method == "POST":
        actions.discard_annex(by=request.by, at=request.at, annex=annex)
        messages.success(request, _("Đã bỏ bản rà soát. Tệp gốc vẫn được giữ."))
        return redirect("indices:indices")
    return render(request, "indices/annex/discard.html", {"annex": annex})
