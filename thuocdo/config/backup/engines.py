"""How each database is copied as of one moment, filled again, and read for its checksums."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Protocol

from thuocdo.config.backup.tables import digest
from thuocdo.lawbook.mistakes import Mistake

Tables = dict[str, Any]


class Engine(Protocol):
    kind: str

    def dump(self, target: Path) -> Tables:
        """Write the database as of one moment into `target`; its checksums."""

    def occupied(self) -> bool:
        """Whether something is there that filling would destroy."""

    def fill(self, source: Path) -> None:
        """Bring what `dump` wrote into the empty database, whole or not at all."""

    def tables(self) -> Tables:
        """Checksums of what is there now."""

    def elsewhere(self, folder: Path) -> AbstractContextManager[Engine]:
        """An empty database of the same kind, gone afterwards."""


def engine(database: dict[str, Any]) -> Engine:
    """For one entry of settings.DATABASES."""
    if database["ENGINE"].endswith("sqlite3"):
        return SQLite(Path(database["NAME"]))
    return PostgreSQL(database)


class SQLite:
    kind = "sqlite"

    def __init__(self, file: Path) -> None:
        self.file = file

    def dump(self, target: Path) -> Tables:
        with closing(sqlite3.connect(self.file)) as here, closing(sqlite3.connect(target)) as there:
            here.backup(there)
            there.execute("PRAGMA journal_mode=DELETE")
        return SQLite(target).tables()

    def occupied(self) -> bool:
        return self.file.exists() and self.file.stat().st_size > 0

    def fill(self, source: Path) -> None:
        shutil.copyfile(source, self.file)
        self.file.chmod(0o600)

    def tables(self) -> Tables:
        with closing(sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)) as there:
            names = there.execute(
                "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
            ).fetchall()
            found = {}
            for (name,) in names:
                rows = there.execute(f'SELECT * FROM "{name}"')
                found[name] = digest([c[0] for c in rows.description], rows)
            return found

    @contextmanager
    def elsewhere(self, folder: Path) -> Iterator[Engine]:
        yield SQLite(folder / self.file.name)


class PostgreSQL:
    kind = "postgresql"

    def __init__(self, database: dict[str, Any]) -> None:
        self.database = database

    def connect(self, **more: Any) -> Any:
        import psycopg

        d = self.database
        known = {"host": d["HOST"], "port": d["PORT"], "user": d["USER"], "password": d["PASSWORD"]}
        given = {k: v for k, v in known.items() if v}
        try:
            return psycopg.connect(dbname=d["NAME"], **given, **d["OPTIONS"], **more)
        except psycopg.OperationalError as trouble:
            raise Mistake(
                "Không nối được PostgreSQL. Kiểm tra THUOCDO_DATABASE_URL và máy chủ."
            ) from trouble

    def dump(self, target: Path) -> Tables:
        with self.connect() as line:
            line.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            (moment,) = line.execute("SELECT pg_export_snapshot()").fetchone()
            keep = ("--format=custom", "--no-owner", "--no-privileges", f"--snapshot={moment}")
            self.tool("pg_dump", *keep, f"--file={target}")
            return read_tables(line)

    def occupied(self) -> bool:
        with self.connect() as line:
            return bool(table_names(line))

    def fill(self, source: Path) -> None:
        name = f"--dbname={self.database['NAME']}"
        whole = ("--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")
        self.tool("pg_restore", *whole, name, str(source))

    def tables(self) -> Tables:
        with self.connect() as line:
            line.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            return read_tables(line)

    @contextmanager
    def elsewhere(self, folder: Path) -> Iterator[Engine]:
        name = f"{self.database['NAME']}_drill_{secrets.token_hex(4)}"
        with self.connect(autocommit=True) as line:
            try:
                line.execute(f'CREATE DATABASE "{name}"')
            except Exception as trouble:
                raise Mistake(
                    "Diễn tập cần quyền tạo cơ sở dữ liệu (ALTER ROLE … CREATEDB). Cấp quyền rồi chạy lại."
                ) from trouble
            try:
                yield PostgreSQL({**self.database, "NAME": name})
            finally:
                line.execute(f'DROP DATABASE "{name}" WITH (FORCE)')

    def tool(self, name: str, *words: str) -> None:
        """One of PostgreSQL's own programs. The password travels in the environment, not on the line."""
        d = self.database
        said = {"PGHOST": d["HOST"], "PGPORT": d["PORT"], "PGUSER": d["USER"]}
        said |= {"PGPASSWORD": d["PASSWORD"], "PGDATABASE": d["NAME"]}
        said |= {f"PG{k.upper()}": str(v) for k, v in d["OPTIONS"].items()}
        environment = {**os.environ, **{k: v for k, v in said.items() if v}}
        try:
            done = subprocess.run([name, *words], env=environment, capture_output=True, text=True)
        except FileNotFoundError:
            raise Mistake(
                f"Máy này chưa có {name}. Cài gói postgresql-client cùng phiên bản với máy chủ."
            ) from None
        if done.returncode:
            last = done.stderr.strip().splitlines()[-1:] or [""]
            raise Mistake(f"{name} không làm được: {last[0]}")


def table_names(line: Any) -> list[str]:
    rows = line.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    )
    return [name for (name,) in rows.fetchall()]


def read_tables(line: Any) -> Tables:
    found = {}
    for name in table_names(line):
        with line.cursor(
            name="digest"
        ) as rows:  # on the server: memory does not grow with the table
            rows.execute(f'SELECT * FROM "{name}"')
            found[name] = digest([c.name for c in rows.description], rows)
    return found
