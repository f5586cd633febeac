"""What the demonstration holds, as `thuocdo demo` prints it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.urls import reverse

from thuocdo.accounts.models import Account
from thuocdo.accounts.queries import actor_for
from thuocdo.demo.staff import posts
from thuocdo.organisations.queries import names_on
from thuocdo.plans.models import Amendment, Plan
from thuocdo.plans.queries.reviewing import review


def accounts(now: dt.datetime) -> list[dict[str, str]]:
    """One line per login, in the order of `staff.yaml`."""
    there = {account.username: account for account in Account.objects.all()}
    names = names_on(None, now.date())
    lines = []
    for post in posts():
        if post.login in there:
            actor = actor_for(there[post.login], now)
            unit, short = names.get(actor.unit or 0, ("", ""))
            lines.append(
                {
                    "login": post.login,
                    "name": actor.name or "(dùng chung)",
                    "position": ", ".join(part for part in (actor.position, short or unit) if part),
                    "try": post.first,
                }
            )
    return lines


def plans(today: dt.date) -> list[dict[str, Any]]:
    """One line per plan and per amendment not yet applied; `open`: points a person must decide.

    Papers that gave single pieces of work are left to the list of everything.
    """
    lines = []
    for plan in Plan.objects.filter(source=Plan.Source.PLAN).order_by("created_at", "id"):
        waiting = plan.state == Plan.State.REVIEW
        page = "plans:review" if waiting else "plans:plan"
        lines.append(
            {
                "title": plan.title,
                "state": plan.get_state_display(),
                "address": reverse(page, args=[plan.pk]),
                "open": _open(plan, today) if waiting else 0,
            }
        )
    for draft in Amendment.objects.filter(state=Amendment.State.DRAFT):
        lines.append(
            {
                "title": draft.abstract or str(draft),
                "state": draft.get_kind_display(),
                "address": reverse("plans:amendment", args=[draft.pk]),
                "open": draft.lines.filter(accepted=None).count(),
            }
        )
    return lines


def _open(plan: Plan, today: dt.date) -> int:
    """Questions as the review page counts them: one name in five rows is one question."""
    return len({question.key for question in review(plan, today=today).settlement.questions})
