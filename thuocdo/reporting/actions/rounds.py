"""The office's side of reporting: what is owed, a period opened, consolidated, locked."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Iterable, Mapping, Sequence

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, require
from thuocdo.lawbook.editions.reports import DueLine
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.periods import Period
from thuocdo.lawbook.schedule import DueRule
from thuocdo.lawbook.text import nfc
from thuocdo.organisations import queries as organisations
from thuocdo.reporting.access import RUN
from thuocdo.reporting.models import Duty, Report, Round
from thuocdo.reporting.queries.forms import edition_on, form_of, lines_of, rule_of, window
from thuocdo.reporting.queries.rounds import given
from thuocdo.reporting.rules.paragraphs import still_ahead
from thuocdo.reporting.rules.reports import consolidated, last_day


def keep_duty(
    *,
    by: Actor,
    at: dt.datetime,
    agency: int,
    form: str,
    units: Iterable[int] = (),
    groups: Iterable[int] = (),
    due: Sequence[DueLine] = (),
    source: str = "",
    rule: DueRule | None = None,
) -> Duty:
    """Begin to keep a form. `due`: the days of the agency's own paper; the form's where there are none."""
    require(by, RUN, agency)
    today, rule = legal_day(at), rule or DueRule()
    body = form_of(edition_on(form, agency, today))
    units, groups = sorted(set(units)), sorted(set(groups))
    if body.units and not units and not groups:
        raise Mistake("Chưa chọn đơn vị nào gửi báo cáo. Chọn đơn vị hoặc nhóm.", field="groups")
    with transaction.atomic():
        if Duty.objects.select_for_update().filter(agency=agency, form=form, until=None).exists():
            raise Refused(f"“{body.title}” đã có trong các chế độ báo cáo đang thực hiện.")
        made = Duty.objects.create(
            agency_id=agency,
            form=form,
            title=body.title,
            units=units,
            groups=groups,
            due=[line.model_dump(mode="json") for line in due],
            source=nfc(source).strip()[:300],
            named_day_counts=rule.named_day_counts,
            on_day_off=rule.on_day_off,
            since=today,
        )
        record(by=by, at=at, verb=RUN, changes=[Change.of(None, made)])
    return made


def end_duty(*, by: Actor, at: dt.datetime, duty: Duty) -> Duty:
    """No more periods are opened; what was opened goes on."""
    require(by, RUN, duty.agency_id)
    with transaction.atomic():
        row = Duty.objects.select_for_update().get(pk=duty.pk)
        if row.until is not None:
            raise Refused("Chế độ báo cáo này đã kết thúc.")
        before = snapshot(row)
        row.until, row.version = legal_day(at), row.version + 1
        row.save()
        record(by=by, at=at, verb=RUN, changes=[Change.of(before, row)])
    return row


def open_round(*, by: Actor, at: dt.datetime, duty: Duty, period: Period) -> Round:
    """A draft for every unit that exists today, with the words of its last report, and the agency's own."""
    require(by, RUN, duty.agency_id)
    today, calendar, rule = legal_day(at), organisations.calendar_for(duty.agency_id), rule_of(duty)
    edition = edition_on(duty.form, duty.agency_id, min(period.end, today))
    lines = {line.by: line for line in reversed(lines_of(duty, form_of(edition))) if line.fits(period)}  # fmt: skip
    if not lines:
        raise Mistake(f"“{duty.title}” không có kỳ {period.label}. Chọn kỳ khác.")
    span = window(period)
    with transaction.atomic():
        Duty.objects.select_for_update().get(pk=duty.pk)
        if Round.objects.filter(duty=duty, period=period.code).exists():
            raise Refused(f"Kỳ {period.label} đã mở. Xem ở lịch báo cáo.")
        days = {side: last_day(line, period, calendar, rule) for side, line in lines.items()}
        one = Round.objects.create(
            duty=duty,
            agency_id=duty.agency_id,
            form=edition.path,
            edition=edition.edition,
            checksum=edition.checksum,
            period=period.code,
            start=span.start,
            end=span.end,
            due=days.get("unit"),
            send_by=days.get("agency"),
            opened_at=at,
        )
        units = _units(duty, today) if "unit" in lines else []
        before = _words_before(duty, period)
        rows = [
            Report.objects.create(
                round=one, unit_id=unit, whole=whole, carried=before.get((unit, whole), {})
            )
            for unit, whole in [*((unit, False) for unit in units), (duty.agency_id, True)]
        ]
        changes = [Change.of(None, one), *(Change.of(None, row) for row in rows)]
        touched = [f"unit:{unit}" for unit in units]
        record(by=by, at=at, verb=RUN, changes=changes, touched=touched)
    return one


def _units(duty: Duty, today: dt.date) -> list[int]:
    """Those named and the members of the groups; of one that ended, who stands for it."""
    wanted = set(duty.units)
    for inside in organisations.members_of(duty.groups, today).values():
        wanted |= inside
    heirs = organisations.successors_of(wanted, today).values()
    return sorted({unit for found in heirs for unit in found} - {duty.agency_id})


def _words_before(duty: Duty, period: Period) -> dict[tuple[int, bool], dict[str, str]]:
    """The texts each unit sent last under this duty."""
    sent = Report.objects.filter(
        round__duty=duty, round__end__lt=period.end, state=Report.State.SENT
    ).order_by("round__end", "id")
    return {(r.unit_id, r.whole): r.texts for r in sent}


def consolidate(*, by: Actor, at: dt.datetime, report: Report) -> Report:
    """The figures of every report sent so far, put together; the draft remembers which versions it was made of."""
    with transaction.atomic():
        row = _whole(by, report)
        parts = given(row.round, legal_day(at))
        if not parts:
            raise Refused("Chưa có đơn vị nào gửi báo cáo nên chưa có gì để tổng hợp.")
        before = snapshot(row)
        made = consolidated(form_of(row.round), [part for _, part in parts])
        row.figures = {**row.figures, **{k: figure.to_json() for k, figure in made.items()}}
        row.estimates = sum(bool(e) for _, e in row.figures.values())
        row.taken = {str(pk): version for (pk, version), _ in parts}
        row.texts = _begun(row, {k for _, part in parts for k, text in part.texts.items() if text})
        row.changed_at, row.version = at, row.version + 1
        row.save()
        record(by=by, at=at, verb=RUN, changes=[Change.of(before, row)])
    return row


def take_paragraphs(
    *, by: Actor, at: dt.datetime, report: Report, chosen: Mapping[str, Sequence[str]]
) -> Report:
    """Paragraphs of units by key of section, as picked and trimmed, after what the section says already; none twice."""
    with transaction.atomic():
        row = _whole(by, report)
        if not chosen.keys() <= {s.key for s in form_of(row.round).sections}:
            raise Mistake("Mẫu báo cáo không có mục này. Tải lại trang.")
        before = snapshot(row)
        begun = _begun(row, chosen)
        row.texts = {**begun, **{key: _with(begun.get(key, ""), c) for key, c in chosen.items()}}
        row.changed_at, row.version = at, row.version + 1
        row.save()
        record(by=by, at=at, verb=RUN, changes=[Change.of(before, row)])
    return row


def _begun(row: Report, written: Collection[str]) -> dict[str, str]:
    """The words a draft goes on from. Before anything was put into it: those of the period before, in the sections no
    unit writes now; the units' own paragraphs take the place of the others."""
    if row.version:
        return row.texts
    ahead = {k: still_ahead(t, row.round.end) for k, t in row.carried.items() if k not in written}
    return {**{k: t for k, t in ahead.items() if t}, **row.texts}


ATTRIBUTED = re.compile(r"(- .+) \([^()]*\)\.?")  # `Cluster.attributed`: a paragraph, its units


def _with(have: str, chosen: Sequence[str]) -> str:
    """A paragraph the section has already under other units takes the place of the old one."""
    lines = have.strip().splitlines()
    for text in (nfc(one).strip() for one in chosen):
        if not text or any(text in line for line in lines):
            continue
        said = ATTRIBUTED.fullmatch(f"- {text}")
        bare = said[1] if said else f"- {text.rstrip(' .;')}"
        old = (n for n, line in enumerate(lines) if (o := ATTRIBUTED.fullmatch(line)) and o[1] == bare)  # fmt: skip
        place = next(old, len(lines))
        lines[place : place + 1] = [f"- {text}"]
    return "\n".join(lines)


def _whole(by: Actor, report: Report) -> Report:
    row = Report.objects.select_for_update().select_related("round").get(pk=report.pk)
    require(by, RUN, row.unit_id)
    if not row.whole:
        raise Refused("Chỉ báo cáo của cơ quan mới tổng hợp từ các đơn vị.")
    if row.state not in (Report.State.DRAFT, Report.State.RETURNED):
        raise Refused("Báo cáo đã trình nên không sửa được. Trả lại rồi sửa.")
    return row


def close_round(*, by: Actor, at: dt.datetime, round: Round) -> Round:
    """*Khóa số liệu*: units send and correct no more, but for those let through by name."""
    require(by, RUN, round.agency_id)
    with transaction.atomic():
        row = Round.objects.select_for_update().get(pk=round.pk)
        if row.state != Round.State.OPEN:
            raise Refused("Kỳ báo cáo này đã khóa số liệu.")
        before = snapshot(row)
        row.state, row.closed_at = Round.State.CLOSED, at
        row.save()
        record(by=by, at=at, verb=RUN, changes=[Change.of(before, row)])
    return row


def pass_on_report(*, by: Actor, at: dt.datetime, report: Report) -> list[Report]:
    """A unit ended before it sent: its heirs get a draft with its words, those that had none; they are returned.

    Its own draft stays as it is: it is not owed any more (`rules.rates.owes`).
    """
    require(by, RUN, report.round.agency_id)
    today = legal_day(at)
    with transaction.atomic():
        one = Round.objects.select_for_update().get(pk=report.round_id)
        row = Report.objects.select_for_update().get(pk=report.pk)
        heirs = organisations.successors_of([row.unit_id], today)[row.unit_id]
        if row.whole or row.state == Report.State.SENT or row.unit_id in heirs:
            raise Refused("Đơn vị này đã gửi hoặc vẫn hoạt động nên tự gửi báo cáo. Tải lại trang để xem.")  # fmt: skip
        if one.state == Round.State.CLOSED:
            raise Refused(
                "Kỳ báo cáo đã khóa số liệu nên không chuyển cho đơn vị kế thừa được nữa."
            )
        asked = set(one.reports.values_list("unit", flat=True))
        fresh = [
            Report.objects.create(round=one, unit_id=heir, carried=row.texts or row.carried)
            for heir in heirs
            if heir not in asked
        ]
        if not fresh:
            raise Refused("Đơn vị kế thừa đã có báo cáo trong kỳ, hoặc không có đơn vị kế thừa.")
        touched = [f"round:{one.pk}", *(f"unit:{new.unit_id}" for new in fresh)]
        changes = [Change.of(None, new) for new in fresh]
        record(by=by, at=at, verb=RUN, changes=changes, touched=touched)
    return fresh


def let_through(*, by: Actor, at: dt.datetime, round: Round, unit: int) -> Round:
    """One unit may still send after the lock."""
    require(by, RUN, round.agency_id)
    with transaction.atomic():
        row = Round.objects.select_for_update().get(pk=round.pk)
        if row.state != Round.State.CLOSED or unit in row.excepted:
            raise Refused("Chỉ mở lại cho đơn vị sau khi đã khóa số liệu, mỗi đơn vị một lần.")
        if not row.reports.filter(unit=unit, whole=False).exists():
            raise Mistake("Đơn vị này không gửi báo cáo trong kỳ.")
        before = snapshot(row)
        row.excepted = [*row.excepted, unit]
        row.save()
        record(by=by, at=at, verb=RUN, changes=[Change.of(before, row)], touched=[f"unit:{unit}"])
    return row
