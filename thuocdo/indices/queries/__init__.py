"""What pages and other rooms may ask about indices."""

from thuocdo.indices.queries.editions import (
    Index,
    edition,
    editions_of,
    index,
    indices,
    unit_lists,
    used,
)
from thuocdo.indices.queries.results import changed_editions, explained, fault_of, rounds
from thuocdo.indices.queries.standing import Standing, standings

__all__ = [
    "Index",
    "Standing",
    "changed_editions",
    "edition",
    "editions_of",
    "explained",
    "fault_of",
    "index",
    "indices",
    "rounds",
    "standings",
    "unit_lists",
    "used",
]
