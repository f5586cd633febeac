"""Which database: SQLite in the home folder, or PostgreSQL by address. Both behave the same in the house."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from thuocdo.lawbook.mistakes import Mistake


def settings(url: str, home: Path) -> dict[str, Any]:
    """Django's entry for the database at `url`; empty is SQLite inside `home`.

    >>> settings("postgresql://an:p%40ss@db:5433/so", Path("."))["PASSWORD"]
    'p@ss'
    """
    return _postgresql(url) if url else _sqlite(home)


def _sqlite(home: Path) -> dict[str, Any]:
    # IMMEDIATE: a transaction that will write takes its lock at the start, so two of them queue instead
    # of failing half-way. FULL: a committed row outlives a power cut.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": home / "thuocdo.sqlite3",
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 20,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    parts = urlsplit(url)
    name = unquote(parts.path.lstrip("/"))
    try:
        port = parts.port
    except ValueError:
        port = -1
    if parts.scheme not in {"postgresql", "postgres"} or not name or port == -1:
        raise Mistake(
            "THUOCDO_DATABASE_URL không đọc được. "
            "Ghi dạng postgresql://người_dùng:mật_khẩu@máy_chủ:cổng/tên_cơ_sở_dữ_liệu."
        )
    options = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", "") or unquote(parts.hostname or ""),
        "PORT": str(port or options.pop("port", "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }
