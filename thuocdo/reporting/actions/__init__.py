"""Asking, answering, returning, closing: the only code of this room that writes."""

from thuocdo.reporting.actions.answering import answer, answer_nil, answer_sheet, return_reply
from thuocdo.reporting.actions.asking import (
    close_collection,
    drop_collection,
    make_collection,
    mark_inputs,
    open_collection,
)

__all__ = [
    "answer",
    "answer_nil",
    "answer_sheet",
    "close_collection",
    "drop_collection",
    "make_collection",
    "mark_inputs",
    "open_collection",
    "return_reply",
]
