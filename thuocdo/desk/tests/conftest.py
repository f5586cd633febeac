"""The shipped department, somebody of it at a browser, and one plan that is carried out."""

import datetime as dt

import pytest

from thuocdo.accounts import actions
from thuocdo.audit.rules import system
from thuocdo.config import clock
from thuocdo.organisations.actions import load_shipped
from thuocdo.organisations.models import Unit
from thuocdo.plans.models import Plan

BY = system("tests")
SINCE = dt.date(2020, 1, 1)


@pytest.fixture
def agency(db):
    return load_shipped(by=BY, at=clock.now())


@pytest.fixture
def enter(client, agency):
    def person(name, *posts):
        at = clock.now()
        row = actions.create_person(by=BY, at=at, name=name)
        for code, title, roles in posts:
            actions.give_position(
                by=BY, at=at, person=row.pk, unit=Unit.objects.get(code=code).pk, title=title,
                roles=roles, since=SINCE,
            )  # fmt: skip
        account = actions.create_account(
            by=BY, at=at, username=f"u{row.pk}", password="Xa-lo-2026-x", person=row.pk,
            must_change=False,
        )  # fmt: skip
        client.force_login(account)
        return account

    return person


@pytest.fixture
def plan(agency):
    return Plan.objects.create(
        agency=agency, title="Kế hoạch cải cách hành chính năm 2026", state=Plan.State.LIVE,
        first_year=2026, last_year=2026, reading={},
        created_at=clock.now(),
    )  # fmt: skip
