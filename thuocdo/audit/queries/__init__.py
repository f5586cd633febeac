"""What pages and other rooms may ask of the log."""

from thuocdo.audit.queries.keys import ERASED, Keyring
from thuocdo.audit.queries.log import broken, head, latest
from thuocdo.audit.queries.snapshots import Snapshot, snapshot, thing

__all__ = ["ERASED", "Keyring", "Snapshot", "broken", "head", "latest", "snapshot", "thing"]
