"""*Chuyển tiếp*: which plan is replaced, and where each of its open rows goes on."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import Plan, Task
from thuocdo.plans.queries.carried import Carried, carried_work
from thuocdo.plans.queries.reviewing import Review, live_plans
from thuocdo.plans.web.paging import leaf
from thuocdo.plans.web.review.rows import owner_words, printed

CUT = 90  # characters of a row's words in the list of choices


@dataclass(frozen=True)
class CarriedRow:
    """One row of the old plan with the units that still owe work under it, and where it goes."""

    task: Task
    units: str
    due: dt.date | None
    to: str
    shown: str
    decided: bool


def _labels(seen: Review) -> dict[str, str]:
    """Key → words of every place open work may go to."""
    places = {"row": _("Một dòng riêng trong kế hoạch mới"), "close": _("Kết thúc, không chuyển")}
    for each in seen.settlement.tasks:
        if each.tracked:
            places.setdefault(each.key, " ".join(printed(each)).strip()[:CUT])
    return places


def table(
    seen: Review, get: QueryDict, today: dt.date, typed: QueryDict | None
) -> dict[str, object]:
    """The choice of the plan that is replaced, and one page of its open rows."""
    work = carried_work(seen)
    names = organisations.name_on({c.assignment.unit_id for c in work}, today)
    places = _labels(seen)
    by_task: dict[int, list[Carried]] = {}
    for each in work:
        by_task.setdefault(each.assignment.task_id, []).append(each)
    rows = [_row(pieces, names, places, typed) for pieces in by_task.values()]
    return {
        "page": leaf(rows, get.get("trang", "")),
        "places": list(places.values()),
        "named": [c.number for c in seen.reading.document.replaces if c.number],
        "live": live_plans(seen.plan),
        "replaces_version": _version(seen, "replaces"),
    }


def _version(seen: Review, key: str) -> int:
    return seen.decisions[key].version if key in seen.decisions else 0


def _row(
    pieces: list[Carried], names: dict[int, str], places: dict[str, str], typed: QueryDict | None
) -> CarriedRow:
    first = pieces[0]
    units = tuple(dict.fromkeys(p.assignment.unit_id for p in pieces))
    dues = [p.assignment.due for p in pieces if p.assignment.due]
    said = places.get(first.to, places["row"])
    task = first.assignment.task
    return CarriedRow(
        task,
        owner_words(units, names),
        min(dues) if dues else None,
        said,
        (typed or {}).get(f"to:{task.pk}", said),
        any(p.decided for p in pieces),
    )


def read_carried(post: QueryDict, seen: Review) -> dict[str, Any]:
    """What was changed, for every unit's piece of a row; Mistake where the words name no row."""
    keys = {words: key for key, words in reversed(_labels(seen).items())}
    chosen: dict[int, str] = {}
    for name, words in post.items():
        task = name.removeprefix("to:")
        if task == name or not task.isdecimal() or words == post.get(f"was:{name}"):
            continue
        if words.strip() not in keys:
            raise Mistake(
                f"Không có dòng nào là “{words}”. Chọn trong danh sách gợi ý.", field=name
            )
        chosen[int(task)] = keys[words.strip()]
    return {
        f"carry:{c.assignment.pk}": {"to": chosen[c.assignment.task_id]}
        for c in carried_work(seen)
        if c.assignment.task_id in chosen
    }


def read_replaced(post: QueryDict, plan: Plan) -> dict[str, Any]:
    """The plan a person chose as replaced, or that none is."""
    wanted = post.get("plan", "")
    if wanted and wanted not in {str(p.pk) for p in live_plans(plan)}:
        raise Mistake("Kế hoạch được chọn không còn đang thực hiện. Chọn lại.", field="plan")
    return {"replaces": {"plan": int(wanted) if wanted else None}}
