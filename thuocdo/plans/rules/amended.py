"""The owners of a row that an amendment adds or changes, settled like those of a reviewed row. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from thuocdo.plans.rules.decisions import Decisions
from thuocdo.plans.rules.settle import Party, Question, World, owners_of, party


@dataclass(frozen=True)
class AmendedRow:
    """`owners`: the unit ids that owe the work of the row from now on."""

    leads: tuple[Party, ...]
    coordinating: tuple[Party, ...]
    owners: tuple[int, ...]


def settle_row(
    key: str, after: Mapping[str, Any], decisions: Decisions, world: World
) -> tuple[AmendedRow, list[Question]]:
    """Whom the names of `after` mean and what is still open; a row that names no lead asks nothing."""
    named = after.get("lead", after.get("responsible")) or ()
    coordinating = tuple(party(p, decisions, world) for p in after.get("coordinating") or ())
    leads = tuple(party(p, decisions, world) for p in named)
    if not leads:
        return AmendedRow((), coordinating, ()), []
    leads, owners, questions = owners_of(key, leads, "every", decisions, world)
    return AmendedRow(leads, coordinating, owners), questions
