"""A report written, approved, sent, given back; the agency's own issued and received above."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from thuocdo.accounts.queries import legal_day
from thuocdo.audit.actions import Change, record, snapshot
from thuocdo.audit.rules import Actor, Refused, Verb, require
from thuocdo.documents.actions import add_copies, record_document
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.text import nfc
from thuocdo.organisations.queries import names_on
from thuocdo.reporting.access import APPROVE, ISSUE, REPORT, RUN, WITHDRAW
from thuocdo.reporting.actions.signing import check_signed, close_signed
from thuocdo.reporting.models import Report, Round
from thuocdo.reporting.queries.forms import form_of
from thuocdo.reporting.queries.papers import paper_of
from thuocdo.reporting.rules.figures import Figure, figures_from, read_figure
from thuocdo.reporting.rules.paragraphs import in_lines
from thuocdo.reporting.rules.reports import Fault, as_input, faults

if TYPE_CHECKING:
    from thuocdo.documents.models import Document

LONGEST = 60_000  # letters of one section
State = Report.State
WRITABLE = (State.DRAFT, State.RETURNED)


@dataclass(eq=False)
class Faulty(Exception):
    """Nothing was done: this is missing, cannot be read or does not agree."""

    faults: tuple[Fault, ...]


def save_report(
    *,
    by: Actor,
    at: dt.datetime,
    report: Report,
    figures: Mapping[str, str],
    texts: Mapping[str, str],
    version: int,
) -> Report:
    """Keep what was typed so far, whole or half. A figure that cannot be read: Faulty, nothing kept."""
    form = form_of(report.round)
    read: dict[str, Figure] = {}
    wrong: list[Fault] = []
    for line in form.lines(report.by):
        try:
            figure = read_figure(as_input(line), figures.get(line.key, ""))
        except Mistake as mistake:
            wrong.append(Fault(line.key, f"{line.title}: {mistake.message}"))
            continue
        if figure is not None:
            read[line.key] = figure
    words = {s.key: in_lines(texts.get(s.key, "")) for s in form.sections}
    wrong += [
        Fault(key, f"Nội dung dài {len(text)} ký tự. Rút gọn còn {LONGEST}.")
        for key, text in words.items()
        if len(text) > LONGEST
    ]
    if wrong:
        raise Faulty(tuple(wrong))

    def change(row: Report) -> None:
        row.figures = {key: figure.to_json() for key, figure in read.items()}
        row.estimates = sum(figure.estimate for figure in read.values())
        row.texts = {key: text for key, text in words.items() if text}
        row.person, row.name, row.position = by.person, by.name[:200], by.position[:200]

    return _move(by, at, report, _writing(report), WRITABLE, change, version)


def submit_report(*, by: Actor, at: dt.datetime, report: Report, version: int) -> Report:
    """*Trình lãnh đạo*: only a report in which nothing is missing and all agrees."""

    def change(row: Report) -> None:
        _complete(row)
        row.state = State.SUBMITTED

    return _move(by, at, report, _writing(report), WRITABLE, change, version)


def approve_report(*, by: Actor, at: dt.datetime, report: Report, version: int) -> Report:
    """*Duyệt*: by the head of the unit, or a leader of the agency; one's own draft needs no submission."""

    def change(row: Report) -> None:
        _complete(row)
        row.state = State.APPROVED

    return _move(by, at, report, APPROVE, (*WRITABLE, State.SUBMITTED), change, version)


def send_report(*, by: Actor, at: dt.datetime, report: Report, version: int) -> Report:
    """*Gửi báo cáo*: the unit's data go; the signed paper may follow. The first day on which they went counts."""
    if report.whole:
        raise Refused("Báo cáo của cơ quan được gửi khi ghi số, ngày ban hành.")

    def change(row: Report) -> None:
        row.state, row.reason = State.SENT, ""
        row.sent_on = row.sent_on or legal_day(at)

    return _move(by, at, report, REPORT, (State.APPROVED,), change, version)


def return_report(
    *, by: Actor, at: dt.datetime, report: Report, reason: str, version: int
) -> Report:
    """*Trả lại để chỉnh sửa*: by whoever approves, and after sending by the office; what was written stays."""
    words = nfc(reason).strip()
    if not words:
        raise Mistake("Ghi lý do trả lại để người lập biết cần sửa gì.", field="reason")
    _not_issued(report)
    verb = RUN if report.state == State.SENT else APPROVE

    def change(row: Report) -> None:
        row.state, row.reason = State.RETURNED, words

    states = (State.SUBMITTED, State.APPROVED, State.SENT)
    return _move(by, at, report, verb, states, change, version)


def take_back(*, by: Actor, at: dt.datetime, report: Report, reason: str, version: int) -> Report:
    """The unit corrects what it sent, or wrote and submitted; it is sent anew as another version."""
    words = nfc(reason).strip()
    if not words:
        raise Mistake("Ghi lý do sửa lại để đầu mối biết.", field="reason")
    _not_issued(report)

    def change(row: Report) -> None:
        row.state, row.reason = State.RETURNED, words

    states = (State.SUBMITTED, State.APPROVED, State.SENT)
    return _move(by, at, report, _writing(report), states, change, version)


def issue_report(
    *,
    by: Actor,
    at: dt.datetime,
    report: Report,
    reference: str,
    uploads: Iterable[tuple[bytes, str]] = (),
    version: int,
) -> Report:
    """Number and date from the document system: the agency's report has gone up. With the signed copy the period is
    closed; without it, it closes when the copy is loaded (`load_signed`)."""
    if not report.whole:
        raise Refused("Báo cáo của đơn vị chỉ gửi trên hệ thống, không ghi số ở đây.")
    abstract, uploads = form_of(report.round).title, list(uploads)
    check_signed(uploads)
    with transaction.atomic():
        agency = report.round.agency_id
        document = record_document(
            by=by,
            at=at,
            reference=reference,
            abstract=abstract,
            issuer=names_on([agency], legal_day(at))[agency][0],
            uploads=uploads,
        )
        _check_day(document.date, legal_day(at))
        _number_is_free(document, report)

        def change(row: Report) -> None:
            row.state, row.reason, row.document = State.SENT, "", document
            row.sent_on = row.sent_on or document.date or legal_day(at)
            row.issued = paper_of(row, legal_day(at)).to_json()

        issued = _move(by, at, report, ISSUE, (State.APPROVED,), change, version)
        if report.replaces is not None:
            _mark_replaced(by, at, report.replaces)
        if uploads:
            close_signed(by, at, issued.round)
        return issued


def _check_day(day: dt.date | None, today: dt.date) -> None:
    """Mistake: the paper would bear no day, or one still to come."""
    if day is None:
        raise Mistake(
            "Thiếu ngày ban hành. Ghi cả số và ngày, ví dụ: 125/BC-SGDĐT ngày 14/3/2026.",
            field="reference",
        )
    if day > today:
        raise Mistake(
            f"Ngày {day:%d/%m/%Y} chưa tới. Ghi ngày đã ban hành như hệ thống văn bản đã cấp.",
            field="reference",
        )


def _number_is_free(document: Document, report: Report) -> None:
    if Report.objects.filter(document=document).exclude(pk=report.pk).exists():
        raise Mistake(
            "Số này đã ghi cho một báo cáo khác, đang có hiệu lực hoặc đã thu hồi. Ghi số, ngày của báo cáo này.",
            field="reference",
        )


def _mark_replaced(by: Actor, at: dt.datetime, former: Report) -> None:
    """What was withdrawn has its replacement now."""
    row = Report.objects.select_for_update().get(pk=former.pk)
    before = snapshot(row)
    row.state, row.version = State.REPLACED, row.version + 1
    row.save()
    record(by=by, at=at, verb=ISSUE, changes=[Change.of(before, row)], touched=[f"round:{row.round_id}"])  # fmt: skip


def withdraw_report(
    *, by: Actor, at: dt.datetime, report: Report, reason: str, version: int
) -> Report:
    """*Thu hồi*: the issued report stays as it was issued, with the reason. Returned is the draft of the one that
    replaces it, begun with its figures and words."""
    words = nfc(reason).strip()
    if not words:
        raise Mistake("Ghi lý do thu hồi; lý do đứng cạnh bản đã ban hành.", field="reason")
    if not report.whole:
        raise Refused(
            "Chỉ thu hồi báo cáo đã ban hành. Báo cáo của đơn vị thì trả lại để chỉnh sửa."
        )
    with transaction.atomic():
        row = _locked(by, report, WITHDRAW, (State.SENT,), version)
        before = snapshot(row)
        row.state, row.reason, row.withdrawn_on = State.WITHDRAWN, words, legal_day(at)
        row.version += 1
        row.save()
        made = Report.objects.create(
            round=row.round,
            unit_id=row.unit_id,
            whole=True,
            figures=row.figures,
            texts=row.texts,
            carried=row.carried,
            taken=row.taken,
            estimates=row.estimates,
            replaces=row,
            changed_at=at,
            version=1,  # what it begins with is kept words, not words to be proposed
        )
        changes = [Change.of(before, row), Change.of(None, made)]
        touched = [f"round:{row.round_id}", f"unit:{row.unit_id}"]
        record(by=by, at=at, verb=WITHDRAW, changes=changes, touched=touched)
    return made


def load_signed(
    *, by: Actor, at: dt.datetime, report: Report, upload: tuple[bytes, str], version: int
) -> Report:
    """*Tải bản đã ký lên*: the signed scan or PDF of the issued report; with it the period is closed."""
    if report.document is None:
        raise Refused("Báo cáo chưa ghi số, ngày ban hành. Ghi số trước rồi tải bản đã ký lên.")
    document = report.document
    check_signed([upload])
    with transaction.atomic():
        add_copies(by=by, at=at, document=document, uploads=[upload])

        def change(row: Report) -> None:
            """What is signed lies beside the document; the report itself stays."""

        row = _move(by, at, report, ISSUE, (State.SENT,), change, version)
        close_signed(by, at, row.round)
        return row


def note_received(*, by: Actor, at: dt.datetime, report: Report, on: dt.date) -> Report:
    """*Cấp trên đã tiếp nhận*."""
    if on > legal_day(at):
        raise Mistake("Ngày tiếp nhận chưa tới. Ghi ngày đã tiếp nhận.", field="on")
    if report.sent_on and on < report.sent_on:
        raise Mistake(
            f"Báo cáo gửi ngày {report.sent_on:%d/%m/%Y} nên không thể tiếp nhận trước ngày đó. Ghi lại ngày tiếp nhận.",
            field="on",
        )

    def change(row: Report) -> None:
        row.received_on = on

    return _move(by, at, report, ISSUE, (State.SENT,), change, report.version)


def _not_issued(report: Report) -> None:
    if report.whole and report.state == State.SENT:
        raise Refused("Báo cáo đã ban hành thì không sửa. Thu hồi rồi lập báo cáo thay thế.")


def _writing(report: Report) -> Verb:
    return RUN if report.whole else REPORT


def _complete(row: Report) -> None:
    found = faults(form_of(row.round), row.by, figures_from(row.figures), row.texts)
    if found:
        raise Faulty(tuple(found))


WRONG_STATE = "Báo cáo đang ở bước “{}” nên chưa làm được việc này. Tải lại trang để xem."


def _move(
    by: Actor,
    at: dt.datetime,
    report: Report,
    verb: Verb,
    states: Iterable[str],
    change: Callable[[Report], None],
    version: int,
) -> Report:
    """The report from one of `states`, changed and logged."""
    with transaction.atomic():
        row = _locked(by, report, verb, states, version)
        before = snapshot(row)
        change(row)
        row.changed_at, row.version = at, row.version + 1
        row.save()
        touched = [f"round:{row.round_id}", f"unit:{row.unit_id}"]
        record(by=by, at=at, verb=verb, changes=[Change.of(before, row)], touched=touched)
    return row


def _locked(by: Actor, report: Report, verb: Verb, states: Iterable[str], version: int) -> Report:
    """The locked report. Refused where somebody else was first, or it is not in one of `states`."""
    one = Round.objects.select_for_update().get(pk=report.round_id)
    row = Report.objects.select_for_update().get(pk=report.pk)
    row.round = one
    require(by, verb, row.unit_id if verb in (REPORT, APPROVE) else one.agency_id)
    if row.version != version:
        raise Refused(
            "Người khác vừa sửa báo cáo này. Chữ đang gõ vẫn ở trên trang; tải lại để xem bản mới."
        )
    if row.state not in states:
        raise Refused(WRONG_STATE.format(row.get_state_display()))
    if one.state == Round.State.CLOSED and not row.whole and row.unit_id not in one.excepted:
        raise Refused("Kỳ báo cáo đã khóa số liệu. Liên hệ đơn vị đầu mối nếu cần sửa.")
    return row
