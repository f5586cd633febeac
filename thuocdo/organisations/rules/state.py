"""Who exists, is called what and belongs to whom, as flat dated rows; and what must be true of them."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from thuocdo.lawbook.validity import holds

Ref = int | str  # id of a unit; the code of one that a change is about to create
DAY = dt.timedelta(days=1)


@dataclass(frozen=True)
class Life:
    """From when until when a unit exists."""

    unit: Ref
    kind: str
    since: dt.date | None = None
    until: dt.date | None = None
    order: int = 0


@dataclass(frozen=True)
class Named:
    """What a unit is called. `row` is the id of the stored row, None for one not yet written."""

    unit: Ref
    name: str
    short: str = ""
    since: dt.date | None = None
    until: dt.date | None = None
    row: int | None = None


@dataclass(frozen=True)
class Under:
    """Whose a unit is."""

    unit: Ref
    parent: Ref
    since: dt.date | None = None
    until: dt.date | None = None
    row: int | None = None


@dataclass(frozen=True)
class Belongs:
    """Which group a unit belongs to."""

    unit: Ref
    group: int
    since: dt.date | None = None
    until: dt.date | None = None
    row: int | None = None


Row = Life | Named | Under | Belongs


@dataclass(frozen=True)
class Effects:
    """What a change writes: rows that end (with their last day set) and rows that begin."""

    closes: tuple[Row, ...] = ()
    opens: tuple[Row, ...] = ()


@dataclass(frozen=True)
class State:
    """All dated rows of one installation."""

    lives: tuple[Life, ...] = ()
    names: tuple[Named, ...] = ()
    parents: tuple[Under, ...] = ()
    members: tuple[Belongs, ...] = ()

    def rows(self) -> Iterator[Row]:
        yield from self.lives
        yield from self.names
        yield from self.parents
        yield from self.members

    def life(self, unit: Ref) -> Life | None:
        return next((life for life in self.lives if life.unit == unit), None)

    def alive(self, on: dt.date) -> dict[Ref, Life]:
        return {life.unit: life for life in self.lives if holds(life, on)}

    def name(self, unit: Ref, on: dt.date) -> str:
        """The name on the day; of a unit that has none that day, its first or last one."""
        own = [n for n in self.names if n.unit == unit]
        return next((n.name for n in own if holds(n, on)), own[-1].name if own else str(unit))

    def parent(self, unit: Ref, on: dt.date) -> Ref | None:
        return next((p.parent for p in self.parents if p.unit == unit and holds(p, on)), None)

    def children(self, unit: Ref, on: dt.date) -> list[Ref]:
        return [p.unit for p in self.parents if p.parent == unit and holds(p, on)]

    def after(self, effects: Effects) -> State:
        """The rows once the change is written."""
        ended = {_key(row): row for row in effects.closes}

        def grown(rows: tuple[Row, ...], kind: type) -> list[Row]:
            kept = [ended.get(_key(row), row) for row in rows]
            return kept + [row for row in effects.opens if isinstance(row, kind)]

        return State(
            lives=tuple(grown(self.lives, Life)),  # type: ignore[arg-type]
            names=tuple(grown(self.names, Named)),  # type: ignore[arg-type]
            parents=tuple(grown(self.parents, Under)),  # type: ignore[arg-type]
            members=tuple(grown(self.members, Belongs)),  # type: ignore[arg-type]
        )


def _key(row: Row) -> tuple[object, ...]:
    """What tells a row from its fellows: a unit's rows of one kind never begin on the same day."""
    if isinstance(row, Life):
        return (Life, row.unit)
    return (type(row), row.unit, row.since, row.group if isinstance(row, Belongs) else None)


def ended(row: Row, last: dt.date) -> Row:
    return replace(row, until=last)


def faults(state: State, since: dt.date) -> list[str]:
    """What is wrong with the rows from a day on, each as a Vietnamese clause; [] as a rule.

    Looked at on that day and on every later day on which something begins or ends, so a change recorded
    late cannot break what was already recorded for afterwards.
    """
    days = {since}
    for row in state.rows():
        days |= {d for d in (row.since, row.until and row.until + DAY) if d and d > since}
    found: list[str] = []
    for day in sorted(days):
        found += [text for text in _faults_on(state, day) if text not in found]
    return found


def _faults_on(state: State, on: dt.date) -> Iterator[str]:
    alive = state.alive(on)
    named = Counter(n.unit for n in state.names if holds(n, on))
    parents = [p for p in state.parents if holds(p, on)]
    owners = Counter(p.unit for p in parents)
    for unit in alive:
        if named[unit] != 1:
            many = "không có tên" if not named[unit] else "có hai tên"
            yield f"“{state.name(unit, on)}” {many} vào ngày {on:%d/%m/%Y}"
        if owners[unit] > 1:
            yield f"“{state.name(unit, on)}” thuộc hai đơn vị vào ngày {on:%d/%m/%Y}"
    dated: Iterable[Named | Under | Belongs] = (*state.names, *state.parents, *state.members)
    for gone in {row.unit for row in dated if holds(row, on)} - set(alive):
        yield f"“{state.name(gone, on)}” không còn hoạt động vào ngày {on:%d/%m/%Y}"
    for row in parents:
        if row.parent not in alive:
            yield (
                f"“{state.name(row.unit, on)}” thuộc “{state.name(row.parent, on)}” là đơn vị "
                f"không còn hoạt động vào ngày {on:%d/%m/%Y}"
            )
    for unit in _circling({p.unit: p.parent for p in parents}):
        yield f"“{state.name(unit, on)}” thuộc chính đơn vị cấp dưới của mình vào ngày {on:%d/%m/%Y}"


def _circling(parent_of: dict[Ref, Ref]) -> list[Ref]:
    """Units from which the way up never ends."""
    free: set[Ref] = set()
    bound: list[Ref] = []
    for start in parent_of:
        way: list[Ref] = []
        unit: Ref | None = start
        while unit is not None and unit not in free and unit not in way:
            way.append(unit)
            unit = parent_of.get(unit)
        if unit is not None and unit in way:
            bound.append(start)
        else:
            free.update(way)
    return bound
