"""The verbs of this room; nothing else writes here."""

from thuocdo.organisations.actions.changing import (
    abolish_unit,
    change_units,
    create_unit,
    merge_units,
    move_unit,
    record_decision,
    rename_unit,
    set_agency,
    split_unit,
)
from thuocdo.organisations.actions.grouping import (
    add_group,
    add_partner,
    end_group,
    end_partner,
    set_group_members,
)
from thuocdo.organisations.actions.loading import load_shipped
from thuocdo.organisations.actions.naming import Meaning, add_alias, remove_alias
from thuocdo.organisations.actions.ruling import drop_draft, save_local_edition, set_own_day

__all__ = [
    "Meaning",
    "abolish_unit",
    "add_alias",
    "add_group",
    "add_partner",
    "change_units",
    "create_unit",
    "drop_draft",
    "end_group",
    "end_partner",
    "load_shipped",
    "merge_units",
    "move_unit",
    "record_decision",
    "remove_alias",
    "rename_unit",
    "save_local_edition",
    "set_agency",
    "set_group_members",
    "set_own_day",
    "split_unit",
]
