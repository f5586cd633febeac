"""Who may do what with plans, and which plans and assignments a person sees."""

from django.db.models import Exists, OuterRef, Q

from thuocdo.audit.rules import Actor, Verb
from thuocdo.plans.models import Assignment, Plan, RowOwner

_OFFICE = frozenset({"focal"})
_DECIDERS = frozenset({"focal", "leader"})
_ALL = frozenset(
    {"admin", "focal", "leader", "head", "officer", "clerk", "one_stop", "appraiser", "auditor"}
)

SEE = Verb("plans.see", "Xem kế hoạch")
UPLOAD = Verb("plans.upload", "Tải kế hoạch lên", _OFFICE)
REVIEW = Verb("plans.review", "Rà soát kế hoạch", _OFFICE)
RECORD_ISSUE = Verb("plans.record_issue", "Ghi số, ngày ban hành", _OFFICE | {"clerk"})
GO_LIVE = Verb("plans.go_live", "Đưa vào theo dõi", _DECIDERS)
AMEND = Verb("plans.amend", "Điều chỉnh, bổ sung kế hoạch", _OFFICE)
CLOSE = Verb("plans.close", "Kết thúc kế hoạch", _DECIDERS)
VERBS = (SEE, UPLOAD, REVIEW, RECORD_ISSUE, GO_LIVE, AMEND, CLOSE)


def may(actor: Actor, verb: Verb, plan: Plan) -> bool:
    """Whether `actor` may `verb` this plan: the role must be held over the plan's agency.

    Seeing is wider: whoever leads or coordinates a row sees the plan it stands in.
    """
    if verb is SEE:
        return plans_visible_to(actor, Plan.objects.filter(pk=plan.pk)).exists()
    return verb.allows(actor, plan.agency_id)


def plans_visible_to(actor: Actor, plans):  # type: ignore[no-untyped-def]
    """The plans of `plans` that `actor` may see: those under review only by who may review them."""
    everywhere = actor.reach(_ALL)
    if everywhere is None:
        return plans
    units = everywhere | ({actor.unit} if actor.unit else frozenset())
    reviewed = REVIEW.roles | GO_LIVE.roles | RECORD_ISSUE.roles
    working = actor.reach(reviewed) or frozenset()
    owed = Assignment.objects.filter(task__plan=OuterRef("pk"), unit__in=units)
    named = RowOwner.objects.filter(task__plan=OuterRef("pk"), unit__in=units)
    return plans.filter(
        Q(agency__in=working)
        | (~Q(state=Plan.State.REVIEW) & (Q(agency__in=units) | Exists(owed) | Exists(named)))
    )


def visible_to(actor: Actor) -> Q:
    """Assignments `actor` may see: those of the units where a role is held; None in reach is all."""
    units = actor.reach(_ALL)
    if units is None:
        return Q()
    return Q(unit__in=units | ({actor.unit} if actor.unit else frozenset()))
