"""What pages and other rooms may ask about indices."""

from thuocdo.indices.queries.editions import Index, edition, editions_of, index, indices, unit_lists
from thuocdo.indices.queries.results import changed_editions, explained, fault_of, rounds

__all__ = [
    "Index",
    "changed_editions",
    "edition",
    "editions_of",
    "explained",
    "fault_of",
    "index",
    "indices",
    "rounds",
    "unit_lists",
]
