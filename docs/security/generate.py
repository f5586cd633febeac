"""Write docs/security/routes.md and roles.md: `uv run python docs/security/generate.py`.

Visits every route as every role on a database in memory; takes about a minute.
"""

import logging
import os
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parents[1]))


def main() -> None:
    os.environ["THUOCDO_HOME"] = tempfile.mkdtemp(prefix="thuocdo-matrix-")
    os.environ["THUOCDO_LOG_LEVEL"] = "ERROR"
    os.environ["DJANGO_SETTINGS_MODULE"] = "thuocdo.config.settings"
    import django
    from django.conf import settings

    django.setup()
    settings.STORAGES["staticfiles"]["BACKEND"] = (
        "django.contrib.staticfiles.storage.StaticFilesStorage"
    )
    from django.db import connection, transaction
    from django.test.utils import setup_test_environment

    from tests.house import access_matrix

    logging.disable(logging.CRITICAL)  # a thousand refusals are what is measured here
    setup_test_environment()
    connection.creation.create_test_db(verbosity=0)
    measured = {}
    for role in access_matrix.roles():
        with transaction.atomic():
            measured[role] = access_matrix.answers(role)
            transaction.set_rollback(True)
    (HERE / "routes.md").write_text(access_matrix.routes_page(measured), "utf-8")
    (HERE / "roles.md").write_text(access_matrix.roles_page(), "utf-8")
    print(f"{len(measured['anonymous'])} routes × {len(measured)} roles")


if __name__ == "__main__":
    main()
