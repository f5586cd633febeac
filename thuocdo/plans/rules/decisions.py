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
| `carry:<assignment id>` | `{"to": "<row>"\\|"row"\\|"close"}` | open work of the plan that is replaced |
"""

from collections.abc import Mapping
from typing import Any

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import fold

Decisions = Mapping[str, Any]

_ALLOWED: dict[str, frozenset[str]] = {
    "focal": frozenset({"unit"}),
    "name": frozenset({"kind", "id"}),
    "mode": frozenset({"mode", "unit"}),
    "lead": frozenset({"units"}),
    "schedule": frozenset({"kind", "start", "due", "rule", "event", "then"}),
    "value": frozenset({"operator", "value", "unit"}),
    "track": frozenset({"tracked", "why"}),
    "past": frozenset({"answer", "on", "due", "evidence"}),
    "checkpoints": frozenset({"pairs"}),
    "products": frozenset({"items"}),
    "finding": frozenset({"answer", "note"}),
    "clause": frozenset({"answer", "units", "due"}),
    "carry": frozenset({"to"}),
}


def name_key(printed: str) -> str:
    """The key under which a printed name is settled, once for all rows.

    >>> name_key("Các phòng  Sở")
    'name:cac phong so'
    """
    return f"name:{fold(printed)}"


def check(key: str, value: Any) -> None:
    """Refuse a decision of unknown shape, before anything is written."""
    allowed = _ALLOWED.get(key.split(":", 1)[0])
    if allowed is None:
        raise Mistake(f"Không có loại quyết định “{key}” trong rà soát kế hoạch.")
    if not isinstance(value, dict) or not set(value) <= allowed:
        raise Mistake(
            f"Quyết định “{key}” chỉ gồm: {', '.join(sorted(allowed))}. Mở lại trang rà soát rồi chọn lại."
        )
