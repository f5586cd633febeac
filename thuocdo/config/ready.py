"""Making an installation ready: Django set up, home there, tables, static files and translations current."""

import os
from pathlib import Path


def django() -> None:
    """Set Django up for a command. Raises Mistake where an option is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    import django as framework
    from django.conf import settings

    from thuocdo.config import home

    home.prepare(Path(settings.HOME))
    framework.setup()


def everything() -> None:
    """What serve, demo and upgrade need: migrate, collect static files, compile translations."""
    django()
    from django.conf import settings
    from django.core.management import call_command

    from thuocdo.config import translation

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    translation.compile_into(Path(settings.HOME) / "locale")
