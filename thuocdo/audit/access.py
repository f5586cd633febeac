"""Who may open which route. Closed by default: a view without `needs` or `public` answers 403."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q

from thuocdo.audit.rules import Actor, Verb

PUBLIC = Verb("public", "Ai cũng mở được")
View = Callable[..., Any]

READ_LOG = Verb("audit.read_log", "Xem nhật ký hệ thống", frozenset({"admin", "auditor"}))
VERBS = (READ_LOG,)


def needs(verb: Verb) -> Callable[[View], View]:
    """Mark a view with the verb that opens it. The gate in `config.middleware` enforces the mark."""

    def mark(view: View) -> View:
        view.access_rule = verb  # type: ignore[attr-defined]
        return view

    return mark


def public(view: View) -> View:
    """Mark a view that anybody may open: sign-in, health, public pages, signed machine callbacks."""
    view.access_rule = PUBLIC  # type: ignore[attr-defined]
    return view


def visible_to(actor: Actor, verb: Verb = READ_LOG) -> Q:
    """Entries made for a unit of the reader's reach; a reader of the whole tree sees all."""
    if not verb.allows(actor):
        return Q(pk__in=[])
    reach = actor.reach(verb.roles)
    return Q() if reach is None else Q(unit__in=reach)
