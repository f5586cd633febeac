"""What pages and other rooms may ask of the log."""

from thuocdo.audit.queries.behind import changed_behind
from thuocdo.audit.queries.history import history, lines
from thuocdo.audit.queries.keys import ERASED, Keyring
from thuocdo.audit.queries.log import broken, content, head, latest, touched_since
from thuocdo.audit.queries.snapshots import Snapshot, snapshot, thing
from thuocdo.audit.queries.verbs import labels, verbs

__all__ = [
    "ERASED",
    "Keyring",
    "Snapshot",
    "broken",
    "changed_behind",
    "content",
    "head",
    "history",
    "labels",
    "latest",
    "lines",
    "snapshot",
    "thing",
    "touched_since",
    "verbs",
]
