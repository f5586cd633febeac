"""For every test: a home folder of its own, and tables that can be emptied again."""

import tempfile
from importlib import import_module
from pathlib import Path


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
