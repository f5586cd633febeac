"""People as lists and pages show them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast

from thuocdo.accounts.models import (
    Account,
    Acting,
    Person,
    Position,
    RoleGrant,
    SavedFilter,
    holding,
    roles,
)
from thuocdo.audit.rules import Actor
from thuocdo.organisations.queries import name_on, subtrees


def admins(on: dt.date) -> set[int]:
    """Persons who can sign in and administer the whole tree on that day."""
    grants = RoleGrant.objects.filter(holding(on), role="admin", unit=None)
    return set(grants.filter(person__account__is_active=True).values_list("person_id", flat=True))


def account_named(username: str) -> Account | None:
    """The account of a login name, as typed by its holder or sent by a provider."""
    name = username.strip().lower()
    return Account.objects.filter(username=name).first() if name else None


def has_second_factor(account: int) -> bool:
    return Authenticator.objects.filter(user=account, type=Authenticator.Type.TOTP).exists()


def needs_second_factor(person: int) -> bool:
    """Whether the person holds, now or from some day on, a role that needs one."""
    needing = [role.code for role in roles().values() if role.needs_totp]
    return RoleGrant.objects.filter(person=person, role__in=needing).exists()


def positions_with(role: str) -> QuerySet[Position]:
    """Positions that carry a role; the same on both databases."""
    rows = Position.objects.annotate(codes=Cast("roles", TextField()))
    return rows.filter(codes__contains=f'"{role}"')


def holding_role(role: str, on: dt.date) -> Q:
    """The condition on persons "holds this role on that day", by position or by grant."""
    positions = positions_with(role).filter(holding(on)).values("person")
    grants = RoleGrant.objects.filter(holding(on), role=role).values("person")
    return Q(pk__in=positions) | Q(pk__in=grants)


def holders(role: str, on: dt.date, units: Iterable[int] | None = None) -> set[int]:
    """Persons who hold a role on that day (in one of `units`)."""
    positions = positions_with(role).filter(holding(on))
    grants = RoleGrant.objects.filter(holding(on), role=role)
    if units is not None:
        wanted = list(units)
        positions, grants = positions.filter(unit__in=wanted), grants.filter(unit__in=wanted)
    return {
        *positions.values_list("person_id", flat=True),
        *grants.values_list("person_id", flat=True),
    }


def signing_in(role: str, on: dt.date, unit: int) -> set[int]:
    """Persons who hold a role in this very unit on that day and can sign in to use it."""
    able = Account.objects.filter(person__in=holders(role, on, [unit]), is_active=True)
    return set(able.values_list("person_id", flat=True))


def addresses(
    role: str, on: dt.date, units: Iterable[int] | None = None
) -> dict[int, dict[int, str]]:
    """Of each unit its persons who hold a role there by position on that day, with their mail addresses.

    Whoever has left, was erased or has no address is not there. One query.
    """
    rows = positions_with(role).filter(holding(on), person__erased_at=None)
    if units is not None:
        rows = rows.filter(unit__in=list(units))
    found: dict[int, dict[int, str]] = {}
    asked = rows.exclude(person__email="").order_by("id")
    for unit, person, email in asked.values_list("unit", "person", "person__email"):
        found.setdefault(unit, {})[person] = email
    return found


def positions_held(unit: int, on: dt.date) -> dict[int, tuple[str, str]]:
    """Positions held in this very unit on that day: id → name of the holder, title. One query."""
    rows = Position.objects.filter(holding(on), unit=unit).order_by("id")
    return {
        p: (name, title) for p, name, title in rows.values_list("id", "person__full_name", "title")
    }


def phones(units: Iterable[int], on: dt.date) -> dict[int, str]:
    """Of each unit whom to call that day: name and number of its head, else of whoever has one. One query."""
    rows = Position.objects.filter(holding(on), unit__in=list(units)).exclude(person__phone="")
    found: dict[int, str] = {}
    for position in rows.select_related("person").order_by("id"):
        if position.unit_id not in found or "head" in position.roles:
            found[position.unit_id] = f"{position.person.full_name}, {position.person.phone}"
    return found


def in_charge(role: str, on: dt.date, units: Iterable[int]) -> dict[int, tuple[int, str]]:
    """Of each unit, the person to whom the role was given for that very unit: person id, name. One query."""
    grants = RoleGrant.objects.filter(holding(on), role=role, unit__in=list(units)).order_by("id")
    return {
        u: (p, name) for u, p, name in grants.values_list("unit", "person", "person__full_name")
    }


def saved_filters(by: Actor, room_list: str) -> list[SavedFilter]:
    """The filters of one list kept by this account, and those shared with the unit worked for. One query."""
    mine = Q(owner=by.account) | Q(unit__isnull=False, unit=by.unit)
    return list(SavedFilter.objects.filter(mine, room_list=room_list).order_by("name", "id"))


def units_led_by(person: int, on: dt.date) -> frozenset[int]:
    """The units given to a leader to answer for, and all below them. Two queries."""
    grants = RoleGrant.objects.filter(holding(on), role="leader", person=person)
    tops = [unit for unit in grants.values_list("unit", flat=True) if unit is not None]
    return frozenset[int]().union(*subtrees(tops, on).values())


def leaders_in_charge(on: dt.date) -> dict[int, str]:
    """Leaders to whom units were given to answer for: person id → name, by name. One query."""
    grants = RoleGrant.objects.filter(holding(on), role="leader", unit__isnull=False)
    rows = grants.order_by("person__folded").values_list("person", "person__full_name")
    return dict(rows)


@dataclass(frozen=True)
class Line:
    """A person in a list: what they are today, in words."""

    person: Person
    positions: list[str]
    roles: list[str]
    account: Account | None

    @property
    def pk(self) -> int:
        return self.person.pk


def lines(people: Sequence[Person], on: dt.date) -> list[Line]:
    """Persons with today's positions and roles. Four queries, however many persons."""
    ids = [person.pk for person in people]
    held = list(Position.objects.filter(holding(on), person__in=ids).order_by("since", "id"))
    given = list(RoleGrant.objects.filter(holding(on), person__in=ids).order_by("id"))
    accounts = {row.person_id: row for row in Account.objects.filter(person__in=ids)}
    names = name_on({p.unit_id for p in held}, on)

    def line(person: Person) -> Line:
        own = [p for p in held if p.person_id == person.pk]
        codes = {c for p in own for c in p.roles}
        codes |= {grant.role for grant in given if grant.person_id == person.pk}
        return Line(
            person,
            [f"{p.title}, {names.get(p.unit_id, '')}" for p in own],
            [role.label for code, role in roles().items() if code in codes],
            accounts.get(person.pk),
        )

    return [line(person) for person in people]


@dataclass(frozen=True)
class Holding:
    """A position, an acting or a grant as the person's page shows it."""

    id: int
    words: str
    place: str
    roles: list[str]
    since: dt.date
    until: dt.date | None
    now: bool
    note: str = ""


@dataclass(frozen=True)
class Profile:
    """Everything about one person, what has ended included."""

    person: Person
    account: Account | None
    second_factor: bool
    positions: list[Holding]
    acting: list[Holding]
    grants: list[Holding]

    def open(self) -> bool:
        return any(h.now for h in [*self.positions, *self.acting, *self.grants])


def profile(person: Person, on: dt.date) -> Profile:
    """One person's page. Six queries."""
    account = Account.objects.filter(person=person).first()
    own = list(person.positions.order_by("-since", "-id"))
    acting = list(person.acting.select_related("position").order_by("-since", "-id"))
    grants = list(person.role_grants.order_by("-since", "-id"))
    units = {p.unit_id for p in own} | {a.position.unit_id for a in acting}
    names = name_on(units | {g.unit_id for g in grants if g.unit_id}, on)

    def told(
        row: Position | Acting | RoleGrant, words: str, unit: int | None, codes: Iterable[str],
        note: str = "",
    ) -> Holding:  # fmt: skip
        now = row.since <= on and (row.until is None or row.until >= on)
        place = names.get(unit, "") if unit else "Toàn hệ thống"
        shown = [roles()[c].label for c in codes if c in roles()]
        return Holding(row.pk, words, place, shown, row.since, row.until, now, note)

    return Profile(
        person,
        account,
        account is not None and has_second_factor(account.pk),
        [told(p, p.title, p.unit_id, p.roles) for p in own],
        [told(a, a.printed(), a.position.unit_id, a.position.roles, a.document) for a in acting],
        [told(g, roles()[g.role].label, g.unit_id, ()) for g in grants],
    )
