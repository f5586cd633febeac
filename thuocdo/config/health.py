"""Two questions a supervisor asks: is the process alive, and can it do its work."""

import os

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import JsonResponse

from thuocdo.audit.access import public


@public
def healthz(request):
    return JsonResponse({"ok": True})


@public
def readyz(request):
    """503 with the names of what is missing: database, migrations, home."""
    missing = lacking()
    return JsonResponse({"ok": not missing, "missing": missing}, status=503 if missing else 200)


def lacking() -> list[str]:
    missing = []
    try:
        if pending():
            missing.append("migrations")
    except DatabaseError:
        missing.append("database")
    if not os.access(settings.MEDIA_ROOT, os.W_OK):
        missing.append("home")
    return missing


def pending() -> list[str]:
    """Migrations of this version that the database has not had."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]
