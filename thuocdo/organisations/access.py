"""Who may read and change the organisation. Everybody signed in sees the tree: work is given by name."""

from __future__ import annotations

from django.db.models import Q

from thuocdo.audit.rules import Actor, Verb
from thuocdo.organisations.models import Alias, LocalEdition, Unit, UnitGroup

READ = Verb("organisations.read", "Xem tổ chức")
CHANGE = Verb("organisations.change", "Thay đổi tổ chức", frozenset({"admin"}))
NAME = Verb("organisations.name", "Ghi tên gọi khác, nhóm đơn vị", frozenset({"admin", "focal"}))
RULE = Verb("organisations.rule", "Sửa lịch, quy định riêng", frozenset({"admin", "focal"}))
VERBS = (READ, CHANGE, NAME, RULE)


def may(actor: Actor, verb: Verb, thing: Unit | UnitGroup | Alias | LocalEdition | None) -> bool:
    """Whether the actor may do this to the thing; None is the top of the tree or a partner."""
    if thing is None:
        return verb.allows(actor) and (not verb.roles or actor.reach(verb.roles) is None)
    return verb.allows(actor, thing.pk if isinstance(thing, Unit) else thing.agency_id)


def visible_to(actor: Actor, own: int | None = None) -> Q:
    """Which other names, groups and local editions the actor sees: of agencies in reach and of its own.

    For models with an `agency` column; `own` is the agency the actor works in.
    """
    reach = actor.reach(NAME.roles | {"auditor", "leader"})
    return Q() if reach is None else Q(agency__in=reach | ({own} if own else set()))
