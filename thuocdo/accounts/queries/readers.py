"""People who can be written to and sign in to act: the readers of a daily letter, in slices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from thuocdo.accounts.models import Account, Position, holding


@dataclass(frozen=True)
class Reader:
    """`held`: positions of that day as (position, unit, roles)."""

    person: int
    name: str
    email: str
    account: Account
    held: list[tuple[int, int, tuple[str, ...]]] = field(default_factory=list)

    def units(self, *roles: str) -> set[int]:
        """Units in which one of the roles comes with a position."""
        return {unit for _position, unit, own in self.held if set(roles) & set(own)}


def readers(on: dt.date, *, after: int = 0, limit: int = 500) -> list[Reader]:
    """Persons with an address, an open account and a position on the day, by number, from `after` on. Two queries.

    Whoever has left holds no position; an account shared by a unit is nobody's mailbox.
    """
    rows = (
        Account.objects.filter(
            is_active=True, shared=False, person__gt=after, person__erased_at=None
        )
        .filter(person__in=Position.objects.filter(holding(on)).values("person"))
        .exclude(person__email="")
        .order_by("person_id")[:limit]  # "person" would order by name
    )
    found: dict[int, Reader] = {}
    for account in rows:
        person = account.person
        assert person is not None  # not shared: constraint of the table
        found[person.pk] = Reader(person.pk, person.full_name, person.email, account)
    held = Position.objects.filter(holding(on), person__in=found).order_by("since", "id")
    for position, person_id, unit, roles in held.values_list("id", "person", "unit", "roles"):
        found[person_id].held.append((position, unit, tuple(roles)))
    return list(found.values())
