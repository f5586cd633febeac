"""The table of printed unit names: each distinct one once, settled for every row at a stroke."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.organisations import queries as organisations
from thuocdo.plans.queries.reviewing import PrintedName, Review

GROUP, PARTNER, NOBODY = "Nhóm", "Ngoài cơ quan", "Không chỉ đơn vị nào"
MODES = {
    "every": _("Từng đơn vị báo cáo"),
    "focal": _("Một đầu mối báo cáo chung"),
    "information": _("Để biết"),
}


@dataclass(frozen=True)
class NameRow:
    """`settled` is what the name means now, as the list of choices writes it; empty while undecided."""

    name: PrintedName
    settled: str
    suggestions: tuple[str, ...]
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


def table(seen: Review, today: dt.date) -> dict[str, object]:
    """The names, undecided ones first, with the groups and how each works."""
    book = organisations.choices(seen.plan.agency_id, today)
    words = {thing: label for label, thing in _labels(book).items()}
    rows = [_row(name, seen, words) for name in seen.names]
    focal = seen.decisions.get("focal")
    return {
        "rows": sorted(rows, key=lambda r: not r.open),
        "settled": sum(not r.open for r in rows),
        "groups": _groups(seen, rows),
        "modes": MODES,
        "focal": words.get(("unit", focal.value["unit"] if focal else seen.world.focal), ""),
        "focal_version": focal.version if focal else 0,
        "things": list(words.values()),
        "units": list(book.units.values()),
    }


def _row(name: PrintedName, seen: Review, words: dict) -> NameRow:
    if name.decision:
        kind, pk = name.decision.value["kind"], name.decision.value.get("id")
    else:
        kind, pk = name.match.kind, name.match.id
    kind = "nobody" if kind == "general" else kind
    return NameRow(
        name,
        words.get((kind, pk), "") if kind else "",
        tuple(
            words[(c.thing.kind, c.thing.id)]
            for c in name.match.candidates
            if (c.thing.kind, c.thing.id) in words
        ),
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


def meaning(words: str, agency: int, today: dt.date) -> dict[str, object]:
    """What a person picked or typed, as a decision; Mistake where no unit, group or partner is so called."""
    labels = _labels(organisations.choices(agency, today))
    found = labels.get(nfc(words))
    if found is None:
        raise Mistake(
            f"Không có đơn vị, nhóm hay cơ quan nào tên “{words}”. Chọn trong danh sách gợi ý."
        )
    return {"kind": found[0], "id": found[1]}


def unit_named(words: str, agency: int, today: dt.date) -> int:
    """The unit a person picked; Mistake for anything else."""
    chosen = meaning(words, agency, today)
    if chosen["kind"] != "unit":
        raise Mistake(f"“{words}” không phải một đơn vị. Chọn một đơn vị trong danh sách gợi ý.")
    return int(str(chosen["id"]))
