"""Indices and their editions: those the rulebook ships, and those an agency made of its own decisions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    """One index with its editions, newest first. `drafts` score nothing yet; `own` says which are the
    agency's, by path."""

    key: str
    name: str
    editions: tuple[Edition, ...]
    drafts: tuple[Edition, ...] = ()
    own: Mapping[str, Own] = field(default_factory=dict)

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


def indices(agency: int | None = None) -> list[Index]:
    """Every index, those officials meet first in front; the agency's own behind them. One query."""
    own = _own(agency)
    keys = {e.path.split("/")[1] for e in shipped().editions.values() if e.kind == "indices"}
    known = list(NAMES)
    return [
        _index(key, own)
        for key in sorted(
            keys | own.keys(),
            key=lambda k: (k not in NAMES, known.index(k) if k in NAMES else 0, k),
        )
    ]


def index(key: str, agency: int | None = None, *, drafts: bool = False) -> Index:
    """Mistake: there is none of that name; without `drafts`, none that scores."""
    found = _index(key, _own(agency, key))
    if not found.all:
        shipped().index(key)  # says which there are
    if not (found.editions or drafts):
        raise Mistake(f"Chỉ số “{key}” mới có dự thảo, chưa chấm được.")
    return found


def edition(key: str, name: str, agency: int | None = None) -> Edition:
    """By name or path, also a draft or one long replaced. Mistake: the index has no such edition."""
    if name.startswith(f"indices/{key}/") and name in shipped().editions:
        return shipped().edition(name)
    own = [one.edition for one in _own(agency, key).get(key, [])]
    return by_name([*own, *_shipped(key)], name)


def editions_of(key: str, agency: int | None = None) -> list[Edition]:
    """What may score, oldest first: shipped, and the agency's own in force, which stands in the place of every
    shipped one that begins while it holds. Mistake: there is no such index."""
    one = index(key, agency)
    own = [e for e in one.editions if e.path in one.own]
    return [
        e
        for e in reversed(one.editions)
        if e.path in one.own or not any(holds(mine, e.since) for mine in own)
    ]


def edition_names(key: str, agency: int) -> set[str]:
    """Names an edition of the index can no longer have."""
    own = [one.edition for one in _own(agency, key).get(key, [])]
    return {name_of(e) for e in [*own, *_shipped(key)]}


def unit_lists() -> Mapping[str, Mapping[str, str]]:
    """Units of published indices by code, by name of the list."""
    return {name: form.units for name, form in shipped().unit_lists.items()}


def _shipped(key: str) -> list[Edition]:
    found = [e for e in shipped().editions.values() if e.path.startswith(f"indices/{key}/")]
    return sorted(found, key=lambda e: (e.since, e.path))


def _own(agency: int | None, key: str = "") -> dict[str, list[Own]]:
    """The agency's own editions by index."""
    found: dict[str, list[Own]] = {}
    if agency is not None:
        for one in own_editions(f"indices/{key}" if key else "indices", [agency]):
            found.setdefault(one.edition.path.split("/")[1], []).append(one)
    return found


def own_of(key: str, agencies: Collection[int]) -> dict[tuple[int, str], Edition]:
    """Own editions of an index by agency and path, whatever became of them. One query."""
    rows = own_editions(f"indices/{key}", agencies)
    return {(one.agency, one.edition.path): one.edition for one in rows}


def _index(key: str, own: Mapping[str, list[Own]]) -> Index:
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
    )
