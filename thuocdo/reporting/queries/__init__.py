"""What pages and other rooms may ask about collections. Constant queries, however many units answer."""

from thuocdo.reporting.queries.collections import answered, collections, gathered, unit_by_unit
from thuocdo.reporting.queries.phone import code_to_show, find_reply, link_closed, speaker
from thuocdo.reporting.queries.replies import Owed, codes, owed, seen_reply
from thuocdo.reporting.queries.tracking import Counts, Line, counts, lines, parts, tracked

__all__ = [
    "Counts",
    "Line",
    "Owed",
    "answered",
    "code_to_show",
    "codes",
    "collections",
    "counts",
    "find_reply",
    "gathered",
    "lines",
    "link_closed",
    "owed",
    "parts",
    "seen_reply",
    "speaker",
    "tracked",
    "unit_by_unit",
]
