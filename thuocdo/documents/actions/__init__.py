"""Everything that writes documents, files, evidence and numbers."""

from thuocdo.documents.actions.evidence import attach_evidence, withdraw_evidence
from thuocdo.documents.actions.numbers import (
    cancel_number,
    create_series,
    record_number,
    take_number,
)
from thuocdo.documents.actions.parts import drop_parts, receive_part, sweep_parts
from thuocdo.documents.actions.recording import add_copies, record_document
from thuocdo.documents.actions.uploads import store_upload

__all__ = [
    "add_copies",
    "attach_evidence",
    "cancel_number",
    "create_series",
    "drop_parts",
    "receive_part",
    "record_document",
    "record_number",
    "store_upload",
    "sweep_parts",
    "take_number",
    "withdraw_evidence",
]
