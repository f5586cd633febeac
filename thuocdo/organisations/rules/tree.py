"""The tree on one day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Node:
    """A unit as it stood on the day. `code`, `kind` as in `rules.words`; `parent` None at the top."""

    id: int
    code: str
    kind: str
    name: str
    short: str = ""
    parent: int | None = None
    order: int = 0


@dataclass(frozen=True)
class Tree:
    nodes: Mapping[int, Node]
    children: Mapping[int | None, tuple[int, ...]] = field(default_factory=dict)

    def walk(self, top: int | None = None) -> Iterator[tuple[int, Node]]:
        """Depth and node, a parent before its children; below `top` (not itself), or all."""
        ahead = [(0, unit) for unit in reversed(self.children.get(top, ()))]
        while ahead:
            depth, unit = ahead.pop()
            yield depth, self.nodes[unit]
            ahead += [(depth + 1, child) for child in reversed(self.children.get(unit, ()))]

    def subtree(self, unit: int) -> frozenset[int]:
        """The unit and all below it; empty for a unit that does not exist that day.

        >>> t = build([Node(1, "a", "agency", "A"), Node(2, "b", "room", "B", parent=1)])
        >>> sorted(t.subtree(1)), sorted(t.subtree(2)), sorted(t.subtree(9))
        ([1, 2], [2], [])
        """
        if unit not in self.nodes:
            return frozenset()
        return frozenset({unit, *(node.id for _, node in self.walk(unit))})

    def way_up(self, unit: int) -> list[Node]:
        """The unit, its parent, and so on to the top."""
        way: list[Node] = []
        here = self.nodes.get(unit)
        while here is not None:
            way.append(here)
            here = self.nodes.get(here.parent) if here.parent is not None else None
        return way

    def depth(self, unit: int) -> int:
        return len(self.way_up(unit)) - 1


def build(nodes: Iterable[Node]) -> Tree:
    """Arrange nodes; sisters stand by their order, then by name. A parent that is not there counts as none."""
    by_id = {node.id: node for node in nodes}
    children: dict[int | None, list[Node]] = {}
    for node in by_id.values():
        children.setdefault(node.parent if node.parent in by_id else None, []).append(node)
    return Tree(
        by_id,
        {
            parent: tuple(n.id for n in sorted(own, key=lambda n: (n.order, n.name, n.id)))
            for parent, own in children.items()
        },
    )
