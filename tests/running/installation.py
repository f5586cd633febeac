"""An installation of its own for a test: home, database, free port, and the real command line."""

import contextlib
import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Installation:
    home: Path
    database: str  # address of a PostgreSQL database, "" for SQLite in the home

    @property
    def environment(self) -> dict[str, str]:
        clean = {k: v for k, v in os.environ.items() if not k.startswith(("THUOCDO_", "PYTEST_"))}
        more = {"THUOCDO_HOME": str(self.home), "THUOCDO_DATABASE_URL": self.database}
        return {**clean, **more, "DJANGO_SETTINGS_MODULE": "thuocdo.config.settings"}

    def command(self, *words: str) -> list[str]:
        return [sys.executable, "-m", "thuocdo", *words]

    def run(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """`thuocdo <words>`, to its end."""
        environment = {**self.environment, **more}
        return subprocess.run(
            self.command(*words), cwd=ROOT, env=environment, capture_output=True, text=True
        )

    def python(self, code: str) -> str:
        """What `code` prints, run inside the installation with Django set up."""
        start = "from thuocdo.config import ready, clock; ready.django()\n"
        done = subprocess.run(
            [sys.executable, "-c", start + code],
            cwd=ROOT,
            env=self.environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()


@contextlib.contextmanager
def installation(home: Path) -> Iterator[Installation]:
    """On the database the suite runs on: PostgreSQL where THUOCDO_DATABASE_URL says so, else SQLite."""
    address = os.environ.get("THUOCDO_DATABASE_URL", "")
    if not address:
        yield Installation(home, "")
        return
    import psycopg

    name = f"thuocdo_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"')
        try:
            yield Installation(home, urlunsplit(urlsplit(address)._replace(path=f"/{name}")))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
