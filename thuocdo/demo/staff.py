"""The invented people of the department: entered, placed, given roles and logins by the real actions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import transaction
from ruamel.yaml import YAML

from thuocdo.accounts.actions import (
    create_account,
    create_person,
    give_position,
    grant_role,
    set_acting,
)
from thuocdo.accounts.models import Account, Position
from thuocdo.audit.rules import Actor
from thuocdo.demo.names import people
from thuocdo.organisations.models import Unit
from thuocdo.organisations.queries import tree

STAFF = Path(__file__).parent / "staff.yaml"
PASSWORD = "Thuocdo-2026"  # printed on purpose: a demonstration holds nothing to protect
SEED = 20260101


@dataclass(frozen=True)
class Post:
    """One line of `staff.yaml`. `units` are codes, the first that exists on the day is meant."""

    login: str
    name: str
    units: tuple[str, ...]
    title: str
    roles: tuple[str, ...]
    grants: tuple[str, ...]
    charge: tuple[str, ...]
    acts_for: str
    first: str
    shared: bool


@cache
def posts() -> tuple[Post, ...]:
    names = people(SEED)
    return tuple(_post(line, names) for line in YAML(typ="safe").load(STAFF.read_text("utf-8")))


def _post(line: dict, names: Iterator[str]) -> Post:
    school = line.get("school")
    return Post(
        login=line.get("login", ""),
        name="" if school else line.get("name") or next(names),
        units=(school,) if school else tuple(line["unit"]),
        title=line.get("title", ""),
        roles=tuple(line.get("roles", ())),
        grants=tuple(line.get("grants", ())),
        charge=tuple(line.get("charge", ())),
        acts_for=line.get("acts_for", ""),
        first=line.get("try", ""),
        shared=bool(school),
    )


def appoint(*, by: Actor, at: dt.datetime, on: dt.date, agency: Unit) -> None:
    """Everybody of `staff.yaml` at their post from `on` on; who is there already stays as they are."""
    units = {node.code: unit for unit, node in tree(on).nodes.items()}
    for post in posts():
        unit = next((units[code] for code in post.units if code in units), None)
        if unit is None or _there(post, unit):
            continue
        with transaction.atomic():
            if post.shared:
                _account(post, by, at, unit=unit)
            else:
                _appoint(post, unit, by=by, at=at, on=on, agency=agency)


def _there(post: Post, unit: int) -> bool:
    if post.login:
        return Account.objects.filter(username=post.login).exists()
    return Position.objects.filter(unit=unit, title=post.title).exists()


def _appoint(
    post: Post, unit: int, *, by: Actor, at: dt.datetime, on: dt.date, agency: Unit
) -> None:
    phone = f"0900 000 {posts().index(post):03d}"  # no number of anybody
    person = create_person(by=by, at=at, name=post.name, phone=phone)
    give_position(
        by=by, at=at, person=person.pk, unit=unit, title=post.title, roles=post.roles, since=on
    )
    for role in post.grants:
        reach = None if role == "admin" else agency.pk
        grant_role(by=by, at=at, person=person.pk, role=role, unit=reach, since=on)
    for code in post.charge:
        led = Unit.objects.filter(code=code).values_list("pk", flat=True).first()
        grant_role(by=by, at=at, person=person.pk, role="leader", unit=led, since=on)
    if post.acts_for:
        held = Position.objects.get(person__account__username=post.acts_for)
        set_acting(by=by, at=at, person=person.pk, position=held.pk, form="KT.", since=on)
    if post.login:
        _account(post, by, at, person=person.pk)


def _account(post: Post, by: Actor, at: dt.datetime, **whose: int) -> None:
    create_account(by=by, at=at, username=post.login, password=PASSWORD, must_change=False, **whose)
