"""Indices and their editions: those the rulebook ships, and those agencies made of their own decisions.

`agencies` are the one asked for and those above it, the nearest first: a province's set holds for its departments
too, unless they have one of their own.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from thuocdo.indices.rules.computing import form_of
from thuocdo.indices.rules.editions import by_name, name_of
from thuocdo.indices.rules.names import NAMES, name_of_index
from thuocdo.lawbook.editions.indices import IndexForm
from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.reader import shipped
from thuocdo.lawbook.rulebook import Edition
from thuocdo.lawbook.validity import holds
from thuocdo.organisations.queries import Own, own_editions


@dataclass(frozen=True)
class Index:
    """One index with its editions, newest first. `drafts` score nothing yet; `own` says which agencies made,
    by path; `above` which of those come from an agency above."""

    key: str
    name: str
    editions: tuple[Edition, ...]
    drafts: tuple[Edition, ...] = ()
    own: Mapping[str, Own] = field(default_factory=dict)
    above: frozenset[str] = frozenset()

    @property
    def all(self) -> tuple[Edition, ...]:
        return (*self.editions, *self.drafts)

    @property
    def newest(self) -> IndexForm:
        return form_of(self.all[0])

    @property
    def paths(self) -> dict[str, Edition]:
        return {edition.path: edition for edition in self.all}

    @property
    def names(self) -> list[str]:
        return [name_of(edition) for edition in self.all]


def indices(agencies: Sequence[int] = ()) -> list[Index]:
    """Every index, those officials meet first in front; the agencies' own behind them. One query."""
    own = _own(agencies)
    keys = {e.path.split("/")[1] for e in shipped().editions.values() if e.kind == "indices"}
    known = list(NAMES)
    return [
        _index(key, own, agencies)
        for key in sorted(
            keys | own.keys(),
            key=lambda k: (k not in NAMES, known.index(k) if k in NAMES else 0, k),
        )
    ]


def index(key: str, agencies: Sequence[int] = (), *, drafts: bool = False) -> Index:
    """Mistake: there is none of that name; without `drafts`, none that scores."""
    found = _index(key, _own(agencies, key), agencies)
    if not found.all:
        shipped().index(key)  # says which there are
    if not (found.editions or drafts):
        raise Mistake(f"Chỉ số “{key}” mới có dự thảo, chưa chấm được.")
    return found


def edition(key: str, name: str, agencies: Sequence[int] = ()) -> Edition:
    """By name or path, also a draft or one long replaced. Mistake: the index has no such edition."""
    if name.startswith(f"indices/{key}/") and name in shipped().editions:
        return shipped().edition(name)
    own = [one.edition for one in _own(agencies, key).get(key, [])]
    return by_name([*own, *_shipped(key)], name)


def used(key: str, path: str, checksum: str) -> Edition:
    """The edition that stored work names, whoever made it and wherever its agency stands today. Mistake: it is
    gone, or says something else now."""
    if path in shipped().editions:
        return shipped().edition(path)
    found = own_editions(f"indices/{key}", None, {path.rpartition("/")[2]})
    alike = [one.edition for one in found if one.edition.path == path]
    same = [one for one in alike if one.checksum == checksum]
    return by_name([*same, *alike], path)


def editions_of(key: str, agencies: Sequence[int] = ()) -> list[Edition]:
    """What may score, oldest first: shipped, and agencies' own in force. One of a nearer agency stands in the
    place of every other that begins while it holds. Mistake: there is no such index."""
    one = index(key, agencies)
    far = {e.path: _distance(one, e, agencies) for e in one.editions}
    return [
        e
        for e in reversed(one.editions)
        if not any(far[near.path] < far[e.path] and holds(near, e.since) for near in one.editions)
    ]


def _distance(one: Index, edition: Edition, agencies: Sequence[int]) -> int:
    """How far above the agency the edition was made; what is shipped is farthest."""
    own = one.own.get(edition.path)
    return agencies.index(own.agency) if own else len(agencies)


def edition_names(key: str, agencies: Sequence[int]) -> set[str]:
    """Names an edition of the index can no longer have."""
    own = [one.edition for one in _own(agencies, key).get(key, [])]
    return {name_of(e) for e in [*own, *_shipped(key)]}


def unit_lists() -> Mapping[str, Mapping[str, str]]:
    """Units of published indices by code, by name of the list."""
    return {name: form.units for name, form in shipped().unit_lists.items()}


def _shipped(key: str) -> list[Edition]:
    found = [e for e in shipped().editions.values() if e.path.startswith(f"indices/{key}/")]
    return sorted(found, key=lambda e: (e.since, e.path))


def _own(agencies: Sequence[int], key: str = "") -> dict[str, list[Own]]:
    """The agencies' own editions by index; drafts only of the first."""
    found: dict[str, list[Own]] = {}
    if agencies:
        for one in own_editions(f"indices/{key}" if key else "indices", agencies):
            if one.agency == agencies[0] or one.state != "draft":
                found.setdefault(one.edition.path.split("/")[1], []).append(one)
    return found


def own_of(key: str, paths: Collection[str]) -> dict[tuple[str, str], Edition]:
    """Own editions of an index at these paths by path and checksum, whoever made them. One query."""
    rows = own_editions(f"indices/{key}", None, {path.rpartition("/")[2] for path in paths})
    return {(one.edition.path, one.edition.checksum): one.edition for one in rows}


def _index(key: str, own: Mapping[str, list[Own]], agencies: Sequence[int]) -> Index:
    mine = own.get(key, [])
    used = [one.edition for one in mine if one.state == "in_force" and not one.changed]
    drafts = [one.edition for one in mine if one.state == "draft"]
    editions = sorted([*_shipped(key), *used], key=lambda e: e.since)
    name = name_of_index(key, editions or drafts)
    return Index(
        key,
        name,
        tuple(reversed(editions)),
        tuple(reversed(drafts)),
        {one.edition.path: one for one in mine},
        frozenset(one.edition.path for one in mine if one.agency != agencies[0]),
    )
