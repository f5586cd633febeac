"""All dated rows at once, for deciding on a change."""

from __future__ import annotations

from thuocdo.organisations.models import GroupMember, Unit, UnitName, UnitParent
from thuocdo.organisations.rules.state import Belongs, Life, Named, State, Under

DATES = ("since", "until", "id")


def state() -> State:
    """Four queries."""
    lives = Unit.objects.values_list("id", "kind", "since", "until", "order")
    names = UnitName.objects.values_list("unit", "name", "short", *DATES)
    parents = UnitParent.objects.values_list("unit", "parent", *DATES)
    members = GroupMember.objects.values_list("unit", "group", *DATES)
    return State(
        tuple(Life(*row) for row in lives),
        tuple(Named(*row) for row in names),
        tuple(Under(*row) for row in parents),
        tuple(Belongs(*row) for row in members),
    )
