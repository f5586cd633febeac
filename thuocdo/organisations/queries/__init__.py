"""What this room answers. Every question has a date; many ids in, one answer, a fixed number of queries."""

from thuocdo.organisations.queries.choices import Choices, choices, groups_of
from thuocdo.organisations.queries.matching import match
from thuocdo.organisations.queries.naming import by_code, name_on, names_on, search
from thuocdo.organisations.queries.rules import (
    Own,
    calendar_for,
    changed_texts,
    own_days,
    own_editions,
    rule,
)
from thuocdo.organisations.queries.tree import (
    agencies,
    agencies_up,
    agency_acted_for,
    agency_of,
    members,
    members_of,
    one_at_a_time,
    passages,
    reach,
    subtree,
    subtrees,
    successors,
    successors_of,
    tree,
)

__all__ = [
    "Choices",
    "Own",
    "agencies",
    "agencies_up",
    "agency_acted_for",
    "agency_of",
    "by_code",
    "calendar_for",
    "changed_texts",
    "choices",
    "groups_of",
    "match",
    "members",
    "members_of",
    "name_on",
    "names_on",
    "one_at_a_time",
    "own_days",
    "own_editions",
    "passages",
    "reach",
    "rule",
    "search",
    "subtree",
    "subtrees",
    "successors",
    "successors_of",
    "tree",
]
