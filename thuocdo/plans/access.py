"""Who may do what with plans, and which plans and assignments a person sees."""

import datetime as dt

from django.db.models import Exists, OuterRef, Q

from thuocdo.audit.rules import Actor, Verb
from thuocdo.organisations.queries import members_of
from thuocdo.plans.models import Assignment, Plan, RowOwner, Target

_OFFICE = frozenset({"focal"})
_DECIDERS = frozenset({"focal", "leader"})
_ALL = frozenset(
    {"admin", "focal", "leader", "head", "officer", "clerk", "one_stop", "appraiser", "auditor"}
)

SEE = Verb("plans.see", "Xem kế hoạch")
UPLOAD = Verb("plans.upload", "Tải kế hoạch lên", _OFFICE)
REVIEW = Verb("plans.review", "Rà soát kế hoạch", _OFFICE)
RECORD_ISSUE = Verb("plans.record_issue", "Ghi số, ngày ban hành", _OFFICE | {"clerk"})
GIVE = Verb("plans.give_work", "Giao việc ngoài kế hoạch", _DECIDERS)
GO_LIVE = Verb("plans.go_live", "Đưa vào theo dõi", _DECIDERS)
AMEND = Verb("plans.amend", "Điều chỉnh, bổ sung kế hoạch", _OFFICE)
CLOSE = Verb("plans.close", "Kết thúc kế hoạch", _DECIDERS)

# Of one unit's work: the role is held in that unit. Nobody decides on what they themselves reported.
_DOERS = frozenset({"head", "officer", "one_stop"})
_CONFIRMERS = frozenset({"head"}) | _DECIDERS
SEE_WORK = Verb("plans.see_work", "Xem nhiệm vụ", _ALL)
UPDATE = Verb("plans.update_progress", "Cập nhật tiến độ", _DOERS)
REPORT_DONE = Verb("plans.report_done", "Báo cáo hoàn thành", _DOERS)
CONFIRM = Verb("plans.confirm_done", "Duyệt, xác nhận hoàn thành", _CONFIRMERS)
RETURN = Verb("plans.return_work", "Trả lại để bổ sung", _CONFIRMERS)
DIRECT = Verb("plans.answer_obstacle", "Cho ý kiến chỉ đạo", _DECIDERS)
ASK_EXTENSION = Verb("plans.ask_extension", "Đề nghị gia hạn", _DOERS)
DECIDE_EXTENSION = Verb("plans.decide_extension", "Quyết định gia hạn", _DECIDERS)
ASK_EXPLANATION = Verb("plans.ask_explanation", "Yêu cầu giải trình", _DECIDERS)
EXPLAIN = Verb("plans.explain", "Giải trình", _DOERS)
HAND_OVER = Verb("plans.hand_over", "Bàn giao", frozenset({"head", "focal"}))
OBSERVE = Verb("plans.observe", "Ghi kết quả chỉ tiêu", _OFFICE | _DOERS)
ISSUE_LINK = Verb("plans.issue_link", "Lập đường dẫn điện thoại", frozenset({"head"}) | _DECIDERS)
USE_LINK = Verb("plans.use_link", "Cập nhật qua đường dẫn điện thoại", _DOERS)
REMIND = Verb("plans.remind", "Đôn đốc", _DECIDERS)
COPY_REMINDER = Verb("plans.copy_reminder", "Sao chép tin nhắn đôn đốc", _DECIDERS)
SEND_DIGEST = Verb("plans.send_digest", "Lập thư tổng hợp hằng ngày", frozenset({"admin"}))
WRITE_LETTER = Verb("plans.write_letter", "Lập công văn đôn đốc", _DECIDERS)
VERBS = (
    SEE,
    UPLOAD,
    REVIEW,
    RECORD_ISSUE,
    GIVE,
    GO_LIVE,
    AMEND,
    CLOSE,
    SEE_WORK,
    UPDATE,
    REPORT_DONE,
    CONFIRM,
    RETURN,
    DIRECT,
    ASK_EXTENSION,
    DECIDE_EXTENSION,
    ASK_EXPLANATION,
    EXPLAIN,
    HAND_OVER,
    OBSERVE,
    ISSUE_LINK,
    USE_LINK,
    REMIND,
    COPY_REMINDER,
    SEND_DIGEST,
    WRITE_LETTER,
)


def may(actor: Actor, verb: Verb, plan: Plan) -> bool:
    """Whether `actor` may `verb` this plan: the role must be held over the plan's agency.

    Seeing is wider: whoever leads or coordinates a row sees the plan it stands in.
    """
    if verb is SEE:
        return plans_visible_to(actor, Plan.objects.filter(pk=plan.pk)).exists()
    return verb.allows(actor, plan.agency_id)


def may_observe(actor: Actor, target: Target, on: dt.date) -> bool:
    """The office of the plan's agency, and a unit that answers for the target, itself or in a group."""
    if actor.holds(_OFFICE, target.plan.agency_id):
        return True
    if actor.unit is None or not actor.holds(_DOERS, actor.unit):
        return False
    owners = list(target.owners.all())
    if any(owner.unit_id == actor.unit for owner in owners):
        return True
    groups = [owner.group_id for owner in owners if owner.group_id]
    return any(actor.unit in units for units in members_of(groups, on).values())


def plans_visible_to(actor: Actor, plans):  # type: ignore[no-untyped-def]
    """The plans of `plans` that `actor` may see: those under review only by who may review them."""
    everywhere = actor.reach(_ALL)
    if everywhere is None:
        return plans
    units = everywhere | ({actor.unit} if actor.unit else frozenset())
    reviewed = REVIEW.roles | GO_LIVE.roles | RECORD_ISSUE.roles
    working = actor.reach(reviewed) or frozenset()
    owed = Assignment.objects.filter(plan=OuterRef("pk"), of=None, unit__in=units)
    named = RowOwner.objects.filter(task__plan=OuterRef("pk"), unit__in=units)
    return plans.filter(
        Q(agency__in=working)
        | (~Q(state=Plan.State.REVIEW) & (Q(agency__in=units) | Exists(owed) | Exists(named)))
    )


def visible_to(actor: Actor) -> Q:
    """Assignments `actor` may see: those of the units where a role is held; None in reach is all."""
    units = units_seen(actor)
    return Q() if units is None else Q(unit__in=units)


def units_seen(actor: Actor) -> frozenset[int] | None:
    """The units whose work `actor` may see; None is every unit."""
    units = actor.reach(_ALL)
    return units if units is None or actor.unit is None else units | {actor.unit}
