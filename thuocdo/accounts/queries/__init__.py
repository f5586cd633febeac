"""What pages and other rooms may ask about people."""

from thuocdo.accounts.models import roles
from thuocdo.accounts.queries.actors import actor_for, capacities, end_of, legal_day
from thuocdo.accounts.queries.links import code_to_show, digest_typed, new_link, speaker
from thuocdo.accounts.queries.people import (
    account_named,
    addresses,
    admins,
    has_second_factor,
    holders,
    holding_role,
    in_charge,
    leaders_in_charge,
    lines,
    needs_second_factor,
    phones,
    positions_held,
    profile,
    saved_filters,
    signing_in,
    units_led_by,
)
from thuocdo.accounts.queries.readers import Reader, readers

__all__ = [
    "Reader",
    "account_named",
    "actor_for",
    "addresses",
    "admins",
    "capacities",
    "code_to_show",
    "digest_typed",
    "end_of",
    "has_second_factor",
    "holders",
    "holding_role",
    "in_charge",
    "leaders_in_charge",
    "legal_day",
    "lines",
    "needs_second_factor",
    "new_link",
    "phones",
    "positions_held",
    "profile",
    "readers",
    "roles",
    "saved_filters",
    "signing_in",
    "speaker",
    "units_led_by",
]
