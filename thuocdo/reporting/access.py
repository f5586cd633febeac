"""Who asks for figures and reports, who gives them, who sees them."""

import datetime as dt

from django.db.models import Q

from thuocdo.audit.rules import Actor, Verb
from thuocdo.documents.access import home_of
from thuocdo.reporting.models import Collection, Duty, Reply, Report, Round

_DOERS = frozenset({"head", "officer", "one_stop"})
_ASKERS = frozenset({"focal"})
_ALL = _DOERS | _ASKERS | {"leader", "admin", "auditor", "clerk"}

SEE = Verb("reporting.see", "Xem số liệu thu thập", _ALL)
COLLECT = Verb("reporting.collect", "Thu thập số liệu", _ASKERS)
ANSWER = Verb("reporting.answer", "Gửi số liệu", _DOERS)
RUN = Verb("reporting.run", "Tổ chức kỳ báo cáo, tổng hợp", _ASKERS)
REPORT = Verb("reporting.report", "Lập, gửi báo cáo của đơn vị", _DOERS)
APPROVE = Verb("reporting.approve", "Duyệt báo cáo", frozenset({"head", "leader"}))
ISSUE = Verb("reporting.issue", "Ghi số, ngày; gửi cấp trên", _ASKERS | {"clerk"})
WITHDRAW = Verb("reporting.withdraw", "Thu hồi báo cáo đã ban hành", _ASKERS)
ISSUE_LINK = Verb("reporting.issue_link", "Lập đường dẫn gửi số liệu", _ASKERS)
COPY_REMINDER = Verb("reporting.copy_reminder", "Sao chép tin nhắn nhắc gửi số liệu", _ASKERS)
VERBS = (SEE, COLLECT, ANSWER, ISSUE_LINK, COPY_REMINDER, RUN, REPORT, APPROVE, ISSUE, WITHDRAW)

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


def rounds_visible_to(actor: Actor, on: dt.date) -> Q:
    """Periods of the agency one works in: everybody sees when a report is due."""
    units = actor.reach(_WHOLE)
    if units is None:
        return Q()
    home = home_of(actor, on)
    return Q(agency=home) if home is not None else Q(pk__in=[])


def runs(actor: Actor, thing: Duty | Round) -> bool:
    return RUN.allows(actor, thing.agency_id)


def oversees(actor: Actor, agency: int) -> bool:
    """Who sees how all units of an agency report."""
    return RUN.allows(actor, agency) or actor.holds(_WHOLE, agency)


def reports_visible_to(actor: Actor) -> Q:
    """Reports of the unit worked for and of units in which a role is held."""
    units = actor.reach(_ALL)
    if units is None:
        return Q()
    return Q(unit__in=units | ({actor.unit} if actor.unit else frozenset()))


def writes(actor: Actor, report: Report) -> bool:
    """A unit's report is written in the unit, the agency's own by whoever runs the period."""
    return (RUN if report.whole else REPORT).allows(actor, report.unit_id)
