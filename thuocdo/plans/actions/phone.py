"""Links for the phone: made, taken back, and the one update each of them brings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from thuocdo.accounts.queries import legal_day, new_link
from thuocdo.accounts.rules.links import VALID
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.documents.actions import drop_parts, receive_part
from thuocdo.documents.queries import whole_upload
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.plans.access import ISSUE_LINK, USE_LINK
from thuocdo.plans.actions import progress
from thuocdo.plans.actions.progress.turn import Paper
from thuocdo.plans.models import Assignment, PhoneLink, Plan, Update
from thuocdo.plans.queries.phone import PURPOSE, code_to_show, links_of, standing
from thuocdo.plans.rules import phone as rules


def issue_links(*, by: Actor, at: dt.datetime, works: Sequence[Assignment]) -> dict[int, PhoneLink]:
    """Of each piece of open work a link that holds: the one handed out before, else a new one.

    Raises Refused where one of them is over or belongs to a unit the actor has no say in.
    """
    for work in works:
        require(by, ISSUE_LINK, work.unit_id)
        if work.state != Assignment.State.OPEN or work.task.plan.state != Plan.State.LIVE:
            raise Refused("Việc này không còn chờ cập nhật nên không lập đường dẫn.")
    with transaction.atomic():
        kept = {
            work: link
            for work, link in links_of(works, at + rules.AGAIN).items()
            if code_to_show(link)
        }
        fresh = [_new(work, by, at) for work in works if work.pk not in kept]
        PhoneLink.objects.bulk_create(fresh)
        if fresh:
            changes = [Change.of(None, link) for link in fresh]
            touched = [f"task:{w.task_id}" for w in works]
            record(by=by, at=at, verb=ISSUE_LINK, changes=changes, touched=touched)
    return kept | {link.assignment_id: link for link in fresh}


def _new(work: Assignment, by: Actor, at: dt.datetime) -> PhoneLink:
    nonce, digest = new_link(PURPOSE)
    return PhoneLink(
        assignment=work,
        unit_id=work.unit_id,
        nonce=nonce,
        digest=digest,
        made_at=at,
        made_by=by.person,
        expires_at=at + VALID,
    )


def revoke_links(*, by: Actor, at: dt.datetime, links: Iterable[PhoneLink]) -> int:
    """Take links back; those used meanwhile stay as they are. How many opened something until now."""
    with transaction.atomic():
        wanted = [link.pk for link in links]
        rows = PhoneLink.objects.select_for_update().filter(
            pk__in=wanted, used_at=None, revoked_at=None
        )
        changes = []
        for link in rows:
            require(by, ISSUE_LINK, link.unit_id)
            before = snapshot(link)
            link.revoked_at = at
            link.save()
            changes.append(Change.of(before, link))
        if changes:
            record(by=by, at=at, verb=ISSUE_LINK, changes=changes)
    return len(changes)


@dataclass(frozen=True)
class Sent:
    """What a phone sends. `state`: progress | obstacle | done. `photo` as bytes and name, or `upload`, the
    name of one that came in parts, with its length."""

    state: str
    text: str
    done_on: dt.date | None = None
    product: bool = False
    photo: Paper | None = None
    upload: str = ""
    octets: int = 0


def use_link(*, by: Actor, at: dt.datetime, link: PhoneLink, sent: Sent) -> Update:
    """The one update of a link, through the same actions as everybody's. `by` is `queries.phone.speaker`.

    Raises Refused where the link is closed: also for the second of two that were sent at once.
    """
    with transaction.atomic():
        link = (
            PhoneLink.objects.select_for_update(of=("self",))
            .select_related("assignment__task__plan")
            .get(pk=link.pk)
        )
        require(by, USE_LINK, link.unit_id)
        if by.link != str(link) or standing(link).closed(at):
            raise Refused("Đường dẫn này đã được dùng hoặc không còn hiệu lực. Mở lại đường dẫn.")
        update = _say(by, at, link.assignment, sent, _paper(link, sent))
        before = snapshot(link)
        link.used_at = at
        link.save()
        record(by=by, at=at, verb=USE_LINK, changes=[Change.of(before, link)])
    drop_parts(by=by, at=at, owner=str(link))
    return update


def _say(by: Actor, at: dt.datetime, work: Assignment, sent: Sent, paper: Paper | None) -> Update:
    if sent.state == "done":
        return progress.report_done(
            by=by,
            at=at,
            assignment=work,
            version=None,
            text=sent.text,
            done_on=sent.done_on or legal_day(at),
            product=sent.product,
            paper=paper,
        )
    if sent.state == "obstacle":
        return progress.tell_obstacle(by=by, at=at, assignment=work, text=sent.text, paper=paper)
    return progress.update_progress(
        by=by, at=at, assignment=work, text=sent.text, product=sent.product, paper=paper
    )


def _paper(link: PhoneLink, sent: Sent) -> Paper | None:
    if sent.upload:
        data = whole_upload(str(link), rules.upload_name(sent.upload), sent.octets)
        if data is None:
            raise Mistake("Ảnh chưa gửi xong. Bấm Gửi lần nữa để gửi tiếp.", field="photo")
        return data, f"Ảnh phần việc {link.assignment_id}.{'png' if data[1:4] == b'PNG' else 'jpg'}"
    if sent.photo is None:
        return None
    if len(sent.photo[0]) > rules.PHOTO_BYTES:
        raise rules.too_large(len(sent.photo[0]))
    return sent.photo


def receive_photo(
    *,
    by: Actor,
    at: dt.datetime,
    link: PhoneLink,
    upload: str,
    whole: int,
    offset: int,
    data: bytes,
) -> int:
    """One part of a photo; how much of it is there now. `by` as the link's unit, nobody declared yet."""
    require(by, USE_LINK, link.unit_id)
    if by.link != str(link) or standing(link).closed(at):
        raise Refused("Đường dẫn này đã được dùng hoặc không còn hiệu lực. Mở lại đường dẫn.")
    if whole > rules.PHOTO_BYTES:
        raise rules.too_large(whole)
    name = rules.upload_name(upload)
    return receive_part(
        by=by, at=at, owner=str(link), name=name, whole=whole, offset=offset, data=data
    )
