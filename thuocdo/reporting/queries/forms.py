"""Which form a duty follows on a day, with its days and the rule by which the agency counts them."""

from __future__ import annotations

import datetime as dt

from thuocdo.accounts.queries import legal_day
from thuocdo.lawbook.editions.reports import DueLine, ReportForm
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import Period, Span
from thuocdo.lawbook.reader import shipped
from thuocdo.lawbook.rulebook import Edition
from thuocdo.lawbook.schedule import DueRule
from thuocdo.lawbook.validity import holds
from thuocdo.organisations import queries as organisations
from thuocdo.reporting.models import Duty, Round


def forms_on(day: dt.date) -> dict[str, ReportForm]:
    """Forms of the rulebook in force that day, by path without edition. Later editions win."""
    return {
        e.path.rpartition("/")[0]: body
        for e in shipped().report_forms()
        if holds(e, day) and isinstance(body := e.body, ReportForm)
    }


def edition_on(form: str, agency: int, day: dt.date) -> Edition:
    """The edition of a form for the agency on a day: its own, else the shipped one. Mistake: there is none."""
    paths = [e.path for e in shipped().report_forms() if e.path.rpartition("/")[0] == form]
    for path in reversed(paths):
        try:
            return organisations.rule(path, agency=agency, on=day)
        except Mistake:
            continue
    raise Mistake(f"Không có mẫu “{form}” có hiệu lực vào ngày {day:%d/%m/%Y}. Chọn mẫu khác.")


def form_of(thing: Edition | Round) -> ReportForm:
    """A round keeps the edition it was opened with, whatever came into force since."""
    edition = thing
    if isinstance(thing, Round):
        edition = shipped().edition(thing.form)
        if edition.checksum != thing.checksum:
            own = organisations.own_editions(thing.form, [thing.agency_id])
            edition = next(
                (o.edition for o in own if o.edition.checksum == thing.checksum),
                None,
            ) or edition_on(thing.form.rpartition("/")[0], thing.agency_id, min(thing.end, legal_day(thing.opened_at)))  # fmt: skip
    assert isinstance(edition, Edition)
    assert isinstance(edition.body, ReportForm)
    return edition.body


def lines_of(duty: Duty, form: ReportForm) -> list[DueLine]:
    """The agency's own days for its units where its paper names them, and the form's for all else."""
    own = [DueLine.model_validate(line) for line in duty.due]
    sides = {line.by for line in own}
    return [*own, *(line for line in form.due if line.by not in sides)]


def rule_of(duty: Duty) -> DueRule:
    return DueRule(duty.named_day_counts, duty.on_day_off)  # type: ignore[arg-type]


def window(period: Period) -> Span:
    """The days whose figures a report holds (Decree 09/2019/NĐ-CP, Article 12)."""
    return shipped().reporting_window(period)
