"""The table of printed unit names: each distinct one once, settled for every row at a stroke."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.organisations import queries as organisations
from thuocdo.plans.models import RowOwner
from thuocdo.plans.queries.reviewing import PrintedName, Review
from thuocdo.plans.rules.decisions import name_key

GROUP, PARTNER, NOBODY = "Nhóm", "Ngoài cơ quan", "Không chỉ đơn vị nào"
MODES = {value: words for value, words in RowOwner.Mode.choices if value != RowOwner.Mode.UNIT}


@dataclass(frozen=True)
class NameRow:
    """`settled` is what the name means now, as the list of choices writes it; empty while undecided.

    `shown` is what the field holds: the words just typed, where a mistake kept them from being saved.
    """

    name: PrintedName
    settled: str
    shown: str
    error: str
    suggestions: tuple[str, ...]
    vague: bool
    why: str
    open: bool
    group: int | None
    members: int
    mode: str


def choices(seen: Review, today: dt.date) -> dict[str, object]:
    """Everything a name may mean, as words to pick or type; and the units alone."""
    book = organisations.choices(seen.plan.agency_id, today)
    return {"things": list(_labels(book)), "units": list(book.units.values())}


def _labels(book) -> dict[str, tuple[str, int | None]]:
    """Words → (kind, id). Two units of one name are told apart by where they stand."""
    labels: dict[str, tuple[str, int | None]] = {}
    for unit, name in book.units.items():
        labels[name] = ("unit", unit)
    for group, name in book.groups.items():
        labels[f"{GROUP}: {name}"] = ("group", group)
    for partner, name in book.partners.items():
        labels[f"{PARTNER}: {name}"] = ("partner", partner)
    labels[NOBODY] = ("nobody", None)
    return labels


def table(seen: Review, today: dt.date, typed: QueryDict | None = None) -> dict[str, object]:
    """The names, undecided ones first, with the groups and how each works."""
    book = organisations.choices(seen.plan.agency_id, today)
    words = {thing: label for label, thing in _labels(book).items()}
    kept = _typed(typed) if typed else {}
    wrong = {p for p, w in kept.items() if w.strip() and nfc(w) not in words.values()}
    rows = [_row(name, seen, words, kept, name.printed in wrong) for name in seen.names]
    focal = seen.decisions.get("focal")
    label = words.get(("unit", focal.value["unit"] if focal else seen.world.focal), "")
    return {
        "rows": sorted(rows, key=lambda r: not (r.open or r.error)),
        "settled": sum(not r.open for r in rows),
        "groups": _groups(seen, rows),
        "modes": MODES,
        "focal": label,
        "focal_typed": typed.get("focal", label) if typed else label,
        "focal_version": focal.version if focal else 0,
        "things": list(words.values()),
        "units": list(book.units.values()),
        "nobody": NOBODY,
    }


def _typed(post: QueryDict) -> dict[str, str]:
    """Printed name → what was typed for it, where that differs from what the page showed."""
    fields = (post.getlist(f) for f in ("printed", "means", "was"))
    return {p: words for p, words, was in zip(*fields, strict=True) if words.strip() != was}


def read_names(post: QueryDict, agency: int, today: dt.date) -> dict[str, Any]:
    """The decisions of the posted table: changed names, changed modes of groups, the focal unit."""
    if suggested := post.get("suggest", ""):
        printed, _bar, words = suggested.partition("|")
        return {name_key(printed): meaning(words, agency, today)}
    decided: dict[str, Any] = {
        name_key(printed): meaning(words, agency, today) if words.strip() else None
        for printed, words in _typed(post).items()
    }
    for name, value in post.items():
        if name.startswith("mode:group-") and value and value != post.get(f"was:{name}"):
            decided[name] = {"mode": value}
    focal = post.get("focal", "").strip()
    if focal and focal != post.get("was:focal"):
        decided["focal"] = {"unit": unit_named(focal, agency, today, field="focal")}
    return decided


def _row(
    name: PrintedName, seen: Review, words: dict, typed: dict[str, str], wrong: bool
) -> NameRow:
    if name.decision:
        kind, pk = name.decision.value["kind"], name.decision.value.get("id")
    else:
        kind, pk = name.match.kind, name.match.id
    kind = None if name.open else "nobody" if kind == "general" else kind
    settled = words.get((kind, pk), "") if kind else ""
    return NameRow(
        name,
        settled,
        typed.get(name.printed, settled),
        _("Không có tên này trong danh sách.") if wrong else "",
        tuple(
            words[(c.thing.kind, c.thing.id)]
            for c in name.match.candidates
            if (c.thing.kind, c.thing.id) in words
        ),
        name.open and name.match.kind == "general",
        name.match.why,
        name.open,
        pk if kind == "group" else None,
        len(seen.world.members.get(pk, ())) if kind == "group" else 0,
        seen.decisions[f"mode:group-{pk}"].value["mode"]
        if f"mode:group-{pk}" in seen.decisions
        else "",
    )


def _groups(seen: Review, rows: list[NameRow]) -> list[NameRow]:
    """One row for each group that leads something, whatever its spellings."""
    leading = [r for r in rows if r.group is not None and r.name.leads]
    return list({r.group: r for r in reversed(leading)}.values())[::-1]


def meaning(words: str, agency: int, today: dt.date, field: str | None = None) -> dict[str, object]:
    """What a person picked or typed, as a decision; Mistake where no unit, group or partner is so called."""
    labels = _labels(organisations.choices(agency, today))
    found = labels.get(nfc(words))
    if found is None:
        raise Mistake(
            f"Không có đơn vị, nhóm hay cơ quan nào tên “{words}”. Chọn trong danh sách gợi ý.",
            field=field,
        )
    return {"kind": found[0], "id": found[1]}


def unit_named(words: str, agency: int, today: dt.date, field: str | None = None) -> int:
    """The unit a person picked; Mistake for anything else."""
    chosen = meaning(words, agency, today, field)
    if chosen["kind"] != "unit":
        raise Mistake(
            f"“{words}” không phải một đơn vị. Chọn một đơn vị trong danh sách gợi ý.", field=field
        )
    return int(str(chosen["id"]))
