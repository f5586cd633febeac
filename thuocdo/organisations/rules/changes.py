"""What a change of organisation closes and opens.

Each kind is a small value; `decide(state, change, on)` gives the rows to write or raises `Mistake`. `on`
is the first day the change holds; what it ends was last so on the day before. Nothing is overwritten.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from thuocdo.lawbook.mistakes import Mistake
from thuocdo.lawbook.validity import holds
from thuocdo.organisations.rules.state import (
    DAY,
    Belongs,
    Effects,
    Life,
    Named,
    Ref,
    Row,
    State,
    Under,
    ended,
    faults,
)


@dataclass(frozen=True)
class New:
    """A unit that begins with the change."""

    code: str
    kind: str
    name: str
    short: str = ""
    parent: Ref | None = None
    order: int = 0


@dataclass(frozen=True)
class Create:
    unit: New


@dataclass(frozen=True)
class Rename:
    unit: int
    name: str
    short: str = ""


@dataclass(frozen=True)
class Transfer:
    """`parent` None: to the top of the tree."""

    unit: int
    parent: int | None


@dataclass(frozen=True)
class Merge:
    """`units` end; what belonged to them belongs to `into`: a unit that goes on, or a new one."""

    units: tuple[int, ...]
    into: int | New


@dataclass(frozen=True)
class Split:
    """New units come out of `unit`, which ends (chia) or goes on beside them (tách).

    Where it ends, its own children go to the part whose code is `heir`.
    """

    unit: int
    parts: tuple[New, ...]
    goes_on: bool = False
    heir: str = ""


@dataclass(frozen=True)
class Abolish:
    """The unit ends; what belonged to it, and its unfinished work, goes to `heir`, if anybody's."""

    unit: int
    heir: int | None = None


@dataclass(frozen=True)
class Decision:
    """The paper behind a change. A number that is not known stays empty; none is made up."""

    number: str = ""
    date: dt.date | None = None
    note: str = ""


Change = Create | Rename | Transfer | Merge | Split | Abolish
KIND: dict[type, str] = {
    Create: "create",
    Rename: "rename",
    Transfer: "transfer",
    Merge: "merge",
    Split: "split",
    Abolish: "abolish",
}


@dataclass
class _Draft:
    """Collects the rows of one change."""

    state: State
    on: dt.date
    closes: list[Row] = field(default_factory=list)
    opens: list[Row] = field(default_factory=list)

    def close(self, rows: Iterable[Row]) -> None:
        """End every row that would still hold on the day; refuse one that begins on it or later."""
        for row in rows:
            if row.until is not None and row.until < self.on:
                continue
            if row.since is not None and row.since >= self.on:
                raise Mistake(
                    f"“{self.state.name(row.unit, self.on)}” đã có thay đổi ghi từ ngày "
                    f"{row.since:%d/%m/%Y}. Ghi các thay đổi theo thứ tự thời gian: chọn ngày sau ngày đó.",
                    field="date",
                )
            self.closes.append(ended(row, self.on - DAY))

    def begin(self, new: New) -> None:
        if not new.name.strip():
            raise Mistake("Đơn vị mới chưa có tên. Nhập tên đơn vị.", field="name")
        self.opens += [
            Life(new.code, new.kind, self.on, None, new.order),
            Named(new.code, new.name, new.short, self.on),
        ]
        if new.parent is not None:
            self.opens.append(Under(new.code, new.parent, self.on))

    def end(self, unit: Ref) -> None:
        own: list[Row] = [row for row in self.state.rows() if row.unit == unit]
        self.close(own)

    def hand_children(self, unit: Ref, heir: Ref | None, leaving: tuple[Ref, ...] = ()) -> None:
        """Children move to the heir; those in `leaving` end in the same change."""
        mine = [p for p in self.state.parents if p.parent == unit and p.unit not in leaving]
        staying = [p for p in mine if p.until is None or p.until >= self.on]
        if staying and heir is None:
            names = ", ".join(f"“{self.state.name(p.unit, self.on)}”" for p in staying[:3])
            raise Mistake(
                f"“{self.state.name(unit, self.on)}” còn {len(staying)} đơn vị cấp dưới ({names}"
                f"{'…' if len(staying) > 3 else ''}). Chọn đơn vị kế thừa hoặc chuyển, giải thể các "
                "đơn vị đó trước.",
                field="heir",
            )
        self.close(staying)
        above = self.state.parent(unit, self.on)  # an heir from below takes the ended unit's place
        while above in leaving:
            above = self.state.parent(above, self.on) if above is not None else None
        for row in staying:
            parent = above if row.unit == heir else heir
            if parent is not None:
                self.opens.append(Under(row.unit, parent, self.on))

    def hand_groups(self, units: Iterable[Ref], heirs: Iterable[Ref]) -> None:
        """Heirs stand in the groups in which the ended units stood."""
        now = [m for m in self.state.members if holds(m, self.on)]
        leaving = set(units)
        groups = dict.fromkeys(m.group for m in now if m.unit in leaving)
        already = {(m.unit, m.group) for m in now}
        self.opens += [
            Belongs(heir, group, self.on)
            for heir in heirs
            for group in groups
            if (heir, group) not in already
        ]


def found(state: State, new: New) -> Effects:
    """The rows of a unit that exists since before this system knows; so must its parent.

    For setting up, where nobody can say from when a unit has been there.
    """
    effects = Effects(
        opens=(
            Life(new.code, new.kind, None, None, new.order),
            Named(new.code, new.name, new.short),
            *([Under(new.code, new.parent)] if new.parent is not None else []),
        )
    )
    return checked(state, effects, dt.date.min)


def decide(state: State, change: Change, on: dt.date) -> Effects:
    """The rows the change writes. Raises `Mistake` where it would leave a gap, an overlap or a circle."""
    draft = _Draft(state, on)
    for unit in touched(change):
        _must_live(state, unit, on)
    _WAYS[type(change)](draft, change)
    return checked(state, Effects(tuple(draft.closes), tuple(draft.opens)), on)


def checked(state: State, effects: Effects, on: dt.date) -> Effects:
    """The effects, if the rows are sound with them from the day on; else `Mistake`."""
    wrong = faults(state.after(effects), on)
    if wrong:
        raise Mistake(
            f"Không ghi được thay đổi: {'; '.join(wrong[:3])}. Kiểm tra lại ngày và các đơn vị đã chọn.",
            field="date",
        )
    return effects


def touched(change: Change) -> list[Ref]:
    """Existing units that the change names; each must exist on its day."""
    match change:
        case Create(unit):
            return [unit.parent] if unit.parent is not None else []
        case Transfer(unit, parent) | Abolish(unit, parent):
            return [unit] if parent is None else [unit, parent]
        case Merge(units, into):
            more = [into.parent] if isinstance(into, New) else [into]
            return [*units, *(ref for ref in more if ref is not None)]
        case Split(unit, parts):
            return [unit, *(p.parent for p in parts if p.parent is not None)]
        case Rename(unit):
            return [unit]


def _must_live(state: State, unit: Ref, on: dt.date) -> None:
    life = state.life(unit)
    if life is None:
        raise Mistake("Đơn vị đã chọn không có trong hệ thống. Chọn lại đơn vị.", field="unit")
    if not holds(life, on):
        raise Mistake(
            f"“{state.name(unit, on)}” không hoạt động vào ngày {on:%d/%m/%Y}. "
            "Chọn ngày khác hoặc đơn vị khác.",
            field="unit",
        )


def _create(draft: _Draft, change: Create) -> None:
    draft.begin(change.unit)


def _rename(draft: _Draft, change: Rename) -> None:
    if not change.name.strip():
        raise Mistake("Chưa có tên mới. Nhập tên mới của đơn vị.", field="name")
    own = [n for n in draft.state.names if n.unit == change.unit]
    if any(holds(n, draft.on) and (n.name, n.short) == (change.name, change.short) for n in own):
        raise Mistake("Tên mới trùng với tên đang dùng. Nhập tên khác.", field="name")
    draft.close(own)
    draft.opens.append(Named(change.unit, change.name, change.short, draft.on))


def _transfer(draft: _Draft, change: Transfer) -> None:
    if draft.state.parent(change.unit, draft.on) == change.parent:
        raise Mistake("Đơn vị đã thuộc đơn vị cấp trên này. Chọn đơn vị khác.", field="parent")
    draft.close(p for p in draft.state.parents if p.unit == change.unit)
    if change.parent is not None:
        draft.opens.append(Under(change.unit, change.parent, draft.on))


def _merge(draft: _Draft, change: Merge) -> None:
    units = tuple(dict.fromkeys(u for u in change.units if u != change.into))
    if isinstance(change.into, New):
        if len(units) < 2:
            raise Mistake("Sáp nhập cần ít nhất hai đơn vị. Chọn thêm đơn vị.", field="units")
        draft.begin(change.into)
        heir: Ref = change.into.code
    else:
        if not units:
            raise Mistake("Chọn ít nhất một đơn vị để sáp nhập vào đơn vị này.", field="units")
        heir = change.into
    for unit in units:
        draft.end(unit)
        draft.hand_children(unit, heir, leaving=units)
    draft.hand_groups(units, [heir])


def _split(draft: _Draft, change: Split) -> None:
    if len(change.parts) < (1 if change.goes_on else 2):
        raise Mistake("Chia một đơn vị cần ít nhất hai đơn vị mới. Thêm đơn vị.", field="parts")
    codes = [part.code for part in change.parts]
    for part in change.parts:
        draft.begin(part)
    if not change.goes_on:
        draft.end(change.unit)
        draft.hand_children(change.unit, change.heir if change.heir in codes else None)
    draft.hand_groups([change.unit], codes)


def _abolish(draft: _Draft, change: Abolish) -> None:
    if change.heir == change.unit:
        raise Mistake("Đơn vị không thể kế thừa chính mình. Chọn đơn vị khác.", field="heir")
    draft.end(change.unit)
    draft.hand_children(change.unit, change.heir)


_WAYS: dict[type, Callable[[_Draft, Any], None]] = {
    Create: _create,
    Rename: _rename,
    Transfer: _transfer,
    Merge: _merge,
    Split: _split,
    Abolish: _abolish,
}


def sides(change: Change) -> tuple[list[Ref], list[Ref]]:
    """Units before and after, as the record of the change keeps them."""
    match change:
        case Create(unit):
            return [], [unit.code]
        case Rename(unit):
            return [unit], [unit]
        case Transfer(unit, _):
            return [unit], [unit]
        case Merge(units, into):
            went = [u for u in dict.fromkeys(units) if u != into]
            return list(went), [into.code if isinstance(into, New) else into]
        case Split(unit, parts, goes_on):
            return [unit], [*([unit] if goes_on else []), *(p.code for p in parts)]
        case Abolish(unit, heir):
            return [unit], [heir] if heir is not None else []


@dataclass(frozen=True)
class Passed:
    """One finished unit and who took over, from a recorded change."""

    unit: int
    heirs: tuple[int, ...]
    date: dt.date


def successors(passed: Iterable[Passed], unit: int, on: dt.date) -> tuple[int, ...]:
    """Who stands on the day for what `unit` was: itself while nothing happened to it.

    >>> day = dt.date(2025, 7, 1)
    >>> successors([Passed(1, (3,), day), Passed(2, (3,), day)], 1, day)
    (3,)
    """
    step = {p.unit: p for p in passed if p.date <= on}
    found: list[int] = []
    seen: set[int] = set()
    ahead = [unit]
    while ahead:
        here = ahead.pop(0)
        if here in seen:
            continue
        seen.add(here)
        if here not in step:
            found.append(here)
        else:
            ahead += step[here].heirs
    return tuple(found)
