"""Who asks for figures, who gives them, who sees them."""

import datetime as dt

from django.db.models import Q

from thuocdo.audit.rules import Actor, Verb
from thuocdo.documents.access import home_of
from thuocdo.reporting.models import Collection, Reply

_DOERS = frozenset({"head", "officer", "one_stop"})
_ASKERS = frozenset({"focal"})
_ALL = _DOERS | _ASKERS | {"leader", "admin", "auditor", "clerk"}

SEE = Verb("reporting.see", "Xem số liệu thu thập", _ALL)
COLLECT = Verb("reporting.collect", "Thu thập số liệu", _ASKERS)
ANSWER = Verb("reporting.answer", "Gửi số liệu", _DOERS)
VERBS = (SEE, COLLECT, ANSWER)

_WHOLE = COLLECT.roles | {"leader", "admin", "auditor"}


def may(actor: Actor, verb: Verb, thing: Collection | Reply) -> bool:
    """Collecting is of the collection's agency, answering of the reply's own unit."""
    place = thing.unit_id if isinstance(thing, Reply) else thing.agency_id
    return verb.allows(actor, place)


def visible_to(actor: Actor, on: dt.date) -> Q:
    """Collections of the agency one works in, for whoever asks or leads there."""
    units = actor.reach(_WHOLE)
    if units is None:
        return Q()
    home = home_of(actor, on)
    return Q(agency__in=units) if home is None or home in units else Q(pk__in=[])


def replies_visible_to(actor: Actor) -> Q:
    """Replies of the unit worked for, and of units in which a role is held; never of a draft."""
    asked = ~Q(collection__state=Collection.State.DRAFT)
    units = actor.reach(_ALL)
    if units is None:
        return asked
    return asked & Q(unit__in=units | ({actor.unit} if actor.unit else frozenset()))
