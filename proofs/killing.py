"""What the three proofs by killing share: an empty installation, and a child killed in the middle of its work."""

from __future__ import annotations

import logging
import os
import signal
import tempfile
import time
from collections.abc import Callable

ENDED = "the child ended before it was killed"


def install(name: str) -> None:
    """A migrated SQLite installation of its own, Django set up on it."""
    os.environ["THUOCDO_HOME"] = tempfile.mkdtemp(prefix=f"proof-{name}-")
    os.environ.pop("THUOCDO_DATABASE_URL", None)  # one file, one writer: what a kill would tear
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuocdo.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    logging.disable(logging.INFO)
    call_command("migrate", verbosity=0)


def killed(work: Callable[[], None], wait: float) -> bool:
    """Fork, let the child work, kill it after `wait` seconds. False: it had ended by itself.

    The parent holds no connection while the child runs.
    """
    from django.db import connection

    connection.close()
    pid = os.fork()
    if pid == 0:
        try:
            work()
        finally:
            os._exit(1)
    time.sleep(wait)
    os.kill(pid, signal.SIGKILL)
    _pid, status = os.waitpid(pid, 0)
    return os.WIFSIGNALED(status)
