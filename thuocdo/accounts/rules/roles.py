"""Roles as data (`accounts/roles.yaml`), the most powerful first."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Role:
    """`rank` counts from 0, the most powerful; `needs_totp`: sign-in with two factors."""

    code: str
    label: str
    description: str
    rank: int
    needs_totp: bool = False


def parse_roles(rows: Iterable[Mapping[str, Any]]) -> dict[str, Role]:
    """Roles by code, in their order.

    >>> list(parse_roles([{"code": "a", "label": "A", "description": ""}]))
    ['a']
    """
    return {
        row["code"]: Role(
            row["code"], row["label"], row["description"], rank, row.get("needs_totp", False)
        )
        for rank, row in enumerate(rows)
    }


def strongest(codes: Iterable[str], roles: Mapping[str, Role]) -> int:
    """The rank of the most powerful of `codes`; one past the last for none."""
    return min((roles[c].rank for c in codes if c in roles), default=len(roles))
