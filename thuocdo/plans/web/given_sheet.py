"""The page of lines before they are given: what was understood, what is wrong at which cell, what came back."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace

from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.plans.queries.given import Checked
from thuocdo.plans.rules.given import MOST, Fault, Given, Line

LABELS = {
    "content": _("Nội dung"),
    "units": _("Đơn vị"),
    "due": _("Thời hạn"),
    "coordinating": _("Đơn vị phối hợp"),
    "product": _("Sản phẩm"),
    "higher": _("Số cấp trên"),
    "paper": _("Số văn bản"),
    "paper_date": _("Ngày văn bản"),
    "signer": _("Người ký"),
    "state": _("Tình trạng ở hệ thống nguồn"),
}
ALWAYS = ("content", "units", "due")
CELLS = frozenset(f.name for f in fields(Line)) - {"place"}
SHOWN = 100  # lines shown that nothing is wrong with; those with a fault are all shown


@dataclass(frozen=True)
class CellView:
    """A cell: its words, what was made of them, and, where something is wrong, what and what would do."""

    name: str
    key: str
    label: str
    text: str
    read: str = ""
    faults: tuple[Fault, ...] = ()

    @property
    def accepted(self) -> list[str]:
        return [value for fault in self.faults for value in fault.accepted]


@dataclass(frozen=True)
class LineView:
    place: int
    cells: list[CellView]

    @property
    def faulty(self) -> bool:
        return any(cell.faults for cell in self.cells)


@dataclass(frozen=True)
class LineViews:
    rows: list[LineView]
    more: int
    columns: list[str]


def line_views(found: Checked, past: bool) -> LineViews:
    """Every line with a fault, and the first hundred without."""
    given = {one.line.place: one for one in found.given}
    faults: dict[tuple[int, str], list[Fault]] = {}
    for fault in found.stops(past):
        faults.setdefault((fault.place, fault.cell), []).append(fault)
    used = [
        name
        for name in LABELS
        if name in ALWAYS
        or any(getattr(x, name) for x in found.lines)
        or any(cell == name for _place, cell in faults)
    ]
    rows, more = [], 0
    for line in found.lines:
        cells = [
            CellView(
                f"c-{line.place}-{name}",
                name,
                str(LABELS[name]),
                getattr(line, name),
                _read(name, given.get(line.place), found.units),
                tuple(faults.get((line.place, name), ())),
            )
            for name in used
        ]
        view = LineView(line.place, cells)
        if view.faulty or len(rows) < SHOWN:
            rows.append(view)
        else:
            more += 1
    return LineViews(rows, more, [str(LABELS[name]) for name in used])


def _read(name: str, given: Given | None, units: dict[int, str]) -> str:
    """What was understood, where it says more than the words do."""
    if given is None:
        return ""
    if name == "due":
        return f"{given.schedule.due:%d/%m/%Y}" if given.schedule.due else gettext("không thời hạn")
    if name == "units":
        names = [units.get(unit, "") for unit in given.units]
        rest = len(names) - 3
        return "; ".join(names[:3]) + (f"; +{rest}" if rest > 0 else "")
    return ""


def written(lines: list[Line]) -> str:
    """The lines as the page carries them to and fro."""
    rows = [{k: v for k, v in asdict(line).items() if v} for line in lines]
    return json.dumps(rows, ensure_ascii=False)


def lines_in(text: str) -> list[Line]:
    """What `written` wrote; Mistake for anything else."""
    broken = Mistake(gettext("Trang này đã hỏng trên đường gửi. Nhập lại từ đầu."))
    try:
        rows = json.loads(text)
    except ValueError:
        raise broken from None
    whole = isinstance(rows, list) and len(rows) <= MOST
    if not whole or not all(isinstance(r, dict) and isinstance(r.get("place"), int) for r in rows):
        raise broken
    lines = [Line.of(row["place"], {k: str(v) for k, v in row.items()}) for row in rows]
    if len({line.place for line in lines}) != len(lines):
        raise broken
    return lines


def corrected(lines: list[Line], post: QueryDict) -> list[Line]:
    """The lines with the cells a person wrote anew, without those they left out."""
    dropped, drop_done = set(post.getlist("drop")), "drop_done" in post
    kept = []
    for line in lines:
        if str(line.place) in dropped or (drop_done and line.done):
            continue
        anew = {name: nfc(post[f"c-{line.place}-{name}"]) for name in CELLS if f"c-{line.place}-{name}" in post}  # fmt: skip
        kept.append(replace(line, **anew))
    return kept
