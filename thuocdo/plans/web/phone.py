"""A piece of work on a phone, without an account: opened by a signed link, updated in three taps.

The gate lets anybody through to these two routes; what opens the work is the code in the address
(`queries.phone.find_link`), and who speaks holds the rights of an officer of the link's unit, nothing more
(`queries.phone.speaker`). A wrong code and one that never was are answered alike.
"""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from thuocdo.audit.access import needs, public
from thuocdo.audit.rules import Actor
from thuocdo.design.forms import Day, tell
from thuocdo.documents.queries import received
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans import actions
from thuocdo.plans.access import ISSUE_LINK
from thuocdo.plans.actions.phone import Sent
from thuocdo.plans.models import Assignment, PhoneLink
from thuocdo.plans.queries.one_work import seen_work
from thuocdo.plans.queries.phone import code_to_show, find_link, links_of, phone_page, speaker
from thuocdo.plans.rules.phone import PHOTO_MB, upload_name

STATES = (
    ("progress", gettext_lazy("Đang làm")),
    ("done", gettext_lazy("Đã xong")),
    ("obstacle", gettext_lazy("Vướng mắc")),
)
UNDECLARED = ("Người dùng đường dẫn", "chưa khai chức vụ")  # before anything is said


class Update(forms.Form):
    """`upload` names a photo that came in parts before the form, `octets` its length; else `photo` holds it."""

    state = forms.ChoiceField(choices=STATES, initial="progress")
    text = forms.CharField(max_length=4000, required=False)
    done_on = Day(required=False)
    product = forms.BooleanField(required=False)
    name = forms.CharField(max_length=120, required=False)
    position = forms.CharField(max_length=120, required=False)
    photo = forms.FileField(required=False)
    upload = forms.CharField(max_length=40, required=False)
    octets = forms.IntegerField(min_value=0, required=False)

    def sent(self) -> Sent:
        said: dict[str, Any] = self.cleaned_data
        file = said["photo"]
        return Sent(
            state=said["state"],
            text=said["text"],
            done_on=said["done_on"],
            product=said["product"],
            photo=(file.read(), file.name) if file and not said["upload"] else None,
            upload=said["upload"],
            octets=said["octets"] or 0,
        )


@public
@never_cache
@require_http_methods(["GET", "POST"])
def page(request: HttpRequest, code: str) -> HttpResponse:
    link = find_link(code)
    if link is None:
        return _closed(request, None, 404)
    shown = phone_page(link, request.at)
    if shown.closed:
        return _closed(request, shown, 200 if shown.closed == "used" else 410)
    form = Update(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            said = form.cleaned_data
            by = speaker(link, said["name"], said["position"])
            actions.use_link(by=by, at=request.at, link=link, sent=form.sent())
            return redirect("plans:phone", code)
        except Mistake as mistake:
            tell(form, mistake)
    more = {"form": form, "page": shown, "work": shown.work, "task": shown.work.task, "code": code}
    more |= {"states": STATES, "photo_mb": PHOTO_MB, "asks_product": _asks_product(shown.work)}
    return render(request, "plans/phone.html", more, status=422 if form.errors else 200)


def _asks_product(work: Assignment) -> bool:
    return bool(work.task.product) and work.of_id is None and not work.product_done


def _closed(request: HttpRequest, shown: Any, status: int) -> HttpResponse:
    return render(request, "plans/phone_closed.html", {"page": shown}, status=status)


@public
@never_cache
@require_http_methods(["GET", "POST"])
def photo(request: HttpRequest, code: str) -> HttpResponse:
    """GET: how much of a photo is here. POST: its next part, as bytes; the answer says where to go on."""
    link = find_link(code)
    if link is None:
        raise Http404
    asked = request.GET
    name, whole, offset = (asked.get(key, "") for key in ("ten", "co", "tu"))
    try:
        if request.method == "GET":
            return JsonResponse({"received": received(str(link), upload_name(name))})
        if not (whole.isdecimal() and offset.isdecimal()):
            raise Mistake(_("Ảnh gửi lên không nhận ra được. Chọn lại ảnh."))
        there = actions.receive_photo(
            by=_undeclared(link),
            at=request.at,
            link=link,
            upload=name,
            whole=int(whole),
            offset=int(offset),
            data=request.body,
        )
        return JsonResponse({"received": there})
    except Mistake as mistake:
        return JsonResponse({"message": mistake.message}, status=422)


def _undeclared(link: PhoneLink) -> Actor:
    return speaker(link, *UNDECLARED)


@needs(ISSUE_LINK)
@require_http_methods(["GET", "POST"])
def handing(request: HttpRequest, pk: int) -> HttpResponse:
    """The link of one piece of work for those who hand it on: made, shown again, taken back."""
    work = seen_work(request.by, pk)
    if work is None or not ISSUE_LINK.allows(request.by, work.unit_id):
        raise Http404
    link = links_of([work], request.at).get(work.pk)
    if request.method == "POST":
        if "revoke" in request.POST and link:
            actions.revoke_links(by=request.by, at=request.at, links=[link])
            messages.success(request, _("Đã thu hồi đường dẫn."))
        else:
            actions.issue_links(by=request.by, at=request.at, works=[work])
        return redirect("plans:phone_link", pk)
    shown = {"work": work, "task": work.task, "link": link, "address": address_of(request, link)}
    return render(request, "plans/phone_link.html", shown)


def address_of(request: HttpRequest, link: PhoneLink | None) -> str:
    """The whole address of a link; empty where there is none to be shown."""
    code = code_to_show(link) if link else ""
    return request.build_absolute_uri(reverse("plans:phone", args=[code])) if code else ""


URLS = [
    path("phan-viec/<int:pk>/duong-dan/", handing, name="phone_link"),
    path("l/<str:code>/", page, name="phone"),
    path("l/<str:code>/anh/", photo, name="phone_photo"),
]
