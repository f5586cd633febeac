"""Asking, following, answering, reporting, consolidating, closing: the only code of this room that writes."""

from thuocdo.reporting.actions.answering import answer, answer_nil, answer_sheet, return_reply
from thuocdo.reporting.actions.asking import (
    close_collection,
    drop_collection,
    make_collection,
    mark_inputs,
    open_collection,
    reopen_collection,
)
from thuocdo.reporting.actions.following import note_copied, pass_on, renew_link
from thuocdo.reporting.actions.reports import (
    approve_report,
    issue_report,
    load_signed,
    note_received,
    return_report,
    save_report,
    send_report,
    submit_report,
    take_back,
    withdraw_report,
)
from thuocdo.reporting.actions.reviews import save_review
from thuocdo.reporting.actions.rounds import (
    close_round,
    consolidate,
    end_duty,
    keep_duty,
    let_through,
    open_round,
    pass_on_report,
    take_paragraphs,
)
from thuocdo.reporting.actions.ties import tie_figure, untie_figure

__all__ = [
    "answer",
    "answer_nil",
    "answer_sheet",
    "approve_report",
    "close_collection",
    "close_round",
    "consolidate",
    "drop_collection",
    "end_duty",
    "issue_report",
    "keep_duty",
    "let_through",
    "load_signed",
    "make_collection",
    "mark_inputs",
    "note_copied",
    "note_received",
    "open_collection",
    "open_round",
    "pass_on",
    "pass_on_report",
    "renew_link",
    "reopen_collection",
    "return_reply",
    "return_report",
    "save_report",
    "save_review",
    "send_report",
    "submit_report",
    "take_back",
    "take_paragraphs",
    "tie_figure",
    "untie_figure",
    "withdraw_report",
]
