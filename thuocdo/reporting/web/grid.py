"""A sheet on a page: every cell as drawn, with what stands in it here."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from thuocdo.documents.queries import content
from thuocdo.reporting.intake import read_sheets
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.rules.figures import Input, figures_from, inputs_from, written
from thuocdo.reporting.rules.sheets import Sheet, Slot


@dataclass(frozen=True)
class Cell:
    """`asked`: the input that stands here, None for printed words; `shown`: what the page puts in it."""

    slot: Slot
    key: str
    asked: Input | None
    shown: Any = None
    wrong: str = ""


@dataclass(frozen=True)
class Grid:
    name: str
    lines: list[list[Cell]]


def sheets_of(collection: Collection) -> list[Sheet]:
    return read_sheets(content(collection.file), collection.file.name)


def grids(
    sheets: Iterable[Sheet],
    inputs: Sequence[Input],
    shown: Callable[[Input], Any] = lambda _cell: None,
    wrong: Mapping[str, str] | None = None,
) -> list[Grid]:
    """The sheets with their inputs in place; empty lines and columns at the end are left out."""
    asked = {cell.key: cell for cell in inputs}

    def cell(sheet: Sheet, slot: Slot) -> Cell:
        key = f"{sheet.number}!{slot.ref}"
        found = asked.get(key)
        said = shown(found) if found else None
        return Cell(slot, key, found, said, (wrong or {}).get(key, ""))

    return [
        Grid(sheet.name, [[cell(sheet, slot) for slot in line] for line in sheet.lines])
        for sheet in sheets
    ]


def overtaken(reply: Reply, typed: Mapping[str, str]) -> dict[str, str]:
    """Take up what somebody else sent meanwhile: the reply is fresh again, and each cell in which it differs from
    what is typed here says so."""
    reply.refresh_from_db()
    there = figures_from(reply.figures)
    found = {}
    for cell in inputs_from(reply.collection.inputs):
        sent = written(cell, there.get(cell.key))
        if sent != typed.get(cell.key, "").strip():
            found[cell.key] = _("Vừa được gửi: %s") % (sent or _("ô trống"))
    return found
