"""Everything that may be done to people, accounts, positions and roles."""

from thuocdo.accounts.actions.filters import delete_filter, save_filter
from thuocdo.accounts.actions.logins import (
    create_account,
    declare,
    lock_account,
    note_sign_in_event,
    reset_password,
    reset_second_factor,
    switch_position,
    unlock_account,
)
from thuocdo.accounts.actions.people import create_person, erase_person, update_person
from thuocdo.accounts.actions.positions import (
    end_acting,
    end_position,
    give_position,
    set_acting,
)
from thuocdo.accounts.actions.roles import grant_role, revoke

__all__ = [
    "create_account",
    "create_person",
    "declare",
    "delete_filter",
    "end_acting",
    "end_position",
    "erase_person",
    "give_position",
    "grant_role",
    "lock_account",
    "note_sign_in_event",
    "reset_password",
    "reset_second_factor",
    "revoke",
    "save_filter",
    "set_acting",
    "switch_position",
    "unlock_account",
    "update_person",
]
