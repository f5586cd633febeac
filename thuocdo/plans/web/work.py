"""One unit's work: its page, and one small form for each thing a person may do with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from thuocdo.accounts.queries import positions_held
from thuocdo.audit.access import needs
from thuocdo.audit.rules import Verb
from thuocdo.design.forms import Day, tell
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.plans import access
from thuocdo.plans.actions import progress
from thuocdo.plans.models import Assignment
from thuocdo.plans.queries.one_work import WorkView, seen_work, work_view

WORDS = forms.Textarea(attrs={"rows": 4, "data-draft": "work"})
REFERENCE = {
    "label": _("Tài liệu kiểm chứng"),
    "required": False,
    "max_length": 300,
    "help_text": _("Số, ký hiệu, ngày văn bản; ví dụ: 1234/SGDĐT-VP ngày 05/3/2026"),
}
PAPER = {"label": _("Ảnh hoặc tệp"), "required": False}


class Words(forms.Form):
    """`version` is what the page showed; `paper` becomes (bytes, name)."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(label=_("Nội dung"), widget=WORDS, max_length=4000)

    def given(self) -> dict[str, Any]:
        said = dict(self.cleaned_data)
        if "paper" in said:
            file = said["paper"]
            said["paper"] = (file.read(), file.name) if file else None
        return said


class Progress(Words):
    text = forms.CharField(label=_("Đã làm được gì?"), widget=WORDS, max_length=4000)
    product = forms.BooleanField(label=_("Đã có sản phẩm"), required=False)
    reference = forms.CharField(**REFERENCE)
    paper = forms.FileField(**PAPER)


class Done(Progress):
    text = forms.CharField(label=_("Kết quả"), widget=WORDS, max_length=4000)
    done_on = Day(label=_("Ngày hoàn thành"))
    field_order = ("version", "text", "done_on", "product", "reference", "paper")


class Obstacle(Words):
    to_leader = forms.BooleanField(label=_("Xin ý kiến chỉ đạo của lãnh đạo"), required=False)


class Extend(Words):
    text = forms.CharField(label=_("Lý do"), widget=WORDS, max_length=4000)
    wanted = Day(label=_("Đề nghị gia hạn đến ngày"))
    reference = forms.CharField(**REFERENCE)
    paper = forms.FileField(**PAPER)
    field_order = ("version", "wanted", "text", "reference", "paper")


class Decide(Words):
    granted = forms.ChoiceField(
        label=_("Quyết định"),
        choices=[("1", _("Đồng ý gia hạn")), ("0", _("Không đồng ý gia hạn"))],
        widget=forms.RadioSelect,  # nothing is chosen beforehand: a slip would refuse or grant
    )
    new_due = Day(label=_("Thời hạn mới, nếu khác ngày đề nghị"), required=False)
    field_order = ("version", "granted", "new_due", "text")


class Ask(Words):
    text = forms.CharField(label=_("Nội dung yêu cầu"), widget=WORDS, max_length=4000)
    due = Day(label=_("Giải trình trước hết ngày"))


class Answer(Words):
    reference = forms.CharField(**REFERENCE)
    paper = forms.FileField(**PAPER)


class Hand(Words):
    """Inside the unit to a person; the office may give it to another unit, which then settles who does it."""

    unit = forms.TypedChoiceField(
        label=_("Đơn vị nhận"), coerce=int, required=False, empty_value=None
    )
    holder = forms.TypedChoiceField(
        label=_("Người nhận trong đơn vị"), coerce=int, required=False, empty_value=None
    )
    text = forms.CharField(label=_("Lý do, nội dung bàn giao"), widget=WORDS, max_length=4000)
    field_order = ("version", "unit", "holder", "text")


Run = Callable[..., object]


@dataclass(frozen=True)
class Act:
    """`versioned`: it changes a state, so whoever acts on an old page is told; else it only adds a word."""

    slug: str
    verb: Verb
    title: Any
    form: type[Words]
    run: Run
    versioned: bool = False


def _found(request: HttpRequest, pk: int) -> Assignment:
    work = seen_work(request.by, pk)
    if work is None:
        raise Http404
    return work


@needs(access.SEE_WORK)
def page(request: HttpRequest, pk: int) -> HttpResponse:
    view = work_view(request.by, _found(request, pk), request.today)
    shown = {
        "view": view,
        "work": view.work,
        "task": view.work.task,
        "acts": _offered(view),
        "may_link": view.work.state == Assignment.State.OPEN
        and access.ISSUE_LINK.allows(request.by, view.work.unit_id),
    }
    return render(request, "plans/work.html", shown)


def _offered(view: WorkView) -> list[Act]:
    return [act for act in ACTS if act.verb.code.partition(".")[2] in view.may and _fits(act, view)]


def _fits(act: Act, view: WorkView) -> bool:
    """A product or date is asked only where there is one; giving inside the unit needs a whole piece."""
    return act.slug != "ban-giao" or view.work.of_id is None


def _view(act: Act):
    @needs(act.verb)
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        work = _found(request, pk)
        form = _form(act, work, request)
        if request.method == "POST" and form.is_valid():
            said = form.given()
            version = said.pop("version")
            try:
                more = {"version": version} if act.versioned else {}
                act.run(by=request.by, at=request.at, assignment=work, **said, **more)
                messages.success(request, _("Đã ghi nhận: %s.") % act.title)
                return redirect("plans:work", pk)
            except Mistake as mistake:
                tell(form, mistake)
                form.data = {**form.data.dict(), "version": _found(request, pk).version}
        seen = work_view(request.by, work, request.today)
        shown = {"act": act, "form": form, "view": seen, "work": work, "task": work.task}
        status = 422 if form.errors else 200
        return render(request, "plans/act.html", shown, status=status)

    return view


def _form(act: Act, work: Assignment, request: HttpRequest) -> Words:
    initial: dict[str, Any] = {"version": work.version, "done_on": request.today}
    form = act.form(request.POST or None, request.FILES or None, initial=initial)
    if "product" in form.fields and (not work.task.product or work.of_id is not None):
        del form.fields["product"]
    if "product" in form.fields:
        form.fields["product"].label = _("Đã có sản phẩm: %s") % work.task.product
    if isinstance(form, Hand):
        _receivers(form, work, request)
    if act.slug == "xac-nhan":
        form.fields["text"].initial = progress.YES
    return form


def _receivers(form: Hand, work: Assignment, request: HttpRequest) -> None:
    """People of the unit that has the work; other units only for the office, which reaches them."""
    held = positions_held(work.unit_id, request.today)
    people = [(p, f"{n}, {t}") for p, (n, t) in held.items()]
    reach = request.by.reach(frozenset({"focal"}))
    if reach is not None and work.unit_id not in reach:
        del form.fields["unit"]
        form.fields["holder"].required = True
        form.fields["holder"].choices = people  # type: ignore[attr-defined]
        return
    nodes = [node for _depth, node in organisations.tree(request.today).walk()]
    units = [
        (n.id, n.name) for n in nodes if n.id != work.unit_id and (reach is None or n.id in reach)
    ]
    form.fields["unit"].choices = [("", _("Vẫn ở đơn vị này")), *units]  # type: ignore[attr-defined]
    form.fields["holder"].choices = [("", _("Đơn vị tự phân công")), *people]  # type: ignore[attr-defined]


def _decide(
    *, assignment: Assignment, granted: str, new_due: dt.date | None, **more: Any
) -> object:
    extension = assignment.extensions.filter(answered=None).first()
    if extension is None:
        raise Mistake("Đề nghị gia hạn này đã được trả lời.")
    return progress.decide_extension(
        extension=extension, granted=granted == "1", new_due=new_due, **more
    )


def _explain(*, assignment: Assignment, **more: Any) -> object:
    explanation = assignment.explanations.filter(answered=None).first()
    if explanation is None:
        raise Mistake("Yêu cầu giải trình này đã được trả lời.")
    return progress.explain(explanation=explanation, **more)


ACTS = (
    Act("cap-nhat", access.UPDATE, _("Cập nhật tiến độ"), Progress, progress.update_progress),
    Act("hoan-thanh", access.REPORT_DONE, _("Báo cáo hoàn thành"), Done, progress.report_done, versioned=True),
    Act("xac-nhan", access.CONFIRM, _("Xác nhận hoàn thành"), Words, progress.confirm_done, versioned=True),
    Act("tra-lai", access.RETURN, _("Trả lại để bổ sung"), Words, progress.return_work, versioned=True),
    Act("gia-han", access.ASK_EXTENSION, _("Đề nghị gia hạn"), Extend, progress.ask_extension, versioned=True),
    Act("quyet-dinh-gia-han", access.DECIDE_EXTENSION, _("Quyết định gia hạn"), Decide, _decide),
    Act("vuong-mac", access.UPDATE, _("Khó khăn, vướng mắc"), Obstacle, progress.tell_obstacle),
    Act("chi-dao", access.DIRECT, _("Cho ý kiến chỉ đạo"), Words, progress.answer_obstacle),
    Act("giai-trinh", access.EXPLAIN, _("Giải trình"), Answer, _explain),
    Act("yeu-cau-giai-trinh", access.ASK_EXPLANATION, _("Yêu cầu giải trình"), Ask, progress.ask_explanation),
    Act("ban-giao", access.HAND_OVER, _("Bàn giao"), Hand, progress.hand_over, versioned=True),
)  # fmt: skip
URLS = [path("phan-viec/<int:pk>/", page, name="work")] + [
    path(f"phan-viec/<int:pk>/{act.slug}/", _view(act), name=act.slug) for act in ACTS
]
