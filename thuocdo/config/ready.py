"""Making an installation ready: Django set up, home there, tables, static files and translations current."""

import os
import sys
from pathlib import Path

from thuocdo.lawbook.mistakes import Mistake

DEMO_HOME = ".thuocdo-demo"


def django() -> None:
    """Set Django up for a command. Raises Mistake where an option is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    _keep_demonstration()
    import django as framework
    from django.conf import settings

    from thuocdo.config import home

    home.prepare(Path(settings.HOME))
    framework.setup()


def installed() -> None:
    """What a command needs that works on what is there: Django over a database of this version, or a Mistake.

    In a folder that holds a demonstration and no installation, the demonstration is meant.
    """
    _demonstration()
    django()
    from django.conf import settings

    from thuocdo.config import health

    if pending := health.pending():
        raise Mistake(
            f"Cơ sở dữ liệu của {settings.HOME} chưa có hoặc chưa theo phiên bản này (còn {len(pending)} bước chuyển). "
            "Chạy `thuocdo upgrade`, hoặc đặt THUOCDO_HOME vào thư mục của hệ thống."
        )


def _keep_demonstration() -> None:
    """A home that holds a demonstration stays one, on its own day, whichever command opens it."""
    from thuocdo.config import options
    from thuocdo.demo.mark import Mark

    mark = Mark.of(options.read(os.environ)["HOME"])
    if mark.file.exists():
        os.environ.setdefault("THUOCDO_DEMO", "on")
        if mark.today:
            os.environ.setdefault("THUOCDO_TODAY", mark.today)


def _demonstration() -> None:
    from thuocdo.config import options
    from thuocdo.demo.mark import Mark

    own = options.read({})["HOME"] / "thuocdo.sqlite3"
    chosen = {"THUOCDO_HOME", "THUOCDO_DATABASE_URL"} & os.environ.keys()
    mark = Mark.of(Path(DEMO_HOME))
    if chosen or not mark.file.exists() or (own.exists() and own.stat().st_size):
        return
    os.environ["THUOCDO_HOME"] = DEMO_HOME
    _keep_demonstration()
    print(f"Bản trình diễn ở {DEMO_HOME}.", file=sys.stderr)


def everything() -> None:
    """What serve, demo and upgrade need: migrate, collect static files, compile translations."""
    django()
    from django.conf import settings
    from django.core.management import call_command

    from thuocdo.config import translation

    call_command("migrate", verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=["admin"])
    translation.compile_into(Path(settings.HOME) / "locale")
