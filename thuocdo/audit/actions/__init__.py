"""The one way into the log, and its care."""

from thuocdo.audit.actions.delivery import deliver
from thuocdo.audit.actions.heads import write_head
from thuocdo.audit.actions.keys import erase_subject, open_secret, seal_secret
from thuocdo.audit.actions.recording import Change, Deed, record, record_many
from thuocdo.audit.queries.snapshots import Snapshot, snapshot

__all__ = [
    "Change",
    "Deed",
    "Snapshot",
    "deliver",
    "erase_subject",
    "open_secret",
    "record",
    "record_many",
    "seal_secret",
    "snapshot",
    "write_head",
]
