"""The table where failed sign-ins are counted (Django's database cache)."""

from django.core.management import call_command
from django.db import migrations


def make(apps, editor):
    """Test runners make cache tables by themselves, before this or after."""
    call_command(
        "createcachetable", database=editor.connection.alias, verbosity=0
    )  # known by its name in settings: CACHES


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
