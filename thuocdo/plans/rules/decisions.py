"""The questions a review asks, each with one key, and what may be answered. One table for all of them.

A decision is `key → value`; keys are texts, values are JSON. A row's key is `task-3` or `target-7`: its
place in the reading, counted from 0, which never changes because a reading is never changed.

| key | value | meaning |
|---|---|---|
| `focal` | `{"unit": id}` | unit that follows the plan and stands in where one focal unit reports |
| `name:<folded printed name>` | `{"kind": "unit"\\|"group"\\|"partner"\\|"nobody", "id": id}` | whom a printed name means, in every row |
| `mode:group-<id>` / `mode:<row>` | `{"mode": "every"\\|"focal"\\|"information", "unit": id?}` | how a group as lead works, in bulk or for a row |
| `lead:<row>` | `{"units": [id, …]}` | who leads a row whose printed lead names nobody, or nobody in this agency |
| `schedule:<row>` | `{"kind", "start", "due", "rule", "event", "then"}` | the schedule tracked, beside the exact words |
| `value:<row>` | `{"operator", "value", "unit"}` | the figure tracked, beside the printed one |
| `track:<row>` | `{"tracked": false, "why": …}` | kept as printed, not tracked |
| `past:<row>` | `{"answer": "done"\\|"new_date"\\|"late", "on"?, "due"?, "evidence"?}` | a row already due |
| `checkpoints` / `checkpoints:<row>` | `{"pairs": [[3, 15], …]}` | month and day before which standing and year-long work is asked for |
| `products:<row>` | `{"items": [{"label", "due"?}, …]}` | one checkpoint for each product of the cell |
| `finding:<n>` | `{"answer": "keep"\\|"noted"\\|"changed", "note"?}` | the answer to finding n of the reading |
| `clause:<block>` | `{"answer": "no"}` or `{"units": [id, …], "due"?: day}` | an unowned clause of the body, left or taken as a task |
| `replaces` | `{"plan": id or null}` | the plan that this one replaces, where its number alone does not say; null: none |
| `carry:<assignment id>` | `{"to": "<row>"\\|"row"\\|"close"}` | open work of the plan that is replaced |
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from typing import Any

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import month_end
from thuocdo.lawbook.recurrence import read_rule
from thuocdo.lawbook.schedule import KINDS
from thuocdo.lawbook.text import fold

Decisions = Mapping[str, Any]
Test = Callable[[Any], bool]

_ROW = r"(?:task|target|clause)-\d+"
_MODES = ("every", "focal", "information")
_OPERATORS = (">=", "<=", "=", ">", "<")
_NAMED = ("unit", "group", "partner")
LONGEST = 190  # of a folded name in a key; a longer "name" is a paragraph in an owner cell


def name_key(printed: str) -> str:
    """The key under which a printed name is settled, once for all rows.

    >>> name_key("Các phòng  Sở")
    'name:cac phong so'
    """
    return f"name:{fold(printed)[:LONGEST]}"


def check(key: str, value: Any) -> None:
    """Refuse a decision that could not be carried out, before anything is written."""
    kind, _colon, about = key.partition(":")
    if kind not in _SHAPES or not re.fullmatch(_KEYS.get(kind, ""), about):
        raise Mistake(f"Không có loại quyết định “{key}” trong rà soát kế hoạch.")
    fields = _SHAPES[kind]
    if not isinstance(value, dict) or not set(value) <= set(fields):
        raise Mistake(
            f"Quyết định “{key}” chỉ gồm: {', '.join(sorted(fields))}. Mở lại trang rà soát rồi chọn lại."
        )
    wrong = next((name for name in value if not fields[name](value[name])), None)
    missing = kind in _NEEDS and _NEEDS[kind] not in value
    if wrong or missing or not _WHOLE.get(kind, lambda _value: True)(value):
        raise Mistake(
            f"Quyết định “{key}” chưa đủ hoặc không hợp lệ. Mở lại trang rà soát rồi chọn lại.",
            field=wrong,
        )


def _id(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value > 0


def _ids(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(_id(v) for v in value)


def _words(value: Any) -> bool:
    return isinstance(value, str)


def _said(value: Any) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _or_none(test: Test) -> Test:
    return lambda value: value is None or test(value)


def _one_of(*allowed: str) -> Test:
    return lambda value: value in allowed


def _day(value: Any) -> bool:
    try:
        return bool(dt.date.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _rule(value: Any) -> bool:
    try:
        return bool(read_rule(value))
    except (Mistake, AttributeError):
        return False


def _figure(value: Any) -> bool:
    return isinstance(value, str) and re.fullmatch(r"-?\d{1,12}(\.\d{1,6})?", value) is not None


def _pairs(value: Any) -> bool:
    """Months and days of any year, 29 February among them."""
    return isinstance(value, list) and all(
        isinstance(p, list | tuple)
        and len(p) == 2
        and all(isinstance(n, int) for n in p)
        and 1 <= p[0] <= 12
        and 1 <= p[1] <= month_end(2024, p[0]).day
        for p in value
    )


def _items(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, dict)
        and set(item) <= {"label", "due"}
        and _said(item.get("label"))
        and _or_none(_day)(item.get("due"))
        for item in value
    )


def _whole_schedule(value: Mapping[str, Any]) -> bool:
    """What each kind cannot do without, and days in their order."""
    start, due = value.get("start"), value.get("due")
    needs = {"deadline": due, "window": due, "recurring": value.get("rule")}
    return bool(needs.get(value["kind"], True)) and not (start and due and due < start)


_SHAPES: dict[str, dict[str, Test]] = {
    "focal": {"unit": _id},
    "name": {"kind": _one_of(*_NAMED, "nobody"), "id": _or_none(_id)},
    "mode": {"mode": _one_of(*_MODES), "unit": _or_none(_id)},
    "lead": {"units": _ids},
    "schedule": {
        "kind": _one_of(*KINDS),
        "start": _or_none(_day),
        "due": _or_none(_day),
        "rule": _or_none(_rule),
        "event": _or_none(_words),
        "then": _or_none(_one_of("continuous")),
    },
    "value": {
        "operator": _or_none(_one_of(*_OPERATORS)),
        "value": _or_none(_figure),
        "unit": _or_none(_words),
    },
    "track": {"tracked": lambda value: isinstance(value, bool), "why": _words},
    "past": {
        "answer": _one_of("done", "new_date", "late"),
        "on": _day,
        "due": _day,
        "evidence": _words,
    },
    "checkpoints": {"pairs": _pairs},
    "products": {"items": _items},
    "finding": {"answer": _one_of("keep", "noted", "changed"), "note": _words},
    "clause": {"answer": _one_of("no"), "units": _ids, "due": _or_none(_day)},
    "replaces": {"plan": _or_none(_id)},
    "carry": {
        "to": lambda value: _words(value) and bool(re.fullmatch(rf"row|close|{_ROW}", value))
    },
}
_NEEDS = {
    "focal": "unit", "name": "kind", "mode": "mode", "lead": "units", "schedule": "kind", "track": "tracked",
    "past": "answer", "checkpoints": "pairs", "products": "items", "finding": "answer", "replaces": "plan",
    "carry": "to",
}  # fmt: skip
_WHOLE: dict[str, Callable[[Mapping[str, Any]], bool]] = {
    "name": lambda v: (v.get("id") is not None) == (v["kind"] in _NAMED),
    "schedule": _whole_schedule,
    "track": lambda v: v["tracked"] or _said(v.get("why")),
    "past": lambda v: {"done": "on" in v, "new_date": "due" in v}.get(v["answer"], True),
    "clause": lambda v: ("answer" in v) != ("units" in v),
}
_KEYS: dict[str, str] = {
    "name": r".+",
    "mode": rf"group-\d+|{_ROW}",
    **dict.fromkeys(("lead", "schedule", "value", "track", "past", "products"), _ROW),
    "checkpoints": rf"(?:{_ROW})?",
    "finding": r"\d+",
    "clause": r"\d+",
    "carry": r"\d+",
}
