"""For every test: a home folder of its own, and tables that can be emptied again."""

import tempfile
from importlib import import_module
from pathlib import Path

import pytest


def pytest_configure():
    from django.conf import settings
    from django.core.management.commands import flush

    settings.HOME = Path(tempfile.mkdtemp(prefix="thuocdo-tests-"))
    append_only = import_module("thuocdo.audit.migrations.0002_append_only")
    handle = flush.Command.handle

    def flush_with_the_guard_lifted(self, **options):
        """The log's triggers refuse the emptying of a test database; only here may they be lifted."""
        from django.db import connections

        connection = connections[options["database"]]
        append_only.lift(connection)
        try:
            handle(self, **options)
        finally:
            append_only.guard(connection)

    flush.Command.handle = flush_with_the_guard_lifted


@pytest.fixture
def someone(db):
    """Make an account that holds roles: `someone("focal", unit=room)`; without a unit, the whole tree."""
    import datetime as dt

    from thuocdo.accounts.models import Account, Person, Position, RoleGrant
    from thuocdo.lawbook.text import fold

    def make(*roles, unit=None, name="Nguyễn Văn An", title="Chuyên viên", username=""):
        since = dt.date(2020, 1, 1)
        person = Person.objects.create(full_name=name, folded=fold(name))
        account = Account.objects.create(
            username=username or f"nguoi-{person.pk}",
            person=person,
            must_change_password=False,
            created_at=dt.datetime(2020, 1, 1, tzinfo=dt.UTC),
        )
        if unit is None:
            for role in roles:
                RoleGrant.objects.create(person=person, role=role, since=since)
        else:
            Position.objects.create(
                person=person, unit=unit, title=title, roles=list(roles), since=since
            )
        return account

    return make


@pytest.fixture
def signed_in(client, someone):
    """A test client signed in as somebody with these roles, second factor passed."""

    def enter(*roles, **more):
        client.force_login(someone(*roles, **more))
        session = client.session
        session["second_factor"] = True
        session.save()
        return client

    return enter
