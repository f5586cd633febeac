"""Decisions of a review as a person reads them: what was asked, what was answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.organisations.queries import Choices
from thuocdo.plans.models import Decision, RowOwner, Task
from thuocdo.plans.rules.decisions import name_key
from thuocdo.plans.rules.reading import PlanReading
from thuocdo.plans.web.rhythm import rule_words

ABOUT = {
    "focal": gettext_lazy("Đơn vị đầu mối"),
    "name": gettext_lazy("Tên đơn vị"),
    "mode": gettext_lazy("Cách báo cáo của nhóm"),
    "lead": gettext_lazy("Đơn vị chịu trách nhiệm"),
    "schedule": gettext_lazy("Thời hạn khi theo dõi"),
    "value": gettext_lazy("Mức chỉ tiêu khi theo dõi"),
    "track": gettext_lazy("Không đưa vào theo dõi"),
    "past": gettext_lazy("Thời hạn đã qua"),
    "checkpoints": gettext_lazy("Mốc báo cáo"),
    "products": gettext_lazy("Mốc theo sản phẩm"),
    "finding": gettext_lazy("Điểm cần xem lại"),
    "clause": gettext_lazy("Nội dung chưa giao"),
    "replaces": gettext_lazy("Kế hoạch được thay thế"),
    "carry": gettext_lazy("Chuyển tiếp"),
}
FINDINGS = {
    "keep": gettext_lazy("Giữ nguyên như văn bản"),
    "noted": gettext_lazy("Đã ghi nhận"),
    "changed": gettext_lazy("Đã sửa khi theo dõi"),
}


@dataclass(frozen=True)
class Answer:
    """`about` is the kind of question, `where` the row, name or point it speaks of."""

    about: str
    where: str
    words: str
    decision: Decision


def answers(decisions: Iterable[Decision], reading: PlanReading, book: Choices) -> list[Answer]:
    """Every decision in words, the latest first."""
    return [
        Answer(
            str(ABOUT[d.key.partition(":")[0]]),
            _where(d.key, reading),
            words(d.key, d.value, book),
            d,
        )
        for d in sorted(decisions, key=lambda d: (d.at, d.pk), reverse=True)
    ]


def _where(key: str, reading: PlanReading) -> str:
    kind, _colon, about = key.partition(":")
    row, _dash, place = about.partition("-")
    if row == "task" and place.isdecimal():
        return _("Nhiệm vụ {number}").format(number=reading.tasks[int(place)].number or "–")
    if row == "target" and place.isdecimal():
        return _("Chỉ tiêu {number}").format(number=reading.targets[int(place)].code or "–")
    if kind == "finding":
        return reading.findings[int(about)].message
    return _printed(about, reading) if kind == "name" else ""


def _printed(folded: str, reading: PlanReading) -> str:
    """A name as it is printed where it stands first."""
    rows = [
        *((t.lead, t.coordinating) for t in reading.tasks),
        *((t.responsible, ()) for t in reading.targets),
    ]
    names = (name for leading, others in rows for name in (*leading, *others))
    return next((n for n in names if name_key(n) == f"name:{folded}"), folded)


def words(key: str, value: Mapping[str, Any], book: Choices) -> str:
    """The answer of one decision; units and groups by their names."""
    kind = key.partition(":")[0]
    match kind:
        case "focal":
            return book.units.get(value["unit"], "")
        case "name":
            return _meaning(value, book)
        case "mode":
            return str(dict(RowOwner.Mode.choices)[value["mode"]])
        case "clause":
            return given_words(value, book.units)
        case "lead":
            return ", ".join(book.units.get(u, "") for u in value.get("units", ()))
        case "schedule":
            return schedule_words(value)
        case "value":
            return " ".join(filter(None, (value["operator"], value["value"], value["unit"])))
        case "track":
            return str(value.get("why", ""))
        case "past":
            return past_words(value)
        case "checkpoints":
            return ", ".join(f"{day:02d}/{month:02d}" for month, day in value["pairs"])
        case "products":
            return "; ".join(item["label"] for item in value["items"])
        case "finding":
            note = value.get("note")
            return (
                f"{FINDINGS[value['answer']]}: {note}" if note else str(FINDINGS[value["answer"]])
            )
        case _:
            return {"close": _("Kết thúc, không chuyển"), "row": _("Một dòng riêng")}.get(
                str(value.get("to")), ""
            )


def _meaning(value: Mapping[str, Any], book: Choices) -> str:
    named = {"unit": book.units, "group": book.groups, "partner": book.partners}
    if value["kind"] in named:
        return named[value["kind"]].get(value["id"], "")
    return _("Không chỉ đơn vị nào")


def schedule_words(value: Mapping[str, Any]) -> str:
    """ "Có thời hạn, 01/03/2026 – 30/09/2026, sau đó thường xuyên"."""
    kind = str(dict(Task.Kind.choices)[value["kind"]])
    days = " – ".join(day_words(value.get(k)) for k in ("start", "due") if value.get(k))
    then = _("sau đó thường xuyên") if value.get("then") else ""
    rhythm = rule_words(value["rule"]) if value.get("rule") else ""
    return ", ".join(filter(None, (rhythm or kind, days, value.get("event") or "", then)))


def given_words(value: Mapping[str, Any], names: Mapping[int, str]) -> str:
    """What was decided of a clause of the body: "Giao Văn phòng Sở, thời hạn 30/06/2023", or left as it is."""
    if not value.get("units"):
        return _("Để nguyên")
    units = ", ".join(names.get(u, "") for u in value["units"])
    if due := day_words(value.get("due")):
        return _("Giao {units}, thời hạn {due}").format(units=units, due=due)
    return _("Giao {units}").format(units=units)


def past_words(value: Mapping[str, Any]) -> str:
    if value["answer"] == "done":
        said = _("Đã hoàn thành ngày {day}").format(day=day_words(value["on"]))
        return f"{said}, {value['evidence']}" if value.get("evidence") else said
    if value["answer"] == "new_date":
        return _("Thời hạn mới {day}").format(day=day_words(value["due"]))
    return _("Giữ là quá hạn")


def day_words(iso: str | None) -> str:
    """A stored day as people write it.

    >>> day_words("2023-03-05"), day_words(None)
    ('05/03/2023', '')
    """
    return f"{dt.date.fromisoformat(iso):%d/%m/%Y}" if iso else ""
