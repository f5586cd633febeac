"""The parts of a page as template tags; built in, so no template loads them. Shown at /thiet-ke/."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from thuocdo.design import forms, parts, words
from thuocdo.design.icons import ICONS

register = template.Library()

register.filter("day", words.day)
register.filter("long_day", words.long_day)
register.filter("moment", words.moment)
register.filter("number", words.number)
register.filter("rank", words.rank)
register.filter("in_unit", words.in_unit)
register.filter("days_left", words.working_days_left)
register.filter("size", words.size)
register.filter("initials", words.initials)
register.filter("shape", forms.shape)
register.filter("faults", forms.faults)


@register.filter
def cells(text: str) -> SafeString:
    """What stood in several cells of one printed row (kept as "a | b"), each cell on its own line."""
    return format_html_join(mark_safe("<br>"), "{}", ((part,) for part in text.split(" | ")))


@register.simple_tag
def icon(name: str, label: str = "") -> SafeString:
    """`{% icon "late" %}`; with a label it speaks, without it is decoration beside words."""
    hidden = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else mark_safe('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon" viewBox="0 0 24 24" {}><path d="{}"/></svg>', hidden, ICONS[name]
    )


@register.simple_tag
def button(label: str, href: str = "", kind: str = "", icon: str = "", **attrs: str) -> SafeString:
    """`{% button "Tải kế hoạch lên" href=url kind="go" icon="upload" %}`: a link with `href`, else a button.

    kind: go (the one primary act of a page) | quiet | bad | "" ; further arguments become attributes
    (`name="act" value="keep"`); underscores become hyphens.
    """
    inside = format_html("{}{}", _icon(icon), label)
    extra = format_html_join(
        "", ' {}="{}"', ((k.replace("_", "-"), v) for k, v in attrs.items() if v not in (None, ""))
    )
    if href:
        return format_html('<a class="btn {}" href="{}"{}>{}</a>', kind, href, extra, inside)
    return format_html('<button class="btn {}"{}>{}</button>', kind, extra, inside)


@register.simple_tag
def chip(label: str, tone: str = "", icon: str = "") -> SafeString:
    """A state: word, icon and colour. tone: good | warn | bad | info | ""."""
    usual = {"good": "done", "warn": "late", "bad": "late", "info": "info"}
    return format_html(
        '<span class="chip {}">{}{}</span>', tone, _icon(icon or usual.get(tone, "")), label
    )


def _icon(name: str) -> SafeString:
    return icon(name) if name else mark_safe("")


@register.inclusion_tag("design/_six.html")
def six(shares):
    """The strip of counts; each a link to its rows. `shares`: list of `design.parts.Share`."""
    return {"shares": shares}


@register.inclusion_tag("design/_bar.html")
def bar(shares):
    """The stacked bar of the same shares; a table stands beside or under it."""
    return {"slices": parts.slices(shares), "spoken": parts.spoken(shares)}


@register.inclusion_tag("design/_bullet.html")
def bullet(value, aim, label, most=None, at_least=True):
    """A value against its level: `{% bullet 41.8 50 "41,8% trên mức 50%" most=100 %}`."""
    return {
        "b": parts.bullet(float(value), float(aim), most=most, at_least=at_least),
        "label": label,
    }


@register.inclusion_tag("design/_progress.html")
def progress(done, total, words=""):
    """How much of a finite job is done: `{% progress 14 17 "tên đơn vị đã khớp" %}`."""
    return {
        "done": done,
        "total": total,
        "words": words,
        "width": round(100 * done / total, 2) if total else 0,
    }


@register.inclusion_tag("design/_empty.html")
def empty(title, text="", url="", action="", icon="document"):
    """What would be here, and the one next step."""
    return {"title": title, "text": text, "url": url, "action": action, "icon": icon}


@register.inclusion_tag("design/_tabs.html")
def tabs(steps, label):
    """Views of one thing as links. `steps`: list of `design.parts.Step`."""
    return {"steps": steps, "label": label}


@register.inclusion_tag("design/_errors.html")
def errors(form):
    """The summary on top of a page with a form in trouble; nothing where all is well."""
    return {"found": forms.faults(form) if form.is_bound else []}


@register.simple_tag
def beside(url: str) -> SafeString:
    """Attributes of the link in a row: opens beside the list; without script, as its own page."""
    return format_html(
        'href="{0}" hx-get="{0}" hx-target="#beside" hx-swap="innerHTML" data-open', url
    )


@register.simple_tag
def live(keys: str, url: str) -> SafeString:
    """Attributes of a fragment that is fetched again when a key ("plan:3 unit:7") was touched."""
    return format_html(
        'data-live="{}" hx-get="{}" hx-trigger="live" hx-swap="outerHTML"', keys, url
    )


@register.filter
def shell(request) -> str:
    """`{% extends request|shell %}`: one template, its own page or what opens beside a list."""
    target = getattr(getattr(request, "htmx", None), "target", None)
    return "design/beside.html" if target == "beside" else "design/page.html"


@register.simple_tag(takes_context=True)
def address(context, **changes) -> str:
    """The present address with some of its parameters changed; None or "" drops one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name.replace("_", "-"), None)
        if value not in (None, ""):
            query[name.replace("_", "-")] = value
    return "?" + urlencode(sorted(query.lists()), doseq=True)


@register.inclusion_tag("design/_rail.html", takes_context=True)
def rail(context):
    """The nouns of the house, the present one marked; on a phone the first four and the rest under Thêm.

    `waits` in the context: numbers by route that the page has asked for already; they are not asked for again.
    """
    request, by, known = context["request"], context.get("by"), context.get("waits", {})
    items = []
    for entry in context.get("menu", ()):
        url = reverse(entry.route)
        here = request.path == url or (url != "/" and request.path.startswith(url))
        waits = known.get(entry.route)
        if waits is None and entry.badge:
            waits = entry.badge(by, request.at)
        items.append({"entry": entry, "url": url, "here": here, "waits": waits})
    rest = items[4:] if len(items) > 5 else []
    return {"items": items, "first": items[: len(items) - len(rest)], "rest": rest}


@register.filter
def plain(value: float) -> str:
    """A number as drawings want it: a point, no grouping, whatever the language of the page."""
    return f"{value:g}"


@register.inclusion_tag("design/_filters.html")
def filters(page):
    """The filter bar of a list: `{% filters page %}` in block filters."""
    return {"page": page}


@register.inclusion_tag("design/_list.html", takes_context=True)
def listing(context, page):
    """The table of a list with its pages, counts and exports. `page`: `design.lists.Page`."""
    return {"page": page, "request": context.get("request"), "by": context.get("by")}


@register.filter
def cell(row, column):
    """A plain cell: dates and numbers as the house writes them."""
    value = column.value(row)
    if isinstance(value, dt.date):
        return words.day(value)
    if isinstance(value, int | float | Decimal) and not isinstance(value, bool):
        return words.number(value)
    return "" if value is None else value
