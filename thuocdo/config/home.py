"""The home folder: everything of an installation that is not code. To move house, move this folder."""

import atexit
import os
import secrets
import shutil
import tempfile
from pathlib import Path

FOLDERS = ("files", "keys", "fonts", "backups", "logs", "locale", "static")


def prepare(home: Path) -> None:
    """Make what is missing; never touch what is there. Keys are readable by the owner alone."""
    home.mkdir(parents=True, exist_ok=True)
    for folder in FOLDERS:
        (home / folder).mkdir(exist_ok=True)
    (home / "keys").chmod(0o700)


def secret_key(home: Path) -> str:
    """The signing key kept in the home folder, made on first use. Two first runs at once agree on one."""
    file = home / "keys" / "secret"
    if not file.exists():
        prepare(home)
        # a draft of one's own (owner-readable): first runs meet as processes and as threads of one process
        descriptor, draft = tempfile.mkstemp(dir=file.parent, prefix="secret.")
        with os.fdopen(descriptor, "w") as out:
            out.write(secrets.token_urlsafe(48))
        try:
            os.link(draft, file)  # fails where another process was first: its key holds
        except FileExistsError:
            pass
        finally:
            os.unlink(draft)
    return file.read_text()


def passing() -> Path:
    """A home for one run of the test suite, gone with it: tests never see a real one."""
    home = Path(tempfile.mkdtemp(prefix="thuocdo-tests-"))
    atexit.register(shutil.rmtree, home, ignore_errors=True)
    prepare(home)
    return home
