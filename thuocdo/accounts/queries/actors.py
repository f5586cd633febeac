"""From a signed-in account to the actor: three queries, however many positions."""

from __future__ import annotations

import datetime as dt
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from ruamel.yaml import YAML

from thuocdo.accounts.models import Acting, Position, RoleGrant, holding
from thuocdo.accounts.rules import Capacity, Role, choose, parse_roles
from thuocdo.audit.rules import NOBODY, Actor, Grant

if TYPE_CHECKING:
    from thuocdo.accounts.models import Account

ROLES_FILE = Path(__file__).parent.parent / "roles.yaml"
LEGAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # the legal day of an instant


@cache
def roles() -> dict[str, Role]:
    """The roles of this house, the most powerful first."""
    return parse_roles(YAML(typ="safe").load(ROLES_FILE.read_text(encoding="utf-8")))


def legal_day(at: dt.datetime) -> dt.date:
    return at.astimezone(LEGAL_ZONE).date()


def capacities(person: int, on: dt.date) -> list[Capacity]:
    """Every capacity the person may work in on that day: own positions, then those acted for."""
    acting = Acting.objects.filter(holding(on), person=person).values(
        "id", "form", "position_id", "position__title", "position__unit_id", "position__roles"
    )
    own = Position.objects.filter(holding(on), person=person).order_by("id")
    return [Capacity(f"position:{p.pk}", p.pk, p.title, p.unit_id, tuple(p.roles)) for p in own] + [
        _acted(row) for row in acting
    ]


def _acted(row: dict[str, Any]) -> Capacity:
    title = row["position__title"]
    return Capacity(
        f"acting:{row['id']}",
        row["position_id"],
        title,
        row["position__unit_id"],
        tuple(row["position__roles"]),
        f"{row['form']} {title.upper()}",
    )


def actor_for(
    user: Account,
    at: dt.datetime,
    position: str | None = None,
    declared: dict[str, str] | None = None,
) -> Actor:
    """Who acts, in one capacity. `position` is the session's choice ("position:5", "acting:3").

    `declared` is what the user of a unit account has told: {"name": …, "position": …}. A locked or
    unknown account is nobody.
    """
    if not getattr(user, "is_active", False):
        return NOBODY
    on = legal_day(at)
    if user.shared:
        return _unit_actor(user, on, declared or {})
    held = capacities(user.person_id, on)
    chosen = choose(held, position, roles())
    given = RoleGrant.objects.filter(holding(on), person=user.person_id).values_list("role", "unit")
    pairs = [(role, chosen.unit) for role in chosen.roles] if chosen else []
    return Actor(
        name=user.person.full_name,
        person=user.person_id,
        account=user.pk,
        position=chosen.title if chosen else "",
        position_id=chosen.position_id if chosen else None,
        unit=chosen.unit if chosen else None,
        on_behalf=chosen.on_behalf if chosen else "",
        grants=_grants([*pairs, *given], on),
    )


def _unit_actor(user: Account, on: dt.date, declared: dict[str, str]) -> Actor:
    """The users of a unit account are officers of that unit, under the name they declared."""
    return Actor(
        name=declared.get("name", ""),
        account=user.pk,
        position=declared.get("position", ""),
        unit=user.unit_id,
        grants=_grants([("officer", user.unit_id)], on),
    )


def _grants(pairs: list[tuple[str, int | None]], on: dt.date) -> tuple[Grant, ...]:
    reach = _reaches({unit for _, unit in pairs if unit is not None}, on)
    return tuple(
        Grant(role, None if unit is None else reach[unit]) for role, unit in dict.fromkeys(pairs)
    )


def _reaches(units: set[int], on: dt.date) -> dict[int, frozenset[int]]:
    from thuocdo.organisations.queries import subtree

    return {unit: subtree(unit, on) for unit in units}
