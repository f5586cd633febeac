"""The lines of an amendment as a person reads them: field by field, before and after."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.models import Amendment, AmendmentLine, Plan, Target, Task
from thuocdo.plans.queries.amended import AmendedLine
from thuocdo.plans.queries.printed import Printed, printed_targets, printed_tasks
from thuocdo.plans.rules.schedules import read_schedule
from thuocdo.plans.rules.targets import level_words
from thuocdo.plans.rules.work import as_schedule
from thuocdo.plans.web.answers import day_words
from thuocdo.plans.web.typed import decimal_text, iso_day

LABELS = {
    "number": _("TT"),
    "code": _("TT"),
    "group": _("Nhóm"),
    "content": _("Nội dung"),
    "name": _("Chỉ tiêu"),
    "lead": _("Đơn vị chủ trì"),
    "coordinating": _("Đơn vị phối hợp"),
    "responsible": _("Đơn vị thực hiện"),
    "schedule": _("Thời gian"),
    "product": _("Sản phẩm"),
    "operator": _("Dấu"),
    "value": _("Mức"),
    "unit": _("Đơn vị tính"),
}


@dataclass(frozen=True)
class FieldChange:
    label: str
    before: str
    after: str


@dataclass(frozen=True)
class LineView:
    """One line: which row, what changes, whom it touches."""

    line: AmendmentLine
    number: str
    words: str
    changes: list[FieldChange]
    units: str


def line_views(rows: Iterable[AmendedLine], units: Mapping[int, str]) -> list[LineView]:
    return [_view(row, units) for row in rows]


def _view(row: AmendedLine, units: Mapping[int, str]) -> LineView:
    line = row.line
    new = line.after or {}
    own = line.task or line.target
    number = (
        (own.number if line.task else own.code) if own else new.get("number") or new.get("code")
    )
    words = (
        (own.content if line.task else own.name) if own else new.get("content") or new.get("name")
    )
    named = [units.get(u, "") for u in row.units]
    shown = ", ".join(named[:4]) + (f" và {len(named) - 4} đơn vị khác" if len(named) > 4 else "")
    return LineView(line, number or "", words or "", _changes(line), shown)


def amended(row: Task | Target) -> list[tuple[AmendmentLine, list[FieldChange]]]:
    """What documents in force changed of a row, the latest last. One query, `amended_by` not prefetched."""
    lines = row.amended_by.filter(accepted=True, amendment__state=Amendment.State.APPLIED)
    return [(line, _changes(line)) for line in lines.select_related("amendment")]


def _changes(line: AmendmentLine) -> list[FieldChange]:
    old, new = line.before or {}, line.after or {}
    heading = ("number", "code", "content", "name") if line.kind == "added" else ()
    keys = [k for k in LABELS if (k in old or k in new) and k not in heading]
    if line.kind == "dropped":
        keys = []
    return [FieldChange(str(LABELS[k]), _words(old.get(k)), _words(new.get(k))) for k in keys]


def _words(value: Any) -> str:
    if isinstance(value, Mapping):
        days = [day_words(value.get("start")), day_words(value.get("due"))]
        return value.get("text") or " – ".join(d for d in days if d) or "–"
    if isinstance(value, list | tuple):
        return "; ".join(value) or "–"
    return str(value) if value not in (None, "") else "–"


@dataclass(frozen=True)
class EditRow:
    """A tracked row with the fields a short document may change, and what was typed into them."""

    name: str
    is_task: bool
    number: str
    words: str
    now: str
    owners: str
    typed: dict[str, str]


def edit_rows(plan: Plan, post: QueryDict) -> list[EditRow]:
    """Every row in force, tasks first. After a mistake the words typed stand where they stood."""
    rows = [_edit("task", r, post) for r in printed_tasks(plan)]
    return rows + [_edit("target", r, post) for r in printed_targets(plan)]


def _edit(kind: str, row: Printed, post: QueryDict) -> EditRow:
    name, fields = f"{kind}-{row.id}", row.fields
    typed = {
        field: post.get(f"{name}:{field}", "")
        for field in ("due", "lead", "content", "value", "name", "drop")
    }
    if kind == "task":
        now, owners = _words(fields["schedule"]), fields["lead"]
        return EditRow(
            name, True, fields["number"] or "", fields["content"], now, "; ".join(owners), typed
        )
    figure = Decimal(fields["value"]) if fields["value"] is not None else None
    level = level_words(fields["operator"] or "", figure, fields["unit"] or "")
    owners = "; ".join(fields["responsible"])
    return EditRow(name, False, fields["code"] or "", fields["name"], level, owners, typed)


def row_changes(post: QueryDict, plan: Plan) -> list[tuple[str, int, dict[str, Any]]]:
    """The rows a short document changes, from the form: `row` fields named task-<id> or target-<id>."""
    schedules = {r.id: r.fields["schedule"] for r in printed_tasks(plan)}
    changes: list[tuple[str, int, dict[str, Any]]] = []
    for chosen in post.getlist("row"):
        kind, _dash, pk = chosen.partition("-")
        if kind not in ("task", "target") or not pk.isdecimal():
            raise Mistake("Dòng cần sửa không rõ. Tải lại trang rồi chọn lại.")
        fields = _fields(post, chosen, kind, schedules.get(int(pk), {}), plan.first_year)
        if fields:
            changes.append((kind, int(pk), fields))
    return changes


def _fields(
    post: QueryDict, row: str, kind: str, schedule: Mapping[str, Any], year: int
) -> dict[str, Any]:
    if post.get(f"{row}:drop"):
        return {"dropped": True}
    words = {
        name: post[f"{row}:{name}"].strip()
        for name in ("content", "name")
        if post.get(f"{row}:{name}", "").strip()
    }
    fields: dict[str, Any] = dict(words)
    if value := decimal_text(post.get(f"{row}:value", "")):
        fields["value"] = value
    owner = post.get(f"{row}:lead", "").strip()
    if owner:
        fields["lead" if kind == "task" else "responsible"] = [w.strip() for w in owner.split(";")]
    if typed := post.get(f"{row}:due", "").strip():
        fields["schedule"] = _time(typed, schedule, year)
    return fields


def _time(typed: str, schedule: Mapping[str, Any], year: int) -> dict[str, Any]:
    """The new time of a row: a day ends what it was, other words are read as those of a plan.

    >>> window = {"kind": "window", "start": "2027-04-01", "due": "2027-09-30"}
    >>> _time("31/12/2027", window, 2027)["start"], _time("Hằng quý", window, 2027)["rule"]
    ('2027-04-01', 'FREQ=MONTHLY;INTERVAL=3')
    """
    if re.fullmatch(r"\d+\s*[/.-]\s*\d+\s*[/.-]\s*\d+", typed):
        due = iso_day(typed)
        if (schedule.get("start") or "") > due:
            raise Mistake(
                f"Thời hạn {typed} trước ngày bắt đầu {day_words(schedule['start'])} của dòng. Xem lại ngày."
            )
        kept = (
            schedule.get("kind") if schedule.get("kind") in ("deadline", "window") else "deadline"
        )
        text = f"{dt.date.fromisoformat(due):%d/%m/%Y}"
        return {**schedule, "kind": kept, "due": due, "text": text, "rule": None, "event": None}
    read = read_schedule([typed], year)
    if read.schedule.kind == "none":
        raise Mistake(
            f"Không hiểu thời hạn “{typed}”. Viết như trong văn bản: 30/4/2027, Quý IV/2027, Hằng tháng."
        )
    return as_schedule(read.schedule, None).to_json()
