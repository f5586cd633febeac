"""Indices and their editions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from thuocdo.indices.rules.computing import form_of
from thuocdo.indices.rules.editions import by_name, name_of
from thuocdo.indices.rules.names import NAMES, name_of_index
from thuocdo.lawbook.editions.indices import IndexForm
from thuocdo.lawbook.reader import shipped
from thuocdo.lawbook.rulebook import Edition


@dataclass(frozen=True)
class Index:
    """One index with its editions, newest first."""

    key: str
    name: str
    editions: tuple[Edition, ...]

    @property
    def newest(self) -> IndexForm:
        return form_of(self.editions[0])

    @property
    def paths(self) -> dict[str, Edition]:
        return {edition.path: edition for edition in self.editions}

    @property
    def names(self) -> list[str]:
        return [name_of(edition) for edition in self.editions]


def indices() -> list[Index]:
    """Every index, those officials meet first in front."""
    keys = {e.path.split("/")[1] for e in shipped().editions.values() if e.kind == "indices"}
    known = list(NAMES)
    return [
        index(key)
        for key in sorted(
            keys, key=lambda k: (k not in NAMES, known.index(k) if k in NAMES else 0, k)
        )
    ]


def index(key: str) -> Index:
    """Mistake: there is none of that name."""
    editions = shipped().index(key)
    return Index(key, name_of_index(key, editions), tuple(reversed(editions)))


def edition(key: str, name: str) -> Edition:
    """Mistake: the index has no such edition."""
    return by_name(shipped().index(key), name)


def editions_of(key: str) -> list[Edition]:
    """Editions of an index, oldest first. Mistake: there is no such index."""
    return shipped().index(key)


def unit_lists() -> Mapping[str, Mapping[str, str]]:
    """Units of published indices by code, by name of the list."""
    return {name: form.units for name, form in shipped().unit_lists.items()}
