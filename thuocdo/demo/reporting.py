"""The year's periods of reporting: opened, written by the rooms, put together, signed, received above."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from functools import partial

from thuocdo.demo.collecting import collection_of, invented
from thuocdo.demo.days import ZONE
from thuocdo.demo.year import Moment, doer, head_of, signed_in
from thuocdo.lawbook.text import fold
from thuocdo.organisations.models import Unit
from thuocdo.organisations.queries import subtree, tree
from thuocdo.reporting import actions
from thuocdo.reporting.models import Duty, Report, Round
from thuocdo.reporting.queries.forms import edition_on, form_of
from thuocdo.reporting.queries.reports import report_view
from thuocdo.reporting.queries.rounds import OwedLine, calendar, clauses, given, written_by_units
from thuocdo.reporting.rules.reports import line_of_clause

PCI = "report_forms/pci"
FORMS = (PCI, "report_forms/cchc")
LATE = "gdtx-cn-dh"  # the room that sends a day after the last one
SILENT = "ke-hoach-tai-chinh"  # the room that has not sent for the period under way
TEN = dt.timedelta(days=10)
WORDS = {
    "results": "- Thực hiện các nhiệm vụ được giao trong kế hoạch theo tiến độ.",
    "direction": "- Quán triệt kế hoạch tại họp giao ban của đơn vị; phân công công chức đầu mối.",
    "difficulties": "- Nhân lực thực hiện còn kiêm nhiệm.",
    "next": "- Tiếp tục thực hiện nhiệm vụ đến hạn trong kỳ tới.",
    "proposals": "- Đề nghị tổ chức tập huấn nghiệp vụ cho công chức đầu mối.",
}
REVIEW = {
    "strengths": "- Nhiệm vụ đến hạn được phân công rõ đơn vị chủ trì; phần lớn hoàn thành trong hạn.",
    "limits": "- Một số đơn vị cập nhật tiến độ chậm so với quy định.",
    "causes": "- Công chức đầu mối kiêm nhiệm; việc phối hợp giữa các phòng chưa thường xuyên.",
    "solutions": "- Rà soát, đôn đốc hằng tuần; đưa kết quả thực hiện vào đánh giá, xếp loại công chức.",
}


def reports_of(agency: Unit, start: dt.datetime, end: dt.datetime) -> list[Moment]:
    """The duties are kept from `start`; what happens to their periods until `end`, in the order of time, is still to
    be told. Nothing where an earlier run told it."""
    if Duty.objects.exists():
        return []
    for form in FORMS:
        _keep(agency, form, start)
    day = end.astimezone(ZONE).date()
    lines = calendar(signed_in("daumoi", end), agency.pk, day, day.year)
    units = [line for line in lines if line.owed.by == "unit"]
    moments = [moment for line in units for moment in _period(line)]
    moments += [m for line in units if line.duty.form == PCI for m in collection_of(line, agency)]
    return sorted((m for m in moments if start < m[0] < end), key=lambda moment: moment[0])


def _keep(agency: Unit, form: str, at: dt.datetime) -> None:
    """With the days the agency's own plan of that programme names."""
    day = at.astimezone(ZONE).date()
    words = [fold(word) for word in form_of(edition_on(form, agency.pk, day)).programme]
    said = [c for c in clauses(agency.pk) if any(word in fold(c.title) for word in words)]
    due = [line_of_clause(c.frequency, c.months, c.day, "plan") for c in said if c.day]
    nodes = tree(day).nodes
    rooms = [u for u in sorted(subtree(agency.pk, day)) if nodes[u].kind == "room"]
    actions.keep_duty(
        by=signed_in("daumoi", at), at=at, agency=agency.pk, form=form,
        units=[room for room in rooms if head_of(Unit.objects.get(pk=room), at)],
        due=[line for line in due if line], source=said[0].plan if said else "",
    )  # fmt: skip


def _period(line: OwedLine) -> Iterator[Moment]:
    due = dt.datetime.combine(line.owed.due, dt.time(9), ZONE).astimezone(dt.UTC)
    duty, period = line.duty, line.owed.period
    yield due - TEN, lambda at: actions.open_round(by=signed_in("daumoi", at), at=at, duty=duty, period=period)  # fmt: skip
    code = period.code
    for place, unit in enumerate(duty.units):
        room = Unit.objects.get(pk=unit)
        days = 1 if room.code == LATE else -(1 + place % 4)
        if room.code == SILENT:
            days = 1
        yield due + dt.timedelta(days=days, minutes=7 * place), partial(_send, duty, code, room)
    yield due + dt.timedelta(days=2), partial(_issue, duty, code)


def _round(duty: Duty, code: str) -> Round:
    return Round.objects.select_related("duty").get(duty=duty, period=code)


def _send(duty: Duty, code: str, room: Unit, at: dt.datetime) -> None:
    one = _round(duty, code)
    report = one.reports.select_related("round__duty").get(unit=room, whole=False)
    view = report_view(report, at.astimezone(ZONE).date())
    dice = random.Random(f"{room.code}{code}")
    typed = {row.key: row.value for row in view.figures}
    told = invented(room.code, view.period)
    typed |= {key: str(told[key]) for key, value in typed.items() if not value and key in told}
    texts = {s.key: view.texts.get(s.key) or WORDS.get(s.key, "") for s in form_of(one).sections}
    by, head = doer(room, at), head_of(room, at)
    report = actions.save_report(by=by, at=at, report=report, figures=typed, texts=texts, version=report.version)  # fmt: skip
    if head is None or dice.random() < 0.04:
        return
    report = actions.submit_report(by=by, at=at, report=report, version=report.version)
    report = actions.approve_report(by=head, at=at, report=report, version=report.version)
    actions.send_report(by=head if head.person == by.person else by, at=at, report=report, version=report.version)  # fmt: skip


def _issue(duty: Duty, code: str, at: dt.datetime) -> None:
    """The office puts together, the director approves, the clerk's number is recorded; the next day it is received."""
    one, today = _round(duty, code), at.astimezone(ZONE).date()
    focal = signed_in("daumoi", at)
    whole: Report = one.own_report()
    whole = actions.consolidate(by=focal, at=at, report=whole)
    written = written_by_units(one, given(one, today))
    chosen = {w.key: [cluster.attributed for cluster in w.clusters[:12]] for w in written}
    whole = actions.take_paragraphs(by=focal, at=at, report=whole, chosen=chosen)
    for domain in form_of(one).domains:
        actions.save_review(by=focal, at=at, round=one, domain=domain.key, texts=REVIEW, version=0)
    view = report_view(whole, today)
    whole = actions.save_report(
        by=focal, at=at, report=whole, figures={r.key: r.value for r in view.figures}, texts=view.texts, version=whole.version
    )  # fmt: skip
    actions.close_round(by=focal, at=at, round=one)
    whole = actions.submit_report(by=focal, at=at, report=whole, version=whole.version)
    whole = actions.approve_report(by=signed_in("lanhdao", at), at=at, report=whole, version=whole.version)  # fmt: skip
    number = 100 + random.Random(f"{duty.form}{code}").randrange(800)
    reference = f"{number}/BC-SGDĐT ngày {today:%d/%m/%Y}"
    actions.issue_report(by=signed_in("vanthu", at), at=at, report=whole, reference=reference, version=whole.version)  # fmt: skip
