"""What a change will do, in words, before anybody confirms it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from thuocdo.organisations.rules.state import Belongs, Effects, Life, Named, Ref, State, Under


@dataclass(frozen=True)
class Line:
    """One thing that happens. `sort`: begins | ends | name | place | group."""

    sort: str
    words: str


def preview(state: State, effects: Effects, on: dt.date, groups: Mapping[int, str]) -> list[Line]:
    """Births and ends first, then names, places, memberships. `groups`: names by id."""
    after = state.after(effects)
    born = [row.unit for row in effects.opens if isinstance(row, Life)]
    ended = [row.unit for row in effects.closes if isinstance(row, Life)]

    def name(unit: Ref) -> str:
        return f"“{after.name(unit, on)}”"

    def before(unit: Ref) -> str:
        return f"“{state.name(unit, on)}”"

    lines = [Line("begins", f"Thành lập {name(unit)}") for unit in born]
    lines += [Line("ends", f"{before(unit)} thôi hoạt động") for unit in ended]
    for row in effects.opens:
        if isinstance(row, Named) and row.unit not in born:
            short = f", viết tắt {row.short}" if row.short else ""
            lines.append(Line("name", f"{before(row.unit)} đổi tên thành “{row.name}”{short}"))
    lines += [Line("place", words) for words in _places(state, effects, on, set(born), name)]
    for row in effects.opens:
        if isinstance(row, Belongs):
            group = groups.get(row.group, "")
            lines.append(Line("group", f"{name(row.unit)} vào nhóm “{group}”"))
    return lines


def _places(
    state: State, effects: Effects, on: dt.date, born: set[Ref], name: Callable[[Ref], str]
) -> Iterator[str]:
    placed = {row.unit: row.parent for row in effects.opens if isinstance(row, Under)}
    gone = {row.unit for row in effects.closes if isinstance(row, Life)}
    for unit, parent in placed.items():
        if unit in born:
            yield f"{name(unit)} thuộc {name(parent)}"
            continue
        old = state.parent(unit, on)
        was = f" từ “{state.name(old, on)}”" if old is not None else ""
        yield f"{name(unit)} chuyển{was} sang {name(parent)}"
    for row in effects.closes:
        if isinstance(row, Under) and row.unit not in placed and row.unit not in gone:
            yield f"{name(row.unit)} ra đứng riêng, không còn thuộc “{state.name(row.parent, on)}”"
