"""The reports a plan asks for: each clause once, with its rhythms in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuocdo.plans.models import ReportingDuty
from thuocdo.plans.rules.reading import Reporting, Source

FREQUENCIES = {
    "monthly": gettext_lazy("hằng tháng"),
    "quarterly": gettext_lazy("hằng quý"),
    "half_yearly": gettext_lazy("6 tháng"),
    "nine_months": gettext_lazy("9 tháng"),
    "yearly": gettext_lazy("hằng năm"),
    "ad_hoc": gettext_lazy("đột xuất"),
}


@dataclass
class Clause:
    """One printed clause; `times` are its rhythms, `source` its place in the paper where that is shown."""

    text: str
    senders: Sequence[str]
    receivers: Sequence[str]
    times: list[str]
    source: Source | None = None


def clauses(duties: Iterable[Reporting | ReportingDuty]) -> list[Clause]:
    """The duties of one clause put together, in the order of the document."""
    found: dict[tuple[str, ...], Clause] = {}
    for duty in duties:
        read = isinstance(duty, Reporting)
        receivers = duty.receivers if read else duty.recipients
        source = duty.source if read else None
        key = (duty.text, *duty.senders, "→", *receivers)
        clause = found.setdefault(key, Clause(duty.text, duty.senders, receivers, [], source))
        clause.times.append(_time(duty))
    return list(found.values())


def _time(duty: Reporting | ReportingDuty) -> str:
    """ "hằng quý: trước ngày 15 tháng 3, 6, 9"."""
    often = str(FREQUENCIES[duty.frequency])
    if not duty.before_day:
        return often
    day = _("trước ngày {day}").format(day=duty.before_day)
    if duty.months:
        months = ", ".join(map(str, duty.months))
        day = _("trước ngày {day} tháng {months}").format(day=duty.before_day, months=months)
    return f"{often}: {day}"
