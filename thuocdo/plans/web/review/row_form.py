"""One row under review: everything that can be decided of it, as fields, and back as decisions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.organisations.queries import Choices
from thuocdo.plans.models import Task
from thuocdo.plans.queries.reviewing import Review
from thuocdo.plans.rules.products import products_of
from thuocdo.plans.rules.settle import Clause, SettledTarget, SettledTask
from thuocdo.plans.web.answers import day_words, schedule_words
from thuocdo.plans.web.review.names import unit_named
from thuocdo.plans.web.review.rows import owner_words, printed
from thuocdo.plans.web.typed import decimal_text, iso_day, pair_words, pairs

OPERATORS = (">=", "<=", "=", ">", "<")
PAST = ("past", "done_on", "evidence", "new_due")


@dataclass(frozen=True)
class Field:
    """What a field shows, what it showed before anybody typed, what is wrong with it."""

    name: str
    value: str = ""
    was: str = ""
    error: str = ""


@dataclass(frozen=True)
class RowForm:
    """`late`, `products`, `group`: which questions this row raises at all.

    `products` are those proposed, `chosen` those that have a checkpoint, `taken` those ticked now.
    """

    key: str
    is_task: bool
    number: str
    words: str
    parent: str
    owners: str
    settled: SettledTask | SettledTarget
    fields: dict[str, Field]
    versions: dict[str, int]
    late: bool
    products: list[str]
    chosen: list[str]
    taken: list[str]
    group: bool


def row_form(
    seen: Review,
    key: str,
    today: dt.date,
    typed: QueryDict | None = None,
    wrong: Mistake | None = None,
) -> RowForm | None:
    """The form of one row; None where there is no such row. `typed` are the words to keep after a mistake."""
    settled: dict[str, SettledTask | SettledTarget] = {t.key: t for t in seen.settlement.tasks}
    settled |= {t.key: t for t in seen.settlement.targets}
    each = settled.get(key)
    if each is None or isinstance(each.row, Clause):
        return None
    book = organisations.choices(seen.plan.agency_id, today)
    is_task = isinstance(each, SettledTask)
    parent = settled.get(each.parent or "") if isinstance(each, SettledTask) else None
    said = {k.partition(":")[0]: d for k, d in seen.decisions.items() if k.endswith(f":{key}")}
    chosen = [i["label"] for i in said["products"].value["items"]] if "products" in said else []
    parties = each.leads if isinstance(each, SettledTask) else each.parties
    number, words = printed(each)
    return RowForm(
        key,
        is_task,
        number,
        words,
        parent.row.content if isinstance(parent, SettledTask) else "",
        owner_words(each.owners, book.units),
        each,
        _fields(each, {k: d.value for k, d in said.items()}, book, typed, wrong),
        {f"{kind}:{key}": d.version for kind, d in said.items()},
        "past" in said or any(q.key == f"past:{key}" for q in seen.settlement.questions),
        chosen or products_of(getattr(each.row, "product", None)),
        chosen,
        typed.getlist("take_product") if typed else chosen,
        any(p.kind == "group" for p in parties),
    )  # fmt: skip


def _fields(
    each: SettledTask | SettledTarget,
    said: dict[str, Any],
    book: Choices,
    typed: QueryDict | None,
    wrong: Mistake | None,
) -> dict[str, Field]:
    past, track = said.get("past", {}), said.get("track", {})
    shown = {
        "lead": "; ".join(book.units.get(u, "") for u in said.get("lead", {}).get("units", ())),
        "mode": said.get("mode", {}).get("mode", ""),
        "untracked": "1" if track else "",
        "why": track.get("why", ""),
    }
    if isinstance(each, SettledTask):
        schedule = each.schedule.to_json()
        if past.get("answer") == "new_date":
            schedule["due"] = said.get("schedule", each.row.schedule.__dict__).get("due")
        shown |= {k: schedule[k] or "" for k in ("kind", "rule", "event", "then")}
        shown |= {k: _day(schedule[k]) for k in ("start", "due")}
        shown |= {"past": past.get("answer", ""), "evidence": past.get("evidence", "")}
        shown |= {"done_on": day_words(past.get("on")), "new_due": day_words(past.get("due"))}
        shown["pairs"] = pair_words(said.get("checkpoints", {}).get("pairs", ()))
    else:
        shown |= {k: getattr(each, k) or "" for k in ("operator", "value", "unit")}
    fields = {name: Field(name, value, value) for name, value in shown.items()}
    for name, field in fields.items():
        if typed is not None and typed.get(name, "") != typed.get(f"was:{name}", ""):
            fields[name] = replace(field, value=typed.get(name, ""))
        if wrong is not None and wrong.field == name:
            fields[name] = replace(fields[name], error=wrong.message)
    return fields


def _day(value: str | dt.date | None) -> str:
    return day_words(value.isoformat() if isinstance(value, dt.date) else value)


def read_row(post: QueryDict, key: str, agency: int, today: dt.date) -> dict[str, Any]:
    """The decisions of a posted form: what differs from what it showed. Mistake names the field."""
    if post.get("untracked"):
        why = post.get("why", "").strip()
        if not why:
            raise Mistake("Ghi lý do không đưa dòng này vào theo dõi.", field="why")
        return {f"track:{key}": {"tracked": False, "why": why}}
    decided: dict[str, Any] = {}
    if _changed(post, "untracked"):
        decided[f"track:{key}"] = None
    if _changed(post, "lead"):
        units = [unit_named(w, agency, today, field="lead") for w in _items(post.get("lead", ""))]
        decided[f"lead:{key}"] = {"units": units} if units else None
    if _changed(post, "mode"):
        decided[f"mode:{key}"] = {"mode": post["mode"]} if post.get("mode") else None
    if key.startswith("task-"):
        return decided | _schedule(post, key) | _past(post, key, today) | _marks(post, key)
    return decided | _value(post, key)


def summary(decided: dict[str, Any], agency: int, today: dt.date) -> str:
    """What was changed, in one line: kept as the answer to the point it mends."""
    book = organisations.choices(agency, today)
    said = []
    for key, value in decided.items():
        kind = key.partition(":")[0]
        if value is None:
            continue
        if kind == "schedule":
            said.append(schedule_words(value))
        elif kind == "value":
            said.append(" ".join(v for v in value.values() if v))
        elif kind == "lead":
            said.append(", ".join(book.units.get(u, "") for u in value["units"]))
        elif kind == "track":
            said.append(_("không đưa vào theo dõi"))
    return "; ".join(said)


def _items(words: str) -> list[str]:
    return [w.strip() for w in words.split(";") if w.strip()]


def _changed(post: QueryDict, *fields: str) -> bool:
    return any(post.get(f, "") != post.get(f"was:{f}", "") for f in fields)


def _schedule(post: QueryDict, key: str) -> dict[str, Any]:
    if not _changed(post, "kind", "start", "due", "rule", "event", "then"):
        return {}
    days = {f: iso_day(post.get(f, ""), f) if post.get(f) else None for f in ("start", "due")}
    kind = post.get("kind", "none")
    if days["start"] and days["due"] and days["due"] < days["start"]:
        raise Mistake("Thời hạn phải sau ngày bắt đầu. Sửa lại một trong hai ngày.", field="due")
    if kind in (Task.Kind.DEADLINE, Task.Kind.WINDOW) and not days["due"]:
        raise Mistake("Ghi ngày hoàn thành cho dòng có thời hạn.", field="due")
    if kind == Task.Kind.RECURRING and not post.get("rule"):
        raise Mistake("Chọn chu kỳ cho dòng định kỳ.", field="rule")
    if kind == Task.Kind.ON_EVENT and not post.get("event", "").strip():
        raise Mistake("Ghi sự kiện mà dòng này chờ.", field="event")
    words = {f: post.get(f, "").strip() or None for f in ("rule", "event", "then")}
    return {f"schedule:{key}": {"kind": kind, **days, **words}}


def past_answer(post: QueryDict, today: dt.date) -> dict[str, Any] | None:
    """The answer for a row already due; None where none was chosen."""
    answer = post.get("past", "")
    if answer == "done":
        if not post.get("done_on"):
            raise Mistake("Ghi ngày đã hoàn thành.", field="done_on")
        on = iso_day(post["done_on"], "done_on")
        if on > today.isoformat():
            raise Mistake("Ngày hoàn thành không thể sau hôm nay.", field="done_on")
        return {"answer": "done", "on": on, "evidence": post.get("evidence", "").strip()}
    if answer == "new_date":
        due = iso_day(post.get("new_due", ""), "new_due")
        if due < today.isoformat():
            raise Mistake("Thời hạn mới phải từ hôm nay trở đi.", field="new_due")
        return {"answer": "new_date", "due": due}
    return {"answer": "late"} if answer == "late" else None


def _past(post: QueryDict, key: str, today: dt.date) -> dict[str, Any]:
    if not _changed(post, *PAST):
        return {}
    answer = past_answer(post, today)
    return {f"past:{key}": answer} if answer else {}


def _marks(post: QueryDict, key: str) -> dict[str, Any]:
    """Checkpoints: one for each product that is ticked, and reporting days of this row's own."""
    decided: dict[str, Any] = {}
    taken = [label for label in post.getlist("product") if label in post.getlist("take_product")]
    if taken != post.getlist("was:take_product"):
        items = [{"label": label} for label in taken]
        decided[f"products:{key}"] = {"items": items} if items else None
    if _changed(post, "pairs"):
        marks = pairs(post.get("pairs", ""))
        decided[f"checkpoints:{key}"] = {"pairs": marks} if marks else None
    return decided


def _value(post: QueryDict, key: str) -> dict[str, Any]:
    if not _changed(post, "operator", "value", "unit"):
        return {}
    value = {
        "operator": post.get("operator") or None,
        "value": decimal_text(post.get("value", "")),
        "unit": post.get("unit", "").strip() or None,
    }
    return {f"value:{key}": value}
