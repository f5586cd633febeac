"""Roles, ways of working and who may give whom which power: pure."""

from thuocdo.accounts.rules.capacities import Capacity, choose
from thuocdo.accounts.rules.roles import Role, parse_roles

__all__ = ["Capacity", "Role", "choose", "parse_roles"]
