"""What pages and other rooms may ask about people."""

from thuocdo.accounts.models import roles
from thuocdo.accounts.queries.actors import actor_for, capacities, legal_day
from thuocdo.accounts.queries.people import (
    account_named,
    admins,
    has_second_factor,
    holders,
    holding_role,
    lines,
    needs_second_factor,
    profile,
)

__all__ = [
    "account_named",
    "actor_for",
    "admins",
    "capacities",
    "has_second_factor",
    "holders",
    "holding_role",
    "legal_day",
    "lines",
    "needs_second_factor",
    "profile",
    "roles",
]
