"""From a signed-in account to the actor: two queries, however many positions."""

from __future__ import annotations

import datetime as dt
import json
from typing import TYPE_CHECKING, Any, NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import BigIntegerField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast, Concat

from thuocdo.accounts.models import Acting, Position, RoleGrant, holding, roles
from thuocdo.accounts.rules import Capacity, choose
from thuocdo.audit.rules import NOBODY, Actor, Grant
from thuocdo.organisations.queries import reach

if TYPE_CHECKING:
    from thuocdo.accounts.models import Account

LEGAL_ZONE = ZoneInfo("Asia/Ho_Chi_Minh")  # the legal day of an instant


def legal_day(at: dt.datetime) -> dt.date:
    return at.astimezone(LEGAL_ZONE).date()


def end_of(day: dt.date) -> dt.datetime:
    """The instant at which a legal day is over."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), LEGAL_ZONE)


class _Held(NamedTuple):
    """One row of what a person holds, wherever it stands."""

    kind: str
    id: int
    position_id: int | None
    title: str
    unit: int | None
    roles: str
    form: str


def _held(person: int, on: dt.date) -> list[_Held]:
    """Positions, acting and grants that hold on the day, in one query."""

    def rows(query: QuerySet[Any], kind: str, at: str, **columns: Any) -> QuerySet[Any]:
        plain = {"title": Value(""), "form": Value(""), "place": Value(None, BigIntegerField())}
        columns = {**plain, **columns}
        return (
            query.filter(holding(on), person=person)
            .order_by()
            .annotate(
                kind=Value(kind),
                held_title=columns["title"],
                held_form=columns["form"],
                held_position=columns["place"],
                held_roles=columns["roles"],
            )
            .values_list("kind", "id", "held_position", "held_title", at, "held_roles", "held_form")
        )

    text = TextField()
    own = rows(
        Position.objects.all(), "position", "unit_id",
        title=F("title"), place=F("id"), roles=Cast("roles", text),
    )  # fmt: skip
    acted = rows(
        Acting.objects.all(), "acting", "position__unit_id",
        title=F("position__title"), form=F("form"), place=F("position_id"),
        roles=Cast("position__roles", text),
    )  # fmt: skip
    given = rows(
        RoleGrant.objects.all(), "grant", "unit_id",
        roles=Concat(Value('["'), "role", Value('"]'), output_field=text),
    )  # fmt: skip
    return sorted(_Held(*row) for row in own.union(acted, given, all=True))


def _capacity(row: _Held) -> Capacity:
    on_behalf = f"{row.form} {row.title.upper()}" if row.form else ""
    roles = tuple(json.loads(row.roles))
    assert row.position_id is not None
    assert row.unit is not None
    return Capacity(f"{row.kind}:{row.id}", row.position_id, row.title, row.unit, roles, on_behalf)


def capacities(person: int, on: dt.date) -> list[Capacity]:
    """Every capacity the person may work in on that day: own positions, then those acted for. One query."""
    return _capacities(_held(person, on))


def _capacities(held: list[_Held]) -> list[Capacity]:
    kinds = ("position", "acting")
    return [_capacity(row) for kind in kinds for row in held if row.kind == kind]


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
    person = user.person
    assert person is not None  # an account is of a unit or of a person: constraint of the table
    held = _held(person.pk, on)
    chosen = choose(_capacities(held), position, roles())
    pairs = [(role, chosen.unit) for role in chosen.roles] if chosen else []
    given = [(json.loads(row.roles)[0], row.unit) for row in held if row.kind == "grant"]
    return Actor(
        name=person.full_name,
        person=person.pk,
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
    units = {unit for _, unit in pairs if unit is not None}
    below = reach(units, on) if units else {}
    return tuple(
        Grant(role, None if unit is None else below[unit]) for role, unit in dict.fromkeys(pairs)
    )
