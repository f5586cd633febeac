"""Who reads indices, who records results."""

import datetime as dt

from django.db.models import Q

from thuocdo.audit.rules import Actor, Verb
from thuocdo.documents.access import home_of
from thuocdo.indices.models import Annex, IndexRound

_RECORDERS = frozenset({"focal", "appraiser"})
_OVERSEE = _RECORDERS | {"leader", "admin", "auditor"}

SEE = Verb("indices.see", "Xem chỉ số")
RECORD = Verb("indices.record", "Nhập kết quả chỉ số", _RECORDERS)
SET = Verb("indices.set_criteria", "Lập bộ chỉ số của cơ quan", frozenset({"focal"}))
TIE = Verb("indices.tie", "Gắn chỉ tiêu kế hoạch với chỉ số", frozenset({"focal"}))
VERBS = (SEE, RECORD, SET, TIE)


def may(actor: Actor, verb: Verb, thing: IndexRound | Annex) -> bool:
    return verb.allows(actor, thing.agency_id)


def records_at_home(actor: Actor, on: dt.date) -> bool:
    """Whether the actor may record results for the agency they work in."""
    return RECORD.allows(actor, home_of(actor, on))


def visible_to(actor: Actor, on: dt.date) -> Q:
    """Closed results are everybody's; those still being entered are of the agency that enters them."""
    closed = Q(state=IndexRound.State.CLOSED)
    units = actor.reach(_OVERSEE)
    if units is None:
        return Q()
    home = home_of(actor, on)
    return closed | Q(agency__in=units) if home is None or home in units else closed


def annexes_visible_to(actor: Actor) -> Q:
    """Sets of criteria being made are of those who may make them for their agency."""
    units = actor.reach(SET.roles)
    return Q() if units is None else Q(agency__in=units)
