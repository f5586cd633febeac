"""A unit's signed link: the code in the address, what it opens, why it opens nothing."""

from __future__ import annotations

import datetime as dt

from thuocdo.accounts import queries as accounts
from thuocdo.audit.rules import Actor
from thuocdo.organisations import queries as organisations
from thuocdo.reporting.models import Collection, Reply
from thuocdo.reporting.rules.phone import Closed, closed

PURPOSE = "reporting.reply"


def code_to_show(reply: Reply) -> str:
    """The code for those who may hand it on; empty where there is none, or the installation's key has changed."""
    return accounts.code_to_show(PURPOSE, reply.nonce, reply.digest)


def find_reply(code: str) -> Reply | None:
    """The reply a link opens, as a person may have typed it. One query, none for what cannot be a code."""
    digest = accounts.digest_typed(code)
    rows = Reply.objects.select_related("collection")
    return rows.filter(digest=digest).first() if digest else None


def link_closed(reply: Reply, at: dt.datetime) -> Closed:
    """Why the link of a reply opens nothing at this moment; empty while it does. Two queries."""
    today, one = accounts.legal_day(at), reply.collection
    ended = reply.unit_id not in organisations.successors_of([reply.unit_id], today)[reply.unit_id]
    return closed(
        one.due,
        today,
        cells=len(one.inputs),
        locked=one.state != Collection.State.OPEN,
        passed=ended or reply.state == Reply.State.PASSED,
    )


def speaker(reply: Reply, name: str, position: str) -> Actor:
    """Who sends through the link: an officer of its unit, under the name declared; Mistake without one."""
    return accounts.speaker(str(reply), reply.unit_id, name, position)
