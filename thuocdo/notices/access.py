"""Who sees the outbox."""

from django.db.models import QuerySet

from thuocdo.audit.rules import Actor, Verb
from thuocdo.notices.models import Message

READ_OUTBOX = Verb("notices.read_outbox", "Xem thư đi", frozenset({"admin"}))
RESEND = Verb("notices.resend", "Gửi lại thư", frozenset({"admin"}))
VERBS = (READ_OUTBOX, RESEND)


def may(actor: Actor, verb: Verb, thing: Message | None = None) -> bool:
    return verb.allows(actor)


def visible_to(actor: Actor) -> QuerySet[Message]:
    """Messages belong to the installation: its administrators see all, nobody else any."""
    return Message.objects.all() if READ_OUTBOX.allows(actor) else Message.objects.none()
