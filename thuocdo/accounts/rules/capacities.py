"""In what capacity somebody works: one position at a time, their own or another's they act for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from thuocdo.accounts.rules.roles import Role, strongest


@dataclass(frozen=True)
class Capacity:
    """`key` is what the session keeps ("position:5", "acting:3"); `on_behalf` is printed before a signature.

    `title` is the holder's own title; `unit` the unit worked for; `roles` what it gives there and below.
    """

    key: str
    position_id: int
    title: str
    unit: int
    roles: tuple[str, ...]
    on_behalf: str = ""


def choose(
    capacities: Sequence[Capacity], wanted: str | None, roles: Mapping[str, Role]
) -> Capacity | None:
    """The wanted capacity where it is held today, else the most powerful own one, else none.

    >>> a, b = Capacity("position:1", 1, "Chuyên viên", 3, ("x",)), Capacity("position:2", 2, "", 3, ("y",))
    >>> roles = {"y": Role("y", "", "", 0), "x": Role("x", "", "", 1)}
    >>> choose([a, b], None, roles).key, choose([a, b], "position:1", roles).key, choose([], None, roles)
    ('position:2', 'position:1', None)
    """
    for capacity in capacities:
        if capacity.key == wanted:
            return capacity
    return min(
        capacities, key=lambda c: (bool(c.on_behalf), strongest(c.roles, roles)), default=None
    )
