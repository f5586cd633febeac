"""For every test: tables that can be emptied again; and where CI runs, nothing is skipped."""

import os
from importlib import import_module

import pytest
from hypothesis import HealthCheck, settings

# Examples are not timed (a busy machine is no fault of theirs) and the same on every run: nothing fails by chance.
# New examples are sought by the scripts in proofs/.
settings.register_profile(
    "house", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("house")

# The lawful reasons to skip there: what is not ours to ship.
NOT_OURS = ("the real plans are not here", "the published figures are not here")


def pytest_addoption(parser):
    parser.addoption("--database-only", action="store_true", help="only what touches a database")


def pytest_collection_modifyitems(config, items):
    if not config.getoption("--database-only"):
        return
    wanted = {"db", "transactional_db", "django_db_setup", "django_db_blocker"}
    kept = [
        item
        for item in items
        if item.get_closest_marker("django_db")
        or wanted & set(getattr(item, "fixturenames", ()))
        or "running" in item.path.parts
    ]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(kept)])
    items[:] = kept


def refuse_skip(report):
    """Where CI runs, what was skipped has failed: the machine was set up to run it."""
    skipped = report.outcome == "skipped" and not hasattr(report, "wasxfail")
    lawful = any(reason in str(report.longrepr) for reason in NOT_OURS)
    if os.environ.get("CI") == "true" and skipped and not lawful:
        report.outcome, report.longrepr = "failed", f"skipped where CI runs: {report.longrepr}"
    return report


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    return refuse_skip((yield))


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector):
    return refuse_skip((yield))


def pytest_configure():
    from django.core.management.commands import flush

    from thuocdo.config import frame

    # It remembers the agency's name for a minute; each test has an agency of its own, or none.
    frame.agency = frame.agency.__wrapped__
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
